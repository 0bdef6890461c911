import { hookEvents } from '../../manifest';
import type { CheckInput } from '../finding';
import { nameOf } from '../objects';
import { hooksOf } from './declaration';
import { needsOf } from './needs';
import { readHook, type ReadHook } from './read-hook';

/**
 * The hooks as Helm runs them: by event, then by weight, then by name, each with what it needs and how that comes about.
 * An event without hooks is left out.
 */
export function hookOrder(input: CheckInput): string {
  const hooks = hooksOf(input);
  const sections = hookEvents.flatMap((event) => {
    const ofEvent = hooks.filter(({ events }) => events.includes(event)).sort(inOrder);
    if (ofEvent.length === 0) return [];
    const width = Math.max(...ofEvent.map(({ weight }) => String(weight).length));
    const lines = ofEvent.flatMap((hook) => [
      `  ${String(hook.weight).padStart(width)}  ${short(hook)}`,
      ...needsOf(input)
        .of(hook.of)
        .map(
          ({ to }) =>
            `  ${' '.repeat(width)}      needs ${nameIn(to.object['kind'], nameOf(to))}${origin(readHook(to))}`,
        ),
    ]);
    return [[event, ...lines].join('\n')];
  });
  return sections.length === 0 ? 'no hooks\n' : `${sections.join('\n\n')}\n`;
}

const inOrder = (a: ReadHook, b: ReadHook) => a.weight - b.weight || (nameOf(a.of) < nameOf(b.of) ? -1 : 1);

const nameIn = (kind: unknown, name: string) => `${String(kind)} ${name}`;

const short = ({ of }: ReadHook) => nameIn(of.object['kind'], nameOf(of));

const origin = (hook: ReadHook | undefined) => (hook ? `, hook ${hook.weight}` : ', of the release');

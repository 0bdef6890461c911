import { hookEvents } from '../../../core/manifest';
import { withoutHash } from '../../../core/manifest/job-name';
import type { CheckedObject, CheckInput } from '../finding';
import { nameOf } from '../../../core/references/objects';
import { hooksOf } from './declaration';
import { needsOf } from './needs';
import { inHookOrder, readHook, type ReadHook } from '../../../core/order/read-hook';

/**
 * The hooks as Helm runs them: by event, then by weight, then by name, each with what it needs and how that comes about.
 * An event without hooks is left out.
 */
export function hookOrder(input: CheckInput): string {
  const hooks = hooksOf(input);
  const sections = hookEvents.flatMap((event) => {
    const ofEvent = hooks.filter(({ events }) => events.includes(event)).sort(inHookOrder);
    if (ofEvent.length === 0) return [];
    const width = Math.max(...ofEvent.map(({ weight }) => String(weight).length));
    const lines = ofEvent.flatMap((hook) => [
      `  ${String(hook.weight).padStart(width)}  ${shortName(hook.of)}`,
      ...needsOf(input, hook.of).map(
        ({ to }) => `  ${' '.repeat(width)}      needs ${shortName(to)}${origin(readHook(to))}`,
      ),
    ]);
    return [[event, ...lines].join('\n')];
  });
  return sections.length === 0 ? 'no hooks\n' : `${sections.join('\n\n')}\n`;
}

/** Kind and name as Helm knows them: the hash at the end of a Job's name is of the plain output only. */
export function shortName(object: CheckedObject): string {
  const kind = String(object.object['kind']);
  const name = nameOf(object);
  return `${kind} ${kind === 'Job' && readHook(object) ? withoutHash(name) : name}`;
}

const origin = (hook: ReadHook | undefined) => (hook ? `, hook ${hook.weight}` : ', of the release');

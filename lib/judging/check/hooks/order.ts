import type { HookEvent } from '../../../core/manifest';
import { inputRule } from '../define-rule';
import type { Breach, CheckInput } from '../finding';
import { describe, nameOf } from '../../../core/references/objects';
import { hooksOf } from './declaration';
import { needsOf, usersOf, type Need } from './needs';
import { readHook, type ReadHook } from '../../../core/order/read-hook';

/** A hook that needs an object which is not there when it runs. */
interface Clash {
  readonly hook: ReadHook;
  readonly need: Need;
  /** What is needed, where it is a hook as well. */
  readonly other?: ReadHook;
  readonly events: readonly HookEvent[];
  readonly sort: 'same weight' | 'later hook' | 'not yet' | 'gone';
}

/** Every need of a hook that is not met at one of its events, the worst reason for each. */
function clashes(input: CheckInput): Clash[] {
  return hooksOf(input).flatMap((hook) =>
    needsOf(input, hook.of).flatMap((need): Clash[] => {
      const other = readHook(need.to);
      const unmet = hook.events.map((event) => [event, unmetAt(event, hook, other)] as const);
      const found = (['not yet', 'gone', 'later hook', 'same weight'] as const).flatMap((sort): Clash[] => {
        const events = unmet.filter(([, reason]) => reason === sort).map(([event]) => event);
        return events.length === 0 ? [] : [{ hook, need, ...(other ? { other } : {}), events, sort }];
      });
      return found.slice(0, 1);
    }),
  );
}

/** Why what a hook needs is not there at an event; undefined where it is. */
function unmetAt(event: HookEvent, hook: ReadHook, other: ReadHook | undefined): Clash['sort'] | undefined {
  if (!other) {
    // Objects of the release are made between pre-install and post-install, and stay until the release is removed.
    return event === 'pre-install' ? 'not yet' : event === 'post-delete' ? 'gone' : undefined;
  }
  if (other.events.includes(event)) {
    if (other.weight === hook.weight) return 'same weight';
    return other.weight > hook.weight ? 'later hook' : undefined;
  }
  const earlier = other.events.some((candidate) => isBefore(candidate, event));
  if (!earlier) return 'not yet';
  return other.deletePolicies.includes('hook-succeeded') ? 'gone' : undefined;
}

/** Events in the order in which a release lives through them. */
const life: readonly HookEvent[] = [
  'pre-install',
  'post-install',
  'pre-upgrade',
  'post-upgrade',
  'pre-rollback',
  'post-rollback',
  'test',
  'pre-delete',
  'post-delete',
];

const isBefore = (a: HookEvent, b: HookEvent) => life.indexOf(a) < life.indexOf(b);

const byName = inputRule(
  {
    code: 'hook-order-by-name',
    question: 'policy',
    why: 'Hooks of one event and one weight run in the order of their names, which says nothing of what needs what.',
    remedy: 'Give what is needed a lower weight.',
  },
  (input) =>
    clashes(input).flatMap(({ hook, need, events, sort }): Breach[] => {
      if (sort !== 'same weight') return [];
      const message =
        `needs ${describe(need.to)}, a hook of the same weight ${hook.weight} at ${events.join(', ')}: ` +
        `which of them runs first is left to their ${nameOf(need.to) === nameOf(hook.of) ? 'kinds' : 'names'}`;
      const remedy = `Give ${String(need.to.object['kind'])} "${nameOf(need.to)}" the weight ${hook.weight - 5}.`;
      return [{ at: hook.of, pointer: need.pointer, message, remedy }];
    }),
);

const tooEarly = inputRule(
  {
    code: 'hook-needs-later-object',
    question: 'cannot-work',
    why: 'A hook that needs an object which is not there when it runs waits until its deadline, and the release fails.',
    remedy: 'Make what is needed a hook of a lower weight at the same events, or run the hook after the installation.',
  },
  (input) =>
    clashes(input).flatMap((clash): Breach[] => {
      if (clash.sort === 'same weight') return [];
      const { hook, need } = clash;
      return [{ at: hook.of, pointer: need.pointer, message: lateMessage(clash), remedy: lateRemedy(input, clash) }];
    }),
);

function lateMessage({ hook, need, other, events, sort }: Clash): string {
  const at = events.join(', ');
  const what = `needs ${describe(need.to)}`;
  if (sort === 'later hook')
    return `${what}, a hook that runs after it at ${at}: its weight ${other?.weight} is not below ${hook.weight}`;
  if (sort === 'not yet' && other) return `${what}, a hook of ${other.events.join(', ')} that does not exist at ${at}`;
  if (sort === 'not yet') return `${what}, an object of the release that is created only after ${at}`;
  return other
    ? `${what}, a hook that is deleted once it has succeeded and is gone at ${at}`
    : `${what}, which is gone at ${at}`;
}

function lateRemedy(input: CheckInput, { hook, need, other, sort }: Clash): string {
  const what = `${String(need.to.object['kind'])} "${nameOf(need.to)}"`;
  const weight = hook.weight - 5;
  const asHook = `"helm.sh/hook": ${hook.events.join(',')} and "helm.sh/hook-weight": "${weight}"`;
  if (sort === 'later hook')
    return `Give ${what} the weight ${weight}, or this hook the weight ${(other?.weight ?? 0) + 5}.`;
  if (other) return `Run ${what} at ${hook.events.join(', ')} too, with the weight ${weight}.`;
  const isShared = usersOf(input, need.to).some(({ from }) => !readHook(from));
  const own = isShared
    ? `Give the hook a copy of ${what} under a name of its own, with ${asHook}; the release keeps the original`
    : `Make ${what} a hook: ${asHook}`;
  return sort === 'gone' ? `${own}.` : `${own}. Or run this hook at post-install,post-upgrade.`;
}

const shared = inputRule(
  {
    code: 'shared-hook',
    question: 'policy',
    recommended: 'error',
    why: 'A hook is deleted and made anew at each upgrade, so that objects of the release which need it lose it meanwhile.',
    remedy: 'Keep the object in the release, and give the hook that needs it a copy under a name of its own.',
  },
  (input) => {
    return hooksOf(input).flatMap(({ of, pointer }): Breach[] => {
      const users = usersOf(input, of).filter(({ from }) => !readHook(from));
      const [first] = users;
      if (!first) return [];
      const more = users.length > 1 ? ` and ${users.length - 1} more` : '';
      return [
        {
          at: of,
          pointer,
          message: `is a hook, but ${describe(first.from)}${more} of the release need${more ? '' : 's'} it`,
        },
      ];
    });
  },
);

export const orderRules = [byName, tooEarly, shared] as const;

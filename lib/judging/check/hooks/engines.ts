import { engineNames, engines, type Ordered } from '../../../core/order/engines';
import { faultsOf, type Deadlock, type Fault } from '../../../core/order/judge';
import { orderedSet } from '../../../core/order/ordered-set';
import { readHook } from '../../../core/order/read-hook';
import { isClaim } from '../../../core/order/readiness';
import { describe } from '../../../core/references/objects';
import { inputRule } from '../define-rule';
import type { Breach, CheckInput } from '../finding';

const known = new WeakMap<CheckInput, readonly Fault[]>();

/** What goes wrong with each engine; nothing is known of a folder, which says nothing of places. */
function faultsIn(input: CheckInput): readonly Fault[] {
  let found = known.get(input);
  if (!found) {
    const ordered = orderOf(input);
    found = ordered ? engines.flatMap((engine) => faultsOf(engine, ordered)) : [];
    known.set(input, found);
  }
  return found;
}

/** The order of an input's objects for all engines; undefined where their places are not known, as in a folder. */
export function orderOf(input: CheckInput): Ordered | undefined {
  const placed = input.objects.flatMap((node) =>
    node.place === undefined ? [] : [{ node, place: node.place, isFixed: true }],
  );
  return placed.length === input.objects.length && placed.length > 0 ? orderedSet(input, placed) : undefined;
}

/** Faults of which the same is to be said, in the order in which they were found. */
function grouped<T extends Fault>(faults: readonly T[], keyOf: (fault: T) => string): (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const fault of faults) {
    const group = groups.get(keyOf(fault));
    if (group) group.push(fault);
    else groups.set(keyOf(fault), [fault]);
  }
  return [...groups.values()];
}

const enginesIn = (faults: readonly Fault[]) =>
  [...new Set(faults.map(({ engine }) => engineNames[engine]))].join(', ');
const scenariosIn = (faults: readonly Fault[]) => [...new Set(faults.map(({ scenario }) => scenario))].join(', ');

const endlessWait = inputRule(
  {
    code: 'engine-waits-for-ever',
    question: 'cannot-work',
    why: 'An engine that waits for something which is made only afterwards waits until it gives up, and the release fails.',
    remedy: 'Let what is waited for come earlier, or the one that waits later, with Order or ApplyPhase.',
  },
  (input) =>
    grouped(
      // Of a claim that nobody mounts, and of what a hook names, other rules speak.
      faultsIn(input).filter((fault): fault is Deadlock => fault.kind === 'deadlock' && !isToldElsewhere(fault)),
      ({ object, need }) => `${describe(object)} ${need ? describe(need.to) : ''}`,
    ).map((faults): Breach => {
      const [first] = faults;
      const reason = reasonOf(first);
      const message = `${reason}: ${enginesIn(faults)} would wait for ever (${scenariosIn(faults)})`;
      return {
        at: first.object,
        pointer: first.need?.pointer ?? '',
        message,
        remedy: remedyOf(first),
        // Some storage classes bind a claim whoever mounts it.
        ...(first.pod && { severity: 'warning' as const }),
      };
    }),
);

function isToldElsewhere({ object, need, pod }: Deadlock): boolean {
  if (need) return readHook(object) !== undefined && (need.reason === 'name' || need.reason === 'maker');
  return isClaim(object) && (!pod || (readHook(pod) !== undefined && !readHook(object)));
}

/** What a deadlock is about. */
function reasonOf(fault: Deadlock): string {
  const { need, pod } = fault;
  if (need) return `${need.until === 'ready' ? 'waits for' : 'needs'} ${describe(need.to)}${whyNot(fault)}`;
  if (pod) return `may be bound only once ${describe(pod)} mounts it, which comes later`;
  return 'is never ready';
}

/** Why what is needed does not come. */
function whyNot({ need, step }: Deadlock): string {
  const hook = need && readHook(need.to);
  if (hook) return `, a hook of ${hook.events.join(', ')}`;
  return step ? `, which comes only after ${step.name}` : '';
}

function remedyOf({ need, pod }: Deadlock): string {
  if (pod)
    return 'Make the claim an object of the release, without an ApplyPhase of its own: it comes with the pods that mount it.';
  const hook = need && readHook(need.to);
  if (hook) return 'Make it an object of the release, for which pods wait, instead of a hook that runs after them.';
  return 'Let what is needed come earlier: remove its ApplyPhase, or say Order.of(this).after(that).';
}

const notKept = inputRule(
  {
    code: 'order-not-kept',
    question: 'policy',
    why: 'What starts before the thing it needs is ready fails, or runs new code on an old schema.',
    remedy:
      'Let the pods wait themselves, which holds with every engine: an init container that waits, with Order.of(this).waitsFor(that).',
  },
  (input) =>
    grouped(
      faultsIn(input).filter((fault) => fault.kind === 'breach'),
      ({ need }) => `${describe(need.from)} ${describe(need.to)}`,
    ).map((faults): Breach => {
      const [{ need }] = faults;
      const message =
        `must come after ${describe(need.to)}, and ${enginesIn(faults)} would not wait until that is ready ` +
        `(${scenariosIn(faults)})`;
      return { at: need.from, pointer: need.pointer, message };
    }),
);

export const engineRules = [endlessWait, notKept] as const;

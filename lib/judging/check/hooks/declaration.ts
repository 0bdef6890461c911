import { deletePolicies, hookEvents } from '../../../core/manifest';
import { didYouMean } from '../../../core/values';
import { inputRule } from '../define-rule';
import type { Breach, CheckInput } from '../finding';
import { readHook, type ReadHook } from '../../../core/order/read-hook';

/** The hooks of an input, in the order of its objects. */
export const hooksOf = (input: CheckInput): ReadHook[] => input.objects.flatMap((object) => readHook(object) ?? []);

/** Whether a hook is declared in the words of Argo CD. */
const isArgo = ({ pointer }: ReadHook) => pointer.includes('argocd.argoproj.io');

const unknownEvent = inputRule(
  {
    code: 'unknown-hook-event',
    question: 'cannot-work',
    why: 'Helm silently drops a hook whose event it does not know; the object is never made.',
    remedy: `Use one of: ${hookEvents.join(', ')}.`,
  },
  (input) =>
    hooksOf(input).flatMap((hook) =>
      hook.unknownEvents.map((event): Breach => {
        const known = isArgo(hook)
          ? ['PreSync', 'Sync', 'PostSync', 'SyncFail', 'Skip', 'PreDelete', 'PostDelete']
          : hookEvents;
        const tool = isArgo(hook) ? 'Argo CD' : 'Helm';
        return {
          at: hook.of,
          pointer: hook.pointer,
          message: `${tool} knows no hook event "${event}"${didYouMean(event, known)}`,
          remedy: `Use one of: ${known.join(', ')}.`,
        };
      }),
    ),
);

const badWeight = inputRule(
  {
    code: 'hook-weight',
    question: 'cannot-work',
    why: 'Helm silently takes a weight that is not an integer as 0, so that the hook runs at the wrong time.',
    remedy: 'Use an integer, in quotes where it stands in an annotation: "-5".',
  },
  (input) =>
    hooksOf(input).flatMap(({ of, badWeight: written, weightPointer }): Breach[] =>
      written === undefined
        ? []
        : [{ at: of, pointer: weightPointer, message: `the hook weight ${JSON.stringify(written)} is not an integer` }],
    ),
);

const unknownPolicy = inputRule(
  {
    code: 'unknown-hook-delete-policy',
    question: 'cannot-work',
    why: 'Helm passes over a delete policy that it does not know, and the object stays.',
    remedy: `Use one or more of: ${deletePolicies.join(', ')}.`,
  },
  (input) =>
    hooksOf(input).flatMap((hook) =>
      hook.unknownPolicies.map((policy): Breach => {
        const known = isArgo(hook) ? ['BeforeHookCreation', 'HookSucceeded', 'HookFailed'] : deletePolicies;
        const message = `"${policy}" is not a delete policy${didYouMean(policy, known)}`;
        return {
          at: hook.of,
          pointer: hook.pointer.replace(/hook$/, 'hook-delete-policy'),
          message,
          remedy: `Use one or more of: ${known.join(', ')}.`,
        };
      }),
    ),
);

const noPolicy = inputRule(
  {
    code: 'hook-without-delete-policy',
    question: 'policy',
    why: 'A hook is not part of the release: without a delete policy it is left over when the release is removed.',
    remedy:
      'Add one: before-hook-creation,hook-succeeded for a Job, before-hook-creation for a test whose log is wanted.',
  },
  (input) =>
    hooksOf(input).flatMap(({ of, hasDeletePolicy, pointer }): Breach[] =>
      hasDeletePolicy ? [] : [{ at: of, pointer, message: 'this hook has no delete policy' }],
    ),
);

export const declarationRules = [unknownEvent, badWeight, unknownPolicy, noPolicy] as const;

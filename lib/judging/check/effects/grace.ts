import { containerRule } from '../define-rule';
import { example, pod } from '../examples/example';
import { at, listOf, pointerTo, stringOf } from '../../../core/references/objects';
import { leastSleep } from '../../../core/validation/least-sleep';

const stopping = (seconds: number) => pod(`lifecycle: { preStop: { exec: { command: [sleep, '${seconds}'] } } }`);

const longPreStop = containerRule(
  {
    code: 'long-pre-stop',
    question: 'cannot-work',
    why: 'The grace period begins with `preStop`: a hook that lasts longer is cut off, and the program has the 2 s that the kubelet adds to stop in.',
    remedy:
      'Raise `terminationGracePeriodSeconds` above the time of the hook and of the program together, or shorten the hook.',
    examples: example(stopping(31), stopping(5)),
    source: 'https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-execution',
  },
  ({ value, pointer }, ofPod) => {
    const command = listOf(at(value, 'lifecycle', 'preStop', 'exec', 'command'));
    if (command.length === 0) return [];
    const sleep = leastSleep(command.map((word) => stringOf(word) ?? ''));
    const written = ofPod.spec['terminationGracePeriodSeconds'];
    const grace = typeof written === 'number' ? written : 30;
    if (sleep === 0 || sleep < grace) return [];
    const isDefault = typeof written === 'number' ? '' : ', the default';
    const isCutOff = sleep > grace;
    const effect = isCutOff ? 'so that the hook is cut off and the program' : 'after which the program';
    const message = `sleeps for ${sleep} s of a grace period of ${grace} s${isDefault}, ${effect} has 2 s to stop in`;
    const place = pointerTo(pointer, 'lifecycle', 'preStop', 'exec', 'command');
    // A hook that ends with the grace period has run, and a program may well stop in what is added.
    return [{ pointer: place, message, ...(isCutOff ? {} : { severity: 'warning' }) }];
  },
);

export const graceRules = [longPreStop] as const;

import { containerRule } from '../define-rule';
import { example, pod } from '../examples/example';
import { at, listOf, pointerTo, stringOf } from '../../../core/references/objects';

/** What `sleep` takes: seconds, or a number with its unit. */
const units: { readonly [unit: string]: number } = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** The seconds of one word behind `sleep`; undefined for what is not a plain number, such as a variable. */
function secondsOf(word: string): number | undefined {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(word) ?? [];
  return number === undefined ? undefined : Number(number) * units[unit]!;
}

const isSleep = (word: string | undefined) => word === 'sleep' || word === '/bin/sleep' || word === '/usr/bin/sleep';
const isShell = (word: string | undefined) =>
  word !== undefined && /^(?:\/(?:usr\/)?bin\/)?(?:ba|da|a|z|k)?sh$/.test(word);

/** How long a sequence of words sleeps at least. */
function sleepOf(words: readonly string[]): number {
  if (!isSleep(words[0])) return 0;
  return words.slice(1).reduce((sum, word) => sum + (secondsOf(word) ?? 0), 0);
}

/** How long a script sleeps at least; nothing where whether it does depends on something. */
function sleepInScript(script: string): number {
  const plain = script.replaceAll(/\$\([^()]*\)|`[^`]*`/g, '$X');
  if (/\b(?:if|while|until|for|case|trap|function|timeout|exit)\b|[(){}#]|[^&>]&(?![&>])/.test(plain)) return 0;
  return plain
    .split(/[;\n]/)
    .flatMap((line) => line.split('||')[0]!.split('&&'))
    .map((command) => sleepOf(wordsOf(command)))
    .reduce((sum, seconds) => sum + seconds, 0);
}

/** The words of a command of a shell. */
const wordsOf = (command: string): string[] =>
  command
    .trim()
    .replace(/^exec\s+/, '')
    .replaceAll(/["']/g, '')
    .split(/\s+/);

/** How long a command sleeps at least, in seconds. */
function leastSleep(command: readonly string[]): number {
  const [first, flags, script] = command;
  if (isShell(first)) return /^-[a-z]*c$/.test(flags ?? '') ? sleepInScript(script ?? '') : 0;
  return sleepOf(command);
}

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

import { compute } from '../values/arithmetic';

/*
 * How long a command sleeps at least. A template does the same (`core/guards/hook-helpers.ts`): its regular expressions are those that
 * Go reads as JavaScript does.
 */

/** Programs that sleep, by what a command calls them. */
export const sleepers = ['sleep', '/bin/sleep', '/usr/bin/sleep'] as const;

/** What `sleep` takes behind a number: seconds, or a unit. */
export const secondsPerUnit = { m: 60, h: 3600, d: 86_400 } as const;

export const sleepForms = {
  /** A plain number with its unit; of one that is very long the first fifteen digits count. */
  duration: '^0*([0-9]{1,15})[0-9]*([.][0-9]+)?([smhd]?)$',
  shell: '^(/(usr/)?bin/)?(ba|da|a|z|k)?sh$',
  /** The flags behind which a shell takes a script. */
  scriptFlags: '^-[a-z]*c$',
  /** What a shell puts in place of itself. */
  substituted: '[$][(][^()]*[)]|\\x60[^\\x60]*\\x60',
  /** What makes it uncertain which commands of a script run, and for how long it waits for them. */
  uncertain: '\\b(if|while|until|for|case|trap|function|timeout|exit)\\b|[(){}#]|[^&>]&([^&>]|$)',
  /** What stands around the words of a command. */
  around: '^[ \\t]*(exec[ \\t]+)?|[ \\t]+$',
} as const;

const [duration, shell, scriptFlags, substituted, uncertain, around] = [
  sleepForms.duration,
  sleepForms.shell,
  sleepForms.scriptFlags,
  sleepForms.substituted,
  sleepForms.uncertain,
  sleepForms.around,
].map((form) => new RegExp(form, 'g')) as [RegExp, RegExp, RegExp, RegExp, RegExp, RegExp];

/** The seconds of one word behind `sleep`; none for what is not a plain number, such as a variable. */
function secondsOf(word: string): number {
  const [found] = word.matchAll(duration);
  if (!found) return 0;
  const [, whole, fraction = '', unit] = found;
  const factor = (secondsPerUnit as { readonly [unit: string]: number })[unit!] ?? 1;
  return compute('mul', [Number(`${whole}${fraction}`), factor], false);
}

function sleepOf([program, ...words]: readonly string[]): number {
  if (!(sleepers as readonly (string | undefined)[]).includes(program)) return 0;
  return words.map(secondsOf).reduce((sum, seconds) => compute('add', [sum, seconds], false), 0);
}

/** How long a script sleeps at least; nothing where whether it does depends on something. */
function sleepInScript(script: string): number {
  const plain = script.replaceAll(substituted, 'X');
  if (plain.search(uncertain) >= 0) return 0;
  return plain
    .replaceAll(';', '\n')
    .split('\n')
    .flatMap((line) => line.split('||')[0]!.split('&&'))
    .map((command) =>
      sleepOf(
        command
          .replaceAll(/["']/g, '')
          .replaceAll(around, '')
          .split(/[ \t]+/),
      ),
    )
    .reduce((sum, seconds) => compute('add', [sum, seconds], false), 0);
}

/**
 * How long a command sleeps at least, in seconds: `sleep` itself, or a shell with a script in which it is certain to run.
 *
 * @param command a program and its arguments
 */
export function leastSleep(command: readonly string[]): number {
  const [program = '', flags = '', script = ''] = command;
  if (program.search(shell) < 0) return sleepOf(command);
  return flags.search(scriptFlags) < 0 ? 0 : sleepInScript(script);
}

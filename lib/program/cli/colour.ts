/*
 * The one place that knows colours. They are used sparingly - levels, codes, the marks of changes - and nothing is said by a colour alone.
 */

/** What a colour is for. */
export type Style = 'error' | 'warning' | 'added' | 'changed' | 'removed' | 'place' | 'quiet' | 'strong';

const escapes: { readonly [style in Style]: string } = {
  error: '31;1',
  warning: '33;1',
  added: '32',
  changed: '33',
  removed: '31',
  place: '36',
  quiet: '2',
  strong: '1',
};

/** Puts a text into a style. */
export type Paint = (style: Style, text: string) => string;

/**
 * Whether what goes to a stream has colours: on a terminal, but never where `NO_COLOR` is set (https://no-color.org) or the terminal is a
 * `dumb` one. `FORCE_COLOR` asks for them elsewhere too, as in the log of a CI; `0` and `false` ask for none.
 */
export function isColoured(
  stream: { readonly isTTY?: boolean },
  env: { readonly [name: string]: string | undefined } = process.env,
): boolean {
  const { NO_COLOR: none, FORCE_COLOR: forced, TERM: terminal } = env;
  if (none !== undefined && none !== '') return false;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return stream.isTTY === true && terminal !== 'dumb';
}

export const paintFor =
  (isOn: boolean): Paint =>
  (style, text) =>
    isOn && text !== '' ? `\u001b[${escapes[style]}m${text}\u001b[0m` : text;

/** Paints what is printed to standard output. */
export const paintOutput = (): Paint => paintFor(isColoured(process.stdout));

/** Paints what is said on standard error. */
export const paintErrors = (): Paint => paintFor(isColoured(process.stderr));

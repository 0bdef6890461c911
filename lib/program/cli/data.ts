import { mustBeOneOf } from './arguments';

/** The options of commands that print data: `--json` is short for `--format json`. */
export const formatOptions = {
  format: { type: 'string', default: 'text' },
  json: { type: 'boolean', default: false },
} as const;

/** Whether JSON is asked for. */
export function asJson(options: { readonly format: string; readonly json: boolean }): boolean {
  return formatOf(options, ['text', 'json']) === 'json';
}

/** The format that is asked for, of those that a command knows. */
export function formatOf<F extends string>(
  { format, json }: { readonly format: string; readonly json: boolean },
  known: readonly F[],
): F {
  mustBeOneOf('--format', 'format', format, known);
  return json ? ('json' as F) : (format as F);
}

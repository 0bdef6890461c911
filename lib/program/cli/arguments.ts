import { parseArgs, type ParseArgsConfig } from 'node:util';
import { DefinitionError, didYouMean, type Problem } from '../../core/values';

type Options = NonNullable<ParseArgsConfig['options']>;
type Arguments<O extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; allowPositionals: true; options: O }>
>;

/**
 * The arguments of a command: its options and what else stands there. Where it has a `--format`, `--json` is short for `--format json`.
 *
 * @throws DefinitionError with every option that there is not, or with the one that lacks its value
 */
export function readArguments<const O extends Options>(given: readonly string[], options: O): Arguments<O> {
  const args = 'format' in options && !('json' in options) ? given.map(inFull) : given;
  const unknown = unknownOptions(args, options);
  if (unknown.length > 0) throw new DefinitionError(unknown);
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))) throw error;
    const remedy = '`chartwright --help` lists the options of each command, and what each takes.';
    throw new DefinitionError([{ code: 'usage', message: error.message, remedy }]);
  }
}

const inFull = (argument: string): string => (argument === '--json' ? '--format=json' : argument);

/** @throws DefinitionError where an option has none of the values that there are */
export function mustBeOneOf(option: string, noun: string, given: string, known: readonly string[]): void {
  if (known.includes(given)) return;
  const message = `${option}: there is no ${noun} "${given}"${didYouMean(given, known)}`;
  throw new DefinitionError([{ code: 'usage', message, remedy: `One of: ${known.join(', ')}.` }]);
}

function unknownOptions(args: readonly string[], options: Options): Problem[] {
  const known = Object.keys(options).map((name) => `--${name}`);
  const { tokens } = parseArgs({ args: [...args], allowPositionals: true, options, strict: false, tokens: true });
  return tokens.flatMap((token) => {
    if (token.kind !== 'option' || token.name in options) return [];
    return {
      code: 'usage',
      message: `there is no option "${token.rawName}"${didYouMean(token.rawName, known)}`,
      remedy: known.length > 0 ? `Options: ${known.join(', ')}.` : 'This command takes no options.',
    };
  });
}

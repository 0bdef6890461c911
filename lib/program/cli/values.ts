import type { App } from 'cdk8s';
import { DefinitionError, didYouMean } from '../../core/values';
import { systemsOf } from '../app';
import { describedValues, valuesAt, valuesText, type DescribedValue } from '../inspect/values';
import { readArguments } from './arguments';
import { asJson, formatOptions } from './data';
import { inspected, namesIn } from './environment-outputs';
import { print } from './print';

/**
 * `values [SYSTEM... [VALUE]] [--environment E] [--json]`: every value that users may set, or those at and below one path, with its type
 * and constraints, its default, what each environment sets, and the places of objects that it reaches.
 */
export function values(app: App, args: readonly string[]): number {
  const { values: options, positionals } = readArguments(args, {
    environment: { type: 'string', short: 'e' },
    ...formatOptions,
  });
  const { names, path } = wanted(app, positionals);
  const all = inspected(app, names, options.environment).map((synthesized) => {
    const environments = synthesized.outputs.map(({ environment }) => environment);
    return {
      system: synthesized.system.definition.name,
      environments: environments.map(({ name }) => name),
      values: describedValues(synthesized.system, environments, namesIn(synthesized)),
    };
  });
  const described = all.map((each) => ({
    ...each,
    values: path === undefined ? each.values : valuesAt(each.values, path),
  }));
  if (path !== undefined && described.every((each) => each.values.length === 0)) {
    throw unknownValue(
      path,
      all.flatMap((each) => each.values),
    );
  }
  if (asJson(options)) print(`${JSON.stringify(described, null, 2)}\n`);
  else
    print(
      `${described.map((each) => `# ${each.system}\n\n${valuesText(each.values, each.environments)}\n`).join('\n')}`,
    );
  return 0;
}

/** What comes behind systems and is the name of none is the path of a value. */
function wanted(app: App, given: readonly string[]): { readonly names: readonly string[]; readonly path?: string } {
  const last = given.at(-1);
  if (given.length < 2 || last === undefined) return { names: given };
  const isSystem = systemsOf(app).some(({ definition }) => definition.name === last);
  return isSystem ? { names: given } : { names: given.slice(0, -1), path: last };
}

function unknownValue(path: string, known: readonly DescribedValue[]): DefinitionError {
  const paths = known.map((each) => each.path.split('.'));
  const candidates = new Set(paths.flatMap((keys) => keys.map((_, i) => keys.slice(0, i + 1).join('.'))));
  const top = new Set(paths.map(([first]) => first));
  return new DefinitionError([
    {
      code: 'usage',
      message: `there is no value "${path}"${didYouMean(path, candidates)}`,
      remedy: `Values: ${[...top].join(', ')}.`,
    },
  ]);
}

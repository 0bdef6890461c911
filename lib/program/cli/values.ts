import type { App } from 'cdk8s';
import { describedValues, valuesText } from '../inspect/values';
import { readArguments } from './arguments';
import { asJson, formatOptions } from './data';
import { inspected, namesIn } from './environment-outputs';
import { print } from './print';

/**
 * `values [SYSTEM...] [--environment E] [--json]`: every value that users may set, with its type and constraints, its default, what each
 * environment sets, and the places of objects that it reaches.
 */
export function values(app: App, args: readonly string[]): number {
  const { values: options, positionals } = readArguments(args, {
    environment: { type: 'string', short: 'e' },
    ...formatOptions,
  });
  const described = inspected(app, positionals, options.environment).map((synthesized) => {
    const environments = synthesized.outputs.map(({ environment }) => environment);
    return {
      system: synthesized.system.definition.name,
      environments: environments.map(({ name }) => name),
      values: describedValues(synthesized.system, environments, namesIn(synthesized)),
    };
  });
  if (asJson(options)) print(`${JSON.stringify(described, null, 2)}\n`);
  else
    print(
      `${described.map((each) => `# ${each.system}\n\n${valuesText(each.values, each.environments)}\n`).join('\n')}`,
    );
  return 0;
}

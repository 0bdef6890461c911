import type { App } from 'cdk8s';
import { capacityOf } from '../inspect/capacity';
import { capacityData, capacityText } from '../inspect/capacity-text';
import { systemsOf } from '../app';
import { readArguments } from './arguments';
import { checkInputs } from './check-inputs';
import { asJson, formatOptions } from './data';
import { print } from './print';
import { chosenEnvironments } from './synth';

/**
 * `capacity [SYSTEM...] [--environment E] [--json]`: what the pods of each environment ask for and may use, from the fewest replicas to
 * the most, and while all of them are rolled out.
 */
export function capacity(app: App, args: readonly string[]): number {
  const { values: options, positionals } = readArguments(args, {
    environment: { type: 'string', short: 'e' },
    ...formatOptions,
  });
  const chosen = [...chosenEnvironments(systemsOf(app, positionals), options.environment)];
  const all = chosen.flatMap(([system, environments]) =>
    environments.map((environment) => {
      const [input] = checkInputs(system, [environment]);
      return { system: system.definition.name, environment: environment.name, capacity: capacityOf(input!) };
    }),
  );
  if (asJson(options)) {
    const data = all.map(({ capacity: each, ...of }) => ({ ...of, ...capacityData(each) }));
    print(`${JSON.stringify(data, null, 2)}\n`);
  } else {
    print(all.map((each) => `${each.system} ${each.environment}\n${capacityText(each.capacity)}`).join('\n'));
  }
  return 0;
}

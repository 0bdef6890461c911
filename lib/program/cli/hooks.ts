import type { App } from 'cdk8s';
import { hookOrder } from '../../judging/check/hooks';
import { readArguments } from './arguments';
import { checkInputs } from './check-inputs';
import { print } from './print';
import { environmentOf, systemsOf } from '../app';

/**
 * `hooks [SYSTEM...] [--environment E]`: the hooks in the order in which Helm runs them, with what each of them needs.
 * Environments in which the order is the same share one list.
 */
export function hooks(app: App, args: readonly string[]): number {
  const { values: options, positionals } = readArguments(args, { environment: { type: 'string', short: 'e' } });
  const sections: string[] = [];
  for (const system of systemsOf(app, positionals)) {
    const { name, environments } = system.definition;
    const chosen = options.environment === undefined ? environments : [environmentOf(system, options.environment)];
    const orders = new Map<string, string[]>();
    for (const environment of chosen) {
      const [input] = checkInputs(system, [environment]);
      const order = hookOrder(input!);
      orders.set(order, [...(orders.get(order) ?? []), environment.name]);
    }
    orders.forEach((names, order) => sections.push(`# ${name}: ${names.join(', ')}\n${order}`));
  }
  print(sections.join('\n'));
  return 0;
}

import type { App } from 'cdk8s';
import { engines, type Engine } from '../../core/order/engines';
import type { CheckInput } from '../../judging/check/finding';
import { hookOrder, orderData, orderMermaid, orderText } from '../../judging/check/hooks';
import { environmentOf, systemsOf } from '../app';
import { mustBeOneOf, readArguments } from './arguments';
import { checkInputs } from './check-inputs';
import { print } from './print';

/**
 * `order [SYSTEM...] [--environment E] [--engine E...] [--format text|mermaid|json]`: what must come before what, and what each engine
 * does with it, step by step. Environments in which it is the same share one text.
 */
export function order(app: App, args: readonly string[]): number {
  const { values: options, positionals } = readArguments(args, {
    environment: { type: 'string', short: 'e' },
    engine: { type: 'string', multiple: true },
    format: { type: 'string', default: 'text' },
  });
  mustBeOneOf('--format', 'format', options.format, ['text', 'mermaid', 'json']);
  for (const engine of options.engine ?? []) mustBeOneOf('--engine', 'engine', engine, engines);
  const inputs = inputsOf(app, positionals, options.environment);
  if (options.format === 'json') {
    const data = inputs.map(({ system, environment, input }) => ({ system, environment, ...orderData(input) }));
    print(`${JSON.stringify(data, null, 2)}\n`);
    return 0;
  }
  const chosen = options.engine as Engine[] | undefined;
  const textOf = options.format === 'mermaid' ? orderMermaid : (input: CheckInput) => orderText(input, chosen);
  const comment = options.format === 'mermaid' ? '%%' : '#';
  print(sections(inputs, textOf, comment));
  return 0;
}

/** `hooks [SYSTEM...] [--environment E]`: of all this the hooks, as Helm runs them, with what each of them needs. */
export function hooks(app: App, args: readonly string[]): number {
  const { values: options, positionals } = readArguments(args, { environment: { type: 'string', short: 'e' } });
  print(sections(inputsOf(app, positionals, options.environment), hookOrder, '#'));
  return 0;
}

interface EnvironmentInput {
  readonly system: string;
  readonly environment: string;
  readonly input: CheckInput;
}

function inputsOf(app: App, names: readonly string[], wanted: string | undefined): EnvironmentInput[] {
  return systemsOf(app, names).flatMap((system) => {
    const { name, environments } = system.definition;
    const chosen = wanted === undefined ? environments : [environmentOf(system, wanted)];
    return chosen.map((environment) => {
      const [input] = checkInputs(system, [environment]);
      return { system: name, environment: environment.name, input: input! };
    });
  });
}

function sections(inputs: readonly EnvironmentInput[], textOf: (input: CheckInput) => string, comment: string): string {
  const bySystem = new Map<string, Map<string, string[]>>();
  for (const { system, environment, input } of inputs) {
    const texts = bySystem.get(system) ?? new Map<string, string[]>();
    bySystem.set(system, texts);
    const text = textOf(input);
    texts.set(text, [...(texts.get(text) ?? []), environment]);
  }
  return [...bySystem]
    .flatMap(([system, texts]) =>
      [...texts].map(([text, environments]) => `${comment} ${system}: ${environments.join(', ')}\n${text}`),
    )
    .join('\n');
}

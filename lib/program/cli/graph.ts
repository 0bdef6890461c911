import type { App } from 'cdk8s';
import { mistake } from '../../core/values';
import { graphOf } from '../inspect/graph';
import { graphDot, graphMermaid, graphText } from '../inspect/graph-print';
import { systemsOf } from '../app';
import { readArguments } from './arguments';
import { checkInputs } from './check-inputs';
import { formatOf, formatOptions } from './data';
import { print } from './print';
import { chosenEnvironments } from './synth';

/**
 * `graph [SYSTEM...] [--environment E] [--format text|mermaid|dot|json]`: the tree of constructs with their objects, and which objects
 * these name and select. What must come before what is told by `order`.
 */
export function graph(app: App, args: readonly string[]): number {
  const { values: options, positionals } = readArguments(args, {
    environment: { type: 'string', short: 'e' },
    ...formatOptions,
  });
  const format = formatOf(options, ['text', 'mermaid', 'dot', 'json']);
  const graphs = [...chosenEnvironments(systemsOf(app, positionals), options.environment)].map(([system, all]) => ({
    system: system.definition.name,
    tree: graphOf(
      system,
      all.map((environment) => ({ environment: environment.name, input: checkInputs(system, [environment])[0]! })),
    ),
  }));
  if (format === 'json') {
    print(`${JSON.stringify(graphs, null, 2)}\n`);
    return 0;
  }
  if (format !== 'text' && graphs.length > 1) {
    const message = `--format ${format} draws one system; here are ${graphs.length}`;
    const remedy = `Name one of ${graphs.map(({ system }) => system).join(', ')}: chartwright graph SYSTEM --format ${format}.`;
    throw mistake({ code: 'usage', message, remedy });
  }
  const printed = { text: graphText, mermaid: graphMermaid, dot: graphDot }[format];
  print(graphs.map(({ tree }) => printed(tree)).join('\n'));
  return 0;
}

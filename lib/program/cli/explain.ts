import { readFileSync } from 'node:fs';
import type { App } from 'cdk8s';
import { isMap, mistake, type Json } from '../../core/values';
import { lineIn } from '../../core/yaml/line-of';
import { explanations, readWanted, type Explanation, type SaidBy } from '../inspect/explain';
import { explanationText } from '../inspect/explain-text';
import { readArguments } from './arguments';
import { asJson, formatOptions } from './data';
import { inspected } from './environment-outputs';
import { print } from './print';
import { readValuesFiles } from './values-files';

/**
 * `explain OBJECT[#/pointer] [--system S] [--environment E] [--values FILE...] [--json]`: which construct made an object or one of its
 * fields, at which line, and of which values, with who set them.
 */
export function explain(app: App, args: readonly string[]): number {
  const { values: options, positionals } = readArguments(args, {
    environment: { type: 'string', short: 'e' },
    system: { type: 'string', multiple: true, default: [] },
    values: { type: 'string', short: 'f', multiple: true, default: [] },
    ...formatOptions,
  });
  const isJson = asJson(options);
  const [wanted, ...others] = positionals;
  if (wanted === undefined || others.length > 0) {
    const message = wanted === undefined ? 'explain wants an object' : 'explain takes one object';
    const remedy =
      'As in: chartwright explain Deployment/web, or of one field: chartwright explain Deployment/web#/spec/replicas.';
    throw mistake({ code: 'usage', message, remedy });
  }
  const systems = inspected(app, options.system, options.environment, options.values);
  const all = explanations(systems, readWanted(wanted), saidBy(options.values));
  if (isJson) print(`${JSON.stringify(all, null, 2)}\n`);
  else print(bySystem(all).map(explanationText).join('\n'));
  return 0;
}

/** The last of some values files that says something of a value, with the line. */
function saidBy(names: readonly string[]): SaidBy {
  const files = [...readValuesFiles(names)].reverse();
  return (path) => {
    const file = files.find(({ values }) => isSaid(values, path));
    return file && `${file.name}:${lineIn(readFileSync(file.name, 'utf8'), path)}`;
  };
}

const isSaid = (values: Json, [key, ...rest]: readonly string[]): boolean =>
  key === undefined || (isMap(values) && Object.hasOwn(values, key) && isSaid(values[key]!, rest));

function bySystem(all: readonly Explanation[]): Explanation[][] {
  const names = [...new Set(all.map(({ system }) => system))];
  return names.map((name) => all.filter(({ system }) => system === name));
}

import { compileFunction } from 'node:vm';
import * as cluster from '../../core/manifest/capabilities';
import * as algebra from '../../core/values';
import {
  block,
  boolean,
  decode,
  defaults,
  evaluate,
  integer,
  list,
  number,
  object,
  oneOf,
  refs,
  string,
  quantity,
  stringMap,
  templated,
  values as makeValues,
  type Json,
  type JsonObject,
  type Release,
  type Tree,
} from '../../core/values';
import { refusedFunctions } from '../../core/values/refused-functions';
import { introduction, outroduction, sections } from './expressions.fixture';
import { printTemplate } from './helm-template';
import { printYaml } from './yaml-printer';

/** The values that the expressions of the page refer to, as the page declares them. */
export const schema = makeValues({
  replicas: integer(3, 'Number of pods', { minimum: 1, maximum: 100 }),
  parts: integer(2, 'Number of parts', { minimum: 1, maximum: 9 }),
  ratio: number(0.1, 'Share', { minimum: 0, maximum: 1 }),
  host: string('db.example.org', 'Host'),
  user: string('', 'User'),
  level: oneOf(['info', 'debug'], 'info', 'Log level'),
  isOn: boolean(true, 'Whether it is on'),
  share: block<string | number>({ type: ['integer', 'string'] }, '50%', 'A number or a percentage'),
  hosts: list<string>(string('', 'Host'), ['a', 'b'], 'Hosts'),
  more: list<string>(string('', 'Host'), ['c'], 'More hosts'),
  ports: list<{ readonly name: string; readonly port: number }>(
    object({ name: string('', 'Name'), port: integer(1, 'Port') }, 'A port'),
    [{ name: 'http', port: 80 }],
    'Ports',
  ),
  env: stringMap({ LEVEL: 'info', A: '1' }, 'Environment variables'),
  labels: stringMap({ team: 'core' }, 'Labels'),
  site: templated(string('{{ .Release.Name }}.example.org', 'Name of the site')),
  memory: quantity('512Mi', 'Memory'),
});

/** The tree that a row's code makes, as it would in a definition. */
export function treeOf(code: string, values: object = refs(schema, {})): Tree {
  const known = { ...algebra, ...cluster, values };
  const make = compileFunction(`return (${code});`, Object.keys(known)) as (...known: readonly unknown[]) => unknown;
  const made = make(...Object.values(known));
  return decode(made, {
    found: () => undefined,
    mangled: (value) => refuse(`${code} mangles ${value}`),
    strange: () => refuse(`${code} makes nothing that can be printed`),
  });
}

function refuse(message: string): never {
  throw new Error(message);
}

const release: Release = {
  values: { global: {}, ...defaults(schema) },
  release: { name: 'shop', namespace: 'web' },
  chart: { name: 'shop', version: '1.2.3', appVersion: '7.1' },
  cluster: { kubernetes: '1.34.0', apis: ['keda.sh/v1alpha1'] },
};

const linesOf = (text: string) => text.replace(/\n$/, '').split('\n');

/** The lines of an entry `x`, without its key where they are one. */
const shown = (text: string): string => {
  const lines = linesOf(text);
  if (lines.length === 1 && lines[0] === '') return 'nothing';
  return (lines.length === 1 ? [lines[0]!.replace(/^x: /, '')] : lines).map(inCode).join('<br>');
};

function inCode(line: string): string {
  const text = line.replaceAll('|', '\\|').replace(/^ +/, (blanks) => '\u00a0'.repeat(blanks.length));
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

export const helmOf = (code: string): string =>
  shown(printTemplate({ object: { x: treeOf(code) } }, { chart: 'shop' }));

export function plainOf(code: string): string {
  const value: Json | undefined = evaluate({ x: treeOf(code) }, release);
  return shown(value === undefined ? '' : printYaml(value as JsonObject));
}

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** docs/expressions.md. */
export function printPage(): string {
  const tables = sections.map(({ title, about, rows }) => {
    const cells = rows.map(({ code, means, only }) => [
      inCode(code),
      only === 'notes' ? 'in notes' : helmOf(code),
      only === 'notes' ? 'refused' : plainOf(code),
      means,
    ]);
    const heads = ['expression', 'in the chart', 'in plain YAML', 'what it means'];
    return [`## ${title}`, '', ...(about === undefined ? [] : [about, '']), table(heads, cells)].join('\n');
  });
  const refused = refusedFunctions.map((name) => `\`${name}\``).join(', ');
  return [introduction, ...tables, outroduction(refused)].join('\n\n');
}

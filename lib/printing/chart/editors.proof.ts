import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isMap, LineCounter, parseDocument, type Scalar, type YAMLMap } from 'yaml';
import { LanguageServer } from './language-server.fixture';

let server: LanguageServer;
beforeAll(async () => {
  server = await LanguageServer.start();
});
afterAll(() => server.stop());

const modeline = '# yaml-language-server: $schema=values.schema.json\n';

/** A workload of each chart that others reach, which has the values that are broken here. */
const workloads = {
  'family-gifting': 'web',
  kirana: 'backend',
  microshop: 'gateway',
  'sovd-webapp': 'backend',
  'task-manager-api': 'api',
};

/** Values of a workload of which the last line is wrong, and what an editor says there. */
const mistakes: readonly (readonly [what: string, values: string, says: string])[] = [
  ['a number between two ranges', 'service:\n  nodePort: 80', 'must be 0, or from 30000 to 32767'],
  ['a number above a bound', 'service:\n  port: 65536', 'Value is above the maximum of 65535.'],
  [
    'a percentage above 100',
    'podDisruptionBudget:\n  maxUnavailable: 200%',
    'must be a percentage from 1% to 100%, or a number',
  ],
  [
    'a text of another form',
    'image:\n  tag: "1.2+x"',
    'must be a tag of an image: up to 128 letters, digits, -, _ and .',
  ],
  [
    'a word that is no choice',
    'image:\n  pullPolicy: Sometimes',
    'Value is not accepted. Valid values: "Always", "IfNotPresent", "Never".',
  ],
  [
    'a word that is no choice of a definition',
    'tolerations:\n  - operator: Is',
    'Value is not accepted. Valid values: "Equal", "Exists", "".',
  ],
  ['a rule about several fields', 'tolerations:\n  - operator: Equal', 'must have a key, or the operator Exists'],
  ['another type', 'replicaCount: many', 'Incorrect type. Expected "integer".'],
  ['a key that nobody knows', 'replicas: 2', 'Property replicas is not allowed.'],
  [
    'a key that is none of a label',
    'podLabels:\n  a/b/c: d',
    'must be the key of a label: up to 63 letters, digits, -, _ and ., behind a domain and / or not',
  ],
  [
    'a key that is too long before its slash',
    `podLabels:\n  ${'a'.repeat(254)}/b: c`,
    'String is longer than the maximum length of 253.',
  ],
  [
    'a text that is no value of a label',
    'podLabels:\n  a: -b',
    'must be the value of a label: letters, digits, -, _ and ., with a letter or digit at both ends',
  ],
  [
    'the name of a port that the container does not have',
    'livenessProbe:\n  httpGet:\n    port: admin',
    'must name a port of the container, which is http or a number',
  ],
  [
    'two handlers',
    'livenessProbe: { exec: { command: [a] }, tcpSocket: { port: 80 } }',
    'has several handlers; type says which counts',
  ],
  [
    'two sources',
    'extraEnv:\n  - { name: A, value: b, valueFrom: { fieldRef: { fieldPath: metadata.name } } }',
    'must have a value or takes it from somewhere, not both',
  ],
  [
    'a path that steps back',
    'extraVolumes:\n  - { name: a, secret: { secretName: a, items: [{ key: a, path: ../b }] } }',
    'must be a path within the volume',
  ],
];

let opened = 0;

describe.each(Object.entries(workloads))('an editor, asked about values of %s', (chart, group) => {
  const folder = resolve('charts', chart);
  const textOf = (name: string) => readFileSync(join(folder, name), 'utf8');

  test.each(mistakes)('underlines %s', async (_what, values, says) => {
    const text = `${modeline}${group}:\n${values.replace(/^/gm, '  ')}\n`;
    const found = await server.open(join(folder, `values-${(opened += 1)}.yaml`), text);
    expect(found.map(({ message }) => message)).toContain(says);
    for (const { line } of found) expect(line).toBe(text.split('\n').length - 1);
  });

  test('finds nothing in the files of the chart', async () => {
    const files = readdirSync(folder).filter((name) => /^values.*\.yaml$/.test(name));
    const found = await Promise.all(files.map((name) => server.open(join(folder, name), textOf(name))));
    expect(found.flat()).toEqual([]);
    expect(files.length).toBeGreaterThan(2);
  });

  test('misses a value where all must be, and not where some are laid over others', async () => {
    const text = `${modeline}${group}:\n  replicaCount: 2\n`;
    const [defaults, laidOver] = await Promise.all(
      ['values.yaml', 'values-some.yaml'].map((name) =>
        server.open(join(folder, 'missed', name), text.replace('=v', '=../v')),
      ),
    );
    expect(defaults!.map(({ message }) => message)).toContain('Missing property "image".');
    expect(laidOver).toEqual([]);
  });

  test('shows what a value means over its key', async () => {
    const file = join(folder, 'values.yaml');
    const text = textOf('values.yaml');
    await server.open(file, text);
    const leaves = leavesIn(
      parseDocument(text).contents as YAMLMap,
      JSON.parse(textOf('values.schema.json')) as Schema,
    );
    const every = Math.ceil(leaves.length / 40);
    const asked = leaves.filter((_, i) => i % every === 0);
    const lines = new LineCounter();
    parseDocument(text, { lineCounter: lines });
    const shown = await Promise.all(
      asked.map(({ offset }) => {
        const { line, col } = lines.linePos(offset);
        return server.hover(file, { line, character: col - 1 });
      }),
    );
    asked.forEach(({ schema: { title, description } }, i) => {
      expect(shown[i]).toContain(`#### ${title}`);
      expect(plain(shown[i]!)).toContain(plain(description!));
    });
    expect(asked.length).toBeGreaterThan(20);
  });
});

interface Schema {
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: { readonly [key: string]: Schema };
  readonly allOf?: readonly Schema[];
  readonly $ref?: string;
  readonly definitions?: { readonly [name: string]: Schema };
}

/** A value with the title and the description that stand in its parts. */
function whole(value: Schema, definitions: Schema['definitions'] = {}): Schema {
  const parts = (value.allOf ?? []).map(({ $ref, ...own }) => ({
    ...($ref !== undefined && /\.value(-\d+)?$/.test($ref) && definitions[$ref.replace('#/definitions/', '')]),
    ...own,
  }));
  return Object.assign({}, ...parts, value) as Schema;
}

/** The values of a file, each with where its key begins. */
const leavesIn = (
  values: YAMLMap,
  { properties = {}, definitions }: Schema,
): { readonly offset: number; readonly schema: Schema }[] =>
  values.items.flatMap(({ key, value }) => {
    const { value: name, range } = key as Scalar<string>;
    const schema = whole(properties[name]!, definitions);
    return schema.properties && schema.default === undefined && isMap(value)
      ? leavesIn(value, { ...schema, definitions })
      : [{ offset: range![0], schema }];
  });

/** A text without what Markdown adds. */
const plain = (text: string): string => text.replace(/\\|&nbsp;|\s/g, '');

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import {
  block,
  blockText,
  digest,
  each,
  integer,
  items,
  list,
  named,
  number,
  string,
  stringMap,
  text,
  values as valuesSchema,
  type Expression,
} from '../../core/values';
import { hostileKeys, hostileStrings } from '../../judging/verify/hostile.fixture';
import { helmVersions, kubectl } from '../../judging/verify/tools';
import { bothPrinters } from './both.fixture';
import { readByHelm } from './go-reader.fixture';
import { blockStrings, everywhere, numbered, scalarStrings } from './hostile-trees.fixture';
import { printTemplate } from './helm-template';
import { printYaml } from './yaml-printer';

describe('plain YAML', () => {
  test.each(helmVersions())("hostile strings come back from Kubernetes' own reader, as in Helm $version", (helm) => {
    expect(readByHelm(helm, [printYaml(everywhere)])).toEqual([everywhere]);
  });

  test('hostile strings in a ConfigMap come back from kubectl', () => {
    // kustomize writes these raw, so that what it prints reads otherwise; the schema refuses them as values.
    const data = numbered(
      's',
      hostileStrings.filter((value) => !/[\u007f\u0085\u2028\u2029\uffff]/.test(value)),
    );
    const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'hostile' }, data };
    expect(parse(kustomized(printYaml(configMap)))).toEqual(configMap);
  });
});

describe('templates', () => {
  const both = bothPrinters(
    valuesSchema({
      ...numbered(
        's',
        scalarStrings.map((value) => string(value, 'A hostile text')),
      ),
      list: list<string>(blockText(), blockStrings, 'Hostile texts'),
      map: stringMap(numbered('k', blockStrings), 'Hostile texts'),
      keys: stringMap(Object.fromEntries(hostileKeys.map((key) => [key, key])), 'Hostile keys'),
      block: block(
        { type: 'object' },
        { inner: { list: blockStrings, deeper: [{ keys: numbered('b', blockStrings) }] } },
        'A block',
      ),
      huge: integer(Number.MAX_SAFE_INTEGER, 'The largest number'),
      million: integer(1_000_000, 'A number that %v prints as 1e+06'),
      fractions: list<number>(number(0, 'A fraction'), [0.1, 1e-7, 1.5e300, 123456789.123, 1e21, -2.5], 'Fractions'),
      numbers: block({ type: 'object' }, { huge: Number.MAX_SAFE_INTEGER, million: 1_000_000, tiny: 1e-7 }, 'Numbers'),
    }),
  );
  const scalars = (values: object) =>
    Object.entries(values).flatMap(([key, ref]) => (/^s\d+$/.test(key) ? [ref as Expression<string>] : []));

  both('hostile literals are rendered as they are', () => ({ tree: everywhere }));

  both('hostile literals in named templates and their digests are what they are', () => {
    const data = named('data', 'Hostile texts.', { ...everywhere.values, last: 'block\n' });
    return { tree: { data, digest: digest(data), list: named('list', 'More of them.', everywhere.blocks) } };
  });

  both('hostile values are rendered as they are, alone and in texts', (values) => ({
    tree: {
      scalars: numbered('s', scalars(values)),
      elements: scalars(values),
      texts: scalars(values).map((value) => text`<${value}> {{ % "\\`),
      names: numbered(
        'n',
        scalars(values).map((value, i) => named(`n${i}`, 'A hostile text.', value)),
      ),
    },
  }));

  both(
    'hostile maps, lists and keys of users are rendered as they are, at any depth',
    ({ list, map, keys, block }) => ({
      tree: {
        map,
        keys,
        block,
        a: { b: { c: [{ list: ['x', ...items(list)] }] } },
        loop: each(list, 'item', (item) => ({ item, text: text`- ${item}` })),
      },
      mayHaveBlanks: true,
    }),
  );

  both('digests of hostile data are the same', ({ list, map, keys, block }) => ({
    tree: { list: digest(list), map: digest(map), keys: digest(keys), block: digest(block) },
  }));

  both('numbers keep every digit, as scalars, in texts and in blocks', ({ huge, million, fractions, numbers }) => ({
    tree: {
      huge,
      million,
      text: text`${huge} ${million}`,
      fractions,
      loop: each(fractions, 'fraction', (fraction) => fraction),
      texts: each(fractions, 'fraction', (fraction) => text`=${fraction}`),
      numbers,
      digests: [digest(fractions), digest(numbers)],
      literals: [Number.MAX_SAFE_INTEGER, 1_000_000, 0.1, 1e-7, 1e21],
    },
  }));

  test.each(helmVersions())("rendered literals come back from Kubernetes' own reader, as in Helm $version", (helm) => {
    const rendered = readByHelm(helm, [printTemplate({ object: everywhere }, { chart: 'hostile' })], {
      asTemplate: true,
    });
    expect(rendered).toEqual([everywhere]);
  });
});

/** What `kubectl kustomize` makes of an object. */
function kustomized(object: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-kustomize-'));
  try {
    writeFileSync(join(folder, 'object.yaml'), object);
    writeFileSync(join(folder, 'kustomization.yaml'), printYaml({ resources: ['object.yaml'] }));
    return execFileSync(kubectl().path, ['kustomize', folder], { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

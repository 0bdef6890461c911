import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Json } from '../values';
import { HelmError, helmTemplateText } from '../../judging/verify/helm';
import { helmVersions, kubectl } from '../../judging/verify/tools';
import { mutatedTexts, randomTexts } from './random-yaml.fixture';
import { readYaml } from './read-yaml';
import { keyCases, reads, refuses, scalarCases, type Judgement } from './yaml-cases.fixture';
import { documentCases, manifestCases } from './yaml-documents.fixture';

const root = mkdtempSync(join(tmpdir(), 'chartwright-yaml-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const chart = join(root, 'chart');
mkdirSync(join(chart, 'templates'), { recursive: true });
writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: reader\nversion: 1.0.0\n');
writeFileSync(join(chart, 'templates/values.yaml'), 'json: {{ .Values | toJson | b64enc }}\n');

const [helm3, helm4] = helmVersions() as [ReturnType<typeof kubectl>, ReturnType<typeof kubectl>];
const helms = [
  ['Helm 3', helm3, 'helm3'],
  ['Helm 4', helm4, 'helm4'],
] as const;

/** What Helm makes of texts with the reader that it reads values files with: all in one run. */
async function judgedByHelm(helm: typeof helm3, texts: readonly string[]): Promise<Judgement[]> {
  const folder = mkdtempSync(join(root, 'texts-'));
  for (const name of ['templates', 'texts']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: reader\nversion: 1.0.0\n');
  texts.forEach((text, i) => writeFileSync(join(folder, `texts/${i}.yaml`), text));
  const read = '$.Files.Get (printf "texts/%d.yaml" $i) | fromYaml | toJson | b64enc';
  const template = `{{ range $i := until ${texts.length} }}\njson: {{ ${read} }}\n---\n{{ end }}`;
  writeFileSync(join(folder, 'templates/all.yaml'), template);
  const { text } = await helmTemplateText(helm, { chart: folder, release: 'r', namespace: 'n' });
  return Array.from(text.matchAll(/^json: (.*)$/gm), ([, json = '']) => {
    const value = fromBase64(json);
    const { Error: message } = value as { readonly Error?: Json };
    return typeof message === 'string' && /^error /.test(message) ? refuses : reads(value);
  });
}

const fromBase64 = (json: string) => JSON.parse(Buffer.from(json, 'base64').toString('utf8')) as Json;

/** What Helm makes of a values file. */
async function judgedAsValues(helm: typeof helm3, text: string | Uint8Array, name: string): Promise<Judgement> {
  const file = join(root, `${name}.yaml`);
  writeFileSync(file, text);
  try {
    const options = { chart, release: 'r', namespace: 'n', valuesFiles: [file] };
    const { text: rendered } = await helmTemplateText(helm, options);
    return reads(fromBase64(/^json: (.*)$/m.exec(rendered)![1]!));
  } catch (error) {
    if (error instanceof HelmError && error.stderr.includes('failed to parse')) return refuses;
    throw error;
  }
}

/** What kubectl reads in a folder or file: objects one after the other, without what annotating puts in. */
function readByKubectl(path: string): { readonly metadata: { readonly name: string } }[] {
  const args = ['annotate', '--local', '--filename', path, '--output', 'json', 'read=yes'];
  const { stdout } = spawnSync(kubectl().path, args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  const objects = stdout.split(/(?<=^\})\n(?=\{)/m).filter((text) => text.trim() !== '');
  return objects.map((text) => {
    const object = JSON.parse(text) as { metadata: { name: string; annotations?: object } };
    delete object.metadata.annotations;
    return object;
  });
}

/** Numbers as JSON has them, a negative zero as zero. */
const asJson = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_key, child: unknown) => (typeof child === 'bigint' ? Number(child) : child)));

describe.each(helms)('%s', (_name, helm, judge) => {
  test('reads scalars and keys as the table says', async () => {
    const all = [...scalarCases, ...keyCases];
    const judged = await judgedByHelm(
      helm,
      all.map(({ text }) => text),
    );
    expect(all.map(({ text }, i) => [text, judged[i]])).toEqual(all.map((each) => [each.text, each[judge]]));
  });

  test('reads values files as the table says', async () => {
    const judged: [string, Judgement][] = [];
    for (const { text } of documentCases) judged.push([text, await judgedAsValues(helm, text, judge)]);
    expect(judged).toEqual(documentCases.map((each) => [each.text, each[judge]]));
  });
});

test('Helm 3 reads the first document of a values file, Helm 4 all of them', async () => {
  const text = 'a: 1\n---\na: 2\nb: 3\n';
  expect(await judgedAsValues(helm3, text, 'documents')).toEqual(reads({ a: 1 }));
  expect(await judgedAsValues(helm4, text, 'documents')).toEqual(reads({ a: 2, b: 3 }));
  const closed = 'a: 1\n---\n# nothing\n---\n';
  for (const [, helm] of helms) expect(await judgedAsValues(helm, closed, 'documents')).toEqual(reads({ a: 1 }));
});

test('bytes that are not UTF-8 are refused by one Helm at least', async () => {
  const latin = Buffer.from('a: \xe9\n', 'latin1');
  for (const [, helm] of helms) expect(await judgedAsValues(helm, latin, 'bytes')).toEqual(refuses);
  expect(await judgedAsValues(helm4, Buffer.from('\ufeffa: 1\n', 'utf16le'), 'bytes')).toEqual(refuses);
});

test.each(manifestCases.map((each) => [JSON.stringify(each.text), each] as const))(
  'kubectl reads %s as the table says',
  (_text, { text, values, kubectl: judgement }) => {
    const file = join(root, 'manifest.yaml');
    writeFileSync(file, text);
    const objects = readByKubectl(file);
    if ('refuses' in judgement) return expect(objects).toEqual([]);
    expect(objects).toEqual(asJson(values ?? judgement.reads));
  },
);

/** Values files of the systems, in pieces. */
const valuesFiles = readdirSync('charts', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => readdirSync(join('charts', name)).map((file) => join('charts', name, file)))
  .filter((file) => /values.*\.yaml$/.test(file))
  .flatMap((file) => readFileSync(file, 'utf8').split(/\n(?=\S)/))
  .filter((text) => text.includes(':'))
  .map((text) => `${text.split('\n').slice(0, 30).join('\n')}\n`);

const kinds = { ...randomTexts, 'a values file with mistakes': mutatedTexts(valuesFiles) };

test.each(Object.entries(kinds))('%s that is read means the same to both Helms', async (_kind, arbitrary) => {
  const texts = Array.from(new Set(fc.sample(arbitrary, { numRuns: 1500, seed: 1 })));
  const accepted = texts.flatMap((text) => {
    const { documents, faults } = readYaml(text, 'values');
    const value = documents[0]?.value ?? {};
    const isRead = faults.length === 0 && documents.length <= 1 && typeof value === 'object' && !Array.isArray(value);
    return isRead ? [{ text, judgement: reads(value) }] : [];
  });
  expect(accepted.length).toBeGreaterThan(50);
  for (const [, helm] of helms) {
    const judged = await judgedByHelm(
      helm,
      accepted.map(({ text }) => text),
    );
    expect(accepted.map(({ text }, i) => ({ text, judgement: judged[i] }))).toEqual(accepted);
  }
});

test('random texts within an object mean the same to kubectl', () => {
  const folder = join(root, 'objects');
  mkdirSync(folder);
  const texts = Object.values(kinds).flatMap((arbitrary) => fc.sample(arbitrary, { numRuns: 60, seed: 2 }));
  const accepted = texts.flatMap((text, i) => {
    const data = text.replace(/^/gm, '  ');
    const manifest = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: "${i}" }\ndata:\n${data}\n`;
    const { documents, faults } = readYaml(manifest, 'manifests');
    if (faults.length > 0 || documents.length > 1) return [];
    writeFileSync(join(folder, `${i}.yaml`), manifest);
    return [asJson(documents[0]?.value)];
  });
  expect(accepted.length).toBeGreaterThan(50);
  const byName = (objects: readonly unknown[]) =>
    Object.fromEntries(objects.map((object) => [(object as { metadata: { name: string } }).metadata.name, object]));
  expect(byName(readByKubectl(folder))).toEqual(byName(accepted));
});

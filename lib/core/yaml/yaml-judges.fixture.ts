import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '../values';
import { HelmError, helmTemplateText } from '../../judging/verify/helm';
import { helmVersions, kubectl } from '../../judging/verify/tools';
import { reads, refuses, type Judgement } from './yaml-cases.fixture';

/** A folder for what is read. */
export const root = mkdtempSync(join(tmpdir(), 'chartwright-yaml-'));
export const removeRoot = (): void => rmSync(root, { recursive: true, force: true });

const chart = join(root, 'chart');
mkdirSync(join(chart, 'templates'), { recursive: true });
writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: reader\nversion: 1.0.0\n');
writeFileSync(join(chart, 'templates/values.yaml'), 'json: {{ .Values | toJson | b64enc }}\n');

export const [helm3, helm4] = helmVersions() as [ReturnType<typeof kubectl>, ReturnType<typeof kubectl>];
export const helms = [
  ['Helm 3', helm3, 'helm3'],
  ['Helm 4', helm4, 'helm4'],
] as const;

/** What Helm makes of texts with the reader that it reads values files with: all in one run. */
export async function judgedByHelm(helm: typeof helm3, texts: readonly string[]): Promise<Judgement[]> {
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
export async function judgedAsValues(helm: typeof helm3, text: string | Uint8Array, name: string): Promise<Judgement> {
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
export function readByKubectl(path: string): { readonly metadata: { readonly name: string } }[] {
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
export const asJson = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_key, child: unknown) => (typeof child === 'bigint' ? Number(child) : child)));

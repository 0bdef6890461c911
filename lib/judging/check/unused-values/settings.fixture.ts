import { evaluateManifest } from '../../../core/manifest';
import type { System } from '../../../program/app';
import {
  defaults,
  evaluate,
  holds,
  validateValues,
  type Json,
  type JsonObject,
  type Release,
  values as groupOf,
  type TSchema,
} from '../../../core/values';
import { isAmong, leavesOf, usedPaths } from './index';

/*
 * The proof by evaluation: a search for a setting of the other values in which a change of one changes an object or a note.
 */

type Path = readonly string[];

/** Values of many forms; for each value of a schema one of them fits. */
const samples: readonly Json[] = [
  'sample',
  'SAMPLE',
  'other',
  '15m',
  '2h',
  '25%',
  '3Gi',
  'sample.test',
  '10.1.0.0/16',
  `sha256:${'ab'.repeat(32)}`,
  '/sample',
  'https://sample.test',
  'wss://sample.test',
  's3://sample/backup',
  'sample@sample.test',
  '#sample',
  'sample.test:587',
  'sample=1',
  's3://sample',
  '1.2.3',
  '*/7 * * * *',
  'arn:aws:iam::210987654321:role/sample',
  'Europe/Berlin',
  '',
  1,
  2,
  3,
  7,
  30,
  50,
  1000,
  1024,
  30123,
  0.5,
  [],
  ['sample'],
  ['sample.test'],
  ['10.1.0.0/16'],
  ['/sample'],
  ['https://sample.test'],
  ['sample.of=1'],
  ['ReadWriteOncePod'],
  [{ name: 'sample' }],
  [{ name: 'sample', image: 'sample:1' }],
  [{ job_name: 'sample' }],
  [{ name: 'sample', rules: [{ alert: 'Sample', expr: 'up == 0' }] }],
  [{ name: 'sample', port: 4321, targetPort: 4322 }],
  [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 17 } } }],
  [{ sourceLabels: ['sample'], targetLabel: 'other' }],
  [{ path: '/sample', pathType: 'Exact', backend: { service: { name: 'sample', port: { number: 4321 } } } }],
  [{ name: 'SAMPLE', value: 'sample' }],
  [{ name: 'sample', emptyDir: {} }],
  [{ name: 'tmp', mountPath: '/sample' }],
  [{ configMapRef: { name: 'sample' } }],
  [{ key: 'sample', operator: 'Exists' }],
  [{ ip: '10.1.0.1', hostnames: ['sample'] }],
  [{ podSelector: { matchLabels: { a: 'b' } } }],
  [{ ports: [{ port: 4321 }] }],
  [{ maxSkew: 1, topologyKey: 'sample', whenUnsatisfiable: 'ScheduleAnyway' }],
  [{ host: 'sample.test' }],
  [{ host: 'sample.test', paths: ['/'] }],
  [{ hosts: ['sample.test'], secretName: 'sample' }],
  [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'sample' } }],
  [{ name: 'sample', url: 'https://sample.test' }],
  {},
  { sample: 'sample' },
  { limits: { cpu: '3' } },
  { nameservers: ['10.0.0.10'] },
  { whenDeleted: 'Delete' },
  { exec: { command: ['sample'] } },
  { type: 'Recreate' },
  { type: 'OnDelete' },
  { runAsUser: 12345 },
  { readOnlyRootFilesystem: true, runAsUser: 12345 },
  { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields: [] }] } } },
  { preStop: { exec: { command: ['sample'] } } },
  { scaleUp: { stabilizationWindowSeconds: 17 } },
  { requests: { storage: '3Gi' } },
];

/** The schema of a value. */
const schemaAt = (schema: TSchema, path: Path): TSchema =>
  path.reduce((at, key) => (at.properties as Record<string, TSchema>)[key]!, schema);

const valueAt = (values: JsonObject, path: Path): Json | undefined =>
  path.reduce<Json | undefined>((at, key) => (at as JsonObject | undefined)?.[key], values);

function withValue(values: JsonObject, [key, ...rest]: Path, value: Json): JsonObject {
  const inner = rest.length === 0 ? value : withValue((values[key!] ?? {}) as JsonObject, rest, value);
  return { ...values, [key!]: inner };
}

const same = (a: Json | undefined, b: Json | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether a value can be of a JSON Schema type at all: quicker than to validate all values of a system. */
function isOfType(value: Json, type: unknown): boolean {
  if (typeof type !== 'string') return true;
  if (Array.isArray(value)) return type === 'array';
  return typeof value === (type === 'integer' ? 'number' : type);
}

/** Searches for the settings in which the values of a system matter. */
export class Search {
  private readonly leaves: readonly Path[];
  private readonly others = new Map<string, readonly Json[]>();
  /** What each environment says, and the defaults. */
  private readonly bases: readonly JsonObject[];
  /** Whether the schema takes a setting: the same ones come up for many values. */
  private readonly valid = new WeakMap<JsonObject, boolean>();
  /** What each object and note depends on. */
  private readonly parts: readonly {
    readonly used: ReadonlySet<string>;
    readonly render: (release: Release) => unknown;
  }[];

  constructor(private readonly system: System) {
    const { definition, manifests } = system;
    this.leaves = leavesOf(definition.schema);
    this.bases = [...definition.environments.map(({ values }) => values), defaults(definition.schema)];
    this.parts = [
      ...manifests.map((manifest) => ({
        used: usedPaths([], [manifest]),
        render: (release: Release) => evaluateManifest(manifest, release),
      })),
      ...definition.notes.map((note) => ({
        used: usedPaths([note], []),
        render: (release: Release) => (holds(note.condition, release) ? evaluate(note.text, release) : ''),
      })),
      { used: new Set(['extraObjects']), render: ({ values }: Release) => values['extraObjects'] },
    ];
  }

  /** The values for which no setting of the others was found in which they matter. */
  without(): string[] {
    return this.leaves.filter((leaf) => !this.matters(leaf)).map((leaf) => leaf.join('.'));
  }

  private matters(leaf: Path): boolean {
    const parts = this.parts.filter(({ used }) => isAmong(leaf, used));
    if (parts.length === 0) return false;
    const neighbours = this.leaves.filter((path) => path !== leaf && parts.some(({ used }) => isAmong(path, used)));
    const render = (values: JsonObject) => JSON.stringify(parts.map((part) => part.render(this.release(values))));
    for (const setting of this.settings(leaf, neighbours)) {
      const before = render(setting);
      for (const other of this.alternatives(leaf, setting)) {
        const changed = withValue(setting, leaf, other);
        if (render(changed) !== before && this.isValid(setting) && this.isValid(changed)) return true;
      }
    }
    return false;
  }

  /** Ever wilder settings of the other values. */
  private *settings(leaf: Path, neighbours: readonly Path[]): Generator<JsonObject> {
    const { schema } = this.system.definition;
    const { bases } = this;
    const booleans = neighbours.filter((path) => schemaAt(schema, path).type === 'boolean');
    const switchesAbove = booleans.filter(
      (path) => path.at(-1) === 'enabled' && path.slice(0, -1).every((key, i) => leaf[i] === key),
    );
    const otherwise = booleans.filter((path) => !switchesAbove.includes(path));
    const switched = (values: JsonObject, paths: readonly Path[], on: boolean) =>
      paths.reduce((all, path) => withValue(all, path, on), values);
    for (const base of bases) {
      const on = switched(base, switchesAbove, true);
      yield* [base, on, switched(on, otherwise, true), switched(on, otherwise, false)];
    }
    for (const base of bases) {
      const on = switched(base, switchesAbove, true);
      for (const start of [on, switched(on, otherwise, true)]) {
        for (const path of neighbours) {
          for (const other of this.alternatives(path, start).slice(0, 2)) yield withValue(start, path, other);
        }
      }
    }
    // One switch the other way, and another value beside it.
    for (const base of bases) {
      const on = switched(base, switchesAbove, true);
      for (const flag of otherwise) {
        const start = withValue(on, flag, !valueAt(on, flag));
        for (const path of neighbours) {
          for (const other of this.alternatives(path, start).slice(0, 1)) yield withValue(start, path, other);
        }
      }
    }
  }

  /** Other values that a leaf may have. */
  private alternatives(leaf: Path, setting: JsonObject): readonly Json[] {
    const key = leaf.join('.');
    let found = this.others.get(key);
    if (!found) {
      const schema = schemaAt(this.system.definition.schema, leaf);
      const candidates: readonly Json[] =
        schema.type === 'boolean' ? [true, false] : ((schema.enum as readonly Json[] | undefined) ?? samples);
      // The value by itself: what may be at one place does not depend on the others.
      const { definitions } = this.system.definition.schema;
      const alone = Object.assign(groupOf({ value: schema }), { definitions: definitions as object });
      const fitting: Json[] = [];
      for (const value of candidates) {
        if (fitting.length === 5) break;
        if (isOfType(value, schema.type) && validateValues(alone, { value }, '').length === 0) fitting.push(value);
      }
      found = fitting;
      if (found.length === 0) throw new Error(`no sample fits ${key}: add one`);
      this.others.set(key, found);
    }
    return found.filter((value) => !same(value, valueAt(setting, leaf)));
  }

  private isValid(values: JsonObject): boolean {
    let isValid = this.valid.get(values);
    if (isValid === undefined) {
      isValid = validateValues(this.system.definition.schema, values, '').length === 0;
      this.valid.set(values, isValid);
    }
    return isValid;
  }

  private release(values: JsonObject): Release {
    const { name, metadata, environments } = this.system.definition;
    const [environment] = environments;
    return {
      values,
      release: { name: environment!.release, namespace: environment!.namespace },
      chart: { name, version: metadata.version, appVersion: metadata.appVersion },
    };
  }
}

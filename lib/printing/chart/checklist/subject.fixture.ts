import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { overlay, type Json, type JsonObject } from '../../../core/values';
import { HelmError, helmTemplateText } from '../../../judging/verify/helm';
import { helmTemplateTexts, type BatchCase, type HelmText } from '../../../judging/verify/helm-batch';
import { isMap, type KubernetesObject, type Value, type ValueMap } from '../../../judging/verify/kubernetes-object';
import { readRendering } from '../../../judging/verify/read-documents';
import type { ReadObject } from '../../../judging/verify/read-manifests';
import { together } from '../../../judging/verify/together.fixture';
import { helmVersions } from '../../../judging/verify/tools';

/** A demand on every chart. */
export interface Item {
  /** Its number in `docs/charts.md`. */
  readonly number: number;
  /** The words of its heading there. */
  readonly title: string;
  /** What is not as it should be; nothing when all is. */
  readonly check: (chart: Subject) => readonly string[] | Promise<readonly string[]>;
  /** Spoils the files of a chart so that the check must find something. */
  readonly spoil: (files: Map<string, string>) => void;
  /** The chart that is spoiled. @default sovd-webapp */
  readonly on?: string;
}

/** A JSON Schema as it stands in the chart. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly default?: Json;
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly items?: Schema;
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly properties?: { readonly [key: string]: Schema };
  readonly additionalProperties?: boolean | Schema;
  readonly definitions?: { readonly [key: string]: Schema };
}

/** A value with its path. */
export interface Leaf {
  readonly path: readonly string[];
  readonly schema: Schema;
}

export interface Output {
  readonly objects: readonly KubernetesObject[];
  readonly sources: ReadonlyMap<KubernetesObject, string>;
  readonly problems: readonly string[];
}

/** A template of a workload and the group of values that it obeys. */
export interface Workload {
  readonly file: string;
  readonly text: string;
  readonly kind: string;
  /** Path of the group, as `.Values.backend`. */
  readonly group: string;
  readonly schema: Schema;
}

const [, helm4] = helmVersions();

/** A chart as its users get it: nothing is known of how it was made but where exceptions were declared. */
export class Subject {
  readonly folder: string;
  private readonly root = mkdtempSync(join(tmpdir(), 'chartwright-checklist-'));
  private readonly outputs = new Map<string, Promise<Output>>();
  /** What is asked for at the same moment is rendered in one batch. */
  private readonly renderSoon = together<BatchCase, HelmText | HelmError>(async (cases) => {
    const [found] = await helmTemplateTexts([helm4!], this.folder, cases);
    return found!;
  });

  constructor(
    readonly name: string,
    readonly files: ReadonlyMap<string, string>,
    /** Templates whose pods need more than the restricted standard gives, with a declared reason. */
    readonly excepted: ReadonlySet<string> = new Set(),
  ) {
    this.folder = join(this.root, name);
    for (const [path, text] of files) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), text);
    }
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  text(path: string): string {
    return this.files.get(path) ?? '';
  }

  yaml(path: string): JsonObject {
    return (parse(this.text(path), { version: '1.1' }) ?? {}) as JsonObject;
  }

  readonly values = (): JsonObject => this.yaml('values.yaml');
  readonly schema = (): Schema => putBack(JSON.parse(this.text('values.schema.json')) as Schema);

  /** The templates of objects, without the one for objects of users. */
  templates(): [file: string, text: string][] {
    const isTemplate = (path: string) => /^templates\/.*\.yaml$/.test(path) && path !== 'templates/extra-objects.yaml';
    return [...this.files].filter(([path]) => isTemplate(path));
  }

  /** The names of the values files beside values.yaml. */
  valuesFiles(): string[] {
    return [...this.files.keys()].filter((path) => /^values-[^/]*\.yaml$/.test(path)).sort();
  }

  /** Every value but the switch of a parent chart. */
  leaves(schema = this.schema(), path: readonly string[] = []): Leaf[] {
    return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
      if (path.length === 0 && key === 'enabled') return [];
      const here = [...path, key];
      return isGroup(field) ? this.leaves(field, here) : [{ path: here, schema: field }];
    });
  }

  /** Whether the value at a path need not be in `values.yaml`, where one of its name is that all workloads share. */
  mayBeMissing(path: string): boolean {
    const keys = path.split('.');
    const name = keys.pop()!;
    const group = keys.reduce<Schema | undefined>((at, key) => at?.properties?.[key], this.schema());
    const needed =
      (group as { readonly then?: { readonly required?: readonly string[] } } | undefined)?.then?.required ?? [];
    const isShared = (key: string) => at(this.values(), key, name) !== undefined;
    return (
      group?.properties?.[name] !== undefined && !needed.includes(name) && Object.keys(this.values()).some(isShared)
    );
  }

  /** Every group of values whose key is this one, or that has this value. */
  groups(fits: (key: string, group: Schema) => boolean, schema = this.schema(), path: readonly string[] = []): Leaf[] {
    return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
      if (!isGroup(field)) return [];
      const here = [...path, key];
      return [...(fits(key, field) ? [{ path: here, schema: field }] : []), ...this.groups(fits, field, here)];
    });
  }

  workloads(): Workload[] {
    const helpers = this.text('templates/_helpers.tpl');
    return this.templates().flatMap(([file, own]) => {
      const text = withIncluded(own, helpers);
      const kind = /^kind: (\w+)$/m.exec(text)?.[1] ?? '';
      if (!['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'].includes(kind)) return [];
      const path = /\.Values\.([A-Za-z.]+)\.podSecurityContext\b/.exec(text)?.[1] ?? '';
      const schema = path.split('.').reduce<Schema>((at, key) => at.properties?.[key] ?? {}, this.schema());
      return [{ file, text, kind, group: `.Values.${path}`, schema }];
    });
  }

  /** What Helm makes of the chart, `helm test` pods included. */
  render(values: JsonObject = {}, release = this.name, files: readonly string[] = []): Promise<Output> {
    const key = JSON.stringify([values, release, files]);
    let output = this.outputs.get(key);
    if (!output) {
      output = this.renderAnew({ release, namespace: 'here', values }, files);
      this.outputs.set(key, output);
    }
    return output;
  }

  private async renderAnew(installation: BatchCase, files: readonly string[]): Promise<Output> {
    const valuesFiles = files.map((file) => join(this.folder, file));
    const found =
      files.length === 0
        ? await this.renderSoon(installation)
        : await helmTemplateText(helm4!, { chart: this.folder, ...installation, valuesFiles });
    if (found instanceof HelmError) throw found;
    const { objects, problems } = readRendering(found);
    return { objects: objects.map(({ object }) => object), sources: sourcesOf(objects), problems };
  }

  /** The values of an environment, or the defaults. */
  base(file?: string): JsonObject {
    return file === undefined ? this.values() : overlay(this.values(), this.yaml(file));
  }

  /** The defaults, every environment, and everything that can be switched on. */
  settings(): Promise<Output[]> {
    const environments = this.valuesFiles().filter((file) => !file.startsWith('values-size-'));
    return Promise.all([
      this.render(),
      ...environments.map((file) => this.render({}, this.name, [file])),
      this.render(this.allSwitched(true)),
    ]);
  }

  /** Every `enabled` on or off. */
  allSwitched(on: boolean): JsonObject {
    return this.setting(({ path, schema }) =>
      schema.type === 'boolean' && path.at(-1) === 'enabled' ? on : undefined,
    );
  }

  /** One value for each of some leaves. */
  setting(valueOf: (leaf: Leaf) => Json | undefined): JsonObject {
    return this.leaves().reduce<JsonObject>((values, leaf) => {
      const value = valueOf(leaf);
      return value === undefined ? values : overlay(values, nested(leaf.path, value));
    }, {});
  }
}

const sourcesOf = (objects: readonly ReadObject[]) =>
  new Map(objects.map(({ object, source = '' }) => [object, source.replace(/^[^/]*\//, '')]));

/** A schema with what it says several times in each of these places; the structs of Kubernetes stay definitions. */
function putBack(schema: Schema): Schema {
  const { definitions = {} } = schema;
  const inside = (part: unknown, around: readonly string[]): unknown => {
    if (Array.isArray(part)) return part.map((each) => inside(each, around));
    if (typeof part !== 'object' || part === null) return part;
    const { $ref, allOf } = part as Schema;
    const shared = $ref ?? allOf?.map((each) => each.$ref).find((each) => each !== undefined);
    const name = shared?.replace('#/definitions/', '') ?? '';
    const known = /\.v\d/.test(name) || around.includes(name) ? undefined : definitions[name];
    const titled = allOf?.find((each) => each.title !== undefined) ?? {};
    const within = known === undefined ? around : [...around, name];
    const whole = known === undefined ? part : { ...(inside(known, within) as object), ...titled, ...part };
    return Object.fromEntries(
      Object.entries(whole).flatMap(([key, each]) =>
        known !== undefined && key === '$ref' ? [] : [[key, inside(each, within)]],
      ),
    );
  };
  return { ...(inside({ ...schema, definitions: {} }, []) as Schema), definitions };
}

const isGroup = (schema: Schema) => schema.properties !== undefined && schema.default === undefined;

/** `{ a: { b: value } }` for the path a, b. */
export const nested = (path: readonly string[], value: Json): JsonObject =>
  path.reduceRight<Json>((inner, key) => ({ [key]: inner }), value) as JsonObject;

/** What stands at a place; undefined where the way there ends. */
export const at = (value: Value | undefined, ...path: readonly (string | number)[]): Value | undefined =>
  path.reduce<Value | undefined>((below, key) => {
    if (Array.isArray(below)) return (below as readonly Value[])[Number(key)];
    return isMap(below) ? below[key] : undefined;
  }, value);

export const elements = (value: Value | undefined): readonly ValueMap[] =>
  Array.isArray(value) ? (value as readonly ValueMap[]) : [];

export const keysOf = (value: Value | undefined): string[] => (isMap(value) ? Object.keys(value) : []);

/** A pod, or the template of one. */
export interface PodOf {
  readonly object: KubernetesObject;
  readonly metadata: Value | undefined;
  readonly spec: Value;
}

export function podsOf({ objects }: Output): PodOf[] {
  return objects.flatMap((object) => {
    const paths: { readonly [kind: string]: readonly string[] } = {
      Pod: [],
      CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
    };
    const path = paths[object.kind] ?? ['spec', 'template'];
    const spec = at(object, ...path, 'spec');
    return at(spec, 'containers') === undefined
      ? []
      : [{ object, metadata: at(object, ...path, 'metadata'), spec: spec! }];
  });
}

export const containersOf = (spec: Value) => [
  ...elements(at(spec, 'initContainers')),
  ...elements(at(spec, 'containers')),
];

/** The keys that a group lacks. */
export const lacking = ({ path, schema }: Leaf, keys: readonly string[]): string[] =>
  keys.filter((key) => !schema.properties?.[key]).map((key) => `${path.join('.')} has no ${key}`);

/** Replaces text in a file; it must be there. */
export function replace(files: Map<string, string>, path: string, from: string | RegExp, to: string): void {
  const text = files.get(path);
  const changed = text?.replace(from, to);
  if (changed === undefined || changed === text) throw new Error(`${path} has no ${String(from)}`);
  files.set(path, changed);
}

/** A template with the named templates that hold the `spec` of an object named by its content, and the settings that pods share. */
function withIncluded(text: string, helpers: string): string {
  const bodyOf = (name: string) => {
    const start = helpers.indexOf(`{{- define "${name}" -}}`);
    // Blocks inside of it end alike; a blank line or the end of the file comes behind it alone.
    return start < 0 ? '' : `${helpers}\n`.slice(start, `${helpers}\n`.indexOf('\n{{- end }}\n\n', start));
  };
  const names = [...text.matchAll(/include "([\w.-]+\.spec)"/g)].map(([, name]) => name!);
  const whole = [text, ...[...new Set(names)].map(bodyOf)].join('\n');
  return whole.replace(
    /include "([\w.-]+)" \(dict "values" (\.Values\.[\w.]+) /g,
    (include, name: string, group: string) => {
      const body = bodyOf(name).replaceAll('$values', group).replaceAll('$root.', '.');
      return `${body}\n${include}`;
    },
  );
}

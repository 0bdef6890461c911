import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { helmTemplate, type TemplateOptions } from '../../verify/helm';
import { isMap, type KubernetesObject, type Value, type ValueMap } from '../../verify/kubernetes-object';
import { readPlainOutput } from '../../verify/plain-output';
import { helmVersions } from '../../verify/tools';

const root = join(__dirname, '../../..');

export const chartFolder = join(root, 'charts/sovd-webapp');
export const distFolder = (environment: string) => join(root, 'dist/sovd-webapp', environment);

export const environmentNames = ['local', 'staging', 'production'] as const;
export type EnvironmentName = (typeof environmentNames)[number];

export const namespaceOf = (environment: EnvironmentName) => (environment === 'staging' ? 'staging' : 'sovd-webapp');

/** What stands at a place; undefined where the way there ends. */
export function at(value: Value | undefined, ...path: readonly (string | number)[]): Value | undefined {
  let current = value;
  for (const key of path) {
    if (Array.isArray(current)) current = (current as readonly Value[])[Number(key)];
    else current = isMap(current) ? current[key] : undefined;
  }
  return current;
}

/** The elements of a list; none where there is no list. */
export const elements = (value: Value | undefined): readonly Value[] =>
  Array.isArray(value) ? (value as readonly Value[]) : [];

/** The entries of a map; none where there is no map. */
export const entriesOf = (value: Value | undefined): [string, Value][] => (isMap(value) ? Object.entries(value) : []);

/** The objects of an output, found by what people call them. */
export class Objects {
  constructor(readonly all: readonly KubernetesObject[]) {}

  get(kind: string, name: string): KubernetesObject {
    const found = this.all.filter((object) => object.kind === kind && object.metadata.name === name);
    if (found.length === 1) return found[0]!;
    throw new Error(`${found.length} objects are a ${kind} ${name}; of this kind there are: ${this.names(kind).join(', ')}`);
  }

  names(kind: string): string[] {
    return this.all.filter((object) => object.kind === kind).map(({ metadata }) => metadata.name);
  }

  /** The first container of a Deployment's pods. */
  container(name: string): ValueMap {
    return at(this.get('Deployment', name), 'spec', 'template', 'spec', 'containers', 0) as ValueMap;
  }

  /** The Job of the migration, whose name ends in a hash in plain YAML. */
  get migration(): KubernetesObject {
    const [job, ...others] = this.all.filter(({ kind }) => kind === 'Job');
    if (!job || others.length > 0) throw new Error(`${others.length + Number(Boolean(job))} Jobs instead of one`);
    return job;
  }
}

/** The committed plain YAML of an environment. */
export const committed = (environment: EnvironmentName): Objects =>
  new Objects(readPlainOutput(distFolder(environment)).objects);

/** What the real Helm makes of the committed chart, or of another folder. */
export async function rendered({
  chart = chartFolder,
  release = 'sovd-webapp',
  namespace = 'sovd-webapp',
  valuesFiles = [],
  ...options
}: Partial<TemplateOptions> = {}): Promise<Objects> {
  const [, helm4] = helmVersions(root);
  const files = valuesFiles.map((file) => (file.startsWith('/') ? file : join(chartFolder, file)));
  const { objects } = await helmTemplate(helm4!, { chart, release, namespace, valuesFiles: files, ...options });
  return new Objects(objects.map(({ object }) => object));
}

/** The chart as an environment gets it. */
export const renderedFor = (environment: EnvironmentName, options: Partial<TemplateOptions> = {}): Promise<Objects> =>
  rendered({ namespace: namespaceOf(environment), valuesFiles: [`values-${environment}.yaml`], ...options });

/** A values file as it is committed. */
export const valuesFile = (name: string): Value => parse(readFileSync(join(chartFolder, name), 'utf8')) as Value;

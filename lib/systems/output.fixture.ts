import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { helmTemplateText, type TemplateOptions } from '../judging/verify/helm';
import { isMap, type KubernetesObject, type Value, type ValueMap } from '../judging/verify/kubernetes-object';
import { readPlainOutput } from '../judging/verify/plain-output';
import { readRendering } from '../judging/verify/read-documents';
import { helmVersions } from '../judging/verify/tools';

export const root = join(__dirname, '../..');

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

type Variables = { readonly [name: string]: string };

/**
 * The command of a container as Kubernetes passes it, with paths of the container replaced by paths that are here.
 *
 * @param given the variables from Secrets and ConfigMaps
 */
export function commandOf(
  container: Value | undefined,
  paths: { readonly [path: string]: string } = {},
  given: Variables = {},
): string[] {
  const variables = variablesOf(container, given);
  return elements(at(container, 'command')).map((word) =>
    Object.entries(paths).reduce((text, [from, to]) => text.replaceAll(from, to), expanded(String(word), variables)),
  );
}

/** The variables of a container as Kubernetes passes them; those from Secrets and ConfigMaps by what is given for them. */
export function variablesOf(container: Value | undefined, given: Variables = {}): Variables {
  const variables: { [name: string]: string } = { ...given };
  for (const variable of elements(at(container, 'env'))) {
    const value = at(variable, 'value');
    if (value !== undefined) variables[String(at(variable, 'name'))] ??= expanded(String(value), variables);
  }
  return variables;
}

/** A text with `$(NAME)` replaced by the variable, if there is one, and `$$` by `$`, as a kubelet does it. */
export const expanded = (text: string, variables: Variables): string =>
  text.replace(/\$\$|\$\(([^)]*)\)/g, (found, name?: string) =>
    name === undefined ? '$' : Object.hasOwn(variables, name) ? variables[name]! : found,
  );

/** The objects of an output, found by what people call them. */
export class Objects {
  constructor(readonly all: readonly KubernetesObject[]) {}

  get(kind: string, name: string): KubernetesObject {
    const found = this.all.filter((object) => object.kind === kind && object.metadata.name === name);
    if (found.length === 1) return found[0]!;
    throw new Error(
      `${found.length} objects are a ${kind} ${name}; of this kind there are: ${this.names(kind).join(', ')}`,
    );
  }

  names(kind: string): string[] {
    return this.all.filter((object) => object.kind === kind).map(({ metadata }) => metadata.name);
  }

  /** The namespaces that the objects are in or are, each once. */
  get namespaces(): string[] {
    const all = this.all.map(({ kind, metadata }) => (kind === 'Namespace' ? metadata.name : metadata['namespace']));
    return [...new Set(all.map(String))];
  }

  /** The pods that a workload makes. */
  podTemplate(name: string, kind = 'Deployment'): ValueMap {
    const spec = this.get(kind, name)['spec'];
    return (at(spec, 'jobTemplate', 'spec', 'template') ?? at(spec, 'template')) as ValueMap;
  }

  /** The first container of a workload's pods. */
  container(name: string, kind = 'Deployment'): ValueMap {
    return at(this.podTemplate(name, kind), 'spec', 'containers', 0) as ValueMap;
  }

  /** The init containers of a Deployment's pods, by name. */
  initContainers(name: string): Map<string, ValueMap> {
    const containers = elements(at(this.podTemplate(name), 'spec', 'initContainers')) as readonly ValueMap[];
    return new Map(containers.map((container) => [String(container['name']), container]));
  }

  /** The Job of the migration, whose name ends in a hash in plain YAML. */
  get migration(): KubernetesObject {
    const [job, ...others] = this.all.filter(
      ({ kind, metadata }) => kind === 'Job' && at(metadata, 'labels', 'app.kubernetes.io/component') === 'migration',
    );
    if (!job || others.length > 0)
      throw new Error(`${others.length + Number(Boolean(job))} Jobs that migrate instead of one`);
    return job;
  }
}

/** The two outputs of a system: what is committed in `dist/`, and what the real Helm makes of its chart. */
export class SystemOutput {
  readonly chartFolder: string;
  private readonly renderings = new Map<string, Promise<Objects>>();

  constructor(readonly name: string) {
    this.chartFolder = join(root, 'charts', name);
  }

  distFolder(environment: string): string {
    return join(root, 'dist', this.name, environment);
  }

  /** The committed plain YAML of an environment. */
  committed(environment: string): Objects {
    return new Objects(readPlainOutput(this.distFolder(environment)).objects);
  }

  /** What the real Helm makes of the committed chart, once for the same options, or of another folder. */
  rendered(options: Partial<TemplateOptions> = {}): Promise<Objects> {
    if (options.chart !== undefined) return this.render(options);
    const key = JSON.stringify(options);
    const rendering = this.renderings.get(key) ?? this.render(options);
    this.renderings.set(key, rendering);
    return rendering;
  }

  private async render(options: Partial<TemplateOptions>): Promise<Objects> {
    const {
      chart = this.chartFolder,
      release = this.name,
      namespace = this.name,
      valuesFiles = [],
      ...others
    } = options;
    const [, helm4] = helmVersions(root);
    const files = valuesFiles.map((file) => (file.startsWith('/') ? file : join(this.chartFolder, file)));
    const text = await helmTemplateText(helm4!, { chart, release, namespace, valuesFiles: files, ...others });
    return new Objects(readRendering(text).objects.map(({ object }) => object));
  }

  /** The chart as an environment gets it. */
  renderedFor(environment: string, options: Partial<TemplateOptions> = {}): Promise<Objects> {
    return this.rendered({ valuesFiles: [`values-${environment}.yaml`], ...options });
  }

  /** A values file as it is committed. */
  valuesFile(name: string): Value {
    return parse(this.file(name)) as Value;
  }

  /** A file of the chart. */
  file(name: string): string {
    return readFileSync(join(this.chartFolder, name), 'utf8');
  }
}

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { mistake } from '../../../core/values';
import type { SourceText } from './read-definitions';

/** How sources may be fetched; replaced in tests. */
export interface Outside {
  fetch(url: string): Promise<Uint8Array>;
  /** The output of kubectl for these arguments. */
  kubectl(args: readonly string[]): Uint8Array;
  stdin(): Uint8Array;
}

/** Where definitions are, as a user says it: a file, a folder, a URL, `crd/NAME` of a cluster, or `-`. */
export interface Source {
  readonly spec: string;
  /** Reads what is there. */
  read(): Promise<SourceText[]>;
  /** The source as the head of a generated file names it: the same on each machine. */
  readonly shown: string;
}

const usage = (message: string, remedy: string) => mistake({ code: 'usage', message, remedy });

/** Forms that cdk8s takes for sources of its own, and what to do instead. */
const foreign: readonly { readonly form: RegExp; readonly message: string; readonly remedy: string }[] = [
  {
    form: /^k8s(@|$)/,
    message: 'the kinds of Kubernetes need no import',
    remedy: "They are in the package: import { KubeDeployment } from 'chartwright/k8s'. Leave the entry out.",
  },
  {
    form: /^github:/,
    message: 'definitions are not fetched from the index of doc.crds.dev',
    remedy:
      'Name the file or its URL: chartwright import https://raw.githubusercontent.com/OWNER/REPOSITORY/TAG/PATH.yaml',
  },
  {
    form: /^helm:/,
    message: 'definitions are not taken out of a Helm repository',
    remedy: 'Let Helm print them: helm show crds CHART --repo URL | chartwright import - --as NAME',
  },
];

/**
 * What a user names.
 *
 * @throws DefinitionError for what is none of the forms
 */
export function sourceOf(spec: string, outside: Outside): Source {
  const other = foreign.find(({ form }) => form.test(spec));
  if (other) throw usage(`"${spec}": ${other.message}`, other.remedy);
  if (spec === '-')
    return {
      spec,
      shown: 'standard input',
      read: () => Promise.resolve([{ name: 'standard input', bytes: outside.stdin() }]),
    };
  if (/^https?:\/\//.test(spec)) {
    return { spec, shown: spec, read: async () => [{ name: spec, bytes: await outside.fetch(spec) }] };
  }
  if (existsSync(spec)) {
    return { spec, shown: shownPath(spec), read: () => Promise.resolve(filesAt(spec)) };
  }
  const named = /^(?:crds?:|(?:crds?|customresourcedefinitions?)(?:\.apiextensions\.k8s\.io)?\/)(.+)$/i.exec(spec)?.[1];
  if (named !== undefined && /^[a-z0-9.-]+$/.test(named)) {
    const args = ['get', 'customresourcedefinition', named, '--output', 'json'];
    return {
      spec,
      shown: `the CustomResourceDefinition ${named}`,
      read: () => Promise.resolve([{ name: spec, bytes: outside.kubectl(args) }]),
    };
  }
  throw usage(
    `there is no file or folder "${spec}"`,
    'Name a file or folder of CustomResourceDefinitions, a URL, or crd/NAME for one of the cluster that kubectl talks to.',
  );
}

/** A path as the head of a file has it: the same wherever the project lies. */
function shownPath(path: string): string {
  const inside = isAbsolute(path) ? relative('.', path) : path;
  const isOutside = isAbsolute(path) && (inside.startsWith('..') || isAbsolute(inside));
  const shown = (isOutside ? path.replace(/^.*[\\/](?=[^\\/])/, '') : inside)
    .replaceAll('\\', '/')
    .replace(/^\.\//, '');
  return shown.replace(/\/+$/, '') || '.';
}

/** The file at a path, or the YAML and JSON files of a folder and of those below it, by their names. */
function filesAt(path: string): SourceText[] {
  if (!statSync(path).isDirectory()) return [{ name: path, bytes: readFileSync(path) }];
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const place = join(path, entry.name);
    if (entry.isDirectory()) return /^\.|^node_modules$/.test(entry.name) ? [] : filesAt(place);
    return /\.(ya?ml|json)$/i.test(entry.name) && statSync(place).isFile()
      ? [{ name: place, bytes: readFileSync(place) }]
      : [];
  });
}

/** The world outside as it is. */
export const realOutside: Outside = {
  async fetch(url) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(60_000) });
      if (response.ok) return new Uint8Array(await response.arrayBuffer());
      throw new Error(`the server answers ${response.status} ${response.statusText}`.trim());
    } catch (error) {
      const { cause, message } = error as Error;
      const why = cause instanceof Error && cause.message !== '' ? cause.message : message;
      throw mistake({
        code: 'unreachable-source',
        message: `${url} cannot be fetched: ${why}`,
        remedy: 'Fetch it by other means, keep the file beside your app, and import that.',
      });
    }
  },
  kubectl(args) {
    const { status, stdout, stderr, error } = spawnSync('kubectl', args, { maxBuffer: 1 << 28 });
    if (status === 0) return stdout;
    const why = error ? `kubectl cannot be started: ${error.message}` : stderr.toString().trim().split('\n').at(-1)!;
    throw mistake({
      code: 'unreachable-source',
      message: `kubectl ${args.slice(0, 3).join(' ')}: ${why}`,
      remedy: 'Look at the context with kubectl config current-context, or import a file.',
    });
  },
  stdin: () => readFileSync(0),
};

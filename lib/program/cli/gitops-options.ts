import { below } from '../../printing/files/output-path';
import type { ArgoCdOptions, Cluster, Origin } from '../../printing/gitops';
import { DefinitionError, didYouMean, type Problem } from '../../core/values';

export type Engine = 'argocd' | 'flux';

/** What the command line says. */
export interface GitOpsArguments {
  readonly source?: string | undefined;
  readonly repo?: string | undefined;
  readonly registry?: string | undefined;
  readonly 'chart-repo'?: string | undefined;
  readonly revision: readonly string[];
  readonly path: string;
  readonly project?: string | undefined;
  readonly cluster: readonly string[];
  readonly 'application-set': boolean;
  readonly namespace?: string | undefined;
}

/** What is known beside it. */
export interface GitOpsSurroundings {
  /** The folder of the plain YAML, relative to the working directory. */
  readonly plain: string;
  /** The folder of the charts, asked for only where it is needed. */
  readonly charts: () => string;
  /** Of all systems. */
  readonly environments: readonly string[];
}

/**
 * The options of the objects, from the command line.
 *
 * @throws DefinitionError with everything that is missing, does not fit together or has the wrong form
 */
export function gitOpsOptions(engine: Engine, given: GitOpsArguments, around: GitOpsSurroundings): ArgoCdOptions {
  const problems: Problem[] = [];
  const refuse = (message: string, remedy: string) => void problems.push({ code: 'usage', message, remedy });
  const source = sourceIn(given, refuse);
  const path = folderIn(given.path, refuse);
  const origin = originIn(engine, source, given, (folder) => below(path, folder), around, refuse);
  const clusters = given.cluster.flatMap((text) => clusterIn(text, around.environments, refuse));
  refuseSame(clusters, refuse);
  if (engine === 'flux') refuseForFlux(given, refuse);
  for (const [option, name] of [
    ['--namespace', given.namespace],
    ['--project', given.project],
  ] as const) {
    if (name !== undefined && !isLabel(name)) {
      refuse(`${option} ${name} is not a name`, 'Use lower-case letters, digits and dashes, at most 63.');
    }
  }
  const revision = revisionsIn(given.revision, around.environments, refuse);
  if (problems.length > 0 || origin === undefined) throw new DefinitionError(problems);
  return {
    source,
    origin,
    revision,
    namespace: given.namespace ?? (engine === 'argocd' ? 'argocd' : 'flux-system'),
    clusters,
    asSet: given['application-set'],
    ...(given.project === undefined ? {} : { project: given.project }),
  };
}

type Refuse = (message: string, remedy: string) => void;

const isLabel = (text: string) => /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text) && text.length <= 63;

/** Plain YAML where nothing is said of a Git repository; a registry or a Helm repository has charts. */
function sourceIn({ source, repo }: GitOpsArguments, refuse: Refuse): 'directory' | 'chart' {
  if (source === undefined) return repo === undefined ? 'chart' : 'directory';
  if (source === 'directory' || source === 'chart') return source;
  refuse(
    `--source ${source} is not known${didYouMean(source, ['directory', 'chart'])}`,
    'Use --source directory for the plain YAML or --source chart for the chart.',
  );
  return 'directory';
}

/** A folder of the repository; "" is its root. */
function folderIn(path: string, refuse: Refuse): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (path.startsWith('/') || parts.includes('..')) {
    refuse(`--path ${path} leaves the repository`, 'Name a folder of the repository, such as --path deploy.');
  }
  return parts.join('/');
}

const forms = {
  '--repo': {
    // What Flux' GitRepository and Argo CD take.
    form: /^(https?|ssh):\/\/\S+$/,
    example: '--repo https://git.example.com/shop/deploy.git',
  },
  '--registry': { form: /^oci:\/\/[^\s/]\S*[^\s/]$/, example: '--registry oci://registry.example.com/charts' },
  '--chart-repo': { form: /^https?:\/\/\S+$/, example: '--chart-repo https://charts.example.com' },
} as const;

function originIn(
  engine: Engine,
  source: 'directory' | 'chart',
  given: GitOpsArguments,
  inRepository: (folder: string) => string,
  { plain, charts }: GitOpsSurroundings,
  refuse: Refuse,
): Origin | undefined {
  const places = [
    ['--repo', given.repo],
    ['--registry', given.registry],
    ['--chart-repo', given['chart-repo']],
  ] as const;
  const named = places.flatMap(([option, url]) => (url === undefined ? [] : [[option, url] as const]));
  const [first, second] = named;
  if (first === undefined) {
    const remedy = [
      `Plain YAML or charts in Git: ${forms['--repo'].example}.`,
      `Charts in an OCI registry: ${forms['--registry'].example}.`,
      `Charts in a Helm repository: ${forms['--chart-repo'].example}.`,
    ].join(' ');
    refuse(`it is not said where ${engine === 'argocd' ? 'Argo CD' : 'Flux'} finds what it deploys`, remedy);
    return undefined;
  }
  if (second !== undefined) {
    refuse(`${first[0]} and ${second[0]} are two places to deploy from`, 'Name one of them.');
  }
  const [option, url] = first;
  if (!forms[option].form.test(url)) {
    const isScp = option === '--repo' && /^[^/\s]+@[^/\s]+:\S+$/.test(url);
    const remedy = isScp ? `As in --repo ssh://${url.replace(':', '/')}.` : `As in ${forms[option].example}.`;
    refuse(`${option} ${url} is not a URL that ${engine === 'argocd' ? 'Argo CD' : 'Flux'} takes`, remedy);
  }
  if (option !== '--repo' && given.path !== '') {
    refuse(`--path is a folder of a Git repository, and ${option} is none`, 'Leave --path out.');
  }
  switch (option) {
    case '--repo': {
      const isChart = source === 'chart';
      const folder = isChart ? charts() : plain;
      refuseOutside(folder, refuse);
      const home = inRepository(folder);
      return { kind: 'git', url, plain: isChart ? '' : home, charts: isChart ? home : '' };
    }
    case '--registry':
      return { kind: 'oci', url };
    case '--chart-repo':
      if (source === 'directory') {
        refuse('a Helm repository has charts and no plain YAML', 'Use --source chart, or --repo for the plain YAML.');
      }
      return { kind: 'helm', url };
  }
}

/** Output beside the working directory is in no folder of its repository that anybody could name. */
function refuseOutside(folder: string, refuse: Refuse): void {
  if (!folder.startsWith('..')) return;
  refuse(`${folder} is outside of the working directory`, 'Run the command where the repository has its root.');
}

/** `[ENVIRONMENT/]NAME=SERVER`. */
function clusterIn(text: string, environments: readonly string[], refuse: Refuse): Cluster[] {
  const found = /^(?:([^/=]+)\/)?([^/=]+)=(https?:\/\/\S+)$/.exec(text);
  const [, environment, name = '', server = ''] = found ?? [];
  if (!found || !isLabel(name)) {
    const remedy =
      'As in --cluster eu=https://10.0.0.1:6443, or for one environment --cluster production/eu=https://....';
    refuse(`--cluster ${text} is not NAME=SERVER`, remedy);
    return [];
  }
  if (environment !== undefined && !environments.includes(environment)) {
    const message = `--cluster ${text}: there is no environment "${environment}"${didYouMean(environment, environments)}`;
    refuse(message, `Environments: ${environments.join(', ')}.`);
  }
  return [environment === undefined ? { name, server } : { name, server, environment }];
}

function refuseSame(clusters: readonly Cluster[], refuse: Refuse): void {
  const seen = new Set<string>();
  for (const { environment = '', name } of clusters) {
    const key = `${environment}/${name}`;
    if (seen.has(key)) refuse(`two clusters are called ${name}`, 'Give each --cluster a name of its own.');
    seen.add(key);
  }
}

/** `[ENVIRONMENT=]REF`: one without an environment is for all that have none of their own. */
function revisionsIn(
  given: readonly string[],
  environments: readonly string[],
  refuse: Refuse,
): (environment: string) => string | undefined {
  const own = new Map<string, string>();
  for (const text of given) {
    const [head, ...tail] = text.split('=');
    const isOwn = tail.length > 0 && environments.includes(head!);
    const [environment, revision] = isOwn ? [head!, tail.join('=')] : ['', text];
    if (revision === '' || /\s/.test(revision))
      refuse(`--revision ${text} names no revision`, 'As in --revision main.');
    if (own.has(environment)) {
      const whose = environment === '' ? 'all environments' : environment;
      refuse(`--revision is said twice for ${whose}`, 'For one environment: --revision production=v1.2.0.');
    }
    own.set(environment, revision);
  }
  return (environment) => own.get(environment) ?? own.get('');
}

/** Options that mean something to Argo CD only. */
function refuseForFlux(given: GitOpsArguments, refuse: Refuse): void {
  if (given.cluster.length > 0) {
    const remedy = 'Each environment has a folder of its own: let the Flux of its cluster apply that.';
    refuse('--cluster is for Argo CD: Flux runs in the cluster that it deploys to', remedy);
  }
  if (given.project !== undefined) refuse('--project is for Argo CD: Flux has no projects', 'Leave it out.');
  if (given['application-set']) {
    refuse('--application-set is for Argo CD: Flux has a folder for each environment', 'Leave it out.');
  }
}

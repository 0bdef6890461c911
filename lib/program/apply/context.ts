import { DefinitionError, didYouMean, type Json, type Problem } from '../../core/values';
import { Kubectl, NoKubectl, type Ran } from './kubectl';
import { listAt, textAt } from './objects';
import { problemLine } from './refusals';

/** Where objects go. */
export interface Target {
  readonly context: string;
  /** The address of the API server. */
  readonly server: string;
  /** The namespace of objects that say none. */
  readonly namespace: string;
}

/**
 * The context that a user has named, as kubectl's configuration has it. Nothing is asked of a cluster.
 *
 * @throws DefinitionError where none is named, or one that is not there, with those that are
 */
export async function targetOf(kubectl: Kubectl, context: string | undefined): Promise<Target> {
  const config = parse(await runOf(kubectl, ['config', 'view', '--output', 'json']));
  const contexts = listAt(config, 'contexts');
  const known = contexts.map((each) => textAt(each, 'name')).sort();
  const remedy =
    known.length > 0
      ? `Name one of them: --context ${known.join(' | ')}.`
      : 'It has none: `kubectl config view` shows it; KUBECONFIG names another file.';
  if (context === undefined) {
    throw refusal('no-context', 'apply changes a cluster, and wants to be told which: --context is missing', remedy);
  }
  const found = contexts.find((each) => textAt(each, 'name') === context);
  if (!found) {
    const message = `kubectl's configuration has no context "${context}"${didYouMean(context, known)}`;
    throw refusal('unknown-context', message, remedy);
  }
  const cluster = textAt(found, 'context', 'cluster');
  const named = listAt(config, 'clusters').find((each) => textAt(each, 'name') === cluster);
  return {
    context,
    server: textAt(named, 'cluster', 'server'),
    namespace: textAt(found, 'context', 'namespace') || 'default',
  };
}

/** What kubectl and the API server say of themselves: `1.36.0`. */
export interface Versions {
  readonly client: string;
  readonly server: string;
}

/**
 * Both versions; the first thing that is asked of the cluster.
 *
 * @throws DefinitionError where it does not answer, or does not let the user in
 */
export async function versionsOf(kubectl: Kubectl, { server }: Target): Promise<Versions> {
  const ran = await runOf(kubectl, ['version', '--output', 'json', '--request-timeout', '20s']);
  const answer = ran.stdout === '' ? {} : parse(ran);
  const [client, its] = ['clientVersion', 'serverVersion'].map((key) => textAt(answer, key, 'gitVersion'));
  if (client === undefined || its === undefined || its === '') {
    const remedy = `Does \`kubectl --context ${kubectl.context} version\` answer?`;
    throw refusal('no-cluster', `${server} does not answer: ${problemLine(ran.stderr)}`, remedy);
  }
  return { client: client.replace(/^v/, ''), server: its.replace(/^v/, '') };
}

/** A line where kubectl and the cluster are further apart than Kubernetes supports: one minor version, either way. */
export function skewOf({ client, server }: Versions): string | undefined {
  const [mine, its] = [client, server].map((version) => Number(version.split('.')[1]));
  if (mine === undefined || its === undefined || !(Math.abs(mine - its) > 1)) return undefined;
  return (
    `kubectl ${client} and a cluster of ${server} are ${Math.abs(mine - its)} minor versions apart, where Kubernetes supports one ` +
    '(https://kubernetes.io/releases/version-skew-policy/): go on with care, or give --kubectl one that is nearer'
  );
}

async function runOf(kubectl: Kubectl, args: readonly string[]): Promise<Ran> {
  try {
    return await kubectl.run(args);
  } catch (error) {
    if (!(error instanceof NoKubectl)) throw error;
    const remedy = 'Install it (https://kubernetes.io/docs/tasks/tools/), or name another one: --kubectl PATH.';
    throw refusal('no-kubectl', `${kubectl.path} does not run: ${error.message}`, remedy);
  }
}

function parse({ stdout, stderr }: Ran): Json {
  try {
    return JSON.parse(stdout) as Json;
  } catch {
    throw refusal('no-kubectl', `kubectl did not answer in JSON: ${problemLine(stderr)}`, 'Is it the real kubectl?');
  }
}

const refusal = (code: string, message: string, remedy: string) => {
  const problem: Problem = { code, message, remedy };
  return new DefinitionError([problem]);
};

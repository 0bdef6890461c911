/** Why the API server, or what lies between, did not do what kubectl asked. */
export interface Refusal {
  /** What a user reads, one line or more. */
  readonly text: string;
  /** Whether kubectl never learned what became of its request: it may have been carried out. */
  readonly isLost: boolean;
}

/** What kubectl says where a request or its answer got lost, or where the server asks to come back later. */
const passing =
  /Unable to connect to the server|connection to the server .* was refused|connection re(fused|set)|i\/o timeout|TLS handshake timeout|no route to host|Client\.Timeout|context deadline exceeded|\bEOF\b|\((ServiceUnavailable|InternalError|Timeout|ServerTimeout|TooManyRequests)\)|unable to handle the request|etcdserver/;

/** Whether asking again may help. */
export const isPassing = (stderr: string): boolean => passing.test(stderr);

/** Lines that say what could be done, which we say in words of our own. */
const advice =
  /^(Please review the fields above|are the ways you can resolve|\* |  command with|  manifest to|  current managers|  value; in this|  stop managing|See https:)/;

/** Whether a line begins what is said of another object. */
const begins =
  /^(error: |Error from server|Apply failed with |The .* is invalid: |Unable to connect|The connection to the server|The request is invalid|Warning: )/;

/**
 * What kubectl has said of objects that it could not apply, one for each, in the order in which it was given them.
 *
 * @param context the context, for commands that a remedy names
 */
export function refusalsOf(stderr: string, context: string): Refusal[] {
  const blocks: string[][] = [];
  let isConflict = false;
  for (const line of stderr.split('\n').filter((each) => each.trim() !== '')) {
    if (begins.test(line)) isConflict = /Apply failed with/.test(line);
    if (isConflict && advice.test(line)) continue;
    if (begins.test(line) || blocks.length === 0) blocks.push([line]);
    else blocks.at(-1)!.push(line);
  }
  return blocks
    .filter(([first]) => !first!.startsWith('Warning: '))
    .map((lines) => ({ text: textOf(lines, context), isLost: isPassing(lines.join('\n')) }));
}

/** What kubectl warned of; the objects were applied all the same. */
export const warningsOf = (stderr: string): string[] =>
  stderr.split('\n').filter((line) => line.startsWith('Warning: '));

/** What went wrong, in one line. */
export const problemLine = (stderr: string): string =>
  stderr
    .split('\n')
    .map((line) => line.replace(/^error: /, '').trim())
    .filter((line) => line !== '' && !/^E\d{4} /.test(line) && !line.startsWith('Warning: '))
    .join('; ') || 'it said nothing';

function textOf(lines: readonly string[], context: string): string {
  const text = lines.map((line) => line.replace(/^error: /, '').trimEnd()).join('\n');
  const owners = [...text.matchAll(/conflict with "([^"]+)"(?: with subresource "[^"]+")?[^:]*: (\S+)/g)];
  if (/^Apply failed with/.test(text) && owners.length > 0) return conflictText(owners);
  if (isPassing(text)) {
    return `${text}\n    Whether it was applied is not known, and it is not sent twice blindly. Run the same command again: what is there already is left as it is.`;
  }
  const remedy = remedies.find(([pattern]) => pattern.test(text))?.[1];
  return remedy === undefined ? text : `${text}\n    ${remedy(text, context)}`;
}

const remedies: readonly (readonly [RegExp, (text: string, context: string) => string])[] = [
  [
    /namespaces "[^"]+" not found/,
    (text, context) => {
      const name = /namespaces "([^"]+)" not found/.exec(text)![1]!;
      return `Create it: kubectl --context ${context} create namespace ${name}. Or let the chart own it: \`ownsNamespace\`.`;
    },
  ],
  [
    /\(Forbidden\)/,
    (text, context) =>
      /exceeded quota|violates PodSecurity|admission webhook|denied the request|being terminated/.test(text)
        ? 'A policy of the cluster refuses it: change what it names, or the policy.'
        : `What you may do there: kubectl --context ${context} auth can-i --list.`,
  ],
  [/Unauthorized|must be logged in/, () => 'Log in to the cluster again, as its provider says.'],
  [
    /no matches for kind/,
    () => 'Install the operator that brings this kind, with its CustomResourceDefinitions, and run again.',
  ],
  [
    /field is immutable|updates to .* spec for fields other than|Forbidden: updates to/,
    () =>
      'This field cannot be changed in place; `chartwright diff` tells such changes beforehand. Delete the object by hand, if nothing is lost with it, and run again.',
  ],
];

/** Fields that others have set to something else, by owner. */
function conflictText(found: readonly RegExpMatchArray[]): string {
  const fields = new Map<string, string[]>();
  for (const [, owner, field] of found) fields.set(owner!, [...(fields.get(owner!) ?? []), field!]);
  const lines = Array.from(fields, ([owner, all]) => `${all.join(', ')}: belongs to "${owner}"${whoIs(owner)}`);
  return [
    `others have set ${found.length === 1 ? 'a field' : `${found.length} fields`} to something else:`,
    ...lines.map((line) => `    ${line}`),
    '    Leave such a field out of the definition where its owner is to keep it; or take all of them over with --force-conflicts.',
  ].join('\n');
}

/** What is known of field managers that are often met. */
function whoIs(owner: string): string {
  if (owner === 'kubectl-client-side-apply') return ', an earlier `kubectl apply` without --server-side';
  if (owner === 'helm') return ', a Helm release: let one of the two have the object';
  if (owner.startsWith('argocd')) return ', Argo CD, which would set it back: let one of the two have the object';
  if (owner === 'kustomize-controller' || owner === 'helm-controller')
    return ', Flux, which would set it back: let one of the two have the object';
  if (/^kubectl-(edit|patch|scale|set|replace|rollout)$/.test(owner)) return ', a change by hand';
  if (/autoscaler|vpa|keda/.test(owner) || owner === 'kube-controller-manager')
    return ', a controller, such as an autoscaler';
  return '';
}

import { groupOf } from '../../core/kubernetes/scopes';
import type { JsonObject } from '../../core/values';
import { printYaml, type PlainObject } from '../../printing/trees';
import type { Kubectl, RunOptions } from './kubectl';
import { identityOf } from './objects';
import { fieldManager } from './ownership';
import { refusalsOf, warningsOf, type Refusal } from './refusals';

/** What became of objects that were sent to the cluster at once. */
export interface Sent {
  readonly applied: readonly PlainObject[];
  /** What was refused, and why; an object is undefined where kubectl does not tell which it was. */
  readonly refused: readonly { readonly plain?: PlainObject; readonly refusal: Refusal }[];
  readonly warnings: readonly string[];
  /** Whether it took longer than there was time. */
  readonly isLate: boolean;
}

export interface SendOptions extends RunOptions {
  readonly isDry: boolean;
  readonly forceConflicts: boolean;
}

/** Sends objects to the cluster by one run of kubectl, as they are printed, once. */
export async function send(
  kubectl: Kubectl,
  plain: readonly PlainObject[],
  { isDry, forceConflicts, ...options }: SendOptions,
): Promise<Sent> {
  const args = ['apply', '--server-side', `--field-manager=${fieldManager}`, '--filename', '-'];
  if (isDry) args.push('--dry-run=server');
  if (forceConflicts) args.push('--force-conflicts');
  const input = plain.map(({ object }) => printYaml(object)).join('---\n');
  const { code, stdout, stderr } = await kubectl.run(args, { ...options, input });
  const applied = appliedOf(plain, stdout);
  const missing = plain.filter((each) => !applied.includes(each));
  const refusals = code === 0 ? [] : refusalsOf(stderr, kubectl.context ?? '');
  const isTold = refusals.length === missing.length;
  const refused = refusals.map((refusal, i) => (isTold ? { plain: missing[i]!, refusal } : { refusal }));
  if (code !== 0 && refused.length === 0) refused.push({ refusal: silent(code, missing) });
  return { applied, refused, warnings: warningsOf(stderr), isLate: code === null };
}

const silent = (code: number | null, missing: readonly PlainObject[]): Refusal => ({
  text:
    code === null
      ? `kubectl was ended before it was done; ${missing.length} were not told to be applied`
      : `kubectl ended with exit code ${code} and said nothing`,
  isLost: true,
});

/** Those that kubectl has said to be applied. It goes through them in order, on after what is refused. */
function appliedOf(plain: readonly PlainObject[], stdout: string): PlainObject[] {
  const lines = stdout.split('\n');
  return plain.filter(({ object }) => {
    const found = lines.indexOf(lines.find((line) => isAbout(object, line)) ?? '');
    if (found < 0 || lines[found] === '') return false;
    lines.splice(found, 1);
    return true;
  });
}

/** `deployment.apps/web serverside-applied`, of a dry run ` (server dry run)` after it. */
function isAbout(object: JsonObject, line: string): boolean {
  const { apiVersion, kind, name } = identityOf(object);
  const group = groupOf(apiVersion);
  return line.startsWith(`${kind.toLowerCase()}${group === '' ? '' : `.${group}`}/${name} serverside-applied`);
}

import type { Helper } from './expression';
import { refuseCall, type Fault } from './takes';

/*
 * What templates of Helm can call and a chart here cannot: functions of which nobody knows beforehand what they give. The plain output
 * would differ from the chart, each rendering from the one before, and Argo CD, which renders all the time, would never come to rest.
 */

const asksCluster = {
  reason:
    'asks the cluster, which neither the plain output nor `helm template` nor Argo CD has at hand when it renders',
  remedy:
    'Declare a value for what is looked up; say that an object exists with External.of(construct); ask for an API with hasApi(api), for a version with kubernetesAtLeast(version).',
};
const isRandom = {
  reason:
    'gives something else at each rendering, so that each upgrade would change it and no two outputs are the same',
  remedy:
    'Passwords come from a store of secrets (ExternalSecret), or from declareLocalSecret(...) with random() for a cluster on a desk; certificates from cert-manager; a name that changes with its content from NamedByContent.',
};
const isOfTheClock = {
  reason: 'gives another time at each rendering, so that each upgrade would change the objects',
  remedy: 'Leave it out: digest(map) changes pods when their data change; or declare a value for it.',
};
const isOfTheMachine = {
  reason: 'depends on the machine that renders',
  remedy: 'Declare a value for it.',
};

/** The functions, each with the reason and what to do. */
const refused: ReadonlyMap<string, { readonly reason: string; readonly remedy: string }> = new Map([
  ['lookup', asksCluster],
  ...[
    ...['randAlphaNum', 'randAlpha', 'randNumeric', 'randAscii', 'randBytes', 'randInt', 'uuidv4', 'shuffle'],
    ...['genPrivateKey', 'genCA', 'genCAWithKey', 'genSelfSignedCert', 'genSelfSignedCertWithKey'],
    ...['genSignedCert', 'genSignedCertWithKey', 'bcrypt', 'htpasswd', 'encryptAES'],
  ].map((name) => [name, isRandom] as const),
  ...['now', 'ago'].map((name) => [name, isOfTheClock] as const),
  ...['getHostByName', 'env', 'expandenv'].map((name) => [name, isOfTheMachine] as const),
]);

/** The names of the functions that are refused. */
export const refusedFunctions: readonly string[] = [...refused.keys()];

const signature = 'call(helper, args)';

/** Refuses the name of a function where a template of the author's is wanted, and such a template that calls one that is refused. */
export function refuseUnrepeatable(helper: unknown): void {
  if (typeof helper === 'string') refuseName(helper);
  const faults = faultsOf(helper as Helper, new Set());
  if (faults.length > 0) refuseCall(signature, faults);
}

function refuseName(name: string): void {
  const known = refused.get(name);
  if (known)
    refuseCall(signature, [
      { place: 'helper', message: `is Helm's "${name}", which ${known.reason}`, remedy: known.remedy },
    ]);
  const remedy =
    'Functions of Helm have a function of their own here, which both outputs have: docs/expressions.md lists them. call() takes a template that you write, with what it means: { name, description, type, template, evaluate }.';
  refuseCall(signature, [
    { place: 'helper', message: `is the name ${JSON.stringify(name)}, and not a template with its meaning`, remedy },
  ]);
}

function faultsOf({ name, template, uses = [] }: Helper, seen: Set<Helper>): readonly Fault[] {
  const own = calledIn(template('chart')).flatMap((called): Fault[] => {
    const { reason, remedy } = refused.get(called)!;
    return [{ place: `template of "${name}"`, message: `calls "${called}", which ${reason}`, remedy }];
  });
  const others = uses.filter((each) => !seen.has(each) && typeof each.template === 'function');
  others.forEach((each) => seen.add(each));
  return [...own, ...others.flatMap((each) => faultsOf(each, seen))];
}

/** The refused functions that the actions of a template call: not in strings and comments, not the field or variable of that name. */
function calledIn(template: string): string[] {
  const actions = [...template.matchAll(/\{\{(?!-? *\/\*)(?:"(?:\\.|[^"\\])*"|`[^`]*`|[^"`])*?\}\}/g)].map(([action]) =>
    action.replace(/"(?:\\.|[^"\\])*"|`[^`]*`/g, ''),
  );
  const words = actions.flatMap((action) => [...action.matchAll(/(?<![.$\w])[A-Za-z]\w*/g)].map(([word]) => word));
  return refusedFunctions.filter((name) => words.includes(name));
}

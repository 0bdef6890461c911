import { groupOf } from '../../core/kubernetes/scopes';
import { kubernetesVersions, schemaOf, type KubernetesVersion } from '../../core/kubernetes/definitions';
import { didYouMean } from '../../core/values';
import { resourceErrors } from './custom-resources';
import { inputRule, type RuleOf } from './define-rule';
import type { Breach, CheckedObject, CheckInput } from './finding';
import { at, indexOf, kindOf } from '../../core/references/objects';
import { checkSchema } from './schema/check-schema';
import type { SchemaError } from './schema/check-value';
import { isBuiltIn } from '../../core/kubernetes/groups';

/** What an error of the schema is to the reader. */
type Meaning = SchemaError['keyword'] | 'unchecked' | 'newer';

interface ObjectErrors {
  readonly at: CheckedObject;
  readonly error: SchemaError;
  readonly meaning: Meaning;
}

const known = new WeakMap<CheckInput, readonly ObjectErrors[]>();

/** What the schema says of all objects, asked once for all rules. */
function errorsOf(input: CheckInput): readonly ObjectErrors[] {
  let found = known.get(input);
  if (!found) {
    const kubernetes = (input.kubernetes ?? kubernetesVersions[0]) as KubernetesVersion;
    const foreign = new Map<string, boolean>();
    found = input.objects.flatMap((checked) =>
      (resourceErrors(checked, input) ?? checkSchema(checked.object, { kubernetes })).map((error) => ({
        at: checked,
        error,
        meaning: meaningOf(error, checked, input, foreign),
      })),
    );
    known.set(input, found);
  }
  return found;
}

/** @param foreign what was found out about kinds of this input */
function meaningOf(
  { keyword, since }: SchemaError,
  checked: CheckedObject,
  input: CheckInput,
  foreign: Map<string, boolean>,
): Meaning {
  // Where nobody said which version it is for, a newer one may well be meant.
  if (since !== undefined && input.kubernetes === undefined) return 'newer';
  if (keyword !== 'unknown-kind') return keyword;
  const kind = kindOf(checked);
  let is = foreign.get(kind);
  if (is === undefined) foreign.set(kind, (is = isForeign(checked, input)));
  return is ? 'unchecked' : keyword;
}

/** Whether a kind belongs to somebody else's group, and none that is known was misspelt. */
function isForeign({ object }: CheckedObject, input: CheckInput): boolean {
  const [apiVersion, kind] = [String(object['apiVersion']), String(object['kind'])];
  const group = groupOf(apiVersion);
  if (isBuiltIn(group)) return false;
  const defined = indexOf(input).all('CustomResourceDefinition.apiextensions.k8s.io');
  if (defined.some((crd) => at(crd.object, 'spec', 'group') === group)) return true;
  // The group of a custom resource has a dot.
  if (!group.includes('.')) return false;
  const ofKind = Array.from(schemaOf(kubernetesVersions[0]!).kinds.keys(), (name) => name.split(' '))
    .filter(([, other]) => other === kind)
    .map(([other]) => groupOf(other!));
  return (
    ofKind.includes(group) ||
    didYouMean(
      group,
      ofKind.filter((each) => each.includes('.')),
    ) === ''
  );
}

/** Of each kind the first object, with the number of others: one thing is to be done about all of them. */
function byKind(found: readonly ObjectErrors[]): Breach[] {
  const kinds = new Map<string, ObjectErrors[]>();
  for (const each of found) {
    const { apiVersion, kind } = each.at.object;
    const name = `${groupOf(String(apiVersion))} ${String(kind)}`;
    const ofKind = kinds.get(name);
    if (ofKind) ofKind.push(each);
    else kinds.set(name, [each]);
  }
  return Array.from(kinds.values(), (all) => {
    const [{ at: first, error }] = all as [ObjectErrors];
    const { apiVersion, kind } = first.object;
    const count = all.length === 1 ? '' : `, of which there are ${all.length} objects`;
    const message = `nobody knows here what a ${String(kind)} of ${String(apiVersion)} has in it${count}`;
    return { at: first, pointer: error.pointer, message };
  });
}

const breachOf = ({ at: object, error: { pointer, message, remedy } }: ObjectErrors): Breach => ({
  at: object,
  pointer,
  message,
  ...(remedy === undefined ? {} : { remedy }),
});

/**
 * Whether a field that is not known may be one of a later definition: a folder does not say which release of an operator it is for,
 * unless the definition is there.
 */
function isOfAnyRelease({ at: checked, error }: ObjectErrors, input: CheckInput): boolean {
  if (input.source !== 'folder' || error.pointer.startsWith('/metadata/')) return false;
  if (isBuiltIn(groupOf(String(checked.object['apiVersion'])))) return false;
  return resourceErrors(checked, input) === undefined;
}

/** Nobody says that what is not known is wrong; whoever wants to have all schemas at hand makes it an error. */
const unsure = { question: 'policy', severity: 'warning' } as const;

const schemaRule = <const C extends string>(
  code: C,
  meaning: Meaning,
  why: string,
  remedy: string,
  remedyInFolder = remedy,
): RuleOf<C> => {
  const level = meaning === 'unchecked' || meaning === 'newer' ? unsure : {};
  return inputRule({ code, ...level, why, remedy, remedyInFolder }, (input) => {
    const found = errorsOf(input).filter((each) => each.meaning === meaning);
    if (meaning === 'unchecked') return byKind(found);
    if (meaning !== 'unknown-field') return found.map(breachOf);
    return found.map((each) => ({
      ...breachOf(each),
      ...(isOfAnyRelease(each, input) ? { severity: 'warning' } : {}),
    }));
  });
};

/** What the schema of the Kubernetes version says. */
export const schemaRules = [
  schemaRule(
    'schema-unknown-kind',
    'unknown-kind',
    'The API server refuses an object of a kind that it does not have.',
    'Correct the kind or the API version, or say with kubeVersion of the chart that it needs a newer Kubernetes.',
    'Correct the kind or the API version, or check against a newer Kubernetes with --kubernetes.',
  ),
  schemaRule(
    'schema-unchecked-kind',
    'unchecked',
    'The schema of this custom resource is not known here, so that nobody has checked its fields.',
    'Check it against its own definition, for example with `kubectl apply --dry-run=server`.',
  ),
  schemaRule(
    'schema-newer',
    'newer',
    'A kind or field that a newer Kubernetes has is refused or dropped by an older one, and nobody said which one the objects are for.',
    'Say which version the objects are for, with kubeVersion of the chart or with --kubernetes, or do without it.',
    'Say which version the objects are for, with --kubernetes or with `kubernetes:` in chartwright.yaml, or do without it.',
  ),
  schemaRule(
    'schema-unknown-field',
    'unknown-field',
    'The API server drops or refuses a field that it does not know; either way it has no effect.',
    'Correct the name or the place of the field, or remove it.',
  ),
  schemaRule(
    'schema-missing-field',
    'missing-field',
    'The API server refuses an object without a field that it needs.',
    'Add the field.',
  ),
  schemaRule(
    'schema-wrong-type',
    'wrong-type',
    'The API server refuses a value of the wrong type.',
    'Give a value of that type; in YAML a number or boolean that is meant as a string needs quotes.',
  ),
  schemaRule(
    'schema-bad-value',
    'bad-value',
    'The API server refuses a value that it cannot read.',
    'Give a value of the form that the message names.',
  ),
] as const;

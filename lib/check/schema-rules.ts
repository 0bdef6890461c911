import { kubernetesVersions, schemaOf, type KubernetesVersion } from '../kubernetes/definitions';
import { didYouMean } from '../values';
import { resourceErrors } from './custom-resources';
import { inputRule, type RuleOf } from './define-rule';
import type { Breach, CheckedObject, CheckInput } from './finding';
import { at, indexOf } from './objects';
import { checkSchema } from './schema/check-schema';
import type { SchemaError } from './schema/check-value';

interface ObjectErrors {
  readonly at: CheckedObject;
  readonly error: SchemaError;
  /** The kind is of a group that the definitions have nothing of: nobody can tell what its fields are. */
  readonly isForeign: boolean;
}

const known = new WeakMap<CheckInput, readonly ObjectErrors[]>();

/** What the schema says of all objects, asked once for all rules. */
function errorsOf(input: CheckInput): readonly ObjectErrors[] {
  let found = known.get(input);
  if (!found) {
    const kubernetes = (input.kubernetes ?? kubernetesVersions[0]) as KubernetesVersion;
    found = input.objects.flatMap((checked) =>
      (resourceErrors(checked, input) ?? checkSchema(checked.object, { kubernetes })).map((error) => ({
        at: checked,
        error,
        isForeign: error.keyword === 'unknown-kind' && isForeign(checked, kubernetes, input),
      })),
    );
    known.set(input, found);
  }
  return found;
}

/** Whether a kind belongs to a group of somebody else's, and no group that we know was misspelt. */
function isForeign({ object }: CheckedObject, kubernetes: KubernetesVersion, input: CheckInput): boolean {
  const [group = '', version] = String(object['apiVersion']).split('/');
  const defined = indexOf(input).all('CustomResourceDefinition.apiextensions.k8s.io');
  if (defined.some((crd) => at(crd.object, 'spec', 'group') === group)) return true;
  if (version === undefined || !group.includes('.') || group.endsWith('.k8s.io')) return false;
  const groups = new Set(Array.from(schemaOf(kubernetes).kinds.keys(), (name) => name.split('/')[0]!));
  return (
    !groups.has(group) &&
    didYouMean(
      group,
      [...groups].filter((each) => each.includes('.')),
    ) === ''
  );
}

/** Nobody says that what is not known is wrong; whoever wants to have all schemas at hand makes it an error. */
const unchecked = { question: 'policy', severity: 'warning' } as const;

const schemaRule = <const C extends string>(
  code: C,
  keyword: SchemaError['keyword'],
  why: string,
  remedy: string,
  isMeant: (found: ObjectErrors) => boolean = () => true,
): RuleOf<C> =>
  inputRule({ code, ...(code === 'schema-unchecked-kind' ? unchecked : {}), why, remedy }, (input) =>
    errorsOf(input)
      .filter((found) => found.error.keyword === keyword && isMeant(found))
      .map(({ at: object, error: { pointer, message, remedy: own } }): Breach => {
        return { at: object, pointer, message, ...(own === undefined ? {} : { remedy: own }) };
      }),
  );

/** What the schema of the Kubernetes version says. */
export const schemaRules = [
  schemaRule(
    'schema-unknown-kind',
    'unknown-kind',
    'The API server refuses an object of a kind that it does not have.',
    'Correct the kind or the API version, or check against a newer Kubernetes with --kubernetes.',
    ({ isForeign: foreign }) => !foreign,
  ),
  schemaRule(
    'schema-unchecked-kind',
    'unknown-kind',
    'The schema of this custom resource is not known here, so that nobody has checked its fields.',
    'Check it against its own definition, for example with `kubectl apply --dry-run=server`.',
    ({ isForeign: foreign }) => foreign,
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

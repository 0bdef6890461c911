import { kubernetesVersions, schemaOf, type KubernetesVersion } from '../../../core/kubernetes/definitions';
import { definitionsIn } from '../custom-resources';
import { inputRule, type RuleOf } from '../define-rule';
import type { CheckedObject, CheckInput } from '../finding';
import { isMap, kindOf } from '../../../core/references/objects';
import { hasListMeta } from '../../../core/kubernetes/metadata-of-kinds';
import { differencesIn } from './built-in-kinds';
import { defaultsLeftOut } from './custom-resources';
import type { Difference, Drift } from './differences';
import { durationsIn } from './durations';
import { metricsOrderIn } from './metrics-order';
import { serverFieldsIn } from './server-fields';

const known = new WeakMap<CheckInput, readonly (Difference & { readonly at: CheckedObject })[]>();

/** All that is stored otherwise than it is written, looked for once for all rules. */
function differencesOf(input: CheckInput) {
  let found = known.get(input);
  if (!found) {
    found = input.objects.flatMap((checked) =>
      differencesOfObject(checked, input).map((each) => ({ ...each, at: checked })),
    );
    known.set(input, found);
  }
  return found;
}

const objectMeta = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

function differencesOfObject(checked: CheckedObject, input: CheckInput): Difference[] {
  const { object } = checked;
  const { apiVersion, kind, metadata } = object;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || hasListMeta(object)) return [];
  const { kinds, structs } = schemaOf((input.kubernetes ?? kubernetesVersions[0]) as KubernetesVersion);
  const struct = kinds.get(`${apiVersion} ${kind}`);
  const version = definitionsIn(input).versionOf(object);
  const isOfKubernetes = struct?.startsWith('io.k8s.') === true && !version;
  const called = kindOf(checked);
  return [
    ...serverFieldsIn(object, called, version?.hasStatus === true),
    ...(isOfKubernetes
      ? differencesIn(object, struct, '', structs)
      : [
          ...(isMap(metadata) ? differencesIn(metadata, objectMeta, '/metadata', structs) : []),
          ...defaultsLeftOut(object, version?.schema),
        ]),
    ...durationsIn(object, called),
    ...metricsOrderIn(object, called),
  ];
}

const driftRule = <const C extends string>(code: C, drift: Drift, why: string, remedy: string): RuleOf<C> =>
  inputRule({ code, question: 'policy', severity: 'warning', why, remedy }, (input) =>
    differencesOf(input).filter((each) => each.drift === drift),
  );

/** What is stored otherwise than it is written, so that an engine that compares both finds a difference after each apply. */
export const driftRules = [
  driftRule(
    'drift-quantity',
    'quantity',
    'The API server stores a quantity in one form of its own, and an engine that compares texts finds a difference for ever.',
    'Write the quantity as it is stored: 1 and not 1000m, 500m and not 0.5, 1Gi and not 1024Mi; a number in quotes.',
  ),
  driftRule(
    'drift-empty',
    'empty',
    'The API server does not store what is empty, so that kubectl sets it at each apply and server-side apply finds conflicts.',
    'Leave the field out.',
  ),
  driftRule(
    'drift-default',
    'default',
    'Lists are compared as a whole, unless their elements have keys: a default that the server fills in is a difference for ever.',
    'Write the default.',
  ),
  driftRule(
    'drift-field',
    'field',
    'What the API server or a controller writes itself never is what the manifest says.',
    'Leave the field out.',
  ),
  driftRule(
    'drift-duration',
    'duration',
    'Operators that update a resource print its durations as Go does, and an engine sets them back.',
    'Write the duration as Go prints it: 1h0m0s and not 1h, 1m30s and not 90s.',
  ),
  driftRule(
    'drift-order',
    'order',
    'An autoscaler may be stored as autoscaling/v1, which puts the utilization of cpu behind all other metrics.',
    'Put the utilization of cpu at the end of the metrics.',
  ),
] as const;

import type { Json, JsonObject } from '../../values';
import { inputRule, objectRule, type Found } from '../define-rule';
import type { CheckedObject, CheckInput } from '../finding';
import { annotationsOf, at, indexOf, isMap, kindOf, listOf, mapOf, pointerTo, selects, type Pod } from '../objects';
import { labelValue, qualifiedName } from './syntax';

/** Something about labels, and where it stands. */
interface LabelPlace {
  readonly at: CheckedObject;
  readonly pointer: string;
  readonly value: JsonObject;
}

interface LabelPlaces {
  /** Maps of labels: of objects, in selectors, of nodes. */
  readonly maps: readonly LabelPlace[];
  /** Those of them by which something is selected. */
  readonly selectors: readonly LabelPlace[];
  /** Elements of matchExpressions. */
  readonly expressions: readonly LabelPlace[];
}

const collected = new WeakMap<readonly CheckedObject[], LabelPlaces>();

/** All places of an input where labels stand, found once for all rules. */
function labelPlaces({ objects }: CheckInput): LabelPlaces {
  const found = collected.get(objects);
  if (found) return found;
  const places = { maps: [] as LabelPlace[], selectors: [] as LabelPlace[], expressions: [] as LabelPlace[] };
  for (const checked of objects) collect(checked, checked.object, '', places);
  collected.set(objects, places);
  return places;
}

function collect(
  checked: CheckedObject,
  value: Json | undefined,
  pointer: string,
  places: { maps: LabelPlace[]; selectors: LabelPlace[]; expressions: LabelPlace[] },
): void {
  if (Array.isArray(value)) {
    (value as readonly Json[]).forEach((each, i) => {
      if (typeof each === 'object') collect(checked, each, `${pointer}/${i}`, places);
    });
    return;
  }
  if (!isMap(value)) return;
  for (const key in value) {
    const child = value[key];
    if (typeof child !== 'object' || child === null) continue;
    if (key === 'data' || key === 'annotations') continue;
    const place = pointerTo(pointer, key);
    const isMetadata = key === 'labels' && pointer.endsWith('/metadata');
    const isSelector = key === 'matchLabels' || (place === '/spec/selector' && kindOf(checked) === 'Service');
    if (isMap(child) && (isMetadata || isSelector || key === 'nodeSelector')) {
      const labels = { at: checked, pointer: place, value: child };
      places.maps.push(labels);
      if (isSelector && !pointer.includes('amespaceSelector')) places.selectors.push(labels);
    } else if (key === 'matchExpressions') {
      listOf(child).forEach((each, i) => {
        places.expressions.push({ at: checked, pointer: pointerTo(place, i), value: mapOf(each) });
      });
    } else collect(checked, child, place, places);
  }
}

/** Labels that another version of a chart, or another tool, changes. */
const volatile = [
  'helm.sh/chart',
  'app.kubernetes.io/version',
  'app.kubernetes.io/managed-by',
  'chart',
  'heritage',
  'pod-template-hash',
];

const selecting: ReadonlySet<string> = new Set([
  'Deployment.apps',
  'StatefulSet.apps',
  'DaemonSet.apps',
  'ReplicaSet.apps',
]);

/** All annotations of an object together may have this many bytes. */
const mostAnnotations = 256 * 1024;

export const labelRules = [
  inputRule(
    {
      code: 'invalid-label',
      why: 'A label has a key and a value of a certain form, of at most 63 characters; the API server refuses others.',
      remedy: 'Use letters, digits, dashes, dots and underscores; put free text into an annotation.',
    },
    (input) =>
      labelPlaces(input).maps.flatMap(({ at: checked, pointer, value }) =>
        Object.entries(value).flatMap(([key, label]) => {
          const message = qualifiedName(key) ?? (typeof label === 'string' ? labelValue(label) : undefined);
          return message === undefined ? [] : [{ at: checked, pointer: pointerTo(pointer, key), message }];
        }),
      ),
  ),
  inputRule(
    {
      code: 'invalid-annotation',
      why: 'The key of an annotation has the form of a label, and all together have at most 256 KiB.',
      remedy: 'Correct the key; put large documents into a ConfigMap.',
    },
    (input) => [
      ...input.objects.flatMap((checked) =>
        annotations(annotationsOf(checked), '/metadata').map((found) => ({ ...found, at: checked })),
      ),
      ...indexOf(input).pods.flatMap((pod) => ofTemplate(pod).map((found) => ({ ...found, at: pod.owner }))),
    ],
  ),
  inputRule(
    {
      code: 'invalid-selector',
      why: 'An expression of a selector that says nothing is refused by the API server.',
      remedy: 'Use In or NotIn with values, Exists or DoesNotExist without.',
    },
    (input) =>
      labelPlaces(input).expressions.flatMap(({ at: checked, pointer, value }) =>
        expression(value, pointer).map((found) => ({ ...found, at: checked })),
      ),
  ),
  objectRule(
    {
      code: 'selector-mismatch',
      why: 'A workload that does not select its own pods is refused by the API server.',
      remedy: 'Give the template all labels of the selector.',
    },
    (workload, input) => {
      const pod = selecting.has(kindOf(workload)) ? indexOf(input).podOf(workload) : undefined;
      if (!pod) return [];
      const selector = at(workload.object, 'spec', 'selector');
      const isEmpty =
        Object.keys(mapOf(at(selector, 'matchLabels'))).length + listOf(at(selector, 'matchExpressions')).length === 0;
      if (selector === undefined) return [];
      if (isEmpty) return [{ pointer: '/spec/selector', message: 'the selector is empty' }];
      return selects(selector, pod.labels)
        ? []
        : [{ pointer: '/spec/selector', message: 'does not select the pods of its own template' }];
    },
  ),
  inputRule(
    {
      code: 'volatile-selector',
      question: 'policy',
      recommended: 'error',
      why: 'A selector cannot change once the object exists, and a label that changes with each version leaves old pods without their owner.',
      remedy: 'Select by name, instance and component only.',
    },
    (input) => {
      const claims = labelPlaces(input).maps.filter(({ pointer }) => pointer.startsWith('/spec/volumeClaimTemplates/'));
      return [...labelPlaces(input).selectors, ...claims].flatMap(({ at: checked, pointer, value }) =>
        volatile.flatMap((key) =>
          Object.hasOwn(value, key)
            ? [
                {
                  at: checked,
                  pointer: pointerTo(pointer, key),
                  message: `the label "${key}" changes, and what it selects with it`,
                },
              ]
            : [],
        ),
      );
    },
  ),
] as const;

/** What is wrong with the annotations of a pod that is not the object itself. */
const ofTemplate = (pod: Pod): Found[] =>
  pod.metadataPointer === '/metadata' ? [] : annotations(pod.annotations, pod.metadataPointer);

function annotations(map: JsonObject, metadata: string): Found[] {
  const pointer = pointerTo(metadata, 'annotations');
  let bytes = 0;
  const found = Object.entries(map).flatMap(([key, value]) => {
    bytes += key.length + Buffer.byteLength(String(value));
    const message = qualifiedName(key);
    return message === undefined ? [] : [{ pointer: pointerTo(pointer, key), message }];
  });
  if (bytes <= mostAnnotations) return found;
  return [...found, { pointer, message: `the annotations have ${bytes} bytes; ${mostAnnotations} are the most` }];
}

function expression({ key, operator, values }: JsonObject, pointer: string): Found[] {
  const isOfNode = pointer.includes('/nodeAffinity/');
  const count = listOf(values).length;
  const needs = {
    In: count > 0,
    NotIn: count > 0,
    Exists: count === 0,
    DoesNotExist: count === 0,
    ...(isOfNode ? { Gt: count === 1, Lt: count === 1 } : {}),
  };
  if (typeof key === 'string' && !pointer.includes('/matchFields/')) {
    const message = qualifiedName(key);
    if (message !== undefined) return [{ pointer: pointerTo(pointer, 'key'), message }];
  }
  if (!Object.hasOwn(needs, String(operator))) {
    return [
      {
        pointer: pointerTo(pointer, 'operator'),
        message: `${JSON.stringify(operator)} is none of ${Object.keys(needs).join(', ')}`,
      },
    ];
  }
  if (needs[operator as keyof typeof needs]) return [];
  return [{ pointer, message: `${String(operator)} with ${count} values says nothing` }];
}

import type { Json } from '../../../core/values';
import { inputRule } from '../define-rule';
import { documents, example, object, pod } from '../examples/example';
import type { Breach, CheckedObject, CheckInput } from '../finding';
import { at, indexOf, kindOf, nameOf, namespaceOf, placesAt, stringOf } from '../../../core/references/objects';
import { readHook } from '../../../core/order/read-hook';

/** What mounts a claim. */
interface Mounting {
  /** Whether something mounts it whose pods are made with the release. */
  isAtOnce: boolean;
  /** Who mounts it later. */
  later?: string;
}

const keyOf = (namespace: string, name: string) => `${namespace}/${name}`;

/** Which claims are mounted, and when, by namespace and name. */
function mountings(input: CheckInput): ReadonlyMap<string, Mounting> {
  const found = new Map<string, Mounting>();
  for (const { owner, spec } of indexOf(input).pods) {
    for (const { value } of placesAt(spec, '', 'volumes')) {
      const claim = stringOf(at(value, 'persistentVolumeClaim', 'claimName'));
      if (claim === undefined) continue;
      const key = keyOf(namespaceOf(owner), claim);
      const known = found.get(key) ?? { isAtOnce: false };
      found.set(key, known);
      const when = laterThanRelease(owner);
      if (when === undefined) known.isAtOnce = true;
      else known.later ??= `the ${when} "${nameOf(owner)}"`;
    }
  }
  return found;
}

/** What makes pods only after the objects of a release are ready; undefined for what makes them at once. */
function laterThanRelease(owner: CheckedObject): string | undefined {
  const kind = kindOf(owner);
  if (kind === 'CronJob.batch') return 'CronJob';
  if (kind === 'PodTemplate') return 'PodTemplate';
  const isIdle = at(owner.object, 'spec', 'replicas') === 0 || at(owner.object, 'spec', 'suspend') === true;
  if (isIdle) return `idle ${String(owner.object['kind'])}`;
  return readHook(owner) ? 'hook' : undefined;
}

/** The texts of all objects that are not pods, in which an operator may find the name of a claim. */
function textsElsewhere(input: CheckInput): ReadonlySet<string> {
  const texts = new Set<string>();
  const read = (value: Json | undefined): void => {
    if (typeof value === 'string') texts.add(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(read);
  };
  for (const each of input.objects) {
    if (kindOf(each) === 'PersistentVolumeClaim' || indexOf(input).podOf(each)) continue;
    for (const [key, value] of Object.entries(each.object)) if (key !== 'metadata') read(value);
  }
  return texts;
}

/** The claims that a StatefulSet takes for its own, were they there before it. */
const ofSets = (input: CheckInput): RegExp[] =>
  indexOf(input)
    .all('StatefulSet.apps')
    .flatMap((set) =>
      placesAt(set.object, '', 'spec', 'volumeClaimTemplates').map(({ value }) => {
        const name = `${stringOf(at(value, 'metadata', 'name')) ?? ''}-${nameOf(set)}`;
        return new RegExp(`^${name.replaceAll(/[^a-z0-9-]/g, '.')}-\\d+$`);
      }),
    );

/** When the class of a claim binds it; undefined where the class is not of the output. */
function bindingOf(input: CheckInput, claim: CheckedObject): Json | undefined {
  const name = stringOf(at(claim.object, 'spec', 'storageClassName'));
  const storage = name === undefined ? undefined : indexOf(input).find('StorageClass.storage.k8s.io', '', name);
  return storage && (storage.object['volumeBindingMode'] ?? 'Immediate');
}

/** Whether a claim is bound without a pod: to a volume that it names, or by a class of the output that does so at once. */
const isBoundAlone = (input: CheckInput, claim: CheckedObject): boolean =>
  Boolean(stringOf(at(claim.object, 'spec', 'volumeName'))) || bindingOf(input, claim) === 'Immediate';

const claim = object(
  'v1 PersistentVolumeClaim',
  'spec:\n  accessModes: [ReadWriteOnce]\n  resources: { requests: { storage: 1Gi } }',
  'data',
);

const unmountedClaim = inputRule(
  {
    code: 'unmounted-claim',
    question: 'policy',
    why: 'Most storage classes bind a claim when its first pod is placed: `helm install --wait` waits in vain for one that no pod of the release mounts.',
    remedy:
      'Mount it in a pod of the release, make it a hook beside what mounts it, or use a class with volumeBindingMode: Immediate.',
    examples: example(
      claim,
      documents(
        claim,
        pod(
          'volumeMounts: [{ name: data, mountPath: /data }]',
          'volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]',
        ),
      ),
    ),
    source: 'https://kubernetes.io/docs/concepts/storage/storage-classes/#volume-binding-mode',
  },
  (input) => {
    const claims = indexOf(input).all('PersistentVolumeClaim');
    if (claims.length === 0) return [];
    const mounted = mountings(input);
    const waiting = claims.filter(
      (each) =>
        !mounted.get(keyOf(namespaceOf(each), nameOf(each)))?.isAtOnce && !readHook(each) && !isBoundAlone(input, each),
    );
    if (waiting.length === 0) return [];
    const elsewhere = textsElsewhere(input);
    const sets = ofSets(input);
    return waiting.flatMap((each): Breach[] => {
      const name = nameOf(each);
      const later = mounted.get(keyOf(namespaceOf(each), name))?.later;
      if (later === undefined && (elsewhere.has(name) || sets.some((set) => set.test(name)))) return [];
      const who = later === undefined ? 'nothing of the output mounts this claim' : `only ${later} mounts this claim`;
      const unbound =
        bindingOf(input, each) === 'WaitForFirstConsumer'
          ? 'which its class binds with its first pod, so that it stays unbound'
          : 'so that it may stay unbound';
      return [{ at: each, pointer: '/metadata/name', message: `${who}, ${unbound} while Helm waits for it` }];
    });
  },
);

export const claimRules = [unmountedClaim] as const;

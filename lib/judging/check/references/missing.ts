import { didYouMean } from '../../../core/values';
import { inputRule, type RuleOf, type RuleTexts } from '../define-rule';
import type { Breach, CheckedObject, CheckInput, externalKinds } from '../finding';
import { at, kindOf, placesAt } from '../../../core/references/objects';
import type { Reference } from '../../../core/references/reference';
import { targetsOf } from '../../../core/references/targets';

/** What a rule about missing objects says of itself, and how such an object is declared where it exists elsewhere. */
interface MissingTexts<C extends string> extends Omit<RuleTexts<C>, 'remedy'> {
  /** What to do, without the point at its end. */
  readonly remedy: string;
  /** Its kind as `External` has it. @default it cannot be declared */
  readonly external?: (typeof externalKinds)[number];
}

type IsMeant = (kind: string, reference: Reference) => boolean;

/** Says that every reference to an object of these kinds must lead to one. */
function mustExist<const C extends string>(isMeant: IsMeant, texts: MissingTexts<C>): RuleOf<C> {
  const { external, remedy, ...others } = texts;
  const method = external === undefined ? '' : external[0]!.toLowerCase() + external.slice(1);
  const own =
    external === undefined
      ? `${remedy}.`
      : `${remedy}, or declare it: External.of(construct).${method}(name, { reason }).`;
  const inFolder = (name: string) =>
    external === undefined
      ? `${remedy}.`
      : `${remedy}, or say that it exists: --external ${external}/${name}, or under \`externals\` in chartwright.yaml.`;
  return inputRule({ question: 'closed-world', ...others, remedy: own, remedyInFolder: inFolder('NAME') }, (input) =>
    missing(input, isMeant, input.source === 'folder' ? inFolder : undefined),
  );
}

/** One breach for each object that is missing, at the first place of each object that names it. */
function missing(input: CheckInput, isMeant: IsMeant, remedyFor: ((name: string) => string) | undefined): Breach[] {
  const targets = targetsOf(input);
  const breaches = new Map<CheckedObject, Map<string, { readonly reference: Reference; more: number }>>();
  for (const reference of targets.references) {
    const { kind, namespace, name, isOptional } = reference;
    if (isOptional || !isMeant(kind, reference) || targets.isForeign(namespace) || targets.find(reference)) continue;
    const ofObject = breaches.get(reference.from) ?? new Map<string, { readonly reference: Reference; more: number }>();
    breaches.set(reference.from, ofObject);
    const key = `${kind} ${namespace}/${name}`;
    const known = ofObject.get(key);
    if (known) known.more++;
    else ofObject.set(key, { reference, more: 0 });
  }
  const all = [...breaches.values()].flatMap((ofObject) => [...ofObject.values()]);
  return all.map(({ reference, more }) => ({
    at: reference.from,
    pointer: reference.pointer,
    message:
      `there is no ${reference.kind.split('.')[0]} "${reference.name}"${more > 0 ? ` (named here and ${more} more times)` : ''}` +
      didYouMean(reference.name, targets.namesLike(reference)),
    ...(remedyFor ? { remedy: remedyFor(reference.name) } : {}),
  }));
}

/** Says that every key of these objects that is named must be there. */
const mustHaveKey = <const C extends string>(code: C, kind: string, remedy: string): RuleOf<C> =>
  inputRule(
    {
      code,
      question: 'closed-world',
      why: `A container that reads a key which its ${kind} does not have never starts.`,
      remedy,
    },
    (input) => {
      const targets = targetsOf(input);
      return targets.references.flatMap((reference): Breach[] => {
        const { key, isOptional } = reference;
        if (reference.kind !== kind || !key || isOptional) return [];
        const keys = targets.find(reference)?.keys;
        if (!keys || keys.has(key.name)) return [];
        const known = keys.size === 0 ? 'no keys' : [...keys].join(', ');
        const message = `the ${kind} "${reference.name}" has no key "${key.name}"; it has ${known}${didYouMean(key.name, keys)}`;
        return [{ at: reference.from, pointer: key.pointer, message }];
      });
    },
  );

const servicePort = inputRule(
  {
    code: 'missing-service-port',
    question: 'closed-world',
    why: 'A backend that names a port which its Service does not have gets no traffic.',
    remedy: 'Name a port of the Service, or add the port to it.',
  },
  (input) => {
    const targets = targetsOf(input);
    return targets.references.flatMap((reference): Breach[] => {
      const service = reference.kind === 'Service' && reference.port ? targets.find(reference)?.object : undefined;
      if (
        !service ||
        kindOf(service) !== 'Service' ||
        !reference.port ||
        at(service.object, 'spec', 'type') === 'ExternalName'
      )
        return [];
      const { value, pointer } = reference.port;
      const ports = placesAt(service.object, '', 'spec', 'ports').map((port) => port.value);
      if (ports.some((port) => port['port'] === value || port['name'] === value)) return [];
      const known = ports.map(({ name, port }) =>
        name === undefined ? String(port) : `${String(port)} (${String(name)})`,
      );
      const guess =
        typeof value === 'string'
          ? didYouMean(
              value,
              ports.map(({ name }) => String(name)),
            )
          : '';
      const message = `the Service "${reference.name}" has no port ${value}; it has ${known.join(', ') || 'none'}${guess}`;
      return [{ at: reference.from, pointer, message }];
    });
  },
);

const oneOf =
  (...kinds: readonly string[]) =>
  (kind: string) =>
    kinds.includes(kind);

const roles = oneOf('Role.rbac.authorization.k8s.io', 'ClusterRole.rbac.authorization.k8s.io');
const stores = oneOf('SecretStore.external-secrets.io', 'ClusterSecretStore.external-secrets.io');
const providerClasses = oneOf('SecretProviderClass.secrets-store.csi.x-k8s.io');
const kindsWithRules = oneOf('ConfigMap', 'Secret', 'ServiceAccount', 'PersistentVolumeClaim', 'Service');

const isOther = (kind: string) => !kindsWithRules(kind) && !roles(kind) && !stores(kind) && !providerClasses(kind);

export const missingRules = [
  mustExist(oneOf('ConfigMap'), {
    code: 'missing-config-map',
    why: 'A pod that names a ConfigMap which does not exist never starts.',
    remedy: 'Add the ConfigMap, correct the name, mark the reference `optional`',
    external: 'ConfigMap',
  }),
  mustHaveKey('missing-config-map-key', 'ConfigMap', 'Correct the key, or add it to the ConfigMap.'),
  mustExist(oneOf('Secret'), {
    code: 'missing-secret',
    why: 'A pod that names a Secret which nobody makes never starts.',
    remedy: 'Add an ExternalSecret that fills it, correct the name, mark the reference `optional`',
    external: 'Secret',
  }),
  mustHaveKey('missing-secret-key', 'Secret', 'Correct the key, or add it to what fills the Secret.'),
  mustExist(oneOf('ServiceAccount'), {
    code: 'missing-service-account',
    why: 'No pod is made for a ServiceAccount that does not exist.',
    remedy: 'Add the ServiceAccount, correct the name',
    external: 'ServiceAccount',
  }),
  mustExist(oneOf('PersistentVolumeClaim'), {
    code: 'missing-volume-claim',
    why: 'A pod waits for its PersistentVolumeClaim for ever.',
    remedy: 'Add the PersistentVolumeClaim, correct the name',
    external: 'PersistentVolumeClaim',
  }),
  mustExist(oneOf('Service'), {
    code: 'missing-service',
    why: 'Traffic for a Service that does not exist is answered with an error.',
    remedy: 'Add the Service, correct the name',
    external: 'Service',
  }),
  servicePort,
  mustExist((kind, { isDeclared }) => isOther(kind) && isDeclared !== true, {
    code: 'missing-scale-target',
    why: 'An autoscaler whose target does not exist scales nothing.',
    remedy: 'Name a workload of the output, with its kind and API version',
  }),
  mustExist((kind, { isDeclared }) => isOther(kind) && isDeclared === true, {
    code: 'missing-object',
    why: 'A custom resource that needs an object which does not exist never becomes ready.',
    remedy:
      'Add the object, correct the name or the kind, or declare it: External.of(construct).object(kind, name, { reason })',
  }),
  mustExist(roles, {
    code: 'missing-role',
    why: 'A binding to a role that does not exist grants nothing.',
    remedy: 'Add the role, correct the name or the kind',
    external: 'Role',
  }),
  mustExist(stores, {
    code: 'missing-secret-store',
    why: 'An ExternalSecret without its store never fills its Secret.',
    remedy: 'Add the store, correct its name or kind',
    external: 'SecretStore',
  }),
  mustExist(providerClasses, {
    code: 'missing-secret-provider-class',
    why: 'A pod whose volume names a SecretProviderClass which does not exist never starts.',
    remedy: 'Add the SecretProviderClass, correct the name',
    external: 'SecretProviderClass',
  }),
] as const;

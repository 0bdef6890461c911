import type { JsonObject } from '../values';
import type { ClusterObject, ObjectSet, DeclaredExternal } from './cluster-object';
import {
  annotationsOf,
  at,
  indexOf,
  listOf,
  mapOf,
  nameOf,
  namespaceOf,
  placesAt,
  stringOf,
  type ObjectIndex,
} from './objects';
import { isOfCluster } from './cluster';
import { declaredMade, declaredNames } from './declared';
import { makers, marks, resourceOf } from './makers';
import { objectReferences } from './object-references';
import { podReferences } from './pod-references';
import type { Reference } from './reference';

/** What a reference leads to. */
export interface Target {
  /** The object itself, or the one that has it made; absent for what is declared external. */
  readonly object?: ClusterObject;
  /** The keys of a ConfigMap or Secret; absent where any key may be there. */
  readonly keys?: ReadonlySet<string>;
}

/** All references of an input and what they lead to. */
export class Targets {
  readonly references: readonly Reference[];
  private readonly index: ObjectIndex;
  private readonly externals = new Map<string, DeclaredExternal>();
  /** Secrets and claims that other objects have made. */
  private readonly made = new Map<string, Target>();
  private readonly namespaces = new Set<string>();
  private readonly keys = new Map<ClusterObject, ReadonlySet<string>>();

  constructor(input: ObjectSet) {
    this.index = indexOf(input);
    this.references = input.objects.flatMap((object) => {
      const pod = this.index.podOf(object);
      const known = pod ? podReferences(pod) : objectReferences(object);
      return object.references?.length ? withDeclared(known, declaredNames(object)) : known;
    });
    for (const object of input.objects) this.namespaces.add(namespaceOf(object));
    for (const external of input.externals ?? []) this.externals.set(`${external.kind} ${external.name}`, external);
    for (const object of this.index.all('ExternalSecret.external-secrets.io')) this.addExternalSecret(object);
    for (const object of this.index.all('SealedSecret.bitnami.com')) this.addSealedSecret(object);
    for (const object of this.index.all('SecretProviderClass.secrets-store.csi.x-k8s.io')) this.addProvided(object);
    for (const object of this.index.all('StatefulSet.apps')) this.addClaims(object);
    this.addOfOperators();
    for (const object of input.objects) {
      this.addMarked(object);
      for (const { kind, namespace, name } of declaredMade(object)) this.addOne(object, kind, name, namespace);
    }
  }

  /** What a reference leads to; undefined where nothing of that kind and name is there. */
  find({ kind, namespace, name }: Reference): Target | undefined {
    const [short = kind] = kind.split('.');
    const external = this.externals.get(`${short.replace(/^Cluster(?=SecretStore|Role)/, '')} ${name}`);
    if (external) return external.keys ? { keys: new Set(external.keys) } : {};
    const object = this.index.find(kind, namespace, name);
    if (object) return { object, keys: this.keysOf(object) };
    if (kind === 'ConfigMap' && name === 'kube-root-ca.crt') return { keys: new Set(['ca.crt']) };
    if (isOfCluster(kind, namespace, name)) return {};
    return (
      this.made.get(`${kind} ${namespace}/${name}`) ??
      this.made.get(`${kind} */${name}`) ??
      this.claimOf(kind, namespace, name)
    );
  }

  /** Whether a namespace is somebody else's: no object of the input lives in it. */
  isForeign(namespace: string): boolean {
    return !this.namespaces.has(namespace);
  }

  /** The names that a reference could have meant, for a did-you-mean. */
  namesLike({ kind, namespace }: Reference): string[] {
    const prefix = `${kind} ${namespace}/`;
    const made = [...this.made.keys()].flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []));
    return [...this.index.names(kind, namespace), ...made];
  }

  private keysOf(object: ClusterObject): ReadonlySet<string> | undefined {
    const { kind, data, stringData, binaryData, type } = object.object;
    if (kind !== 'Secret' && kind !== 'ConfigMap') return undefined;
    if (type === 'kubernetes.io/service-account-token') return undefined;
    let keys = this.keys.get(object);
    if (!keys) {
      keys = new Set([data, stringData, binaryData].flatMap((map) => Object.keys(mapOf(map))));
      this.keys.set(object, keys);
    }
    return keys;
  }

  /** The operator fills a Secret with the keys of `data`, or of the template, or with whatever `dataFrom` finds. */
  private addExternalSecret(object: ClusterObject): void {
    const spec = mapOf(object.object['spec']);
    const name = stringOf(at(spec, 'target', 'name')) ?? nameOf(object);
    const template = mapOf(at(spec, 'target', 'template'));
    const templated = mapOf(template['data']);
    const isTemplated = Object.keys(templated).length > 0;
    const isAny = template['templateFrom'] !== undefined || (!isTemplated && listOf(spec['dataFrom']).length > 0);
    const own = placesAt(spec, '', 'data').flatMap(({ value }) => stringOf(value['secretKey']) ?? []);
    const isMerged = template['mergePolicy'] === 'Merge';
    const keys = isTemplated ? [...Object.keys(templated), ...(isMerged ? own : [])] : own;
    this.addMade(object, 'Secret', name, isAny ? undefined : keys);
  }

  private addSealedSecret(object: ClusterObject): void {
    const template = at(object.object, 'spec', 'template');
    const name = stringOf(at(template, 'metadata', 'name')) ?? nameOf(object);
    const maps: JsonObject[] = [mapOf(at(object.object, 'spec', 'encryptedData')), mapOf(at(template, 'data'))];
    this.addMade(
      object,
      'Secret',
      name,
      maps.flatMap((map) => Object.keys(map)),
    );
  }

  /** The driver makes the Secrets of `secretObjects`, with the keys that each says. */
  private addProvided(object: ClusterObject): void {
    for (const { value } of placesAt(object.object, '', 'spec', 'secretObjects')) {
      const name = stringOf(value['secretName']);
      const keys = placesAt(value, '', 'data').flatMap((each) => stringOf(each.value['key']) ?? []);
      if (name !== undefined) this.addMade(object, 'Secret', name, keys);
    }
  }

  /** What operators make of the custom resources that they are for. */
  private addOfOperators(): void {
    for (const { kind, makes, isEverywhere = false } of makers) {
      for (const object of this.index.all(kind)) {
        const resource = resourceOf(object.object);
        for (const [made, names] of Object.entries(makes)) {
          for (const name of names(resource)) {
            if (name !== undefined && name !== '') this.addOne(object, made, name, isEverywhere ? '*' : undefined);
          }
        }
      }
    }
  }

  /** What an object has made by an annotation, and the Secret into which Crossplane writes how to connect. */
  private addMarked(object: ClusterObject): void {
    const connection = at(object.object, 'spec', 'writeConnectionSecretToRef');
    const secret = stringOf(at(connection, 'name'));
    // https://docs.crossplane.io/latest/managed-resources/managed-resources/#writeconnectionsecrettoref
    if (secret !== undefined) this.addOne(object, 'Secret', secret, stringOf(at(connection, 'namespace')));
    for (const [key, value] of Object.entries(annotationsOf(object))) {
      if (typeof value !== 'string') continue;
      for (const { annotation, makes, isEverywhere = false } of marks) {
        if (!annotation.test(key)) continue;
        for (const { kind, name } of makes(object.object, value))
          this.addOne(object, kind, name, isEverywhere ? '*' : undefined);
      }
    }
  }

  /** One object with keys that nobody knows; whose keys are known already, keeps them. */
  private addOne(object: ClusterObject, kind: string, name: string, namespace = namespaceOf(object)): void {
    const key = `${kind} ${namespace}/${name}`;
    if (!this.made.has(key)) this.made.set(key, { object });
  }

  /** A StatefulSet makes a claim `<template>-<set>-<ordinal>` for each of its pods. */
  private addClaims(object: ClusterObject): void {
    for (const { value } of placesAt(object.object, '', 'spec', 'volumeClaimTemplates')) {
      const name = stringOf(at(value, 'metadata', 'name'));
      if (name !== undefined) this.addMade(object, 'PersistentVolumeClaim', `${name}-${nameOf(object)}-0`, undefined);
    }
  }

  private claimOf(kind: string, namespace: string, name: string): Target | undefined {
    if (kind !== 'PersistentVolumeClaim') return undefined;
    return this.made.get(`${kind} ${namespace}/${name.replace(/-\d+$/, '-0')}`);
  }

  private addMade(object: ClusterObject, kind: string, name: string, keys: readonly string[] | undefined): void {
    this.made.set(`${kind} ${namespaceOf(object)}/${name}`, { object, ...(keys ? { keys: new Set(keys) } : {}) });
  }
}

/** References that are known of the kind, and those that the author declares beside them. */
const withDeclared = (known: readonly Reference[], declared: readonly Reference[]): readonly Reference[] => [
  ...known,
  ...declared.filter(({ kind, pointer }) => known.every((each) => each.pointer !== pointer || each.kind !== kind)),
];

const known = new WeakMap<ObjectSet, Targets>();

/** The references of an input, read once for all rules. */
export function targetsOf(input: ObjectSet): Targets {
  let found = known.get(input);
  if (!found) known.set(input, (found = new Targets(input)));
  return found;
}

import type { GroupVersionKind } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { groupOf } from '../kubernetes/scopes';
import { aBoolean, aConstruct, aName, aText, listOf, maybe, propsOf, takes, type Kind } from '../values/argument';
import { traitsOf } from './traits';

/** What a field of a custom resource names, as its author declares it for all objects of the kind. */
export interface DeclaredReference {
  /** The kind whose objects have the field, with its group: `Certificate.cert-manager.io`. */
  readonly of: string;
  /** Whether the object needs what is named, or has it made by its operator. */
  readonly role: 'needs' | 'makes';
  /** The kind that is named; absent where the place itself says it. */
  readonly kind?: string;
  /** Where the name stands, or the map that says kind and name; `*` is each element of a list or entry of a map. */
  readonly pointer: string;
  /** Fields beside the name. */
  readonly key?: string;
  readonly namespace?: string;
  readonly isOptional?: boolean;
  /** What is behind the name in what is made. */
  readonly suffixes?: readonly string[];
  /** What a place that says kind and name means where it leaves a part out. */
  readonly usual?: Partial<GroupVersionKind>;
}

/** A construct class that an import has, or a kind as it stands in an object. */
export type KindOrClass = GroupVersionKind | { readonly GVK: GroupVersionKind };

/** What beside the name says more of what is needed. */
export interface NeedOptions {
  /** The field, beside the name, that names a key of the Secret or ConfigMap. @default all keys are needed alike */
  readonly key?: string;
  /** The field, beside the name, that names the namespace. @default the namespace of the object */
  readonly namespace?: string;
  /** Whether the operator goes on where it is not there. @default false */
  readonly optional?: boolean;
}

/** What beside the name says more of what is made. */
export interface MakeOptions {
  /** What the operator puts behind the name, such as `-ca`; several, where it makes several. @default nothing */
  readonly suffixes?: readonly string[];
  /** The field, beside the name, that names the namespace. @default the namespace of the object */
  readonly namespace?: string;
}

const aKindOrClass: Kind<KindOrClass> = {
  words: 'a construct class that an import has, or { apiVersion, kind }',
  holds: (value) => {
    const isThing = (each: unknown): each is object =>
      (typeof each === 'object' && each !== null) || typeof each === 'function';
    const gvk: unknown = isThing(value) && 'GVK' in value ? value.GVK : value;
    if (!isThing(gvk) || !('apiVersion' in gvk) || !('kind' in gvk)) return false;
    return [gvk.apiVersion, gvk.kind].every((each) => typeof each === 'string' && each !== '');
  },
};

const aKind: Kind<string | KindOrClass> = {
  words: 'a kind, such as "Secret" or "Issuer.cert-manager.io", or a construct class',
  holds: (value) =>
    typeof value === 'string' ? /^[A-Z][\w-]*(\.[a-z0-9.-]+)?$/.test(value) : aKindOrClass.holds(value),
};

const aPointer: Kind<string> = {
  words: 'a JSON pointer, such as "/spec/secretName" or "/spec/triggers/*/secretRef/name"',
  holds: (value) => typeof value === 'string' && /^\/./.test(value),
};

const referencesTake = {
  of: takes('References.of(construct)', aConstruct),
  kind: takes('References.of(construct).kind(kind)', aKindOrClass),
  needs: takes(
    'References.of(construct).kind(kind).needs(needed, pointer, options)',
    aKind,
    aPointer,
    maybe(propsOf<NeedOptions>({ key: maybe(aName), namespace: maybe(aName), optional: maybe(aBoolean) })),
  ),
  target: takes(
    'References.of(construct).kind(kind).needsTarget(pointer, usual)',
    aPointer,
    maybe(propsOf<Partial<GroupVersionKind>>({ apiVersion: maybe(aName), kind: maybe(aName) })),
  ),
  makes: takes(
    'References.of(construct).kind(kind).makes(made, pointer, options)',
    aKind,
    aPointer,
    maybe(propsOf<MakeOptions>({ suffixes: maybe(listOf(aText)), namespace: maybe(aName) })),
  ),
};

/**
 * Says which fields of custom resources name other objects, so that the linter finds names that lead nowhere, and outputs apply in order
 * what is needed. It holds for all objects at and below a construct: `References.of(app)` for all.
 */
export class References {
  static of(construct: IConstruct): References {
    referencesTake.of(construct);
    return new References(construct);
  }

  private constructor(private readonly construct: IConstruct) {}

  /** Of which kind, in all of its versions: a construct class that an import has, or `{ apiVersion, kind }`. */
  kind(kind: KindOrClass): KindReferences {
    referencesTake.kind(kind);
    return new KindReferences(this.construct, nameOfKind(kind));
  }
}

/** What the fields of one kind name. */
export class KindReferences {
  constructor(
    private readonly construct: IConstruct,
    private readonly of: string,
  ) {}

  /**
   * Objects of the kind need what a field names.
   *
   * @param needed `Secret`, `Issuer.cert-manager.io`, or a construct class
   * @param pointer where the name stands: `/spec/secretName`; `*` is each element of a list
   */
  needs(needed: string | KindOrClass, pointer: string, options: NeedOptions = {}): this {
    referencesTake.needs(needed, pointer, options);
    const { optional, ...fields } = options;
    return this.add({
      role: 'needs',
      kind: nameOfKind(needed),
      pointer,
      ...fields,
      ...(optional && { isOptional: true }),
    });
  }

  /**
   * Objects of the kind need what a field names by kind and name, as `scaleTargetRef` does.
   *
   * @param pointer where the map with `name`, `kind` and `apiVersion` or `group` stands
   * @param usual what is meant where it says no kind, or no API version
   */
  needsTarget(pointer: string, usual: Partial<GroupVersionKind> = {}): this {
    referencesTake.target(pointer, usual);
    return this.add({ role: 'needs', pointer, usual });
  }

  /**
   * The operator makes an object of that name for each object of the kind: whoever names it names no stranger, and comes after.
   *
   * @param made `Secret`, `Service`, or a construct class
   * @param pointer where its name stands: `/spec/secretName`, `/metadata/name`
   */
  makes(made: string | KindOrClass, pointer: string, options: MakeOptions = {}): this {
    referencesTake.makes(made, pointer, options);
    return this.add({ role: 'makes', kind: nameOfKind(made), pointer, ...options });
  }

  private add(reference: Omit<DeclaredReference, 'of'>): this {
    traitsOf(this.construct).references.push({ of: this.of, ...reference });
    return this;
  }
}

/** What is declared of the kind of an object, at it or at a scope around it. */
export function declaredReferences(object: IConstruct & GroupVersionKind): DeclaredReference[] {
  const { scopes } = object.node;
  const all = scopes.flatMap((scope) => traitsOf(scope).references);
  if (all.length === 0) return all;
  const own = nameOfKind({ apiVersion: object.apiVersion, kind: object.kind });
  return all.filter(({ of }) => of === own);
}

/** Groups of the kinds that are meant where nobody says a group. */
const usualGroups: { readonly [kind: string]: string } = {
  Deployment: 'apps',
  StatefulSet: 'apps',
  DaemonSet: 'apps',
  ReplicaSet: 'apps',
  Job: 'batch',
  CronJob: 'batch',
  Ingress: 'networking.k8s.io',
};

/** Kind and group: `Certificate.cert-manager.io`. */
function nameOfKind(kind: string | KindOrClass): string {
  if (typeof kind === 'string') {
    return Object.hasOwn(usualGroups, kind) ? `${kind}.${usualGroups[kind]!}` : kind;
  }
  const gvk = gvkOf(kind);
  const group = groupOf(gvk.apiVersion);
  return group === '' ? gvk.kind : `${gvk.kind}.${group}`;
}

const gvkOf = (kind: KindOrClass): GroupVersionKind => ('GVK' in kind ? kind.GVK : kind);

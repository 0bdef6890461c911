import { ApiObject, type GroupVersionKind } from 'cdk8s';
import type { Construct } from 'constructs';
import { Expression, tokens, type Scalar, type Templated, type Tree } from '../values';
import { aConstruct, aMap, aName, propsOf, takes } from '../values/argument';
import { withoutLostKeys, type SetApart } from './lost-keys';
import { guardTokens } from './token-guard';
import { Binding } from './traits';

/** Metadata of an object as an author writes it. */
export interface KubeMetadata {
  /** @default the release's full name and the construct's path below the chart */
  readonly name?: Templated<string>;
  /** @default the namespace of the release */
  readonly namespace?: Templated<string>;
  readonly labels?: { readonly [key: string]: Templated<string> };
  readonly annotations?: { readonly [key: string]: Templated<string> };
  readonly finalizers?: readonly string[];
}

/** The fields of an object of any kind: JSON, with expressions in every place. */
export interface KubeFields {
  readonly metadata?: KubeMetadata;
  readonly [field: string]: Scalar | Expression | object | undefined;
}

const objectTakes = takes(
  'new KubeObject(scope, id, kind, props)',
  aConstruct,
  aName,
  propsOf<GroupVersionKind>({ apiVersion: aName, kind: aName }),
  aMap,
);

/**
 * A Kubernetes object whose every field takes a literal or an expression: of any kind, as `new KubeObject(this, 'cache', { apiVersion:
 * 'example.org/v1', kind: 'Cache' }, { metadata, spec })`. The typed kinds under `imports/` extend it.
 */
export class KubeObject extends ApiObject {
  constructor(
    scope: Construct,
    id: string,
    kind: GroupVersionKind,
    props: KubeFields | { readonly metadata?: KubeMetadata } = {},
  ) {
    objectTakes(scope, id, kind, props);
    const apart: SetApart[] = [];
    const { metadata, ...rest } = withoutLostKeys(props, apart) as { readonly metadata?: KubeMetadata };
    super(scope, id, {
      ...kind,
      metadata: { ...metadata, ...asToken(metadata, 'name'), ...asToken(metadata, 'namespace') } as object,
      ...rest,
    });
    for (const { pointer, value } of apart) Binding.of(this).set(pointer, value as Tree);
    guardTokens(this);
  }
}

/** cdk8s reads these two while the tree is built, so they must be strings. */
function asToken(metadata: KubeMetadata | undefined, key: 'name' | 'namespace') {
  const value = metadata?.[key];
  return value instanceof Expression ? { [key]: tokens.name(value) } : {};
}

import type * as externalSecrets from '../../../imports/external-secrets';
import type * as gatewayApi from '../../../imports/gateway-api';
import type * as k8s from '../../../imports/k8s';
import type * as keda from '../../../imports/keda';
import type * as prometheusOperator from '../../../imports/prometheus-operator';
import type * as sealedSecrets from '../../../imports/sealed-secrets';
import type * as secretsStore from '../../../imports/secrets-store';
import type { Expression, Json, JsonObject, Tree } from '../../core/values';

/*
 * The types of objects as they are in an output: what the typed constructs take, without expressions.
 */

/** What a construct class takes. */
type PropsOf<Class> = Class extends { prototype: object; new (scope: never, id: never, props: infer Props): unknown }
  ? NonNullable<Props>
  : never;

/** `Deployment` for `KubeDeployment`; custom resources are called as their kinds are. */
type KindOf<Name> = Name extends `Kube${infer Kind}` ? Kind : Name;

type PropsIn<Module> = { readonly [Name in keyof Module as KindOf<Name>]: PropsOf<Module[Name]> };

/** A field without what stands for a value until a release is known. What an object says of its `spec` is there. */
export type Plain<T> = unknown extends T
  ? Json
  : T extends Expression<unknown>
    ? never
    : T extends string | number | boolean | null | undefined
      ? T
      : T extends readonly (infer Element)[]
        ? readonly Plain<Element>[]
        : Tree extends T
          ? Json
          : T extends object
            ? { readonly [Key in keyof T as Key extends 'spec' ? Key : never]-?: Plain<NonNullable<T[Key]>> } & {
                readonly [Key in keyof T as Key extends 'spec' ? never : Key]: Plain<T[Key]>;
              }
            : never;

/** Metadata as it is in an output. */
export interface RenderedMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
  readonly [field: string]: Json | undefined;
}

/** An object of a kind that is not known. Its fields are read as `object['spec']`. */
export interface RenderedObject extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: RenderedMetadata & JsonObject;
}

type Rendered<Kind, Props> = Plain<Omit<Props, 'metadata'>> & {
  readonly apiVersion: string;
  readonly kind: Kind;
  readonly metadata: RenderedMetadata;
};

type Core = Omit<PropsIn<typeof k8s>, 'HorizontalPodAutoscaler'> & {
  // The version that is printed, of two.
  readonly HorizontalPodAutoscaler: k8s.KubeHorizontalPodAutoscalerV2Props;
};
type Custom = PropsIn<typeof externalSecrets> &
  PropsIn<typeof gatewayApi> &
  PropsIn<typeof keda> &
  PropsIn<typeof prometheusOperator> &
  PropsIn<typeof sealedSecrets> &
  PropsIn<typeof secretsStore>;

/** The kinds whose fields are known. */
export type KnownKind = Extract<keyof Core | keyof Custom, string>;

/** An object of a known kind. */
export type ObjectOf<Kind extends KnownKind> = Rendered<Kind, (Core & Custom)[Kind]>;

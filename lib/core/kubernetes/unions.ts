/*
 * Structs of the Kubernetes API of whose members one alone counts. As values of a chart they are merged: what a user chooses lands
 * beside what the default has, which the API server refuses.
 */

/** A struct whose members exclude each other, and that has no field to tell which one is meant. */
export interface HandlerUnion {
  /** Its members; the API server takes exactly one of them. */
  readonly handlers: readonly string[];
}

/** A struct whose field `type` says which member belongs to it. */
export interface TypedUnion {
  readonly types: readonly string[];
  /** The type of which each member is. */
  readonly memberOf: { readonly [member: string]: string };
  /** The type in force where none is said. */
  readonly usual: string;
}

/** Sources: `validateProbe`, `validateHandler` of `pkg/apis/core/validation`. */
export const handlerUnions: { readonly [struct: string]: HandlerUnion } = {
  'core.v1.Probe': { handlers: ['exec', 'grpc', 'httpGet', 'tcpSocket'] },
  'core.v1.LifecycleHandler': { handlers: ['exec', 'httpGet', 'sleep', 'tcpSocket'] },
};

/**
 * Sources: `ValidateDeploymentStrategy`, `ValidateStatefulSetSpec`, `ValidateDaemonSetUpdateStrategy` of `pkg/apis/apps/validation`; the
 * usual types: `SetDefaults_Deployment` and its like of `pkg/apis/apps/v1/defaults.go`.
 */
export const typedUnions: { readonly [struct: string]: TypedUnion } = {
  'apps.v1.DeploymentStrategy': strategy('Recreate'),
  'apps.v1.StatefulSetUpdateStrategy': strategy('OnDelete'),
  'apps.v1.DaemonSetUpdateStrategy': strategy('OnDelete'),
};

function strategy(other: string): TypedUnion {
  return { types: ['RollingUpdate', other], memberOf: { rollingUpdate: 'RollingUpdate' }, usual: 'RollingUpdate' };
}

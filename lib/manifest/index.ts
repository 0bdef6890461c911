export * from './helm-chart';
export { KubeObject, type KubeMetadata } from './kube-object';
export type { Manifest } from './manifest';
export { evaluateManifest, synthesize, type ChartManifests } from './synthesize';
export * from './traits';
export { chartNames, type ChartNames } from './chart-name';
export { definitionOf, type ChartDefinition } from './definition';
export * from './local-secrets';
export * from './declarations';

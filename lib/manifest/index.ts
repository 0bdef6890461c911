export * from './helm-chart';
export { KubeObject, type KubeMetadata } from './kube-object';
export type { Manifest } from './manifest';
export { compareBuilds } from './compare-builds';
export { evaluateManifest, synthesize, type ChartManifests } from './synthesize';
export * from './traits';
export { definitionOf, type ChartDefinition } from './definition';
export * from './local-secrets';
export * from './declarations';

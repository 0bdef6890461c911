/** All that an app needs: `import { HelmChart, WebService, run, ... } from 'chartwright'`. */
export { run } from './cli/run';
export * from './authoring';
export * from './manifest';
export * from './values';
export * as k8s from '../imports/k8s';
export * as externalSecrets from '../imports/external-secrets';
export * as prometheusOperator from '../imports/prometheus-operator';

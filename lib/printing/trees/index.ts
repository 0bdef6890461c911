export { sharedPods } from './shared-pods';
export {
  printGuards,
  printHelpers,
  printTemplate,
  printText,
  type PrintableObject,
  type TemplateContext,
} from './helm-template';
export { printHelmYaml, printYaml, yamlEntry } from './yaml-printer';
export {
  isKustomization,
  plainObjects,
  printEnvironment,
  printObjects,
  type PlainObject,
  plainStages,
  type PlainStage,
} from './environment';
export {
  argoHook,
  argoOptions,
  argoWave,
  fluxOptions,
  helmHook,
  helmRetained,
  joinedOptions,
  syncOptions,
  withAnnotations,
} from './engine-annotations';
export { orderedRelease, type OrderedRelease } from './release-order';
export { goString } from './go-expression';

export { printHelpers, printTemplate, printText, type PrintableObject, type TemplateContext } from './helm-template';
export { printHelmYaml, printYaml, yamlEntry } from './yaml-printer';
export { isKustomization, plainObjects, printEnvironment, printObjects, type PlainObject } from './environment';
export {
  argoHook,
  argoOptions,
  argoWave,
  helmHook,
  helmRetained,
  joinedOptions,
  syncOptions,
} from './engine-annotations';
export { orderedRelease, type OrderedRelease } from './release-order';
export { goString } from './go-expression';
export { plainStages, type PlainStage } from './plain-stages';

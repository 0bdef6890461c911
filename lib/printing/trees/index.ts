export { printHelpers, printTemplate, printText, type PrintableObject, type TemplateContext } from './helm-template';
export { printHelmYaml, printYaml, yamlEntry } from './yaml-printer';
export { plainObjects, printEnvironment, type PlainObject } from './environment';
export { helmHook, helmRetained } from './hook-annotations';
export { goString } from './go-expression';

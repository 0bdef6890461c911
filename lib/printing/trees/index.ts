export { printHelpers, printTemplate, printText, type PrintableObject, type TemplateContext } from './helm-template';
export { printYaml } from './yaml-printer';
export { doubleQuoted, yamlScalar, yamlString } from './yaml-scalar';
export { plainObjects, printEnvironment, type PlainObject } from './environment';
export { helmHook, helmRetained } from './hook-annotations';
export { goString } from './go-expression';

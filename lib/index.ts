/** All that an app needs: `import { HelmChart, WebService, run, ... } from 'chartwright'`. */
export { run } from './program/cli/run';

// The chart, and what is said of its objects beside their fields.
export {
  ApplyPhase,
  Binding,
  Comment,
  Condition,
  Exception,
  External,
  HelmChart,
  Hook,
  KubeObject,
  NamedByContent,
  Order,
  References,
  Retain,
  Rules,
  composed,
  declareLocalSecret,
  labelMap,
  random,
  type ChartMetadata,
  type DeletePolicy,
  type Environment,
  type HelmChartProps,
  type HookEvent,
  type DeclaredReference,
  type KindOrClass,
  type KindReferences,
  type KubeFields,
  type KubeMetadata,
  type MakeOptions,
  type NeedOptions,
  type LocalSecret,
  type Note,
  type Phase,
  type Profile,
  type Recipe,
  type RuleCode,
  type RuleLevel,
  type RuleSet,
  type RuleSettings,
} from './core/manifest';

// What users may set.
export {
  block,
  blockText,
  boolean,
  integer,
  list,
  number,
  object,
  oneOf,
  openObject,
  placeholder,
  quantity,
  required,
  string,
  stringMap,
  templated,
  toggle,
  values,
  type Constraints,
  type Fields,
  type Group,
  type Leaf,
  type Overrides,
  type Placeholder,
  type Static,
  type TSchema,
  type TUnsafe,
} from './core/values';

// Expressions.
export {
  Expression,
  add,
  and,
  appVersion,
  base64,
  call,
  ceil,
  chartName,
  chartVersion,
  choose,
  concat,
  contains,
  digest,
  div,
  each,
  endsWith,
  entries,
  equals,
  file,
  floor,
  fullname,
  greaterThan,
  isSet,
  items,
  join,
  json,
  labels,
  length,
  lessThan,
  lower,
  max,
  min,
  mod,
  mul,
  nameToken,
  named,
  not,
  numberToken,
  optional,
  or,
  orElse,
  overlaid,
  releaseName,
  releaseNamespace,
  replace,
  round,
  selectorLabels,
  startsWith,
  sub,
  text,
  textOf,
  token,
  trim,
  trimPrefix,
  trimSuffix,
  upper,
  urlEncode,
  wellKnownPrefix,
  when,
  type Helper,
  type Json,
  type JsonObject,
  type Operand,
  type Ref,
  type Refs,
  type Release,
  type Scalar,
  type Templated,
  type TemplatedChoice,
  type Tree,
} from './core/values';
export { hasApi, isInstall, isUpgrade, kubernetesAtLeast, kubernetesVersion } from './core/manifest';

// What `chartwright import` writes.
export { registerKinds } from './core/kubernetes/registered-kinds';

// For tests that read what an app came to.
export { evaluateManifest, synthesize, type ChartManifests, type Manifest } from './core/manifest';
export { DefinitionError, type Problem } from './core/values';

// What systems are made of.
export * from './authoring';

export * as k8s from '../imports/k8s';
export * as externalSecrets from '../imports/external-secrets';
export * as gatewayApi from '../imports/gateway-api';
export * as keda from '../imports/keda';
export * as prometheusOperator from '../imports/prometheus-operator';
export * as sealedSecrets from '../imports/sealed-secrets';
export * as secretsStore from '../imports/secrets-store';

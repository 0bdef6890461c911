/* What imported modules use of the library: to compile them against all of it would take the compiler half a minute. */
export { KubeObject, type KubeMetadata } from '../../core/manifest/kube-object';
export { registerKinds } from '../../core/kubernetes/registered-kinds';
export {
  choose,
  items,
  text,
  type Expression,
  type Templated,
  type TemplatedChoice,
  type Tree,
} from '../../core/values';

export { quantity, suffixOf } from '../../../core/kubernetes/quantity';

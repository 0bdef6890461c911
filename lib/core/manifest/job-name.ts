import { goJson, sha256, type Json } from '../values';

/*
 * A Job's template cannot change once it exists. In plain YAML the name of a hook's Job therefore ends in a hash of what it
 * does, so that `kubectl apply` makes a new Job where Helm would delete the old one first.
 */

/** The name of a hook's Job in plain YAML. */
export const hashedJobName = (name: string, spec: Json): string => `${name}-${sha256(goJson(spec)).slice(0, 8)}`;

/** The name that a hook's Job has in the chart. A name without a hash stays as it is. */
export const withoutHash = (name: string): string => name.replace(/-[0-9a-f]{8}$/, '');

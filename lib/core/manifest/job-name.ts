import { goJson, sha256, type Json } from '../values';
import { transforms } from '../values/go-text';

/*
 * A Job's template cannot change once it exists. In plain YAML the name of a hook's Job therefore ends in a hash of what it
 * does, so that `kubectl apply` makes a new Job where Helm would delete the old one first. A Job of the release that is named by its
 * content (`NamedByContent`) has such a name in the chart too.
 */

/** How many characters of a SHA-256 in hexadecimal stand at the end of a name. */
export const hashLength = 8;

/** The name of a hook's Job in plain YAML. */
export const hashedJobName = (name: string, spec: Json): string =>
  `${transforms.nameBeforeHash(name)}-${sha256(goJson(spec)).slice(0, hashLength)}`;

/** The name without such a hash. A name without a hash stays as it is. */
export const withoutHash = (name: string): string => name.replace(/-[0-9a-f]{8}$/, '');

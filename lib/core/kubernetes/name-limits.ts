import { groupOf } from './scopes';

/** What the API server asks of the names of a kind beyond being DNS names. */
export interface NameLimit {
  /** The most characters that a name may have. */
  readonly longest: number;
  /** What sets the limit, as the end of a sentence. */
  readonly since: string;
  /** Whether a name is one DNS label, without dots. @default false */
  readonly isLabel?: boolean;
  /** Whether it begins with a letter (RFC 1035). @default false */
  readonly beginsWithLetter?: boolean;
}

/** Any other name is a DNS subdomain or may at least be one (`NameIsDNSSubdomain` in apimachinery). */
const subdomain: NameLimit = { longest: 253, since: 'a DNS name has no more' };

/** Kinds with their API group behind a dot. */
const limits: { readonly [kind: string]: NameLimit } = {
  Service: {
    longest: 63,
    since: 'its name is a label of DNS',
    isLabel: true,
    beginsWithLetter: true,
  },
  Namespace: { longest: 63, since: 'its name is a label of DNS', isLabel: true },
  'StatefulSet.apps': {
    longest: 52,
    since: 'its pods have it as a label, with a hash of eleven characters at its end',
    isLabel: true,
  },
  'CronJob.batch': { longest: 52, since: 'its Jobs are called after it, with eleven characters at the end' },
  'Job.batch': { longest: 63, since: 'its pods have it as a label' },
  'CSIDriver.storage.k8s.io': { longest: 63, since: 'the API server takes no more' },
};

/** What holds for the names of a kind. */
export function nameLimitOf(apiVersion: string, kind: string): NameLimit {
  const group = groupOf(apiVersion);
  const key = group === '' ? kind : `${kind}.${group}`;
  return Object.hasOwn(limits, key) ? limits[key]! : subdomain;
}

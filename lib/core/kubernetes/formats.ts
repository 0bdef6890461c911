/**
 * What the strings of a format look like, as patterns that Go and JavaScript read alike: they stand in the schemas of charts
 * too.
 *
 * - `quantity`: what `ParseQuantity` of k8s.io/apimachinery takes, and as the server's own schemas say it; but for a number
 *   without digits (`Mi`, `+`), which is 0 there. The server takes off space around it before.
 * - `time`: RFC 3339, as `time.Parse` of Go reads it.
 * - `duration`: as the custom resources of the Prometheus Operator have it.
 */
export const formats = {
  quantity: '^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$',
  time: '^[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}(\\.[0-9]+)?(Z|[-+][0-9]{2}:[0-9]{2})$',
  duration: '^(0|([0-9]+y)?([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?)$',
} as const;

/** Those quantities that are whole mebibytes or more: the sizes of volumes, which no provisioner makes smaller or in fractions. */
export const volumeSize = '^[1-9][0-9]{0,8}(Mi|Gi|Ti)$';

/** A quantity such as `-1.5Gi` in its parts. */
export interface QuantityParts {
  readonly isNegative: boolean;
  /** `1.5`, `1.` or `.5`. */
  readonly digits: string;
  /** `Gi`, `m`, `e3`; empty where there is none. */
  readonly suffix: string;
}

const quantity = new RegExp(formats.quantity);

/** @returns undefined for what is not a quantity */
export function partsOfQuantity(text: string): QuantityParts | undefined {
  const [, digits, , suffix = ''] = quantity.exec(text) ?? [];
  return digits === undefined ? undefined : { isNegative: text.startsWith('-'), digits, suffix };
}

import { objectRule } from '../define-rule';
import type { CheckedObject } from '../finding';
import { kindOf, mapOf, stringOf } from '../../../core/references/objects';

/** What all annotations of an object may have together, in bytes: `TotalAnnotationSizeLimitB` of apimachinery. */
const annotationLimit = 256 * 1024;

/** What the values of a ConfigMap or Secret may have together, in bytes: `MaxSecretSize` of the core API. */
const dataLimit = 1024 * 1024;

/** A character of JSON has at most so many bytes in UTF-8. */
const bytesOfCharacter = 3;

const lengths = new WeakMap<CheckedObject['object'], number>();

/** How many characters an object has as JSON, counted once. */
export function lengthOf({ object }: Pick<CheckedObject, 'object'>): number {
  let found = lengths.get(object);
  if (found === undefined) lengths.set(object, (found = JSON.stringify(object).length));
  return found;
}

const kibibytes = (bytes: number) => `${Math.ceil(bytes / 1024)} KiB`;

const largeObject = objectRule(
  {
    code: 'large-object',
    question: 'policy',
    severity: 'warning',
    why: '`kubectl apply` keeps a copy of the object in one of its annotations, which together may have 256 KiB; a larger object is refused.',
    remedy: 'Apply it with `kubectl apply --server-side`, or split it.',
    source: 'https://kubernetes.io/docs/reference/using-api/server-side-apply/',
  },
  (checked) => {
    // The bytes are counted only where they could be too many.
    if (lengthOf(checked) * bytesOfCharacter <= annotationLimit) return [];
    const bytes = Buffer.byteLength(JSON.stringify(checked.object));
    if (bytes <= annotationLimit) return [];
    const size = kibibytes(bytes);
    return [
      { pointer: '', message: `has ${size} as JSON, more than the 256 KiB that client-side apply can keep of it` },
    ];
  },
);

const largeData = objectRule(
  {
    code: 'large-data',
    why: 'The values of a ConfigMap or Secret may have 1 MiB together; the API server refuses more.',
    remedy: 'Split it, or keep the data in a volume or an image.',
    source: 'https://kubernetes.io/docs/concepts/configuration/configmap/#motivation',
  },
  (checked) => {
    const kind = kindOf(checked);
    if (kind !== 'ConfigMap' && kind !== 'Secret') return [];
    const { data, binaryData, stringData } = checked.object;
    const plain = kind === 'ConfigMap' ? mapOf(data) : mapOf(stringData);
    const encoded = Object.entries(kind === 'ConfigMap' ? mapOf(binaryData) : mapOf(data)).filter(
      ([key]) => kind === 'ConfigMap' || !Object.hasOwn(plain, key),
    );
    const bytes =
      Object.values(plain).reduce<number>((sum, text) => sum + Buffer.byteLength(stringOf(text) ?? ''), 0) +
      encoded.reduce((sum, [, text]) => sum + Buffer.byteLength(stringOf(text) ?? '', 'base64'), 0);
    if (bytes <= dataLimit) return [];
    return [{ pointer: '', message: `its values have ${kibibytes(bytes)} together, more than 1 MiB` }];
  },
);

export const sizeRules = [largeObject, largeData] as const;

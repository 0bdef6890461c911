import { formats, volumeSize } from '../../core/kubernetes/formats';
import * as values from '../../core/kubernetes/value-forms';
import { imagePatterns } from '../../core/values/image-reference';
import * as forms from '../../core/validation/patterns';
import type { JsonSchema } from '../../core/validation';
import { blockText } from '../../core/values';

/*
 * What the forms of texts are called, for whoever reads an error in an editor and not a regular expression.
 */

/** What a text must be that has a pattern, as it goes on after the path of a value; undefined for a pattern that has no name. */
export const sentenceOfPattern = (pattern: unknown): string | undefined =>
  typeof pattern === 'string' ? (sentences ??= sentencesOfPatterns()).get(pattern) : undefined;

let sentences: ReadonlyMap<string, string> | undefined;

function sentencesOfPatterns(): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  for (const [sentence, ...patterns] of named) {
    for (const pattern of patterns) {
      known.set(pattern, sentence);
      if (/^\^.*\$$/.test(pattern)) known.set(`^(${pattern.slice(1, -1)})?$`, `${sentence}, or nothing`);
    }
  }
  return known;
}

const patternOf = ({ pattern }: JsonSchema): string => String(pattern);

const labelKey = 'must be the key of a label: up to 63 letters, digits, -, _ and ., behind a domain and / or not';
const annotationKey = labelKey.replace('a label', 'an annotation');

const named: readonly (readonly [sentence: string, ...patterns: readonly string[]])[] = [
  ['must begin with no line break and end with at most one', patternOf(blockText())],
  [labelKey, values.labelKey.pattern, patternOf(forms.qualifiedName)],
  [annotationKey, values.annotationKey.pattern, patternOf(forms.annotationKey)],
  [
    'must be the value of a label: letters, digits, -, _ and ., with a letter or digit at both ends',
    ...[values.labelValue.pattern, patternOf(forms.labelValue)],
  ],
  ['must be a DNS name: small letters, digits, - and .', patternOf(forms.dnsName)],
  ['must be a DNS label: small letters, digits and -', patternOf(forms.dnsLabel)],
  ['must be a DNS label that begins with a letter', patternOf(forms.letterLabel)],
  ['must be a host name, which may begin with *.', patternOf(forms.hostName), values.hostName.pattern],
  ['must be a percentage from 1% to 100%, or a number', '^([1-9][0-9]?%|100%)?$'],
  ['must be the path of a repository of images, without tag and digest', imagePatterns.repository],
  ['must be a tag of an image: up to 128 letters, digits, -, _ and .', imagePatterns.tag],
  ['must be a digest: sha256: and 64 hexadecimal digits', imagePatterns.digest],
  ['must be a registry, such as mirror.example.com:5000/path', imagePatterns.registry],
  ['must be a quantity, such as 250m or 1.5Gi', formats.quantity, patternOf(forms.amount)],
  ['must be a quantity above 0, such as 250m or 1.5Gi', patternOf(forms.someAmount)],
  ['must be bytes, such as 128Mi or 1.5Gi', patternOf(forms.bytes)],
  ['must be up to 1024 cores, such as 2, 0.5 or 250m', patternOf(forms.cores)],
  ['must be a whole number', patternOf(forms.whole)],
  ['must be the size of a volume: whole Mi, Gi or Ti', volumeSize],
  ['must be a time, such as 2026-01-31T12:00:00Z', formats.time],
  ['must be a duration, such as 30s or 1h', formats.duration, '^[0-9]+(ms|s|m|h)$', '^[0-9]+(s|m|h)$', '^[0-9]+(s|m)$'],
  [
    'must be cpu, memory, ephemeral-storage, hugepages of a size, or a resource with a domain',
    patternOf(forms.resourceName),
  ],
  ['must be letters, digits, - and %', '^[A-Za-z0-9%-]*$'],
  ['must be a key of letters, digits, -, _, . and /', '^[A-Za-z0-9][-A-Za-z0-9_./]*$'],
];

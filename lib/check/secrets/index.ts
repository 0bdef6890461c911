import type { Json } from '../../values';
import { inputRule, objectRule } from '../define-rule';
import type { CheckedObject, CheckInput } from '../finding';
import { isMap, kindOf, pointerTo } from '../objects';
import { namesSecret } from '../security/secret-name';
import { looksRandom } from './entropy';
import { credentialIn } from './formats';
import { placeholderIn } from './placeholders';

/** A string of an object, its key and where it stands. */
type Visit = (text: string, pointer: string, key: string) => void;

/** Calls back with each string. Elements of a list have the key of the list; the value of a `name`, the name as its key. */
function strings(value: Json | undefined, pointer: string, key: string, visit: Visit): void {
  if (typeof value === 'string') visit(value, pointer, key);
  else if (Array.isArray(value))
    (value as readonly Json[]).forEach((each, i) => strings(each, `${pointer}/${i}`, key, visit));
  else if (isMap(value)) {
    for (const [field, child] of Object.entries(value)) {
      const name = field === 'value' && typeof value['name'] === 'string' ? value['name'] : field;
      strings(child, pointerTo(pointer, field), name, visit);
    }
  }
}

/** A secret in a line of a larger text: `password = "..."`. */
const assignment =
  /\b([A-Za-z0-9_.-]*(?:password|passwd|passphrase|secret|token|api[-_]?key|private[-_]?key|access[-_]?key|credentials?))["']?\s*[:=]\s*["']?([^\s"',;]{16,512})/gi;

/** Fields whose value only names a secret, or was checked elsewhere. */
const isReference = (pointer: string): boolean =>
  /\/(secretName|name|key|secretKey|property|image|checksum[^/]*)$/.test(pointer);

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The text behind base64; undefined where it is none. */
function decoded(text: string): string | undefined {
  const compact = text.replace(/\s/g, '');
  if (compact.length < 12 || !base64.test(compact)) return undefined;
  return Buffer.from(compact, 'base64').toString('latin1');
}

function credentials(checked: CheckedObject, { allowed = [] }: CheckInput): { pointer: string; message: string }[] {
  const accepted = new Set(allowed.map(({ value }) => value));
  const isSecret = kindOf(checked) === 'Secret';
  const found: { pointer: string; message: string }[] = [];
  strings(checked.object, '', '', (text, pointer, key) => {
    if (text.length < 12 || accepted.has(text)) return;
    const inBase64 =
      (isSecret && pointer.startsWith('/data/')) || text.includes('LS0tLS1CRUdJTi') ? decoded(text) : undefined;
    if (inBase64 !== undefined && accepted.has(inBase64)) return;
    const format =
      credentialIn(text, accepted) ?? (inBase64 === undefined ? undefined : credentialIn(inBase64, accepted));
    if (format !== undefined) found.push({ pointer, message: `there is ${format} in it` });
    else if (!isReference(pointer) && namesSecret(key) && looksRandom(text)) {
      found.push({ pointer, message: `"${key}" has a value that looks like a secret` });
    } else if (text.includes('\n') || /[:=]/.test(text)) {
      for (const [, name = '', value = ''] of text.matchAll(assignment)) {
        if (!namesSecret(name) || accepted.has(value) || !looksRandom(value)) continue;
        found.push({ pointer, message: `"${name}" in the text has a value that looks like a secret` });
        break;
      }
    }
  });
  return found;
}

/** No secret in any output, and nothing left for an operator to supply that is not said. */
export const secretRules = [
  inputRule(
    {
      code: 'credential',
      why: 'A credential in a manifest is known to everybody who can read the repository, the chart or the cluster.',
      remedy:
        'Revoke it, keep it in a secret store, and refer to it; if it is none, put it on the allow list with a reason.',
    },
    (input) =>
      input.objects.flatMap((checked) => credentials(checked, input).map((found) => ({ ...found, at: checked }))),
  ),
  objectRule(
    {
      code: 'plain-secret',
      why: 'A Secret in a manifest is no more secret than the manifest: base64 hides nothing.',
      remedy: 'Let an ExternalSecret or a SealedSecret make it, or name one that exists already.',
    },
    (checked) => {
      if (kindOf(checked) !== 'Secret') return [];
      return ['data', 'stringData'].flatMap((field) => {
        const entries = checked.object[field];
        if (!isMap(entries)) return [];
        const keys = Object.keys(entries).filter((key) => entries[key] !== '' && entries[key] !== null);
        return keys.length > 0 ? [{ pointer: `/${field}`, message: `holds ${keys.join(', ')} in plain output` }] : [];
      });
    },
  ),
  inputRule(
    {
      code: 'undeclared-placeholder',
      severity: 'warning',
      why: 'What stands for a value that is still missing is deployed as it is when nobody knows of it.',
      remedy: 'Declare it with placeholder(value, description), so that each run lists it, or put the value there.',
    },
    (input) =>
      input.objects.flatMap((checked) => {
        const found: { at: CheckedObject; pointer: string; message: string }[] = [];
        strings(checked.object, '', '', (text, pointer) => {
          // A program may well write to test@example.com.
          if (/\/(command|args)\/\d+$/.test(pointer)) return;
          const placeholder = placeholderIn(text, input.placeholders ?? []);
          if (placeholder === undefined) return;
          found.push({
            at: checked,
            pointer,
            message: `"${placeholder}" stands for something that is not said to be missing`,
          });
        });
        return found;
      }),
  ),
] as const;

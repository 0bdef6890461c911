import { inputRule, objectRule } from '../define-rule';
import type { Breach, CheckedObject } from '../finding';
import { isMap, kindOf } from '../../../core/references/objects';
import { namesSecret } from '../security/secret-name';
import { eachText, type Text } from './each-text';
import { looksRandom } from './entropy';
import { credentialIn } from './formats';
import { placeholderIn } from './placeholders';

/** A secret in a line of a larger text: `password = "..."`. */
const assignment =
  /\b([A-Za-z0-9_.-]*(?:password|passwd|passphrase|secret|token|api[-_]?key|private[-_]?key|access[-_]?key|credentials?))["']?\s*[:=]\s*["']?([^\s"',;]{16,512})/gi;

/** Words without one of which a text holds no assignment of a secret. */
const secretWord = /passw|passphrase|secret|token|key|credential/i;

/** Fields whose value only names a secret, or was checked elsewhere. */
const references = new Set(['secretName', 'name', 'key', 'secretKey', 'property', 'image']);

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The text behind base64; undefined where it is not base64. */
function decoded(text: string): string | undefined {
  const compact = text.replace(/\s/g, '');
  if (compact.length < 12 || !base64.test(compact)) return undefined;
  return Buffer.from(compact, 'base64').toString('latin1');
}

/** What kind of secret a string is or holds, or nothing. */
function secretIn({ text, name, field }: Text, isEncoded: boolean, accepted: ReadonlySet<string>): string | undefined {
  if (text.length < 12 || accepted.has(text)) return undefined;
  const inBase64 = isEncoded || text.includes('LS0tLS1CRUdJTi') ? decoded(text) : undefined;
  if (inBase64 !== undefined && accepted.has(inBase64)) return undefined;
  const found = inText(text, accepted) ?? (inBase64 === undefined ? undefined : inText(inBase64, accepted));
  if (found !== undefined) return found;
  const isSecret = !references.has(field) && !field.startsWith('checksum') && namesSecret(name) && looksRandom(text);
  return isSecret ? `"${name}" has a value that looks like a secret` : undefined;
}

/** Texts without anything in them that looks like a secret; most of them stand in every environment. */
const clean = new Set<string>();

/** What looks like a secret in a text, whatever the text is the value of. */
function inText(text: string, accepted: ReadonlySet<string>): string | undefined {
  if (clean.has(text)) return undefined;
  const format = credentialIn(text, accepted);
  if (format !== undefined) return `there is ${format} in it`;
  if (/[:=]/.test(text) && secretWord.test(text)) {
    for (const [, variable = '', value = ''] of text.matchAll(assignment)) {
      if (!accepted.has(value) && looksRandom(value) && namesSecret(variable)) {
        return `"${variable}" in the text has a value that looks like a secret`;
      }
    }
  }
  // What one allow list lets pass, another may not.
  if (accepted.size === 0) clean.add(text);
  return undefined;
}

/** The texts of an object that are or hold a credential. */
export function credentialsOf({ object }: CheckedObject): string[] {
  const found: string[] = [];
  eachText(object, (text) => {
    if (secretIn(text, false, nothing) !== undefined) found.push(text.text);
  });
  return found;
}

const nothing: ReadonlySet<string> = new Set();

/** No secret in any output, and nothing left for an operator to supply that is not said. */
export const secretRules = [
  inputRule(
    {
      code: 'credential',
      question: 'policy',
      recommended: 'error',
      why: 'A credential in a manifest is known to everybody who can read the repository, the chart or the cluster.',
      remedy:
        'Revoke it, keep it in a secret store, and refer to it; if it is not one, say so: Exception.of(construct).harmless(value, reason).',
      remedyInFolder:
        'Revoke it, keep it in a secret store, and refer to it; if it is not one, make an exception in chartwright.yaml, with a reason.',
    },
    (input) => {
      const accepted = new Set((input.harmless ?? []).map(({ value }) => value));
      return input.objects.flatMap((at) => {
        const found: Breach[] = [];
        const isSecret = kindOf(at) === 'Secret';
        eachText(at.object, (text, pointer) => {
          const message = secretIn(text, isSecret && pointer().startsWith('/data/'), accepted);
          if (message !== undefined) found.push({ at, pointer: pointer(), message });
        });
        return found;
      });
    },
  ),
  objectRule(
    {
      code: 'plain-secret',
      question: 'policy',
      recommended: 'error',
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
      question: 'policy',
      severity: 'warning',
      why: 'What stands for a value that is still missing is deployed as it is when nobody knows of it.',
      remedy: 'Declare it with placeholder(value, description), so that each run lists it, or put the value there.',
      remedyInFolder: 'Put the value there.',
    },
    (input) =>
      input.objects.flatMap((at) => {
        const found: Breach[] = [];
        eachText(at.object, ({ text, field }, pointer) => {
          const placeholder = placeholderIn(text, input.placeholders ?? []);
          // A program may well write to test@example.com.
          if (placeholder === undefined || field === 'command' || field === 'args') return;
          const message = `"${placeholder}" stands for something that is not said to be missing`;
          found.push({ at, pointer: pointer(), message });
        });
        return found;
      }),
  ),
] as const;

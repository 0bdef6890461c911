import { maxInt64, readPlainInteger, readPlainScalar } from './plain-scalar';
import type { YamlFault } from './yaml-fault';

type Scalar = null | boolean | number | bigint | string;

/** What is wrong with a tag, and what Go reads all the same where it does. */
type TagFault = Pick<YamlFault, 'code' | 'message' | 'remedy'> & { readonly value: string };

const standard = 'tag:yaml.org,2002:';

/** The scalar that a text stands for with a tag. */
export function readTagged(tag: string, text: string): Scalar | TagFault {
  const name = tag.startsWith(standard) ? tag.slice(standard.length) : tag;
  const value = readPlainScalar(text);
  switch (name) {
    case '!':
    case 'str':
      return text;
    case 'null':
      return value === null ? value : refusal(name, text);
    case 'bool':
      return typeof value === 'boolean' ? value : refusal(name, text);
    case 'int':
      return isNumber(value) && readPlainInteger(text) !== undefined ? value : refusal(name, text);
    case 'float':
      // Go takes an integer for a float up to 63 bits.
      return isNumber(value) && (readPlainInteger(text) ?? 0n) <= maxInt64 ? value : refusal(name, text);
    case 'binary':
      return readBinary(text);
    default: {
      const written = tag === name ? tag : `!!${name}`;
      return {
        code: 'lossy',
        message: `Helm and kubectl take no notice of the tag ${written}`,
        remedy: 'Remove the tag.',
        value: text,
      };
    }
  }
}

const isNumber = (value: Scalar) => typeof value === 'number' || typeof value === 'bigint';

const refusal = (name: string, text: string): TagFault => ({
  code: 'syntax',
  message: `${JSON.stringify(text)} is not a value of the tag !!${name}`,
  remedy: 'Correct it, or remove the tag.',
  value: text,
});

/** A text in base64. Bytes that are not a text would be damaged. */
function readBinary(text: string): string | TagFault {
  const base64 = text.replace(/[\r\n]/g, '');
  const isBase64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(base64);
  if (!isBase64) return refusal('binary', text);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(base64, 'base64'));
  } catch {
    return {
      code: 'lossy',
      message: 'the bytes of !!binary are not a text, and JSON has no others',
      remedy: 'Keep the base64 as a text, without the tag.',
      value: '',
    };
  }
}

import type { Json, JsonObject } from '../../values';
import { at as valueAt, mapOf } from '../../values/json-parts';
import * as patterns from '../patterns';
import { configKey } from '../syntax';
import type { FieldRule, Page, StructRule, BreachInStruct } from '../page';
import { evenEmpty, form, isEmpty, oneOf, rule } from '../vocabulary';

/** A ConfigMap or Secret holds at most this many bytes. */
const mostBytes = 1024 * 1024;

const keys: FieldRule = {
  code: 'invalid-config-key',
  says: 'has keys that can be names of files',
  valid: { 'a.txt': 'x' },
  invalid: { 'a b': 'x' },
  schema: { propertyNames: patterns.configKey },
  check: (value) =>
    Object.keys(mapOf(value)).flatMap((key) => {
      const message = configKey(key);
      return message === undefined ? [] : [{ path: [key], message }];
    }),
};

/** The fields whose values are written in base64, which the server counts as what they stand for. */
const encodedIn = (kind: string): readonly string[] => (kind === 'Secret' ? ['data'] : ['binaryData']);

const bytesOf = (value: Json, isEncoded: boolean): number => {
  if (typeof value !== 'string') return 0;
  return Buffer.byteLength(value, isEncoded ? 'base64' : 'utf8');
};

const size: StructRule = rule(
  'invalid-config-key',
  'has at most 1 MiB in all',
  { valid: { data: { a: 'x' } }, invalid: { data: { a: 'x'.repeat(2 * mostBytes) } } },
  (object, { kind }) => {
    const written = mapOf(object['stringData']);
    const bytes = ['data', 'binaryData', 'stringData']
      .flatMap((field) =>
        Object.entries(mapOf(object[field]))
          // A key of stringData takes the place of one in data.
          .filter(([key]) => field === 'stringData' || !Object.hasOwn(written, key))
          .map(([, value]) => bytesOf(value, encodedIn(kind).includes(field))),
      )
      .reduce((sum, each) => sum + each, 0);
    if (bytes <= mostBytes) return [];
    return [{ path: ['data'], message: `the values have ${bytes} bytes; ${mostBytes} are the most` }];
  },
);

const once: StructRule = rule(
  'invalid-config-key',
  'has no key in both of its maps',
  { valid: { data: { a: 'x' }, binaryData: { b: 'AAAA' } }, invalid: { data: { a: 'x' }, binaryData: { a: 'AAAA' } } },
  ({ data, binaryData }) =>
    Object.keys(mapOf(binaryData))
      .filter((key) => Object.hasOwn(mapOf(data), key))
      .map((key) => ({ path: ['data', key], message: `binaryData has the key "${key}" too` })),
);

/** The keys of which a Secret of a type needs all, or one. */
const typed: { readonly [type: string]: { readonly all?: readonly string[]; readonly some?: readonly string[] } } = {
  'kubernetes.io/tls': { all: ['tls.crt', 'tls.key'] },
  'kubernetes.io/dockercfg': { all: ['.dockercfg'] },
  'kubernetes.io/dockerconfigjson': { all: ['.dockerconfigjson'] },
  'kubernetes.io/basic-auth': { some: ['username', 'password'] },
  'kubernetes.io/ssh-auth': { all: ['ssh-privatekey'] },
};

const dataOf = (secret: JsonObject): JsonObject => ({ ...mapOf(secret['data']), ...mapOf(secret['stringData']) });

const ofType: StructRule = rule(
  'missing-value',
  'has the keys that its type asks for',
  {
    valid: { type: 'kubernetes.io/tls', data: { 'tls.crt': '', 'tls.key': '' } },
    invalid: { type: 'kubernetes.io/tls', data: { 'tls.crt': '' } },
  },
  (secret) => {
    const type = String(secret['type']);
    const { all = [], some = [] } = Object.hasOwn(typed, type) ? typed[type]! : {};
    const data = dataOf(secret);
    const path = secret['data'] === undefined ? [] : ['data'];
    const missing = all.filter((key) => !Object.hasOwn(data, key));
    if (missing.length > 0) return [{ path, message: `a Secret of the type ${type} needs ${missing.join(' and ')}` }];
    return some.length > 0 && !some.some((key) => Object.hasOwn(data, key))
      ? [{ path, message: `a Secret of the type ${type} needs ${some.join(' or ')}` }]
      : [];
  },
);

const account = 'kubernetes.io/service-account.name';

const ofAccount: StructRule = rule(
  'missing-value',
  'names its account where it is the token of one',
  {
    valid: { type: 'kubernetes.io/service-account-token', metadata: { annotations: { [account]: 'a' } } },
    invalid: { type: 'kubernetes.io/service-account-token', metadata: {} },
  },
  ({ type, metadata }) => {
    if (type !== 'kubernetes.io/service-account-token' || !isEmpty(valueAt(metadata, 'annotations', account)))
      return [];
    const path = valueAt(metadata, 'annotations') === undefined ? ['metadata'] : ['metadata', 'annotations'];
    return [{ path, message: `needs the annotation ${account}` }];
  },
);

/** The text behind a value in base64, or as it is written. */
function textOf(secret: JsonObject, key: string): string | undefined {
  const plain = mapOf(secret['stringData'])[key];
  if (typeof plain === 'string') return plain;
  const encoded = mapOf(secret['data'])[key];
  return typeof encoded === 'string' ? Buffer.from(encoded, 'base64').toString() : undefined;
}

const dockerConfig: StructRule = rule(
  'invalid-format',
  'has JSON where its type says so',
  {
    valid: { type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': '{"auths":{}}' } },
    invalid: { type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': 'auths' } },
  },
  (secret) =>
    ['.dockerconfigjson', '.dockercfg'].flatMap((key): BreachInStruct[] => {
      if (!String(secret['type']).endsWith(`/${key.slice(1)}`)) return [];
      const text = textOf(secret, key);
      if (text === undefined || isJson(text)) return [];
      const field = Object.hasOwn(mapOf(secret['stringData']), key) ? 'stringData' : 'data';
      return [{ path: [field, key], message: 'is not JSON' }];
    }),
);

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const level = evenEmpty(oneOf('privileged', 'baseline', 'restricted'));
const versionOfLevel = form('invalid-format', 'is a version of the standards', 'latest', '1.30', (text) =>
  /^(latest|v1\.(0|[1-9][0-9]*))$/.test(text) ? undefined : `"${text}" is neither latest nor a version such as v1.30`,
);
const standard = 'metadata/labels/pod-security.kubernetes.io~';

/** ConfigMaps, Secrets and Namespaces. */
export const configPage: Page = {
  ConfigMap: {
    source: 'core/validation ValidateConfigMap',
    fields: { data: keys, binaryData: keys },
    rules: [size, once],
  },
  Secret: {
    source: 'core/validation ValidateSecret',
    fields: { data: keys, stringData: keys },
    rules: [size, ofType, ofAccount, dockerConfig],
  },
  Namespace: {
    source: 'pod-security-admission ValidateNamespace',
    fields: Object.fromEntries(
      ['enforce', 'audit', 'warn'].flatMap((mode) => [
        [`${standard}${mode}`, level],
        [`${standard}${mode}-version`, versionOfLevel],
      ]),
    ),
  },
};

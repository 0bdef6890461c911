import { X509Certificate } from 'node:crypto';
import type { JsonObject } from '../../values';
import { at as valueAt, mapOf } from '../../values/json-parts';
import type { StructRule } from '../page';
import { isEmpty, isSet, rule, shown } from '../vocabulary';

/*
 * What makes one version of a custom resource of another.
 */

const webhook: StructRule = rule(
  'missing-value',
  'has a webhook where one converts',
  {
    valid: { strategy: 'Webhook', webhook: { clientConfig: {}, conversionReviewVersions: ['v1'] } },
    invalid: { strategy: 'Webhook' },
  },
  ({ strategy, webhook: given }) =>
    (strategy === 'Webhook' ? ['clientConfig', 'conversionReviewVersions'] : [])
      .filter((field) => !isSet(valueAt(given, field)))
      .map((field) => ({
        path: isSet(given) ? ['webhook'] : [],
        message: `the strategy Webhook needs webhook.${field}`,
      })),
);

/** Whether bytes hold certificates, and nothing among them that is none. */
function isBundle(base64Text: string): boolean {
  const text = Buffer.from(base64Text, 'base64').toString('latin1');
  const found = text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  try {
    for (const each of found) void new X509Certificate(each);
    return found.length > 0;
  } catch {
    return false;
  }
}

/** Whether something puts certificates in this place: cert-manager, or whoever the newline is for that many tools write here. */
function isFilledIn(base64Text: string, definition: JsonObject): boolean {
  if (Buffer.from(base64Text, 'base64').toString().trim() === '') return true;
  const annotations = mapOf(valueAt(definition, 'metadata', 'annotations'));
  return Object.keys(annotations).some((key) => /^cert-manager\.io\/inject-/.test(key));
}

/** Since Kubernetes 1.31 a definition whose converter has no certificate to trust is taken, and never established. */
const converterTrust: StructRule = rule(
  'invalid-format',
  'trusts its webhook by certificates',
  {
    valid: { strategy: 'Webhook', webhook: { clientConfig: { url: 'https://a.example.com' } } },
    invalid: { strategy: 'Webhook', webhook: { clientConfig: { caBundle: 'bm8gY2VydGlmaWNhdGU=' } } },
  },
  ({ webhook: given }, { minor, object }) => {
    const bundle = valueAt(given, 'clientConfig', 'caBundle');
    if (typeof bundle !== 'string' || minor < 31 || isFilledIn(bundle, object) || isBundle(bundle)) return [];
    const message = `${shown(bundle)} holds no certificate; leave it out where something fills it in`;
    return [{ path: ['webhook', 'clientConfig', 'caBundle'], message, question: 'cannot-work' }];
  },
);

const noWebhook: StructRule = rule(
  'forbidden-field',
  'has no webhook where none converts',
  { valid: { strategy: 'None' }, invalid: { strategy: 'None', webhook: { clientConfig: {} } } },
  ({ strategy, webhook: given }) =>
    strategy === 'None' &&
    (isSet(valueAt(given, 'clientConfig')) || !isEmpty(valueAt(given, 'conversionReviewVersions') ?? null))
      ? [{ path: ['webhook'], message: 'goes with the strategy Webhook only' }]
      : [],
);

export const converterRules: readonly StructRule[] = [webhook, noWebhook, converterTrust];

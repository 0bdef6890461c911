import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../../core/values';
import { check } from '../../check';

/** What is found in the certificates that a definition's converter is trusted by. */
const found = (bundle: string): string[] => {
  const definition: JsonObject = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'foos.acme.dev' },
    spec: {
      group: 'acme.dev',
      scope: 'Namespaced',
      names: { plural: 'foos', kind: 'Foo' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
      conversion: {
        strategy: 'Webhook',
        webhook: {
          conversionReviewVersions: ['v1'],
          clientConfig: { service: { name: 'a', namespace: 'b' }, caBundle: Buffer.from(bundle).toString('base64') },
        },
      },
    },
  };
  return check({ objects: [{ object: definition }], kubernetes: '1.33' })
    .filter(({ pointer }) => pointer.endsWith('/caBundle'))
    .map(({ code }) => code);
};

test.each([
  ['a text', 'trust me'],
  ['a certificate without its bytes', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'],
])('%s holds no certificate', (_name, text) => {
  expect(found(text)).toEqual(['invalid-format']);
});

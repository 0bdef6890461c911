import type { Examples } from '../finding';
import type { schemaRules } from '../schema-rules';
import { example, inContainer, object, pod } from './example';

export const schemaExamples = {
  'schema-unknown-kind': example(
    object('apps/v1 Deploiment', 'spec: {}'),
    object('v1 ConfigMap', "data: { LOG_LEVEL: 'INFO' }"),
  ),
  'schema-unchecked-kind': example(
    object('shop.example.com/v1 Till', 'spec: {}'),
    object('v1 ConfigMap', "data: { LOG_LEVEL: 'INFO' }"),
  ),
  'schema-newer': {
    ...example(pod('', 'hostnameOverride: web'), pod('', 'hostname: web')),
    kubernetes: false,
  },
  'schema-unknown-field': inContainer('workdir: /app', 'workingDir: /app'),
  'schema-missing-field': example(
    object('v1 Pod', 'spec:\n  containers:\n    - { image: web:1.4 }'),
    object('v1 Pod', 'spec:\n  containers:\n    - { name: web, image: web:1.4 }'),
  ),
  'schema-wrong-type': inContainer('env:\n  - { name: PORT, value: 8080 }', "env:\n  - { name: PORT, value: '8080' }"),
  'schema-bad-value': example(
    object('v1 Secret', 'data: { password: not-base64! }'),
    object('v1 Secret', 'data: { password: aHVudGVyMg== }'),
  ),
} satisfies { readonly [C in (typeof schemaRules)[number]['code']]?: Examples };

import { describe, expect, test } from '@jest/globals';
import { inputOf, made, withObject } from '../broken.fixture';
import { cases, finder, testRules } from '../case.fixture';
import { looksRandom } from './entropy';
import { secretRules } from './index';

/** Credentials that were never any, in two pieces, so that no scanner of this repository takes them for real. */
const fake = {
  aws: ['AKIA', 'QYLPMN5HHHFPZAM2'].join(''),
  github: ['ghp_', 'a1B2'.repeat(9)].join(''),
  gitlab: ['glpat-', 'x7Kd2mQp9sLw4vTz1nRb'].join(''),
  slack: ['xoxb', '-123456789-abcdefghijkl'].join(''),
  webhook: ['https://hooks.slack.com/services', '/T01AB23CD/B01AB23CD/Qw3rTy6uIo9pAs2dFg5hJk8l'].join(''),
  stripe: ['sk_live', '_51Hh3aKLmnoPqrStuVwXyZ012'].join(''),
  razorpay: ['rzp_live', '_ILgsfZCZoFIKMb'].join(''),
  pagerduty: ['u+', 'Ab3dEf6hIj9lMn2pQr'].join(''),
  jwt: ['eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P'].join(''),
  key: ['-----BEGIN RSA', ' PRIVATE KEY-----\nMIIEowIBAAKCAQEA\n-----END RSA PRIVATE KEY-----\n'].join(''),
  random: ['q8Zr4TnW', 'x2Lk7VbY9pCd'].join(''),
};
const base64 = (text: string) => Buffer.from(text).toString('base64');

const production = withObject(inputOf('sovd-webapp', 'production'), made('v1 Secret made', { type: 'Opaque' }));
const config = 'ConfigMap sovd-webapp-config';
const found = finder(secretRules, production);

const bad = cases`
  credential
    ConfigMap sovd-webapp-config | /data/AWS_KEY | ${fake.aws}
    ConfigMap sovd-webapp-config | /data/tls.key | ${fake.key}
    ConfigMap sovd-webapp-config | /data/ca | ${base64(fake.key)}
    Deployment backend | main/env/0 | { name: SESSION, value: ${fake.jwt} } | ./value
    Deployment backend | main/command | [sh, -c, ${`git clone https://x:${fake.github}@github.com/a/b`}] | ./2
    ConfigMap sovd-webapp-config | /data/CI | ${fake.gitlab}
    Deployment backend | annotations/slack | ${fake.slack}
    ConfigMap sovd-webapp-config | /data/alertmanager.yml | ${`receivers:\n- slack_configs:\n  - api_url: ${fake.webhook}\n`}
    ConfigMap sovd-webapp-config | /data/BILLING | ${fake.stripe}
    ConfigMap sovd-webapp-config | /data/PAYMENTS | ${fake.razorpay}
    ConfigMap sovd-webapp-config | /data/ONCALL | ${fake.pagerduty}
    ConfigMap sovd-webapp-config | /data/DATABASE | postgresql://sovd:h4ckMe!now@db:5432/sovd
    ConfigMap sovd-webapp-config | /data/REDIS | redis://:h4ckMe@redis:6379/0
    ConfigMap sovd-webapp-config | /data/jwt-secret | ${fake.random}
    ConfigMap sovd-webapp-config | /data/app.ini | ${`[db]\nuser = sovd\npassword = "${fake.random}"\n`}
    Deployment backend | main/env/0 | { name: API_KEY, value: ${fake.random} } | ./value
    ConfigMap dashboard-vehicles | /data/vehicles.json | ${`{"datasource": {"basicAuthPassword": "${fake.random}"}}`}
  plain-secret
    Secret made | /stringData | { password: sovd }
    Secret made | /data | { password: c292ZA== }
    Secret made | /stringData | { a: '', b: b }
  undeclared-placeholder
    ConfigMap sovd-webapp-config | /data/ACCOUNT | '123456789012'
    ConfigMap sovd-webapp-config | /data/HOST | db.cluster-xxxxxxxx.rds.amazonaws.com
    ConfigMap sovd-webapp-config | /data/PASSWORD | CHANGE_ME
    Ingress sovd-webapp | /spec/rules/0/host | api.example.com
    ConfigMap sovd-webapp-config | /data/URL | https://<YOUR-DOMAIN>/
    Deployment backend | main/image | your-registry/backend:1.0.0
`;

describe('secret rules', () => {
  testRules(secretRules, { good: production, bad });

  test('base64 hides nothing in a Secret', () => {
    expect(found('Secret made', '/data', { token: base64(fake.github) })).toEqual([
      'credential /data/token',
      'plain-secret /data',
    ]);
  });

  test('a value on the allow list is none, also as a part of a text', () => {
    const allowing = (value: string) => ({ harmless: [{ value, reason: 'a key of the test system of the provider' }] });
    const url = 'postgresql://sovd:h4ckMe!now@db:5432/sovd';
    expect(found(config, '/data/PAYMENTS', fake.razorpay, allowing(fake.razorpay))).toEqual([]);
    expect(found(config, '/data/DATABASE', url, allowing('h4ckMe!now'))).toEqual([]);
    expect(found(config, '/data/PAYMENTS', fake.razorpay, allowing('something else'))).toHaveLength(1);
  });

  test.each([
    ['a digest of an image', `sovd-backend@sha256:${'0123456789abcdef'.repeat(4)}`],
    ['a checksum', '25338c6888c9dbdd29f51cdc2ab26c571be280990d8e5f055a0a5ddf210da0e0'],
    ['an ARN', 'arn:aws:secretsmanager:us-east-1:210987654321:secret:sovd/production/jwt-AbC123'],
    ['a UUID', '3fa85f64-5717-4562-b3fc-2c963f66afa6'],
    ['a certificate', '-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIE\n-----END CERTIFICATE-----\n'],
    ['a public key', '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0B\n-----END PUBLIC KEY-----\n'],
    ['a URL whose password is a variable', 'postgresql://sovd:$(DB_PASSWORD)@db:5432/sovd'],
    ['a URL whose password a template fills in', 'redis://:{{ .password }}@redis:6379'],
    ['a URL with a user alone', 'ssh://git@github.com/a/b'],
    ['an expression of PromQL', 'sum by (token) (rate(http_requests_total{secret_name="a"}[5m]))'],
    ['the name of a file', '/var/run/secrets/tokens/vault-token-9f8a7b6c5d4e'],
  ])('%s is not a credential, whatever its key', (_title, value) => {
    expect(found(config, '/data/ACCESS_TOKEN', value)).toEqual([]);
  });

  test.each(['correct-horse-battery-staple-42', 'us-east-1', 'sovd-webapp-secrets-2967102c', 'HS256', 'a'.repeat(40)])(
    '"%s" does not look random',
    (text) => {
      expect(looksRandom(text)).toBe(false);
    },
  );

  test('a declared placeholder is not a warning, also within a longer text', () => {
    const registry = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
    const placeholders = [...production.placeholders!, registry];
    expect(found(config, '/data/IMAGE', `${registry}/x:1.2`, { placeholders })).toEqual([]);
  });

  test('a large text is read in a moment', () => {
    const text = `${'password: a=b://c:d '.repeat(50_000)}`;
    const before = performance.now();
    found(config, '/data/large', text);
    expect(performance.now() - before).toBeLessThan(1000);
  });
});

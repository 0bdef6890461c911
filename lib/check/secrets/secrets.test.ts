import { describe, expect, test } from '@jest/globals';
import {
  allInputs,
  breachesOf,
  errorsOf,
  broken,
  inputOf,
  outcome,
  unproven,
  withObject,
  type BadInput,
} from '../broken.fixture';
import { looksRandom } from './entropy';
import { secretRules } from './index';

type Code = (typeof secretRules)[number]['code'];

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

const empty = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'made', namespace: 'sovd-webapp' },
  type: 'Opaque',
};
const production = withObject(inputOf('sovd-webapp', 'production'), empty);

const config = 'ConfigMap sovd-webapp-config';
const backend = 'Deployment sovd-webapp-backend';
const dashboard = 'ConfigMap sovd-webapp-dashboard-vehicles';
const main = '/spec/template/spec/containers/0';

const bad: readonly BadInput<Code>[] = [
  ['credential', config, '/data/AWS_KEY', fake.aws],
  ['credential', config, '/data/tls.key', fake.key],
  ['credential', config, '/data/ca', base64(fake.key)],
  ['credential', backend, `${main}/env/0`, { name: 'SESSION', value: fake.jwt }, `${main}/env/0/value`],
  [
    'credential',
    backend,
    `${main}/command`,
    ['sh', '-c', `git clone https://x:${fake.github}@github.com/a/b`],
    `${main}/command/2`,
  ],
  ['credential', config, '/data/CI', fake.gitlab],
  ['credential', backend, '/metadata/annotations/slack', fake.slack],
  ['credential', config, '/data/alertmanager.yml', `receivers:\n- slack_configs:\n  - api_url: ${fake.webhook}\n`],
  ['credential', config, '/data/BILLING', fake.stripe],
  ['credential', config, '/data/PAYMENTS', fake.razorpay],
  ['credential', config, '/data/ONCALL', fake.pagerduty],
  ['credential', config, '/data/DATABASE', 'postgresql://sovd:h4ckMe!now@db:5432/sovd'],
  ['credential', config, '/data/REDIS', 'redis://:h4ckMe@redis:6379/0'],
  ['credential', config, '/data/jwt-secret', fake.random],
  ['credential', config, '/data/app.ini', `[db]\nuser = sovd\npassword = "${fake.random}"\n`],
  ['credential', backend, `${main}/env/0`, { name: 'API_KEY', value: fake.random }, `${main}/env/0/value`],
  ['credential', dashboard, '/data/vehicles.json', `{"datasource": {"basicAuthPassword": "${fake.random}"}}`],
  ['plain-secret', 'Secret made', '/stringData', { password: 'sovd' }],
  ['plain-secret', 'Secret made', '/data', { password: 'c292ZA==' }],
  ['plain-secret', 'Secret made', '/stringData', { a: '', b: 'b' }],
  ['undeclared-placeholder', config, '/data/ACCOUNT', '123456789012'],
  ['undeclared-placeholder', config, '/data/HOST', 'db.cluster-xxxxxxxx.rds.amazonaws.com'],
  ['undeclared-placeholder', config, '/data/PASSWORD', 'CHANGE_ME'],
  ['undeclared-placeholder', 'Ingress sovd-webapp', '/spec/rules/0/host', 'api.example.com'],
  ['undeclared-placeholder', config, '/data/URL', 'https://<YOUR-DOMAIN>/'],
  ['undeclared-placeholder', backend, `${main}/image`, 'your-registry/backend:1.0.0'],
];

describe('secret rules', () => {
  test.each(allInputs())('%s breaks none', (_name, input) => {
    expect(errorsOf(secretRules, input)).toEqual([]);
  });

  test.each(bad)('%s: %s with another %s', (...row) => {
    const [code, , field, , pointer = field] = row;
    expect(outcome(secretRules, production, row)).toEqual([`${code} ${pointer}`]);
  });

  test('each code is proven by three bad inputs', () => {
    expect(unproven(secretRules, bad)).toEqual([]);
  });

  test('base64 hides nothing in a Secret', () => {
    const input = broken(production, 'Secret made', '/data', { token: base64(fake.github) });
    expect(breachesOf(secretRules, input)).toEqual(['credential /data/token', 'plain-secret /data']);
  });

  test('a value on the allow list is none, also as a part of a text', () => {
    const allowed = (value: string) => [{ value, reason: 'a key of the test system of the provider' }];
    const whole = broken(production, config, '/data/PAYMENTS', fake.razorpay);
    expect(breachesOf(secretRules, { ...whole, allowed: allowed(fake.razorpay) })).toEqual([]);
    const part = broken(production, config, '/data/DATABASE', 'postgresql://sovd:h4ckMe!now@db:5432/sovd');
    expect(breachesOf(secretRules, { ...part, allowed: allowed('h4ckMe!now') })).toEqual([]);
    expect(breachesOf(secretRules, { ...whole, allowed: allowed('something else') })).toHaveLength(1);
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
  ])('%s is no credential, whatever its key', (_title, value) => {
    expect(breachesOf(secretRules, broken(production, config, '/data/ACCESS_TOKEN', value))).toEqual([]);
  });

  test.each(['correct-horse-battery-staple-42', 'us-east-1', 'sovd-webapp-secrets-2967102c', 'HS256', 'a'.repeat(40)])(
    '"%s" does not look random',
    (text) => {
      expect(looksRandom(text)).toBe(false);
    },
  );

  test('a declared placeholder is no warning, also within a longer text', () => {
    const input = broken(production, config, '/data/IMAGE', '123456789012.dkr.ecr.eu-west-1.amazonaws.com/x:1.2');
    const placeholders = ['123456789012.dkr.ecr.eu-west-1.amazonaws.com'];
    expect(breachesOf(secretRules, { ...input, placeholders: [...input.placeholders!, ...placeholders] })).toEqual([]);
  });

  test('a large text is read in a moment', () => {
    const text = `${'password: a=b://c:d '.repeat(50_000)}`;
    const before = performance.now();
    breachesOf(secretRules, broken(production, config, '/data/large', text));
    expect(performance.now() - before).toBeLessThan(1000);
  });
});

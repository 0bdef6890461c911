import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { describe, expect, test } from '@jest/globals';
import { definitionOf } from '../../core/manifest';
import { chartFolder, distFolder, environmentNames } from './output.fixture';
import { SovdWebapp } from './sovd-webapp';

const { environments } = definitionOf(new SovdWebapp(new App()));
const placeholdersOf = (name: string) => environments.find((environment) => environment.name === name)!.placeholders;

const linesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const file = join(entry.parentPath, entry.name);
      return readFileSync(file, 'utf8')
        .split('\n')
        .map((line, i) => `${file.slice(folder.length + 1)}:${i + 1}: ${line}`);
    });

/** What nobody would take for the real thing. */
const obvious = /123456789012|x{6}|example\.com|00000000-0000|10\.0\.0\.0/;

describe('placeholders', () => {
  test.each(['staging', 'production'])('of %s are all that an operator must supply', (environment) => {
    expect(
      placeholdersOf(environment)
        .map(({ path }) => path)
        .sort(),
    ).toEqual([
      'backend.image.repository',
      'database.host',
      'externalSecrets.roleArn',
      'frontend.image.repository',
      'ingress.alb.certificateArn',
      'ingress.hosts[0]',
      'ingressController[0].ipBlock.cidr',
      'redis.host',
      'vehicleConnector.image.repository',
    ]);
  });

  test('are none locally', () => {
    expect(placeholdersOf('local')).toEqual([]);
  });

  test.each(environmentNames)(
    'are obvious, and nothing that looks like one is missing from the list: %s',
    (environment) => {
      const values = placeholdersOf(environment).map(({ value }) => value);
      expect(values.filter((value) => !obvious.test(value))).toEqual([]);
      const suspicious = linesBelow(distFolder(environment)).filter((line) => obvious.test(line));
      expect(suspicious.length > 0).toBe(values.length > 0);
      expect(suspicious.filter((line) => !values.some((value) => line.includes(value)))).toEqual([]);
    },
  );

  test.each(['staging', 'production'])(
    'are marked in the values file of %s, each with what belongs there',
    (environment) => {
      const lines = readFileSync(join(chartFolder, `values-${environment}.yaml`), 'utf8').split('\n');
      const marked = lines
        .filter((line) => line.includes('# PLACEHOLDER: '))
        .map((line) => line.split('PLACEHOLDER: ')[1]);
      const descriptions = placeholdersOf(environment).map(({ description }) => description);
      expect(marked.sort()).toEqual(descriptions.sort());
    },
  );
});

describe('no secret value', () => {
  const secrets = [
    /change[-_ ]?me/i,
    /\b(AKIA|ASIA)[0-9A-Z]{16}\b/,
    /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
    /:\/\/[^/\s:]*:(?!PASSWORD@)[^/\s@]+@/,
    /^[^#]*\b(password|passwd|secret|token)["']?: *["']?[A-Za-z0-9+/_-]{8,}["']? *$/i,
    /\bkind: Secret\b/,
  ];

  test.each([...environmentNames.map((name) => [name, distFolder(name)]), ['the chart', chartFolder]])(
    'is in %s',
    (_, folder) => {
      const found = linesBelow(folder).filter((line) =>
        secrets.some((secret) => secret.test(line.replace(/^[^ ]*: /, ''))),
      );
      expect(found).toEqual([]);
    },
  );

  test.each([
    'DATABASE_URL: postgresql://sovd:hunter2@db:5432/sovd',
    'redis-url: redis://:hunter2x@redis:6379/0',
    'password: changeme',
    'JWT_SECRET: CHANGE-ME',
    '  token: "abcdefgh12345678"',
    'kind: Secret',
    'key: AKIAIOSFODNN7EXAMPLE',
  ])('would go unnoticed, such as %s', (line) => {
    expect(secrets.some((secret) => secret.test(line))).toBe(true);
  });
});

import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { guestbook } from '../trees/example.fixture';
import { printForTests } from './printed.fixture';
const system = printForTests(guestbook());

const file = (path: string) => system.files.get(path)!;

describe('values.yaml', () => {
  test('names the schema for editors, and describes each value above it', () => {
    expect(file('values.yaml').split('\n\n').slice(0, 6).join('\n\n'))
      .toBe(`# yaml-language-server: $schema=values.schema.json
# Values of the chart guestbook. Each comment that begins with "--" describes the value below it; a value that
# several groups have is described in the first of them, and everywhere in values.schema.json and the README.

# -- The image
image:
  # -- Repository of the image
  repository: registry.example.org/guestbook
  # -- Tag of the image; the app version where it is empty
  tag: ""
  # -- Digest of the image, which wins over the tag
  digest: ""

# -- Number of pods
replicaCount: 2

# -- What is logged (one of "debug", "info", "warn")
logLevel: info

# -- Share of the requests that are traced
sampling: 0.25

# -- What visitors read
greeting: "Hello, {{ name }}!"`);
  });

  test('says of each value what the schema says', () => {
    expect(parse(file('values.yaml'))).toEqual(system.defaults);
  });
});

describe('values files of environments', () => {
  test('hold what differs, with a mark above what an operator must supply', () => {
    expect(file('values-local.yaml')).toBe(`# yaml-language-server: $schema=values.schema.json
# What differs from values.yaml in the environment local.
# helm upgrade --install guestbook ./guestbook --namespace guestbook --values ./guestbook/values-local.yaml

replicaCount: 1
logLevel: debug
theme: dark
`);
    expect(file('values-production.yaml')).toBe(`# yaml-language-server: $schema=values.schema.json
# What differs from values.yaml in the environment production.
# helm upgrade --install guestbook ./guestbook --namespace guests --values ./guestbook/values-production.yaml

metrics: true
# PLACEHOLDER: public host name
hosts:
  - name: guestbook.invalid
    port: 443
# PLACEHOLDER: the greeting of the marketing department
greeting: 'Welcome to "guestbook"'
podAnnotations:
  example.org/tier: gold
`);
  });

  test('of a size are laid on those of an environment', () => {
    expect(file('values-large.yaml')).toBe(`# yaml-language-server: $schema=values.schema.json
# For many guests.
# Laid over values-production.yaml: --values values-production.yaml --values values-large.yaml

replicaCount: 12
`);
  });
});

describe('values.schema.json', () => {
  test('is draft-07, closed but for global, and describes each value', () => {
    const schema = JSON.parse(file('values.schema.json')) as {
      properties: Record<string, { description?: string; additionalProperties?: boolean }>;
    };
    expect(schema).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#', additionalProperties: false });
    expect(schema.properties['image']).toMatchObject({ type: 'object', additionalProperties: false });
    expect(schema.properties['global']).toMatchObject({ additionalProperties: true });
    for (const property of Object.values(schema.properties)) expect(property.description).toMatch(/\S/);
  });
});

describe('README.md', () => {
  test('tells how to install it and what may be set', () => {
    const readme = file('README.md');
    expect(readme).toMatch(
      /^# guestbook\n\nA book in which guests write\.\n\nChart version 1\.2\.3, app version 2\.0\.0\./,
    );
    expect(readme).toContain('helm install guestbook ./guestbook --namespace guestbook');
    expect(readme).toContain('| `values-large.yaml` | on top of `values-production.yaml`: For many guests. |');
    expect(readme).toContain('| `replicaCount` | integer | `2` | Number of pods |');
    expect(readme).toContain('| `logLevel` | `debug`, `info`, `warn` | `"info"` | What is logged |');
    expect(readme).toContain('- [Source](https://example.org/guestbook)');
  });
});

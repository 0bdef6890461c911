import { describe, expect, test } from '@jest/globals';
import Ajv from 'ajv';
import type { Finding } from '../finding';
import { ruleTexts } from '../rules';
import { finding, report, sound } from './report.fixture';
import { formats, type Report } from '.';

describe('the text report', () => {
  test('has the findings below their objects, what to do, what is allowed and why, and the numbers', () => {
    expect(formats.text(report))
      .toBe(`apps/v1 Deployment shop/backend (dist/shop/local/40 backend.yaml, shop/backend/deployment)
  error there is no Secret "x" [missing-secret]
      at line 17, /spec/template/spec/containers/0/env/0/valueFrom/secretKeyRef/name
      Add it.
  warning 100% of it,\\u000aall: "x" [unused-volume]
      at line 1
      Add it.

v1 ConfigMap a\\u001b[31m\\u202e
  warning there is no Secret "x" [unused-config-map]
      at /spec/template/spec/containers/0/env/0/valueFrom/secretKeyRef/name
      Add it.

allowed by the definition:
  floating-tag (2 places, shop/web, shop/api): built at home

1 error, 2 warnings, 2 allowed in 12 objects
`);
    expect(formats.text(sound)).toBe('0 errors, 0 warnings in 1 object\n');
  });

  test('sums up by rule what nobody has asked for, with the first place and what to do', () => {
    const advice = (change: Partial<Finding>) => finding({ severity: 'warning', isAdvice: true, ...change });
    const findings = [
      finding({}),
      advice({ code: 'no-spread', message: 'alone', construct: 'shop/backend', at: 'main.ts:7:3', file: 'c.yaml' }),
      advice({ code: 'missing-requests', message: 'requests no cpu', file: 'a.yaml', line: 7 }),
      advice({ code: 'missing-requests', message: 'requests no memory', file: 'b.yaml', line: 9 }),
    ];
    expect(formats.text({ objects: 3, findings, allowed: [] })).toBe(`apps/v1 Deployment shop/backend
  error there is no Secret "x" [missing-secret]
      at /spec/template/spec/containers/0/env/0/valueFrom/secretKeyRef/name
      Add it.

policies that nobody has asked for, by rule (--format json has each place):
  2 missing-requests: requests no cpu, as in apps/v1 Deployment shop/backend (a.yaml) line 7
      Add it.
  1 no-spread: alone, as in shop/backend at main.ts:7:3
      Add it.

1 error, 3 warnings in 3 objects
`);
    const json = JSON.parse(formats.json({ objects: 3, findings, allowed: [] })) as { findings: unknown[] };
    expect(json.findings).toHaveLength(4);
  });

  test('counts by rule what is too much to see at a glance', () => {
    const many = [...Array.from({ length: 9 }, () => finding({})), finding({ code: 'no-spread' })];
    expect(formats.text({ objects: 1, findings: many, allowed: [] })).toContain(
      '\nby rule:\n     9 missing-secret\n     1 no-spread\n\n10 errors',
    );
    expect(formats.text({ objects: 1, findings: many.slice(1), allowed: [] })).not.toContain('by rule');
  });

  test('has colour on a terminal only', () => {
    expect(formats.text(report, true)).toContain('\u001b[31;1merror\u001b[0m there is');
    expect(formats.text(report)).not.toContain('\u001b');
  });
});

test('the JSON report has the numbers, the findings and what is allowed', () => {
  const { summary, findings, allowed } = JSON.parse(formats.json(report)) as { [key: string]: unknown };
  expect(summary).toEqual({
    objects: 12,
    errors: 1,
    warnings: 2,
    allowed: 2,
    byRule: { 'missing-secret': 1, 'unused-config-map': 1, 'unused-volume': 1 },
  });
  expect([findings, allowed]).toEqual([report.findings, report.allowed]);
});

test('the report for GitHub has one command for each finding, with its file and line', () => {
  expect(formats.github(report).split('\n')).toEqual([
    '::error file=dist/shop/local/40 backend.yaml,line=17,title=missing-secret::apps/v1 Deployment shop/backend ' +
      '/spec/template/spec/containers/0/env/0/valueFrom/secretKeyRef/name: there is no Secret "x"%0AAdd it.',
    '::warning file=dist/shop/local/40 backend.yaml,line=1,title=unused-volume::apps/v1 Deployment shop/backend: 100%25 of it,%0Aall: "x"%0AAdd it.',
    '::warning title=unused-config-map::v1 ConfigMap a\u001b[31m\u202e /spec/template/spec/containers/0/env/0/valueFrom/secretKeyRef/name: ' +
      'there is no Secret "x"%0AAdd it.',
    '1 error, 2 warnings, 2 allowed in 12 objects',
    '',
  ]);
});

const text = {
  type: 'object',
  required: ['text'],
  additionalProperties: false,
  properties: { text: { type: 'string', minLength: 1 } },
};
const level = { enum: ['none', 'note', 'warning', 'error'] };

/** What SARIF 2.1.0 (OASIS, errata 01) says of the parts that the report has, each closed against misspelt properties. */
const sarif = {
  type: 'object',
  required: ['version', 'runs'],
  additionalProperties: false,
  properties: {
    $schema: { type: 'string', pattern: '^https://' },
    version: { const: '2.1.0' },
    runs: { type: 'array', minItems: 1, items: { $ref: '#/$defs/run' } },
  },
  $defs: {
    run: {
      type: 'object',
      required: ['tool'],
      additionalProperties: false,
      properties: {
        tool: {
          type: 'object',
          required: ['driver'],
          additionalProperties: false,
          properties: {
            driver: {
              type: 'object',
              required: ['name'],
              additionalProperties: false,
              properties: {
                name: { type: 'string' },
                rules: { type: 'array', uniqueItems: true, items: { $ref: '#/$defs/rule' } },
              },
            },
          },
        },
        columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
        results: { type: 'array', items: { $ref: '#/$defs/result' } },
      },
    },
    rule: {
      type: 'object',
      required: ['id'],
      additionalProperties: false,
      properties: {
        id: { type: 'string' },
        shortDescription: text,
        help: text,
        defaultConfiguration: { type: 'object', additionalProperties: false, properties: { level } },
        // A property bag, whose tags are the only thing that the standard names.
        properties: {
          type: 'object',
          additionalProperties: false,
          properties: { tags: { type: 'array', uniqueItems: true, items: { type: 'string' } } },
        },
      },
    },
    result: {
      type: 'object',
      required: ['message'],
      additionalProperties: false,
      properties: {
        ruleId: { type: 'string' },
        ruleIndex: { type: 'integer', minimum: 0 },
        level,
        message: text,
        locations: { type: 'array', items: { $ref: '#/$defs/location' } },
        suppressions: {
          type: 'array',
          uniqueItems: true,
          items: {
            type: 'object',
            required: ['kind'],
            additionalProperties: false,
            properties: { kind: { enum: ['inSource', 'external'] }, justification: { type: 'string' } },
          },
        },
      },
    },
    location: {
      type: 'object',
      additionalProperties: false,
      properties: {
        physicalLocation: {
          type: 'object',
          additionalProperties: false,
          required: ['artifactLocation'],
          properties: {
            artifactLocation: {
              type: 'object',
              additionalProperties: false,
              properties: { uri: { type: 'string', pattern: '^[^ <>]*$' } },
            },
            region: {
              type: 'object',
              additionalProperties: false,
              properties: { startLine: { type: 'integer', minimum: 1 }, startColumn: { type: 'integer', minimum: 1 } },
            },
          },
        },
        logicalLocations: {
          type: 'array',
          uniqueItems: true,
          items: {
            type: 'object',
            additionalProperties: false,
            properties: { fullyQualifiedName: { type: 'string' }, kind: { type: 'string' } },
          },
        },
      },
    },
  },
};

describe('the line at which the construct of a finding was made', () => {
  const one: Report = {
    objects: 1,
    findings: [finding({ at: 'lib/my shop.ts:25:55', file: 'dist/shop/local/40-backend.yaml', line: 17 })],
    allowed: [],
  };

  test('is told beside that of the output in the text', () => {
    expect(formats.text(one)).toContain('      at line 17, /spec/');
    expect(formats.text(one)).toContain('      made at lib/my shop.ts:25:55\n');
  });

  test('is where GitHub and SARIF show the finding', () => {
    expect(formats.github(one)).toContain('::error file=lib/my shop.ts,line=25,col=55,title=missing-secret::');
    expect(JSON.parse(formats.sarif(one))).toMatchObject({
      runs: [
        {
          results: [
            {
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'lib/my%20shop.ts' },
                    region: { startLine: 25, startColumn: 55 },
                  },
                },
              ],
            },
          ],
        },
      ],
    });
  });

  test('is in the JSON', () => {
    expect(JSON.parse(formats.json(one))).toMatchObject({ findings: [{ at: 'lib/my shop.ts:25:55' }] });
  });

  test('leaves the SARIF valid', () => {
    const isValid = new Ajv({ strict: false, allErrors: true }).compile(sarif);
    isValid(JSON.parse(formats.sarif(one)));
    expect(isValid.errors).toBeNull();
  });
});

describe('the SARIF report', () => {
  const isValid = new Ajv({ strict: false, allErrors: true }).compile(sarif);
  const log = JSON.parse(formats.sarif(report)) as {
    runs: {
      tool: { driver: { rules: { id: string }[] } };
      results: { ruleId: string; ruleIndex: number; suppressions?: object[] }[];
    }[];
  };

  test.each([report, sound])('is valid', (each) => {
    isValid(JSON.parse(formats.sarif(each)));
    expect(isValid.errors).toBeNull();
  });

  test('describes every rule, and each result points to its own', () => {
    const [{ tool, results } = { tool: { driver: { rules: [] } }, results: [] }] = log.runs;
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(ruleTexts.map(({ code }) => code));
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  });

  test('has what is allowed as suppressed, with the reason', () => {
    expect(log.runs[0]?.results.map(({ suppressions }) => suppressions ?? [])).toEqual([
      [],
      [],
      [],
      [{ kind: 'inSource', justification: 'built at home' }],
      [{ kind: 'inSource', justification: 'built at home' }],
    ]);
  });
});

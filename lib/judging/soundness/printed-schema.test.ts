import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import type { JsonObject } from '../../core/values';
import { printSystems } from '../verify/systems.fixture';
import { drawCases } from './draw-cases';
import { refusalsOf } from './own-verdict';
import { allValues } from './subject';

const { systems, remove } = printSystems((name) => name === 'task-manager-api');
afterAll(remove);

test('values.schema.json, which says each part once, accepts what the schema of the definition accepts, and nothing else', () => {
  const [subject] = systems;
  const printed = JSON.parse(readFileSync(join(subject!.chart, 'values.schema.json'), 'utf8')) as JsonObject;
  const accepts = new Ajv({ strict: false, validateFormats: false }).compile(printed);
  const verdicts = [...drawCases(subject!, 300, 11)].map((each) => {
    const isAccepted = refusalsOf(subject!, each).every(({ code }) => code === 'broken-guard');
    expect([each.values, accepts(allValues(subject!, each))]).toEqual([each.values, isAccepted]);
    return isAccepted;
  });
  expect(verdicts.filter((each) => each).length).toBeGreaterThan(100);
  expect(verdicts.filter((each) => !each).length).toBeGreaterThan(50);
});

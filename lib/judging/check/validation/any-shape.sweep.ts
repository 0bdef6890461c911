import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../../core/values';
import { readDocuments } from '../folder/read-documents';
import { checkSchema } from '../schema/check-schema';
import { Interpreter } from './interpreter';
import { pages } from './pages';

/*
 * Objects may be of any shape, since nobody has looked at them before: every place of every kind holds each of these once.
 */

const shapes: readonly Json[] = [null, 'x', -1, [null], [['x']], { metadata: 5 }];

const { objects } = readDocuments(readFileSync(join(__dirname, 'accepted.fixture.yaml'), 'utf8'), 'accepted.yaml');

/** Calls back with the object once for each of its places, which holds another value meanwhile. */
function eachShape(root: JsonObject, look: (object: JsonObject) => void): void {
  const visit = (at: Json): void => {
    if (typeof at !== 'object' || at === null) return;
    const holder = at as { [key: string]: Json };
    for (const key of Object.keys(holder)) {
      const before = holder[key]!;
      for (const shape of shapes) {
        holder[key] = shape;
        look(root);
      }
      holder[key] = before;
      visit(before);
    }
  };
  visit(root);
}

test('no rule throws, whatever stands at a place of an object', () => {
  const interpreter = new Interpreter(pages);
  let looked = 0;
  for (const { object } of new Map(objects.map((each) => [each.object['kind'], each])).values()) {
    eachShape(JSON.parse(JSON.stringify(object)) as JsonObject, (shaped) => {
      interpreter.violationsOf({ object: shaped }, '1.33');
      checkSchema(shaped, { kubernetes: '1.33' });
      looked++;
    });
  }
  expect(looked).toBeGreaterThan(5000);
});

test('null is as good as absent: it is not a value that a rule finds fault with', () => {
  const interpreter = new Interpreter(pages);
  const found = objects.flatMap(({ object }) => {
    const { apiVersion, kind, metadata } = object;
    const codes = (given: JsonObject) => interpreter.violationsOf({ object: given }, '1.33').map(({ code }) => code);
    const nothing = { apiVersion: apiVersion!, kind: kind!, metadata: metadata! };
    const nulls = Object.fromEntries(Object.keys(object).map((key) => [key, null]));
    return JSON.stringify(codes({ ...nulls, ...nothing })) === JSON.stringify(codes(nothing)) ? [] : [String(kind)];
  });
  expect(found).toEqual([]);
});

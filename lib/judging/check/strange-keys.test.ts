import { describe, expect, test } from '@jest/globals';
import { pointerTo, type Json, type JsonObject } from '../../core/values';
import { setEntry } from '../../core/values/own-entry';
import { broken, made, withObject } from './broken.fixture';
import { checkAll } from './check';
import { effects } from './effects/effects.fixture';
import type { CheckInput } from './finding';
import { moreKinds } from './more-kinds.fixture';

/* Keys and names that every object of JavaScript has something of its own for: the linter takes them for what authors wrote. */

const strange = ['constructor', 'toString', '__proto__'] as const;

/** What a report would print of JavaScript's own. */
const foreign = /native code|\[object \w+\]|^function /;

const messagesOf = ({ objects }: CheckInput): string[] =>
  checkAll([{ objects, isProduction: true }]).findings.map(({ message, remedy }) => `${message} ${remedy}`);

/** Every value with one text in it replaced, and with one key of a map of texts replaced. */
function* variants(value: Json, word: string, pointer = ''): Generator<readonly [place: string, Json]> {
  if (typeof value === 'string') yield [pointer, word];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value as JsonObject)) {
    const place = pointerTo(pointer, key);
    if (!Array.isArray(value) && typeof child === 'string') {
      yield [
        `${place} as a key`,
        fromEntries(value as JsonObject, (each) => (each === key ? [word, child] : undefined)),
      ];
    }
    for (const [inner, changed] of variants(child, word, place)) {
      const withIt = (each: string): [string, Json] | undefined => (each === key ? [key, changed] : undefined);
      const copy = fromEntries(value as JsonObject, withIt);
      yield [inner, Array.isArray(value) ? Object.values(copy) : copy];
    }
  }
}

/** A map with some entries changed, whatever their keys. */
function fromEntries(map: JsonObject, change: (key: string) => readonly [string, Json] | undefined): JsonObject {
  const copy: JsonObject = {};
  for (const [key, value] of Object.entries(map)) setEntry(copy, ...(change(key) ?? ([key, value] as const)));
  return copy;
}

describe('the linter, of keys and names that are also those of JavaScript', () => {
  test.each(strange)('prints nothing of JavaScript where any text or key of an object is %s', (word) => {
    const printed: unknown[] = [];
    let count = 0;
    for (const original of [...moreKinds, ...effects.objects.map(({ object }) => object)]) {
      for (const [place, object] of variants(original, word)) {
        count++;
        const found = messagesOf({ objects: [{ object: object as JsonObject }] });
        printed.push(...found.filter((each) => foreign.test(each)).map((each) => ({ place, each })));
      }
    }
    expect(count).toBeGreaterThan(300);
    expect(printed).toEqual([]);
  });

  test.each(strange)('names the label %s that a selector asks for and the pods do not have', (word) => {
    const ask = (text: string) => JSON.parse(text.replaceAll('WORD', word)) as JsonObject;
    const service = made('v1 Service strange', { spec: ask('{"selector":{"app":"web","WORD":"x"}}') });
    expect(messagesOf(withObject(effects, service))).toContainEqual(
      expect.stringMatching(
        new RegExp(`^selects no pod of the output; the nearest is Deployment web, without ${word} `),
      ),
    );
    const place = 'pod/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/labelSelector/matchLabels';
    const input = broken(effects, 'Deployment web', place, ask('{"WORD":"x"}'));
    const message = `selects neither its own pod nor another of the output: ${word}=x`;
    expect(messagesOf(input).map((each) => each.slice(0, message.length + 1))).toContain(`${message} `);
  });

  test.each(strange)('does not know the priority of a class that is called %s', (word) => {
    const pod = made('v1 Pod strange', { spec: { priorityClassName: word, priority: 5, containers: [] } });
    const found = messagesOf({ objects: [{ object: pod }] });
    expect(found.filter((each) => each.startsWith('comes from priorityClassName'))).toEqual([]);
  });
});

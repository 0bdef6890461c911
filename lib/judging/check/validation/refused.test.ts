import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { pointerTo, type JsonObject } from '../../../core/values';
import { check } from '../check';
import type { Finding } from '../finding';
import { openLists } from '../open-lists';
import { schemaRules } from '../schema-rules';
import { semanticRules } from '../semantics';

/*
 * Small objects that a real API server (1.33, strict validation) refuses, each with its words, and whether the linter says an
 * error at the field that the server names.
 */

interface Refused {
  readonly name: string;
  /** What the server says, cut after some lines. */
  readonly message: string;
  readonly objects: readonly JsonObject[];
}

const refused = readFileSync(join(__dirname, 'refused.fixture.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Refused);

/** Where the server and the object call a field by different names. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/LoadBalancerSourceRanges/, 'loadBalancerSourceRanges'],
  [/ingresss/, 'ingress'],
  // The server leaves out the index.
  [/volumeMounts\.(mountPropagation|subPath)/, 'volumeMounts[0].$1'],
  [/containers\.(readinessProbe)/, 'containers[0].$1'],
  // It tells the volume's field without the list that it stands in.
  [/downwardAPI\.fieldRef/, 'downwardAPI.items[0].fieldRef'],
  [/resources\[storage\]/, 'resources.requests[storage]'],
  // Keys of two fields, which have no place of their own.
  [/\.\{topologyKey,$/, ''],
];

/** The JSON pointers of the fields that a message names. */
function fieldsOf(message: string): string[] {
  const named = [
    ...message.matchAll(
      /(?:^|[ *"])((?:metadata|spec|rules|subjects|webhooks|data|provisioner|reclaimPolicy)\b[^\s:"]*)/g,
    ),
  ];
  const strict = [...message.matchAll(/Go struct field \w+\.([\w.]+) of/g)];
  return [...named, ...strict].map(([, field = '']) => {
    const spelled = spellings.reduce((text, [from, to]) => text.replace(from, to), field);
    return pointerOf(spelled);
  });
}

const pointerOf = (field: string): string =>
  [...field.matchAll(/\[([^\]]*)\]|([^.[\]]+)/g)].map(([, index, key]) => pointerTo('', (index ?? key)!)).join('');

/** Whether something stands at a place of an object. */
function isThere(object: JsonObject, pointer: string): boolean {
  let at: unknown = object;
  for (const key of pointer.split('/').slice(1)) {
    if (typeof at !== 'object' || at === null) return false;
    at = (at as { readonly [key: string]: unknown })[key.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return at !== undefined;
}

/** A finding is at a field, within what the server shows as its value, or, where the field is absent, where it would stand. */
const isAt = (finding: Finding, pointer: string, object: JsonObject): boolean =>
  finding.pointer === pointer ||
  finding.pointer.startsWith(`${pointer}/`) ||
  (!isThere(object, pointer) && finding.pointer === nearest(object, pointer));

const nearest = (object: JsonObject, pointer: string): string => {
  let place = pointer;
  while (place !== '' && !isThere(object, place)) place = place.slice(0, place.lastIndexOf('/'));
  return place;
};

/** The rules about what the server refuses, not those about what is wise. */
const codes = new Set<string>([...schemaRules, ...semanticRules].map(({ code }) => code));

const errorsOf = (objects: readonly JsonObject[]): Finding[] =>
  check({ objects: objects.map((object) => ({ object })).flatMap(openLists), kubernetes: '1.33' }).filter(
    ({ severity, code }) => severity === 'error' && codes.has(code),
  );

const isFound = ({ message, objects }: Refused): boolean => {
  const [first] = objects;
  return errorsOf(objects).some((finding) => fieldsOf(message).some((pointer) => isAt(finding, pointer, first!)));
};

describe('what a real API server refuses', () => {
  test('has an error at the field that the server names, for all but a few', () => {
    const missed = refused.filter((each) => !isFound(each)).map(({ name }) => name);
    expect([refused.length, missed]).toEqual([113, []]);
  });
});

import type { ApiObject } from 'cdk8s';
import { nameTokens, pointerTo, type Problem } from '../values';
import { isPlain, somePlain } from '../values/plain';

/*
 * What cdk8s cannot print of an object, or loses without a word. It resolves the properties of an object into a new one, and sets
 * each entry by its key.
 */

/** The code of an object that its construct cannot make. */
export const failedObject = 'failed-object';

/** Entries that cdk8s would lose of an object: JavaScript takes an assignment to this key for something else. */
export function lostEntries(object: ApiObject): Problem[] {
  const isLost = (node: object) => Object.hasOwn(node, '__proto__');
  if (!rootsOf(object).some(({ root }) => somePlain(root, isLost))) return [];
  return [...partsOf(object)]
    .filter(({ key, isOfList }) => key === '__proto__' && !isOfList)
    .map(({ pointer }) => ({
      code: 'lost-entry',
      construct: object.node.path,
      path: pointer,
      message: 'cdk8s loses the entry "__proto__" of a map: JavaScript takes it for something else',
      remedy: `Give it another key, or set it with Binding.of(object).set(${JSON.stringify(pointer)}, value).`,
    }));
}

/** Why a construct could not make its object. */
export function failure(object: ApiObject, error: unknown): Problem {
  const construct = object.node.path;
  const parts = [...partsOf(object)];
  const cycle = parts.find(({ inside }) => inside !== undefined);
  if (cycle) {
    const outer = cycle.inside === '' ? 'of all that was given to this object' : `that is at ${cycle.inside}`;
    return {
      code: failedObject,
      construct,
      path: cycle.pointer,
      message: `what stands here is the whole ${outer}, and so is inside itself`,
      remedy: 'Leave it out, or copy what is meant.',
    };
  }
  const text = error instanceof Error ? error.message : String(error);
  const named = parts.find(({ key, isOfList }) => key === 'constructor' && !isOfList);
  if (named && text.includes('non-simple object')) {
    return {
      code: failedObject,
      construct,
      path: named.pointer,
      message: 'cdk8s cannot print a map with an entry "constructor", by which it knows an object of a class',
      remedy: `Leave it out there and set it with Binding.of(object).set(${JSON.stringify(named.pointer)}, value).`,
    };
  }
  const strange = strangeObject(parts, text);
  if (strange) return { code: failedObject, construct, ...strange };
  const said = nameTokens(
    text.replace(/^Failed serializing construct at path '[^']*' with name '[^']*': (?:Error: )?/, ''),
  ).text;
  const isEndless = /Maximum call stack/.test(said);
  return {
    code: failedObject,
    construct,
    message: `the construct cannot make its object: ${isEndless ? 'something that was given to it is inside itself' : said}`,
    remedy: isEndless
      ? 'Leave out what refers to what is around it, or copy what is meant.'
      : 'If a reference stands where it wants a list, use Binding.of(object).set(pointer, value).',
  };
}

/** What to write in place of an object of these classes. */
const instead: { readonly [className: string]: string } = {
  Buffer: "Write its text: in binaryData toString('base64'), and else read the file as a text, with 'utf8'.",
  Date: 'Write its text: toISOString().',
  Map: 'Write a plain object: Object.fromEntries(map).',
  Set: 'Write a list: [...set].',
  Promise: 'Wait for it: await promise.',
};

/** Where an object stands that cdk8s cannot print, as its message says. */
function strangeObject(parts: readonly Part[], text: string): Pick<Problem, 'path' | 'message' | 'remedy'> | undefined {
  const name = /can't render non-simple object of type '([^']*)'/.exec(text)?.[1];
  if (name !== undefined) {
    const found = parts.find(({ value }) => classOf(value) === name && !isPlain(value));
    if (found?.pointer.endsWith(ofCopied)) return copiedReference(found.pointer.slice(0, -ofCopied.length));
    const remedy = instead[name] ?? 'Write what is meant of it: a text, a number, a plain object or a list.';
    const message = `an object of the class ${name} stands where only plain data may`;
    return { ...(found && { path: found.pointer }), message, remedy };
  }
  const bare = parts.find(({ value }) => isPlain(value) && Object.getPrototypeOf(value) === null);
  if (bare === undefined || !text.includes("undefined (reading 'name')")) return undefined;
  const message = 'cdk8s cannot print an object without a prototype, such as a namespace of imports';
  return { path: bare.pointer, message, remedy: 'Copy it into a plain one: { ...object }.' };
}

/** Where the chart stands in a reference that was copied field by field. */
const ofCopied = '/node/owner';

const copiedReference = (path: string): Pick<Problem, 'path' | 'message' | 'remedy'> => ({
  path,
  message:
    'a reference was copied field by field, as { ...values.labels } does, and cdk8s with the labels and annotations of metadata',
  remedy:
    'Write ...entries(values.labels) for all entries of a map; elsewhere the reference stands as it is: values.labels.',
});

const classOf = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null ? (value.constructor as { name?: string } | undefined)?.name : undefined;

interface Part {
  readonly key: string;
  readonly value: unknown;
  readonly isOfList: boolean;
  readonly pointer: string;
  /** The pointer of the same object around it. @default it is around itself nowhere */
  readonly inside?: string;
}

/** What an object was given, in its plain maps and lists, and labels that were added to it; cdk8s keeps it to itself. */
function* partsOf(object: ApiObject): Iterable<Part> {
  for (const { root, at } of rootsOf(object)) if (isPlain(root)) yield* partsBelow(root, at, []);
}

const rootsOf = (object: ApiObject): readonly { readonly root: unknown; readonly at: string }[] => [
  { root: Reflect.get(object, 'props'), at: '' },
  ...['labels', 'annotations'].map((name) => ({
    root: Reflect.get(object.metadata, name) as unknown,
    at: `/metadata/${name}`,
  })),
];

function* partsBelow(
  node: object,
  at: string,
  around: readonly (readonly [object, string])[],
): Generator<Part, void, undefined> {
  const path = [...around, [node, at] as const];
  const isOfList = Array.isArray(node);
  for (const [key, value] of Object.entries(node) as [string, unknown][]) {
    const pointer = pointerTo(at, key);
    const inside = path.find(([outer]) => outer === value)?.[1];
    yield { key, value, isOfList, pointer, ...(inside === undefined ? {} : { inside }) };
    if (inside === undefined && isPlain(value)) yield* partsBelow(value, pointer, path);
  }
}

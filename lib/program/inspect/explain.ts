import { authorsPlaces } from '../../core/manifest';
import {
  describe,
  didYouMean,
  Expression,
  isMap,
  keysOfPointer,
  mistake,
  type Json,
  type JsonObject,
} from '../../core/values';
import type { PlainObject } from '../../printing/trees';
import { pathsIn } from '../../judging/check/unused-values';
import type { SynthesizedEnvironment, SynthesizedSystem } from '../app/output';
import { objectName } from './object-names';
import { originsAt, originsOf, type Origin } from './origins';
import { valueAt } from './values';

/** A construct on the way from the chart to an object. */
export interface Maker {
  /** Path of the construct. */
  readonly construct: string;
  readonly class: string;
  /** The line of the author's code, as `main.ts:25:55`. */
  readonly at?: string | undefined;
}

/** A value as it is in an environment. */
export interface UsedValue {
  readonly path: string;
  readonly value: Json | undefined;
  /** Who said so: the chart (its default), an environment, or a values file with the line. */
  readonly setBy: string;
  /** The places of the object that it makes, and those on whose being there it decides. */
  readonly makes: readonly string[];
  readonly decidesOn: readonly string[];
}

/** Where an object, or one of its fields, comes from. */
export interface Explanation {
  readonly system: string;
  readonly environment: string;
  readonly object: string;
  readonly apiVersion: string;
  readonly namespace?: string | undefined;
  readonly file: string;
  /** From the chart inwards; empty for an object that no construct made. */
  readonly makers: readonly Maker[];
  /** The lines of the author's code that led to the object, innermost first. */
  readonly lines: readonly string[];
  /** Where a field is asked for. */
  readonly pointer?: string | undefined;
  /** What stands there. */
  readonly value?: Json | undefined;
  /** How it is written: a literal, or from which expressions; by whom it is printed where no author wrote it. */
  readonly writtenAs?: string | undefined;
  /** The values that decide whether the object exists. */
  readonly existsBy: readonly string[];
  readonly values: readonly UsedValue[];
}

/** Where a values file says something, as `production.yaml:7`; undefined where it does not. */
export type SaidBy = (path: readonly string[]) => string | undefined;

/** What `OBJECT[#/pointer]` says. */
export interface Wanted {
  readonly object: string;
  readonly pointer?: string;
}

export function readWanted(text: string): Wanted {
  const [object = '', ...rest] = text.split('#');
  if (rest.length === 0) return { object };
  const pointer = rest.join('#');
  if (pointer === '' || pointer.startsWith('/')) return pointer === '' ? { object } : { object, pointer };
  const message = `"#${pointer}" is not a JSON pointer, which begins with a slash`;
  const remedy = `Write the keys with slashes before them: ${object}#/${pointer.replaceAll('.', '/')}.`;
  throw mistake({ code: 'usage', message, remedy });
}

/**
 * Where an object of some systems comes from, in each environment that has it.
 *
 * @param saidBy what values files say that were laid over the environments
 * @throws DefinitionError where no environment has the object or the field
 */
export function explanations(
  systems: readonly SynthesizedSystem[],
  { object: wanted, pointer }: Wanted,
  saidBy: SaidBy = () => undefined,
): Explanation[] {
  const all = systems.flatMap(({ system, outputs }) =>
    outputs.flatMap((output) => output.plain.map((plain) => ({ system, output, plain }))),
  );
  const found = all.filter(({ plain }) => isNamed(plain, wanted));
  if (found.length === 0)
    throw unknownObject(
      wanted,
      all.map(({ plain }) => plain),
    );
  refuseSeveral(
    wanted,
    found.map(({ plain }) => objectName(plain.object)),
  );
  const there = found.filter(({ plain }) => pointer === undefined || isThere(plain.object, pointer));
  if (there.length === 0) throw unknownField(found[0]!.plain, pointer!);
  return there.map(({ system, output, plain }) =>
    explained({ system, outputs: [output] }, output, plain, pointer, saidBy),
  );
}

/** By its kind and name, name, construct, or file; letters large or small. */
function isNamed({ object, manifest, file }: PlainObject, wanted: string): boolean {
  const name = objectName(object);
  const short = name.slice(name.indexOf('/') + 1);
  const lower = wanted.toLowerCase();
  return (
    name.toLowerCase() === lower ||
    short === wanted ||
    manifest?.construct === wanted ||
    (wanted.endsWith('.yaml') && (file === wanted || wanted.endsWith(`/${file}`)))
  );
}

function unknownObject(wanted: string, all: readonly PlainObject[]) {
  const names = [...new Set(all.map(({ object }) => objectName(object)))].sort();
  const parts = [...names, ...names.map((name) => name.slice(name.indexOf('/') + 1))];
  const known = [...parts, ...all.flatMap(({ manifest }) => manifest?.construct ?? [])];
  const kind = wanted.split('/')[0]!.toLowerCase();
  const ofKind = names.filter((name) => name.toLowerCase().startsWith(`${kind}/`));
  const listed = ofKind.length > 0 ? ofKind : names;
  const message = `there is no object "${wanted}"${didYouMean(wanted, known)}`;
  const left = listed.length - 12;
  const remedy = `Name one as KIND/NAME, or by the path of its construct: ${listed.slice(0, 12).join(', ')}${left > 0 ? ` and ${left} more` : ''}.`;
  return mistake({ code: 'unknown-object', message, remedy });
}

function refuseSeveral(wanted: string, names: readonly string[]): void {
  const different = [...new Set(names)].sort();
  if (different.length === 1 || different.every((name) => name.split('-').length > 2 && isSameJob(name, different[0]!)))
    return;
  const message = `"${wanted}" is the name of several objects`;
  throw mistake({ code: 'usage', message, remedy: `Name its kind too: ${different.join(', ')}.` });
}

/** The name of a hook's Job ends in a hash, which is another one in each environment. */
const isSameJob = (a: string, b: string): boolean => a.replace(/-[^-]+$/, '') === b.replace(/-[^-]+$/, '');

const step = (value: Json | undefined, key: string): Json | undefined => {
  if (Array.isArray(value)) return (value as readonly Json[])[Number(key)];
  return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
};

const at = (object: JsonObject, pointer: string): Json | undefined =>
  keysOfPointer(pointer).reduce<Json | undefined>(step, object);

const isThere = (object: JsonObject, pointer: string): boolean => at(object, pointer) !== undefined;

/** Says how far a pointer leads, and what there is from there on. */
function unknownField({ object }: PlainObject, pointer: string) {
  const keys = keysOfPointer(pointer);
  let reached: Json = object;
  let depth = 0;
  for (; depth < keys.length; depth++) {
    const next = step(reached, keys[depth]!);
    if (next === undefined) break;
    reached = next;
  }
  const good = `/${keys.slice(0, depth).join('/')}`.replace(/\/$/, '');
  const key = keys[depth]!;
  const there = Array.isArray(reached)
    ? `a list of ${reached.length}, whose elements are ${reached.length === 0 ? 'none' : `0 to ${reached.length - 1}`}`
    : isMap(reached)
      ? `a map with ${Object.keys(reached).join(', ')}`
      : `${JSON.stringify(reached)}, in which there is nothing`;
  const named =
    Array.isArray(reached) &&
    (reached as readonly Json[]).findIndex((element) => isMap(element) && element['name'] === key);
  const known = isMap(reached) ? Object.keys(reached) : [];
  const guess =
    typeof named === 'number' && named >= 0 ? `; did you mean ${named}, which is called so?` : didYouMean(key, known);
  const message = `${objectName(object)} has no ${pointer}${guess}`;
  return mistake({ code: 'unknown-field', message, remedy: `${good === '' ? 'The object' : good} is ${there}.` });
}

function explained(
  { system }: SynthesizedSystem,
  { environment, release }: SynthesizedEnvironment,
  { object, manifest, file }: PlainObject,
  pointer: string | undefined,
  saidBy: SaidBy,
): Explanation {
  const construct =
    manifest && system.root.node.root.node.findAll().find(({ node }) => node.path === manifest.construct);
  const scopes = construct?.node.scopes.slice(system.root.node.scopes.length - 1) ?? [];
  const all = manifest ? originsOf(manifest.object, release) : [];
  const origins = pointer === undefined ? all : originsAt(all, pointer);
  const uses = new Map<string, { makes: string[]; decidesOn: string[] }>();
  const use = (path: string) => {
    const known = uses.get(path) ?? { makes: [], decidesOn: [] };
    uses.set(path, known);
    return known;
  };
  for (const origin of origins) {
    for (const path of origin.values) use(path).makes.push(origin.pointer);
    for (const path of origin.conditions) use(path).decidesOn.push(origin.pointer);
  }
  const existsBy = manifest?.condition ? [...pathsIn([manifest.condition])].sort() : [];
  for (const path of existsBy) use(path);
  const { name, folder = name } = system.definition;
  return {
    system: name,
    environment: environment.name,
    object: objectName(object),
    apiVersion: String(object['apiVersion']),
    namespace: ((object['metadata'] ?? {}) as { readonly namespace?: string }).namespace,
    file: `${folder}/${environment.name}/${file}`,
    makers: scopes.map((scope) => ({
      construct: scope.node.path,
      class: scope.constructor.name.replace(/^_/, ''),
      at: authorsPlaces(scope)[0],
    })),
    lines: construct ? [...new Set(authorsPlaces(construct))] : [],
    ...(pointer === undefined
      ? {}
      : { pointer, value: at(object, pointer), writtenAs: written(origins, pointer, manifest !== undefined) }),
    existsBy,
    values: Array.from(uses, ([path, { makes, decidesOn }]) => {
      const keys = path.split('.');
      const own = valueAt(environment.overrides, keys);
      const setBy = saidBy(keys) ?? (own === undefined ? 'default' : `environment ${environment.name}`);
      return { path, value: valueAt(release.values, keys), setBy, makes, decidesOn };
    }),
  };
}

function written(origins: readonly Origin[], pointer: string, isOfConstruct: boolean): string {
  if (!isOfConstruct)
    return 'part of an object that no construct made: the namespace of the release, or one of extraObjects';
  if (origins.length === 0)
    return 'an addition of chartwright, which it makes when it prints: for engines of GitOps, or in the name of a Job';
  const [first, ...others] = origins;
  if (others.length > 0 || first!.pointer !== pointer) {
    const isInside = first!.pointer.length < pointer.length;
    if (isInside) return `part of ${first!.pointer}, which is ${wordsOf(first!)}`;
    const made = origins.filter(({ values }) => values.length > 0).length;
    return `${origins.length} places, ${made === 0 ? 'all of them literals' : `${made} of which come from values`}`;
  }
  return wordsOf(first!);
}

function wordsOf({ tree }: Origin): string {
  if (!(tree instanceof Expression)) return 'a literal of the code';
  const { node } = tree;
  if (node.kind !== 'helper') return describe(tree);
  const read = Object.values(node.args).flatMap((arg) => (arg instanceof Expression ? describe(arg) : []));
  return `the helper "${node.helper.name}"${read.length > 0 ? ` of ${read.join(', ')}` : ''}`;
}

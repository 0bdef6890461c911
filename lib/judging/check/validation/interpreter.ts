import { structIn, type Field } from '../../../core/kubernetes/api-type';
import { kubernetesVersions } from '../../../core/kubernetes/definitions';
import { newestStruct, newestStructOfKind } from '../../../core/kubernetes/newest';
import { groupOf } from '../../../core/kubernetes/scopes';
import type { Json, JsonObject } from '../../../core/values';
import type { CheckedObject, CheckInput } from '../finding';
import { isMap, kindOf, pointerTo } from '../../../core/references/objects';
import { isBuiltIn } from '../../../core/kubernetes/groups';
import { mayBeAbsent } from '../../../core/kubernetes/zero-values';
import { isDropped } from '../../../core/validation/dropped-fields';
import { shortName } from '../../../core/kubernetes/struct-name';
import { repeatsOf, type RepeatedElement } from './keyed-lists';
import type {
  FieldRule,
  Page,
  Section,
  Site,
  StructRule,
  ValidationCode,
  BreachInStruct,
} from '../../../core/validation/page';

/** A place where a rule of a page is broken. */
export interface FoundViolation {
  readonly code: ValidationCode;
  readonly at: CheckedObject;
  readonly pointer: string;
  readonly message: string;
  readonly question?: 'cannot-work';
}

/** A struct on the way down an object, and how one comes to it. */
interface Step {
  readonly parent: Step | undefined;
  readonly keys: readonly (string | number)[];
  /** Whether it stands in a field that the server drops. */
  readonly isDropped?: boolean;
}

interface CompiledField {
  readonly path: readonly string[];
  readonly rule: FieldRule;
  /** Whether the schema itself says that the field must be there. */
  readonly isRequired: boolean;
}

/** What is looked at in structs of one type, and in which of their fields there is more to look at. */
interface Compiled {
  readonly name: string;
  readonly fields: readonly CompiledField[];
  readonly rules: readonly StructRule[];
  /** The elements of its lists that have the keys of an earlier one. */
  readonly repeats: ((struct: JsonObject) => RepeatedElement[]) | undefined;
  readonly children: readonly { readonly key: string; readonly shape: 'one' | 'list' | 'map'; readonly id: string }[];
}

/** Kinds of custom resources in which a struct of Kubernetes stands at a place that no definition tells. */
const embedded: { readonly [kind: string]: { readonly [field: string]: string } } = {
  'Rollout.argoproj.io': { template: 'io.k8s.api.core.v1.PodTemplateSpec' },
};

const stepsOf = (path: string): string[] => path.split('/').map((key) => key.replaceAll('~', '/'));

/** Applies pages to objects. What it works out about types is kept for the next object. */
export class Interpreter {
  private readonly sections = new Map<string, readonly Section[]>();
  private readonly compiled = new Map<string, Compiled>();
  private readonly reaching = new Map<string, boolean>();
  private readonly roots = new Map<string, string | undefined>();

  constructor(pages: readonly Page[]) {
    for (const page of pages) {
      for (const [name, section] of Object.entries(page)) {
        this.sections.set(name, [...(this.sections.get(name) ?? []), section]);
      }
    }
  }

  /** Every place of an object where a rule is broken. */
  violationsOf(at: CheckedObject, kubernetes: string): FoundViolation[] {
    const kind = kindOf(at);
    const { object } = at;
    const isForeign = !isBuiltIn(groupOf(String(object['apiVersion']))) && !Object.hasOwn(embedded, kind);
    const site: Site = { kind, object, minor: Number(kubernetes.split('.')[1]), isForeign };
    const found: FoundViolation[] = [];
    const root = { parent: undefined, keys: [] };
    for (const name of ['*', kind]) {
      const compiled = this.sections.has(name) ? this.compile(name, undefined) : undefined;
      if (compiled) apply(compiled, object, site, root, at, found);
    }
    const id = this.rootOf(`${String(object['apiVersion'])} ${String(object['kind'])}`);
    if (id !== undefined) this.walk(object, id, site, root, at, found);
    else {
      const metadata = object['metadata'];
      const step = { parent: root, keys: ['metadata'] };
      if (isMap(metadata))
        this.walk(metadata, 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta', site, step, at, found);
      const inner = Object.hasOwn(embedded, kind) && isMap(object['spec']) ? Object.entries(embedded[kind]!) : [];
      for (const [field, struct] of inner) {
        const value = (object['spec'] as JsonObject)[field];
        if (isMap(value)) this.walk(value, struct, site, { parent: root, keys: ['spec', field] }, at, found);
      }
    }
    return found;
  }

  /** The struct of a kind: that of the newest version of Kubernetes that has the kind. */
  rootOf(apiVersionAndKind: string): string | undefined {
    if (!this.roots.has(apiVersionAndKind)) {
      this.roots.set(apiVersionAndKind, newestStructOfKind(apiVersionAndKind));
    }
    return this.roots.get(apiVersionAndKind);
  }

  /** The fields of a struct in the newest version that has it. */
  fieldsOf(id: string): ReadonlyMap<string, Field> | undefined {
    return newestStruct(id)?.fields;
  }

  private walk(
    value: JsonObject,
    id: string,
    site: Site,
    step: Step,
    at: CheckedObject,
    found: FoundViolation[],
  ): void {
    const compiled = this.compiled.get(id) ?? this.compile(shortName(id), id);
    // What operators take is theirs to say: an empty reference to a Secret is none.
    if (!site.isForeign || !shortName(id).startsWith('core.')) apply(compiled, value, site, step, at, found);
    for (const { key, shape, id: child } of compiled.children) {
      const inner = value[key];
      if (typeof inner !== 'object' || inner === null) continue;
      const dropped = step.isDropped === true || isDropped(compiled.name, key, site.minor) ? { isDropped: true } : {};
      if (shape === 'one') {
        if (isMap(inner)) this.walk(inner, child, site, { parent: step, keys: [key], ...dropped }, at, found);
      } else if (Array.isArray(inner) === (shape === 'list')) {
        for (const [name, each] of Object.entries(inner as JsonObject)) {
          if (isMap(each)) this.walk(each, child, site, { parent: step, keys: [key, name], ...dropped }, at, found);
        }
      }
    }
  }

  private compile(name: string, id: string | undefined): Compiled {
    const known = this.compiled.get(id ?? name);
    if (known) return known;
    const fields = id === undefined ? undefined : this.fieldsOf(id);
    const sections = this.sections.get(name) ?? [];
    const compiled: Compiled = {
      name,
      fields: sections.flatMap((section) =>
        Object.entries(section.fields ?? {}).flatMap(([path, rules]) =>
          (Array.isArray(rules) ? (rules as readonly FieldRule[]) : [rules as FieldRule]).map((rule) => {
            const steps = stepsOf(path);
            const isRequired = steps.length === 1 && (fields?.get(path)?.isRequired ?? false);
            return { path: steps, rule, isRequired: isRequired && !mayBeAbsent(id!, path) };
          }),
        ),
      ),
      rules: sections.flatMap(({ rules = [] }) => rules),
      repeats: id === undefined ? undefined : repeatsOf(id),
      children: [...(fields ?? [])].flatMap(([key, { type }]) => {
        const child = structIn(type);
        if (child === undefined || !this.reaches(child)) return [];
        return [{ key, id: child, shape: type.kind === 'list' || type.kind === 'map' ? type.kind : 'one' } as const];
      }),
    };
    this.compiled.set(id ?? name, compiled);
    return compiled;
  }

  /** Whether anything is looked at in a struct or in one below it. */
  private reaches(id: string): boolean {
    const known = this.reaching.get(id);
    if (known !== undefined) return known;
    const seen = new Set([id]);
    let reaches = false;
    for (const each of seen) {
      if (this.sections.has(shortName(each)) || repeatsOf(each) !== undefined) reaches = true;
      if (reaches) break;
      for (const { type } of this.fieldsOf(each)?.values() ?? []) seen.add(structIn(type) ?? each);
    }
    this.reaching.set(id, reaches);
    return reaches;
  }
}

function apply(
  { name, fields, rules, repeats }: Compiled,
  struct: JsonObject,
  site: Site,
  step: Step,
  at: CheckedObject,
  found: FoundViolation[],
): void {
  const report = (code: ValidationCode, { path, message, question }: BreachInStruct) => {
    const pointer = pointerTo(pointerOf(step), ...path);
    const isLost = step.isDropped === true || isDropped(name, String(path[0]), site.minor);
    const isTaken = question !== undefined || isLost || isUnread(site.kind, pointer);
    found.push({ code, at, pointer, message, ...(isTaken ? { question: 'cannot-work' } : {}) });
  };
  for (const { path, rule, isRequired } of fields) {
    visit(struct, path, 0, [], (value, keys) => {
      const isAbsent = value === undefined || value === null;
      if (isAbsent && !rule.seesAbsent) return;
      if (value === '' && !rule.seesAbsent && !rule.seesEmpty && typeof keys.at(-1) !== 'number') return;
      if (isAbsent && isRequired) return;
      const wrong = rule.check(value ?? null, site);
      if (wrong === undefined) return;
      const question = rule.question === undefined ? {} : { question: rule.question };
      // A field that is not there has no place of its own.
      if (typeof wrong === 'string') {
        if (value !== undefined) report(rule.code, { path: [...keys], message: wrong, ...question });
        else report(rule.code, { path: keys.slice(0, -1), message: `${keys.at(-1)} ${wrong}`, ...question });
      } else for (const each of wrong) report(rule.code, { ...question, ...each, path: [...keys, ...each.path] });
    });
  }
  for (const rule of rules) for (const each of rule.check(struct, site)) report(rule.code, each);
  // What keys the lists of a custom resource have is for its definition to say.
  if (repeats === undefined || Object.hasOwn(embedded, site.kind)) return;
  for (const { field, pair, path, message } of repeats(struct)) {
    const [first, second] = pair.map((index) => pointerTo(pointerOf(step), field, index));
    const isTold = found.some(
      ({ code, pointer }) =>
        code.startsWith('duplicate-') && [first!, second!].some((each) => `${pointer}/`.startsWith(`${each}/`)),
    );
    if (!isTold) found.push({ code: 'duplicate-entry', at, pointer: pointerTo(pointerOf(step), ...path), message });
  }
}

/**
 * Whether the API server takes what stands at a place of a kind without a look, so that it is the pods or claims made of it
 * that are refused.
 */
function isUnread(kind: string, pointer: string): boolean {
  if (kind === 'Rollout.argoproj.io') return pointer.startsWith('/spec');
  if (kind !== 'StatefulSet.apps') return false;
  if (/^\/spec\/template\/spec\/(restartPolicy|activeDeadlineSeconds)$/.test(pointer)) return false;
  return /^\/spec\/(template\/spec|volumeClaimTemplates|serviceName)(\/|$)/.test(pointer);
}

function pointerOf(step: Step): string {
  return pointerTo(step.parent ? pointerOf(step.parent) : '', ...step.keys);
}

/** Calls back with the value at a path below each place that is there; undefined where only its last key is absent. */
function visit(
  value: Json,
  path: readonly string[],
  depth: number,
  keys: (string | number)[],
  found: (value: Json | undefined, keys: readonly (string | number)[]) => void,
): void {
  if (depth === path.length) return found(value, keys.slice(0, depth));
  if (typeof value !== 'object' || value === null) return;
  const key = path[depth]!;
  if (key !== '*') {
    if (!isMap(value)) return;
    keys[depth] = key;
    const next = Object.hasOwn(value, key) ? value[key] : undefined;
    if (next !== undefined) visit(next, path, depth + 1, keys, found);
    else if (depth === path.length - 1) found(undefined, keys.slice(0, depth + 1));
    return;
  }
  for (const [name, child] of Object.entries(value as JsonObject)) {
    keys[depth] = Array.isArray(value) ? Number(name) : name;
    if (depth === path.length - 1) found(child, keys.slice(0, depth + 1));
    else visit(child, path, depth + 1, keys, found);
  }
}

/** The version of Kubernetes that an input is checked against. */
export const versionOf = ({ kubernetes = kubernetesVersions[0]! }: Pick<CheckInput, 'kubernetes'>): string =>
  kubernetes;

import { withoutHash } from '../../core/manifest/job-name';
import { didYouMean, type JsonObject } from '../../core/values';
import { aName, maybe } from '../../core/values/argument';
import { takes } from '../../core/values/takes';
import type { KnownKind, ObjectOf, RenderedObject } from './kinds';
import { failure } from './runner';

const taking = {
  one: takes('objects.one(kind, name)', aName, maybe(aName)),
  all: takes('objects.all(kind)', maybe(aName)),
  names: takes('objects.names(kind)', aName),
};

/** The objects of an environment, found by what people call them. Each call of `render` makes new ones: change them as you like. */
export class RenderedObjects implements Iterable<RenderedObject> {
  private readonly objects: readonly RenderedObject[];

  /** @param of what was rendered, for messages: `web production` */
  constructor(
    objects: readonly JsonObject[],
    private readonly of: string,
  ) {
    this.objects = objects as readonly RenderedObject[];
  }

  /**
   * The one object of a kind and name. The hash that ends the name of a hook's Job need not be given.
   *
   * @param name @default the only one of its kind
   * @throws an error where none or several are, with those that there are
   */
  one<Kind extends KnownKind>(kind: Kind, name?: string): ObjectOf<Kind>;
  one<Found = RenderedObject>(kind: string, name?: string): Found;
  one(kind: string, name?: string): unknown {
    taking.one(kind, name);
    const ofKind = this.ofKind(kind);
    const exact = ofKind.filter((object) => name === undefined || object.metadata.name === name);
    const found = exact.length > 0 ? exact : ofKind.filter((object) => isHashed(object, name));
    if (found.length === 1) return found[0];
    const called = name === undefined ? kind : `${kind} ${name}`;
    const count = found.length === 0 ? `no ${called}` : `${found.length} objects are a ${called}`;
    throw failure(`${this.of}: ${count}${this.others(kind, name)}`);
  }

  /** The objects of a kind, or all, in the order in which they are applied. Empty where none is. */
  all(): RenderedObject[];
  all<Kind extends KnownKind>(kind: Kind): ObjectOf<Kind>[];
  all<Found = RenderedObject>(kind: string): Found[];
  all(kind?: string): unknown[] {
    taking.all(kind);
    return kind === undefined ? [...this.objects] : this.ofKind(kind);
  }

  /** The names of the objects of a kind, in the order in which they are applied. */
  names(kind: string): string[] {
    taking.names(kind);
    return this.ofKind(kind).map(({ metadata }) => metadata.name);
  }

  /** The kinds that there are, each once, sorted. */
  get kinds(): string[] {
    return [...new Set(this.objects.map(({ kind }) => kind))].sort();
  }

  [Symbol.iterator](): Iterator<RenderedObject> {
    return this.objects[Symbol.iterator]();
  }

  private ofKind(kind: string): RenderedObject[] {
    return this.objects.filter((object) => object.kind === kind);
  }

  private others(kind: string, name: string | undefined): string {
    const names = this.ofKind(kind).map(({ metadata }) => metadata.name);
    if (names.length === 0)
      return `${didYouMean(kind, this.kinds)}; there are: ${this.kinds.join(', ') || 'no objects'}`;
    return `${name === undefined ? '' : didYouMean(name, names)}; of this kind there are: ${names.join(', ')}`;
  }
}

const isHashed = ({ kind, metadata }: RenderedObject, name: string | undefined) =>
  kind === 'Job' && withoutHash(metadata.name) === name;

import { relative } from 'node:path';
import { Node, type IConstruct } from 'constructs';
import { authorsLine } from '../values';

/*
 * Where constructs were made. constructs itself can record a stack in metadata, but of nothing that is not metadata; so its tree is
 * watched while it grows.
 */

interface Made {
  stack?: string;
}

type AddChild = (this: Node, child: IConstruct, name: string) => void;

/** The calls between an author's line and the tree: several classes of objects, and functions that make them. */
const depth = 20;

const made = new WeakMap<IConstruct, Made>();
let latest: WeakRef<IConstruct> | undefined;

/** Set on the class whose constructs are watched; another copy of this library may have done so. */
const watched = Symbol.for('chartwright.made-at');

function watch(growing: object): void {
  // constructs keeps it to itself; a version that has none is not watched.
  const addChild = Reflect.get(growing, 'addChild') as AddChild | undefined;
  if (watched in growing || typeof addChild !== 'function') return;
  const addAndRecord: AddChild = function (child, name) {
    addChild.call(this, child, name);
    record(child, addAndRecord);
    begin(this.root);
    if (closed) tellLate(this, name);
  };
  Object.assign(growing, { [watched]: true, addChild: addAndRecord });
}

/** The trees that have begun to grow, and how many of them nobody has made an output of: one that never gets any counts for ever. */
let begun = new WeakSet<IConstruct>();
let settled = new WeakSet<IConstruct>();
let unsettled = 0;

function begin(root: IConstruct): void {
  if (begun.has(root)) return;
  begun.add(root);
  unsettled += 1;
}

/** Leaves out all trees that there have been: nobody makes an output of them. */
export function forgetTrees(): void {
  [begun, settled, unsettled] = [new WeakSet<IConstruct>(), new WeakSet<IConstruct>(), 0];
  [latest, closed] = [undefined, undefined];
}

/**
 * Says that the output of a tree is made.
 *
 * @returns whether there is no other tree in this process that an output is still to be made of, as in tests that make several apps
 */
export function settleTree({ node: { root } }: IConstruct): boolean {
  if (begun.has(root) && !settled.has(root)) {
    settled.add(root);
    unsettled -= 1;
  }
  return unsettled === 0;
}

let closed: { readonly app: WeakRef<IConstruct>; readonly late: (path: string) => void } | undefined;

/**
 * Says that the output of an app is complete.
 *
 * @param late is told of each construct that is added from now on, and so is in no output
 */
export function closeTree(app: IConstruct, late: (path: string) => void): void {
  closed = { app: new WeakRef(app), late };
}

function tellLate(scope: Node, name: string): void {
  if (closed?.app.deref() !== scope.root) return;
  closed.late([scope.path, name].filter((part) => part !== '').join('/'));
}

function record(child: IConstruct, below: AddChild): void {
  const { stackTraceLimit } = Error;
  const place: Made = {};
  Error.stackTraceLimit = depth;
  // The text is made when it is first asked for, which takes far longer.
  Error.captureStackTrace(place, below);
  Error.stackTraceLimit = stackTraceLimit;
  made.set(child, place);
  latest = new WeakRef(child);
}

watch(Node.prototype);

/** The line of the author's code that made a construct, as `main.ts:25:55`. Undefined for the app, and where no code of an author is. */
export function madeAt(construct: IConstruct): string | undefined {
  const { stack } = made.get(construct) ?? {};
  return stack === undefined ? undefined : authorsPlace(stack);
}

/** The lines of the author's code that led to a construct, innermost first. Empty for the app. */
export function authorsPlaces(construct: IConstruct): string[] {
  const lines = (made.get(construct)?.stack ?? '').split('\n');
  return lines.flatMap((line) => authorsPlace(line) ?? []);
}

/** The same for the construct at a path below a root, as problems and findings name it. */
export function madeAtPath(root: IConstruct, path: string | undefined): string | undefined {
  const construct = path === undefined || path === '' ? undefined : root.node.tryFindChild(path.split('/')[0]!);
  if (!construct) return undefined;
  const found = path!
    .split('/')
    .slice(1)
    .reduce<IConstruct | undefined>((scope, id) => scope?.node.tryFindChild(id), construct);
  return found && madeAt(found);
}

/** The author's line in a stack, relative to the working directory where it is below that. */
export function authorsPlace(stack: string): string | undefined {
  // Classes that cdk8s generates stand beside the author's code, and are nobody's.
  const lines = stack.split('\n').filter((line) => !/[\\/]imports[\\/]/.test(line));
  const place = authorsLine(lines.join('\n'));
  if (place === undefined) return undefined;
  const below = relative('.', place);
  return below.startsWith('..') ? place : below;
}

/**
 * The construct whose constructor failed: the innermost one that is on the stack of the error. Undefined where none is, or where
 * it was not yet in the tree.
 */
export function failedConstruct(stack: string): string | undefined {
  const names = new Set([...stack.matchAll(/^ +at new ([\w$]+)/gm)].map(([, name]) => name));
  const scopes = [...(latest?.deref()?.node.scopes ?? [])].reverse();
  return scopes.find((scope) => names.has(scope.constructor.name))?.node.path || undefined;
}

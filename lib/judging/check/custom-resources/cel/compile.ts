import { didYouMean } from '../../../../core/values';
import { environmentOf, firstLine, matchesGo, withGoPatterns, withoutTexts } from './evaluator';
import { functionNames } from './function-names';
import { loadLibrary, type Environment, type Library, type Node } from './library';

/*
 * What the API server finds wrong with an expression when it is written down, before there are values. Only what is certain is told:
 * an expression without a fault here may still have one.
 */

/** The variables that an expression may use, each with its type; `dyn` is any. */
export type Variables = { readonly [name: string]: string };

/** What an expression must give. */
export type Result = 'bool' | 'string' | 'any';

/** Words of CEL before a dot that are no variables. */
const namespaces =
  /^(base64|cel|format|google|jsonpatch|kubernetes|lists|math|optional|proto|semver|sets|strings|type)$/;

/** What CEL has and its library here cannot read. */
const beyondLibrary = /`|[[{,]\s*\?|[\w.]\s*\{|(^|[\s(,!&|=<>+*/%?:[-])\.\w/;

let library: Library | undefined;
const environments = new Map<string, Environment>();

/** undefined where this Node.js cannot load the library */
function environmentFor(variables: Variables): Environment | undefined {
  const key = JSON.stringify(variables);
  let environment = environments.get(key);
  if (!environment) {
    try {
      library ??= loadLibrary();
    } catch {
      return undefined;
    }
    environments.set(key, (environment = environmentOf(library, variables)));
  }
  return environment;
}

/** The tree of an expression, or what is wrong with how it is written; undefined where that cannot be told. */
export function treeOf(
  text: string,
  variables: Variables,
): { readonly tree: Node } | { readonly wrong: string } | undefined {
  const environment = environmentFor(variables);
  if (!environment) return undefined;
  try {
    return { tree: environment.parse(withGoPatterns(text)).ast };
  } catch (error) {
    return beyondLibrary.test(withoutTexts(text)) ? undefined : { wrong: `cannot be read: ${firstLine(error)}` };
  }
}

/** What is wrong with an expression. */
export function wrongExpression(text: string, variables: Variables, result: Result): string | undefined {
  const read = treeOf(text, variables);
  if (read === undefined) return undefined;
  if ('wrong' in read) return read.wrong;
  const unknown = callsIn(read.tree).find((name) => name !== matchesGo && !functionNames.has(name));
  if (unknown !== undefined) return `there is no function ${unknown}${didYouMean(unknown, functionNames)}`;
  const { valid, type, error } = environmentFor(variables)!.check(withGoPatterns(text));
  if (!valid) return error === undefined ? undefined : wrongUse(text, error, variables);
  if (result === 'any' || type === undefined || !/^(bool|string|int|uint|double|bytes|null|list<|map<)/.test(type))
    return undefined;
  const wanted = result === 'bool' ? 'true or false' : 'a string';
  return type === result ? undefined : `gives ${articleOf(type)}, where ${wanted} is wanted`;
}

/** The names of all that an expression calls. */
function callsIn(piece: unknown): string[] {
  if (Array.isArray(piece)) return piece.flatMap(callsIn);
  if (!isNode(piece)) return [];
  const { op, args } = piece;
  const [name] = (op === 'call' || op === 'rcall') && Array.isArray(args) ? (args as readonly unknown[]) : [];
  return [...(typeof name === 'string' ? [name] : []), ...callsIn(args)];
}

const articleOf = (type: string): string => `${/^int/.test(type) ? 'an' : 'a'} ${type}`;

/** What is certain of the faults that the library finds: it does not know all functions of the API server. */
function wrongUse(
  text: string,
  { code, message }: { readonly code: string; readonly message: string },
  variables: Variables,
): string | undefined {
  if (code === 'unknown_variable') {
    const name = /: (\w+)/.exec(message)?.[1];
    if (name === undefined || namespaces.test(name) || isBound(name, text)) return undefined;
    return `there is no variable ${name} here; there are ${Object.keys(variables).join(', ')}`;
  }
  if (code !== 'no_such_overload') return undefined;
  const [, left, operator, right] = /: (\w+) (==|!=|<=?|>=?|\+) (\w+)$/m.exec(message.split('\n')[0]!) ?? [];
  if (left === undefined || right === undefined || !differ(left, right)) return undefined;
  return `compares or adds ${articleOf(left)} and ${articleOf(right)} (${operator})`;
}

const kinds: { readonly [type: string]: string } = {
  string: 'text',
  bool: 'truth',
  int: 'number',
  uint: 'number',
  double: 'number',
};

/** Whether two types have nothing to do with each other. */
const differ = (left: string, right: string): boolean =>
  Object.hasOwn(kinds, left) && Object.hasOwn(kinds, right) && kinds[left] !== kinds[right];

/** Whether a macro that the library does not know may bind a name. */
const isBound = (name: string, text: string): boolean =>
  new RegExp(`\\(\\s*(?:\\w+\\s*,\\s*)?${name}\\s*,`).test(withoutTexts(text));

/** The paths of fields that an expression reads from a variable, as `['spec', 'replicas']` of `self.spec.replicas`. */
export function fieldsOf(tree: Node, variable: string): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  const visit = (piece: unknown): void => {
    if (Array.isArray(piece)) return piece.forEach(visit);
    if (!isNode(piece)) return;
    const path = pathOf(piece, variable);
    if (path === undefined) visit(piece.args);
    else if (path.length > 0) found.push(path);
  };
  visit(tree);
  return found;
}

function pathOf(piece: Node, variable: string): string[] | undefined {
  if (piece.op === 'id') return piece.args === variable ? [] : undefined;
  if (piece.op !== '.' || !Array.isArray(piece.args)) return undefined;
  const [holder, name] = piece.args as readonly unknown[];
  const path = isNode(holder) && typeof name === 'string' ? pathOf(holder, variable) : undefined;
  return path && [...path, name as string];
}

const isNode = (piece: unknown): piece is Node =>
  typeof piece === 'object' && piece !== null && 'op' in piece && 'args' in piece;

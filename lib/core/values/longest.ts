import { Expression, type Operand } from './expression';
import { lengthBeforeHash } from './go-text';

/** Longest name of a release, since Helm keeps ten of 63 characters for what it puts around it. */
export const releaseNameLimit = 53;

/** Longest name of a namespace, which is a DNS label. */
export const namespaceLimit = 63;

/**
 * How many characters a text can become, whatever the values and the release are called. Undefined where nothing limits it: a value
 * without `maxLength`, what comes from outside.
 */
export function longestText(operand: Operand): number | undefined {
  if (!(operand instanceof Expression)) return String(operand).length;
  const { node, shape } = operand;
  switch (node.kind) {
    case 'text':
      return sum(node.parts.map(longestText));
    case 'choose':
      return most([node.then, node.otherwise].map(longestText));
    case 'helper':
      return node.helper.longest;
    case 'digest':
      return node.length ?? 64;
    case 'optional':
      return longestText(node.operand);
    case 'transform':
      if (node.by === 'nameBeforeHash') return Math.min(lengthBeforeHash, longestText(node.operand) ?? Infinity);
      return ['upper', 'lower', 'trim', 'trimPrefix', 'trimSuffix'].includes(node.by)
        ? longestText(node.operand)
        : undefined;
    case 'builtin':
      if (node.name === 'Release.Name') return releaseNameLimit;
      return node.name === 'Release.Namespace' ? namespaceLimit : undefined;
    default:
      if (shape.enum) return most(shape.enum.map((choice) => String(choice).length));
      return typeof shape['maxLength'] === 'number' ? shape['maxLength'] : undefined;
  }
}

const sum = (lengths: readonly (number | undefined)[]) =>
  lengths.reduce((all, length) => (all === undefined || length === undefined ? undefined : all + length), 0);

const most = (lengths: readonly (number | undefined)[]) =>
  lengths.reduce((all, length) => (all === undefined || length === undefined ? undefined : Math.max(all, length)), 0);

import { Expression, expressionsIn, sidesOfInherited, textOf, type Operand } from '../values';

/** A value that a condition refers to. */
export interface ReferredValue {
  /** `web.autoscaling.minReplicas` */
  readonly path: string;
  readonly reference: Expression;
  /** The value that counts where this one is empty, by its path. */
  readonly inherited?: string;
}

/** The values that a condition refers to, in the order in which it names them. What a digest is made of is not in it. */
export function referencesIn(condition: Expression): readonly ReferredValue[] {
  const found = new Map<string, ReferredValue>();
  // An inherited value is told by its own path, as what counts.
  const isEntered = (each: Expression) => each.node.kind !== 'digest' && sidesOfInherited(each) === undefined;
  for (const expression of expressionsIn(condition, isEntered)) {
    const sides = sidesOfInherited(expression);
    const path = pathOf(sides?.own ?? expression);
    if (path === undefined || found.has(path)) continue;
    found.set(path, { path, reference: expression, ...(sides && { inherited: pathOf(sides.otherwise)! }) });
  }
  return [...found.values()];
}

const pathOf = ({ node }: Expression): string | undefined =>
  node.kind === 'reference' ? node.path.join('.') : undefined;

/** More of them nobody can tell apart. */
const mostShown = 4;

/**
 * What is told where a condition does not hold: the sentence with the values by their paths, and what they are.
 * `minReplicas may not exceed maxReplicas` becomes `web.autoscaling.minReplicas may not exceed web.autoscaling.maxReplicas (10 and 5)`.
 */
export function told(
  sentence: string,
  references: readonly ReferredValue[],
  paths: readonly string[],
): Expression<string> {
  const whole = withPaths(sentence, paths);
  const isNamed = paths.some((path) => whole.includes(path));
  const shown = references.filter(({ path, reference }) => isShown(path, reference));
  const place = isNamed || paths.length === 0 ? '' : `${paths.join(', ')}: `;
  const pieces: Operand[] = [`${place}${whole}`];
  if (shown.length > 0 && shown.length <= mostShown) {
    shown.forEach(({ reference }, i) => {
      pieces.push(i === 0 ? ' (' : i < shown.length - 1 ? ', ' : ' and ', ...asShown(reference));
    });
    pieces.push(')');
  }
  return textOf(pieces);
}

/** The sentence with the whole path in place of each end of one, where it is the end of one path only. */
export function withPaths(sentence: string, paths: readonly string[]): string {
  return sentence.replace(/[A-Za-z]\w*(?:\.[A-Za-z]\w*)*/g, (name) => {
    const meant = paths.filter((path) => path === name || path.endsWith(`.${name}`));
    return meant.length === 1 ? meant[0]! : name;
  });
}

/** Whether what a value is belongs into no log. */
export const isCredential = (path: string): boolean => credential.test(path);

const credential = /(password|passphrase|secret|token|credentials?|key)$/i;

const isShown = (path: string, { valueType }: Expression): boolean =>
  valueType === 'integer' ||
  valueType === 'number' ||
  ((valueType === 'string' || valueType === 'scalar') && !isCredential(path));

const asShown = (reference: Expression): readonly Operand[] =>
  reference.valueType === 'string' ? ['"', reference, '"'] : [reference];

import { Expression, call, isEntries, type Operand, type Tree } from '../values';
import { askedOnce, containersOf, underCondition, whereOf, type Condition } from './asked-where';
import type { Guard } from './guard';
import { rootUsersHelper } from './user-helpers';

/*
 * Who containers run as: the kubelet starts none as root where the pod or the container rules that out, and what a container does not say
 * the pod says.
 */

type Entries = { readonly [key: string]: Tree | undefined };

/** What a pod or a container says of its user: all of it in a value, or each in a field of the chart. */
interface Said {
  readonly value?: Expression;
  readonly runAsNonRoot?: Operand;
  readonly runAsUser?: Operand;
}

interface Asked {
  readonly construct: string;
  readonly values: readonly string[];
  readonly args: { readonly [name: string]: Operand };
  readonly conditions: Condition[];
}

/** The users that values give to pods and containers. */
export class UserGuards {
  private readonly asked = new Map<string, Asked>();

  /** @param spec a PodSpec */
  pod(spec: Entries, construct: string, condition: Condition): void {
    const pod = saidBy(spec['securityContext']);
    for (const [{ securityContext }, where] of containersOf(spec, condition)) {
      const container = saidBy(securityContext);
      if (!pod || !container) continue;
      const values = [pod, container].flatMap((said) =>
        (Object.values(said) as readonly Operand[]).flatMap((each) => pathOf(each)),
      );
      if (values.length === 0) continue;
      const args = { ...argsOf('pod', pod), ...argsOf('container', container) };
      const key = JSON.stringify(
        Object.entries(args).map(([name, arg]) => [name, arg instanceof Expression ? pathOf(arg) : arg]),
      );
      askedOnce(this.asked, key, where, () => ({ construct, values, args }));
    }
  }

  guards(): Guard[] {
    return [...this.asked.values()].map(({ construct, values, args, conditions }) => ({
      construct,
      values,
      sentence: 'not as root where runAsNonRoot is true',
      ...whereOf(conditions),
      fault: call(rootUsersHelper, args),
    }));
  }
}

/**
 * What a pod says of its user, as arguments of the named template.
 *
 * @returns undefined where it is not known
 */
export function podArguments(securityContext: Tree | undefined): { readonly [name: string]: Operand } | undefined {
  const said = saidBy(securityContext);
  return said && argsOf('pod', said);
}

/** @returns undefined where it is not known */
function saidBy(tree: Tree | undefined): Said | undefined {
  if (tree === undefined) return {};
  const [given] = underCondition(tree, undefined);
  if (given instanceof Expression) return given.node.kind === 'reference' ? { value: given } : undefined;
  if (!isEntries(given)) return undefined;
  const [runAsNonRoot, runAsUser] = [given['runAsNonRoot'], given['runAsUser']];
  if (!isScalar(runAsNonRoot) || !isScalar(runAsUser)) return undefined;
  return { ...(runAsNonRoot !== undefined && { runAsNonRoot }), ...(runAsUser !== undefined && { runAsUser }) };
}

const isScalar = (tree: Tree | undefined): tree is Operand | undefined =>
  tree === undefined || typeof tree !== 'object' || (tree instanceof Expression && tree.node.kind === 'reference');

const pathOf = (operand: Operand): string[] =>
  operand instanceof Expression && operand.node.kind === 'reference' ? [operand.node.path.join('.')] : [];

/** The arguments of the named template for a level, with the place where each thing is said; of the chart's own no place is told. */
function argsOf(level: 'pod' | 'container', { value, ...fields }: Said): { readonly [name: string]: Operand } {
  if (value) return { [level]: value, [`${level}Path`]: pathOf(value)[0]! };
  const each = Object.entries(fields as { readonly [field: string]: Operand });
  return Object.fromEntries(
    each.flatMap(([field, operand]) => [
      [`${level}.${field}`, operand],
      [`${level}.${field}Path`, pathOf(operand)[0] ?? ''],
    ]),
  );
}

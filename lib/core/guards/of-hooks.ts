import { Expression, call, expressionsIn, type Operand, type Tree } from '../values';
import type { Guard } from './guard';
import { longHooksHelper } from './hook-helpers';
import { containersOf, underCondition, whereOf, type Condition } from './asked-where';

/*
 * What the grace period of a pod asks of the hooks of its containers that users set: whatever lasts longer is refused, or cut off.
 */

/** Seconds that pods have to stop where nothing is said. */
const usualGrace = 30;

interface AskedHooks {
  readonly construct: string;
  readonly lifecycle: Expression;
  readonly grace: Operand;
  readonly values: readonly string[];
  readonly conditions: Condition[];
}

/** The hooks of the containers of all pods, each once, however many pods it is in. */
export class HookGuards {
  private readonly asked = new Map<string, AskedHooks>();

  /** @param spec a PodSpec */
  pod(spec: { readonly [key: string]: Tree | undefined }, construct: string, condition: Condition): void {
    const grace = graceOf(spec['terminationGracePeriodSeconds']);
    if (grace === undefined) return;
    for (const [{ lifecycle }, where] of containersOf(spec, condition)) {
      if (lifecycle !== undefined) this.add(underCondition(lifecycle, where), grace, construct);
    }
  }

  guards(): Guard[] {
    return [...this.asked.values()].map(({ construct, lifecycle, grace, values, conditions }) => ({
      construct,
      values,
      sentence: 'no hook may last longer than the pods have to stop',
      ...whereOf(conditions),
      fault: call(longHooksHelper, { lifecycle, path: values[0]!, grace }),
    }));
  }

  private add([lifecycle, condition]: readonly [Tree, Condition], grace: Operand, construct: string): void {
    if (!(lifecycle instanceof Expression) || lifecycle.valueType !== 'map') return;
    const values = [...pathsIn(lifecycle), ...(grace instanceof Expression ? pathsIn(grace) : [])];
    const key = `${values.join(' ')} ${grace instanceof Expression ? '' : String(grace)}`;
    const known = this.asked.get(key) ?? { construct, lifecycle, grace, values, conditions: [] };
    this.asked.set(key, known);
    known.conditions.push(condition);
  }
}

const pathsIn = (expression: Expression): string[] =>
  [...expressionsIn(expression)].flatMap(({ node }) => (node.kind === 'reference' ? [node.path.join('.')] : []));

/** What pods have to stop, in seconds; undefined where nobody knows. */
function graceOf(given: Tree | undefined): Operand | undefined {
  if (given === undefined) return usualGrace;
  if (given instanceof Expression) return given.node.kind === 'reference' ? given : undefined;
  return typeof given === 'number' ? given : undefined;
}

import { leastSleep } from '../validation/least-sleep';
import { Expression, and, call, expressionsIn, isEntries, lessThan, text, type Operand, type Tree } from '../values';
import type { Guard } from './guard';
import { longHooksHelper } from './hook-helpers';
import { askedOnce, containersOf, underCondition, whereOf, type Condition } from './asked-where';

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

/** How long a hook of the chart takes at least, beside a grace period of users. */
interface OwnHook {
  readonly construct: string;
  readonly seconds: number;
  readonly grace: Expression<number>;
  readonly conditions: Condition[];
}

/** The hooks of the containers of all pods, each once, however many pods it is in. */
export class HookGuards {
  private readonly asked = new Map<string, AskedHooks>();
  private readonly own = new Map<string, OwnHook>();

  /** @param spec a PodSpec */
  pod(spec: { readonly [key: string]: Tree | undefined }, construct: string, condition: Condition): void {
    const grace = graceOf(spec['terminationGracePeriodSeconds']);
    if (grace === undefined) return;
    for (const [{ lifecycle }, where] of containersOf(spec, condition)) {
      if (lifecycle !== undefined) this.add(underCondition(lifecycle, where), grace, construct);
    }
  }

  guards(): Guard[] {
    const ofUsers = [...this.asked.values()].map(({ construct, lifecycle, grace, values, conditions }) => ({
      construct,
      values,
      sentence: 'no hook may last longer than the pods have to stop',
      ...whereOf(conditions),
      fault: call<string>(longHooksHelper, { lifecycle, path: values[0]!, grace }),
    }));
    return [...ofUsers, ...[...this.own.values()].map(ownGuard)];
  }

  private add([lifecycle, condition]: readonly [Tree, Condition], grace: Operand, construct: string): void {
    if (!(lifecycle instanceof Expression)) return this.addOwn(lifecycle, condition, grace, construct);
    if (lifecycle.valueType !== 'map') return;
    const values = [...pathsIn(lifecycle), ...(grace instanceof Expression ? pathsIn(grace) : [])];
    const key = `${values.join(' ')} ${grace instanceof Expression ? '' : String(grace)}`;
    askedOnce(this.asked, key, condition, () => ({ construct, lifecycle, grace, values }));
  }

  /** What the chart itself runs before a stop leaves users no shorter time. */
  private addOwn(lifecycle: Tree, condition: Condition, grace: Operand, construct: string): void {
    if (!isEntries(lifecycle) || lifecycle['preStop'] === undefined || !(grace instanceof Expression)) return;
    const [handler, where] = underCondition(lifecycle['preStop'], condition);
    const seconds = secondsOf(handler);
    const key = `${pathsIn(grace).join()} ${seconds}`;
    if (seconds > 0)
      askedOnce(this.own, key, where, () => ({ construct, seconds, grace: grace as Expression<number> }));
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

function ownGuard({ construct, seconds, grace, conditions }: OwnHook): Guard {
  const [path = ''] = pathsIn(grace);
  const where = whereOf(conditions).broken;
  const isShort = lessThan(grace, seconds);
  return {
    construct,
    values: [path],
    sentence: `at least ${seconds}, which the chart takes before the stop`,
    broken: where ? and(where, isShort) : isShort,
    fault: text`${path}: ${grace} s are less than the ${String(seconds)} s that the chart takes before the stop`,
  };
}

/** How long a handler of the chart takes at least, in seconds; 0 where nobody knows. */
function secondsOf(handler: Tree): number {
  if (!isEntries(handler)) return 0;
  const { exec, sleep } = handler;
  if (isEntries(sleep)) return typeof sleep['seconds'] === 'number' ? sleep['seconds'] : 0;
  const command = isEntries(exec) ? exec['command'] : undefined;
  const isLiteral = Array.isArray(command) && command.every((word) => typeof word === 'string');
  return isLiteral ? leastSleep(command) : 0;
}

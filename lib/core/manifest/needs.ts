import type { IConstruct } from 'constructs';
import { aConstruct, takes } from '../values/argument';
import { traitsOf } from './traits';

const orderTakes = {
  of: takes('Order.of(construct)', aConstruct),
  after: takes('Order.of(construct).after(...others)', aConstruct),
  waitsFor: takes('Order.of(construct).waitsFor(...others)', aConstruct),
};

/**
 * Says what must be ready before a construct, beside what its fields name. `node.addDependency` says less: what must be applied
 * before, ready or not.
 */
export class Order {
  static of(construct: IConstruct): Order {
    orderTakes.of(construct);
    return new Order(construct);
  }

  private constructor(private readonly construct: IConstruct) {}

  /**
   * All objects of the others are ready before any of this construct is applied. Stages, waves and hooks keep it; Helm applies the
   * objects of a release at once, so that there it takes a hook, or pods that wait.
   */
  after(...others: IConstruct[]): this {
    for (const other of others) orderTakes.after(other);
    traitsOf(this.construct).needs.push(...others.map((on) => ({ on, reason: 'author' as const })));
    return this;
  }

  /**
   * The pods of this construct wait by themselves until the others are ready, as with an init container: whatever the engine does,
   * they start no earlier. Prints nothing; who makes the init container says so.
   */
  waitsFor(...others: IConstruct[]): this {
    for (const other of others) orderTakes.waitsFor(other);
    traitsOf(this.construct).needs.push(...others.map((on) => ({ on, reason: 'pods' as const })));
    return this;
  }
}

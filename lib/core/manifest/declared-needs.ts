import type { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Problem } from '../values';
import type { DeclaredNeed } from './manifest';
import { traitsOf } from './traits';

/** What authors say that an object of a chart needs: of itself, and of the scopes around it up to the chart. */
export function declaredNeeds(chart: Chart, object: IConstruct, problems: Problem[]): DeclaredNeed[] {
  const depth = chart.node.scopes.length - 1;
  const isWithin = ({ node }: IConstruct) => node.scopes[depth] === chart;
  const scopes = object.node.scopes.slice(depth);
  return scopes.flatMap((scope) => {
    const said = traitsOf(scope).needs.map(({ on, isKeptByPods }): DeclaredNeed => {
      const isTold = problems.some(({ code, construct }) => code === foreignOrder && construct === scope.node.path);
      if (!isWithin(on) && !isTold) problems.push(elsewhere(scope, on));
      return { on: on.node.path, reason: isKeptByPods ? 'pods' : 'author' };
    });
    const applied = scope.node.dependencies
      .filter(isWithin)
      .map(({ node }): DeclaredNeed => ({ on: node.path, reason: 'dependency' }));
    return [...said, ...applied];
  });
}

const foreignOrder = 'foreign-order';

const elsewhere = (object: IConstruct, other: IConstruct): Problem => ({
  code: foreignOrder,
  construct: object.node.path,
  message: `is said to come after "${other.node.path}", which is not in the same chart`,
  remedy: 'Charts are installed one by one: let one depend on the other with chart.addDependency(other).',
});

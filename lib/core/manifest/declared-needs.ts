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
    const said = traitsOf(scope).needs.map(({ on, reason }): DeclaredNeed => {
      if (!isWithin(on)) tell(elsewhere(scope, on), problems);
      return { on: on.node.path, reason };
    });
    const applied = scope.node.dependencies
      .filter(isWithin)
      .map(({ node }): DeclaredNeed => ({ on: node.path, reason: 'dependency' }));
    return [...said, ...applied];
  });
}

/** What is said of a scope is found again with each object below it, and told once. */
function tell(problem: Problem, problems: Problem[]): void {
  const isSame = ({ construct, message }: Problem) => construct === problem.construct && message === problem.message;
  if (!problems.some(isSame)) problems.push(problem);
}

const elsewhere = (object: IConstruct, other: IConstruct): Problem => ({
  code: 'foreign-order',
  construct: object.node.path,
  message: `is said to come after "${other.node.path}", which is not in the same chart`,
  remedy: 'Charts are installed one by one: let one depend on the other with chart.addDependency(other).',
});

import { Chart } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { HelmChart } from '../../core/manifest';
import { entries, fullname, selectorLabels, text, wellKnownPrefix, type Expression } from '../../core/values';
import * as is from '../../core/values/argument';
import { checked } from '../../core/values/takes';

/** The label that tells the parts of a system apart. */
export const componentLabel = 'app.kubernetes.io/component';

/** Scopes that hold others together and leave no mark in their names. */
const unnamed = new WeakSet<IConstruct>();

/** Says that a construct only holds others together: what is inside is named as if it stood beside it. */
export const leaveUnnamed = (construct: IConstruct): void => void unnamed.add(construct);

/**
 * What a part of a system is called, from its path below the chart: `orders-db` for the `db` of the construct `orders`, so that two
 * of the same construct have names of their own.
 */
export function componentOf(scope: IConstruct, id: string): string {
  const { scopes } = scope.node;
  const below = scopes.slice(scopes.findLastIndex((each) => Chart.isChart(each)) + 1);
  // What stands in the app itself has its root, without an id, above it.
  const ids = below.filter((each) => !unnamed.has(each)).map(({ node }) => node.id);
  return [...ids.filter((each) => each !== ''), id].join('-');
}

/** The name of one part of a release, as the chart's `naming` wants it. */
export const componentName = checked(
  'componentName(scope, component)',
  [is.aConstruct, is.aName],
  (scope: Construct, component: string): Expression<string> => {
    const path = componentOf(scope, component);
    return HelmChart.around(scope)?.props.naming === 'wellKnown' ? wellKnownName(path) : text`${fullname}-${path}`;
  },
);

/** The labels by which the pods of one component are found: name, instance, component and nothing that ever changes. */
export const componentSelector = checked(
  'componentSelector(component)',
  [is.aName],
  (component: string): { [key: string]: string } => ({ ...entries(selectorLabels), [componentLabel]: component }),
);

/**
 * A name that is what people know an object by, in the release that has the chart's own name; any other release puts its
 * full name before it, so that two releases share none.
 */
export const wellKnownName = checked(
  'wellKnownName(name)',
  [is.aName],
  (name: string) => text`${wellKnownPrefix}${name}`,
);

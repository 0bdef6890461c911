import {
  chartName,
  choose,
  entries,
  equals,
  fullname,
  selectorLabels,
  text,
  type Expression,
} from '../values';

/** The label that tells the parts of a system apart. */
export const componentLabel = 'app.kubernetes.io/component';

/** The name of one part of a release: the full name, a dash and the component. */
export const componentName = (component: string): Expression<string> => text`${fullname}-${component}`;

/** The labels by which the pods of one component are found: name, instance, component and nothing that ever changes. */
export const componentSelector = (component: string): { [key: string]: string } => ({
  ...entries(selectorLabels),
  [componentLabel]: component,
});

/**
 * A name that is what people know an object by, in the release that has the chart's own name; any other release puts its
 * full name before it, so that two releases share none.
 */
export const wellKnownName = (name: string): Expression<string> =>
  choose(equals(fullname, chartName), name, text`${fullname}-${name}`);

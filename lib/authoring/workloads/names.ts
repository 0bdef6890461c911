import type { Construct } from 'constructs';
import { HelmChart } from '../../manifest';
import { entries, fullname, selectorLabels, text, wellKnownPrefix, type Expression } from '../../values';
import { aConstruct, aName, takes } from '../../values/argument';

/** The label that tells the parts of a system apart. */
export const componentLabel = 'app.kubernetes.io/component';

const nameTakes = takes('componentName(scope, component)', aConstruct, aName);

/** The name of one part of a release, as the chart's `naming` wants it. */
export const componentName = (scope: Construct, component: string): Expression<string> => {
  nameTakes(scope, component);
  return HelmChart.around(scope)?.props.naming === 'wellKnown'
    ? wellKnownName(component)
    : text`${fullname}-${component}`;
};

const selectorTakes = takes('componentSelector(component)', aName);

/** The labels by which the pods of one component are found: name, instance, component and nothing that ever changes. */
export const componentSelector = (component: string): { [key: string]: string } => {
  selectorTakes(component);
  return { ...entries(selectorLabels), [componentLabel]: component };
};

const wellKnownTakes = takes('wellKnownName(name)', aName);

/**
 * A name that is what people know an object by, in the release that has the chart's own name; any other release puts its
 * full name before it, so that two releases share none.
 */
export const wellKnownName = (name: string): Expression<string> => {
  wellKnownTakes(name);
  return text`${wellKnownPrefix}${name}`;
};

import type { JsonObject } from '../../values';
import { mapOf } from '../../values/json-parts';
import type { Page, Section, StructRule } from '../page';
import { elements, rule } from '../vocabulary';

/** Labels that another version of a chart, or another tool, changes. */
const volatile = [
  'helm.sh/chart',
  'app.kubernetes.io/version',
  'app.kubernetes.io/managed-by',
  'chart',
  'heritage',
  'pod-template-hash',
];

/** Nothing is selected by a label that changes. */
const lasting = (...path: readonly string[]): StructRule => {
  const mapAt = (struct: JsonObject) => path.reduce<JsonObject>((at, step) => mapOf(at[step]), struct);
  const nest = (map: JsonObject) => path.reduceRight<JsonObject>((inner, step) => ({ [step]: inner }), map);
  return rule(
    'volatile-selector',
    'has no label that another version of the chart changes',
    { valid: nest({ app: 'a' }), invalid: nest({ 'helm.sh/chart': 'a-1' }) },
    (struct) =>
      volatile.flatMap((each) =>
        Object.hasOwn(mapAt(struct), each)
          ? [{ path: [...path, each], message: `the label "${each}" changes, and what it selects with it` }]
          : [],
      ),
  );
};

const source = 'apps/validation: selectors are immutable; a convention of charts';
const selecting = (...path: readonly string[]): Section => ({ source, rules: [lasting(...path)] });

/** What must select the same pods after an upgrade. */
export const stableSelectorsPage: Page = {
  'apps.DeploymentSpec': selecting('selector', 'matchLabels'),
  'apps.ReplicaSetSpec': selecting('selector', 'matchLabels'),
  'apps.DaemonSetSpec': selecting('selector', 'matchLabels'),
  'apps.StatefulSetSpec': {
    source,
    rules: [
      lasting('selector', 'matchLabels'),
      rule(
        'volatile-selector',
        'has no claims with a label that another version of the chart changes',
        {
          valid: { volumeClaimTemplates: [{ metadata: { labels: { app: 'a' } } }] },
          invalid: { volumeClaimTemplates: [{ metadata: { labels: { chart: 'a-1' } } }] },
        },
        (spec, site) =>
          elements(spec, 'volumeClaimTemplates').flatMap(({ value, at }) =>
            lasting('metadata', 'labels')
              .check(value, site)
              .map((found) => ({ ...found, path: ['volumeClaimTemplates', at, ...found.path] })),
          ),
      ),
    ],
  },
  'batch.JobSpec': selecting('selector', 'matchLabels'),
  'core.ServiceSpec': selecting('selector'),
  'core.ReplicationControllerSpec': selecting('selector'),
  'core.TopologySpreadConstraint': selecting('labelSelector', 'matchLabels'),
  'core.PodAffinityTerm': selecting('labelSelector', 'matchLabels'),
  'policy.PodDisruptionBudgetSpec': selecting('selector', 'matchLabels'),
  'networking.NetworkPolicySpec': selecting('podSelector', 'matchLabels'),
  'networking.NetworkPolicyPeer': selecting('podSelector', 'matchLabels'),
  'monitoring.coreos.com.ServiceMonitorSpec': selecting('selector', 'matchLabels'),
  'monitoring.coreos.com.PodMonitorSpec': selecting('selector', 'matchLabels'),
};

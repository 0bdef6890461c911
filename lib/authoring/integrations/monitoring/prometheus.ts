import type { Construct } from 'constructs';
import { Type } from '@sinclair/typebox';
import { KubeClusterRole, KubeClusterRoleBinding, KubeRole, KubeRoleBinding } from '../../../../imports/k8s';
import { Condition, HelmChart } from '../../../core/manifest';
import {
  boolean,
  choose,
  fullname,
  isSet,
  isUnique,
  json,
  list,
  object,
  releaseNamespace,
  string,
  text,
  verbatim,
} from '../../../core/values';
import type { Expression, Tree } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { folderOf } from '../../workloads/configuration';
import { StatefulService, statefulKnobs } from '../../workloads/presets/stateful-service';
import { http } from '../../workloads/probes';
import { trait, type Named } from '../../workloads/trait';
import { describedValuesOf, type RefsOf } from '../../workloads/values-of';
import { alertmanager } from './alert-routes';
import { ruleGroups } from './alert-rules';
import { ruleGroup, scrapeConfig } from './prometheus-forms';
import { scrapeConfigs } from './scrape-jobs';
import type { Watch } from './watch';
import { yamlText } from './yaml-text';

export interface RetentionDefaults {
  /** How long series are kept, as `30d`. */
  readonly retention: string;
}

const ownKnobsDeclared = trait({
  defaults: { retention: is.aName },
  fields: ({ retention }: RetentionDefaults) => ({
    retention: string(retention, 'How long series are kept', { pattern: '^[0-9]+[hdwy]$' }),
    extraScrapeConfigs: list<{ readonly job_name: string }>(
      Type.Unsafe(scrapeConfig),
      [],
      'What else Prometheus reads, as scrape_configs has it; needs Prometheus 2.43',
    ),
    extraRuleGroups: verbatim(
      list<{ readonly name: string }>(
        Type.Unsafe(ruleGroup),
        [],
        'Alerts and recording rules beside those of the chart, in groups',
      ),
    ),
    rbac: object(
      {
        create: boolean(
          true,
          'Whether the chart gives Prometheus the right to find pods and nodes and to read kubelets',
        ),
      },
      'Rights of Prometheus',
    ),
  }),
});

export interface PrometheusTrait extends Named<typeof ownKnobsDeclared> {}

const ownKnobs: PrometheusTrait = ownKnobsDeclared;

const port = { name: 'http', number: 9090 } as const;
const knobs = [...statefulKnobs, ownKnobs] as const;

/** `prometheus.*`. */
export const prometheusValues = describedValuesOf('prometheusValues', knobs, 'Prometheus of the mode embedded', {
  probes: {
    liveness: http('/-/healthy', {
      initialDelaySeconds: 30,
      periodSeconds: 15,
      timeoutSeconds: 5,
      failureThreshold: 4,
    }),
    readiness: http('/-/ready', { periodSeconds: 5, timeoutSeconds: 4, failureThreshold: 3 }),
    // It reads its write-ahead log before it answers.
    startup: http('/-/ready', { periodSeconds: 10, failureThreshold: 60 }),
  },
  terminationGracePeriodSeconds: 120,
  serviceAccount: { create: true, automount: true },
});

/** What Prometheus reads, keeps and watches, as `prometheus.yml`. */
const prometheusYaml = ({ scrapeInterval, cluster, jobs }: Watch): Tree => ({
  global: {
    scrape_interval: scrapeInterval,
    evaluation_interval: scrapeInterval,
    external_labels: { cluster },
  },
  rule_files: ['/etc/prometheus/rules.yml', '/etc/prometheus/extra-rules.yml'],
  alerting: {
    alertmanagers: [{ static_configs: [{ targets: [text`${fullname}-${alertmanager.id}:${alertmanager.port}`] }] }],
  },
  scrape_configs: scrapeConfigs(jobs),
});

const extraFile = 'scrape_config_files:\n  - /etc/prometheus/extra-scrape-configs.yml\n';

/** Prometheus with its jobs and rules, on a volume. */
export class Prometheus extends StatefulService {
  constructor(scope: Construct, id: string, props: Watch & { readonly values: RefsOf<typeof knobs> }) {
    const { values } = props;
    const { extraScrapeConfigs, extraRuleGroups } = values;
    const data = {
      'prometheus.yml': text`${yamlText(prometheusYaml(props))}${choose(isSet(extraScrapeConfigs), extraFile, '')}`,
      'rules.yml': yamlText(ruleGroups(props.alerts, props.runbookUrl)),
      'extra-rules.yml': text`groups: ${json(extraRuleGroups)}\n`,
      'extra-scrape-configs.yml': text`scrape_configs: ${json(extraScrapeConfigs)}\n`,
    };
    super(scope, id, {
      values,
      port,
      data: { mountPath: '/prometheus', claim: 'data' },
      args: [
        '--config.file=/etc/prometheus/prometheus.yml',
        '--storage.tsdb.path=/prometheus',
        text`--storage.tsdb.retention.time=${values.retention}`,
        '--web.console.libraries=/usr/share/prometheus/console_libraries',
        '--web.console.templates=/usr/share/prometheus/consoles',
      ],
      files: [folderOf(scope, `${id}-config`, '/etc/prometheus', data, 'files')],
    });
    HelmChart.require(
      this,
      isUnique(extraScrapeConfigs, 'job_name'),
      'each job_name of extraScrapeConfigs stands there once',
    );
    HelmChart.require(this, isUnique(extraRuleGroups, 'name'), 'each name of extraRuleGroups stands there once');
    this.rights(values.rbac.create);
  }

  /** Pods of its namespace to find what to read; nodes and their metrics for the containers' figures. Nothing to write. */
  private rights(create: Expression<boolean>): void {
    const { metadata } = this;
    // Objects of the whole cluster: the namespace, which has no dot, keeps releases apart.
    const wide = { name: text`${releaseNamespace}.${this.name}`, labels: metadata.labels };
    const account = { kind: 'ServiceAccount', name: this.serviceAccountName, namespace: releaseNamespace };
    const objects = [
      new KubeRole(this, 'role', {
        metadata,
        rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }],
      }),
      new KubeRoleBinding(this, 'rolebinding', {
        metadata,
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: this.name },
        subjects: [account],
      }),
      new KubeClusterRole(this, 'clusterrole', {
        metadata: wide,
        rules: [
          { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch'] },
          { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
        ],
      }),
      new KubeClusterRoleBinding(this, 'clusterrolebinding', {
        metadata: wide,
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: wide.name },
        subjects: [account],
      }),
    ];
    for (const object of objects) Condition.of(object).when(create);
  }
}

import { at, elements, entriesOf } from '../output.fixture';
import {
  budgetOf,
  isTargeted,
  limitOf,
  ofContainers,
  ofKind,
  ofPods,
  podsIn,
  portsOf,
  replicasOf,
  selects,
  setting,
  type Check,
} from './checks.fixture';

const missing = (kind: 'limits' | 'requests', resource: string): Check =>
  ofContainers((container) => limitOf(container, kind, resource) === undefined && `has no ${kind} of ${resource}`);

const bothOf =
  (...checks: readonly Check[]): Check =>
  (all) =>
    checks.flatMap((check) => check(all));

/** kube-score asks for a budget where there is more than one pod to lose. */
const budgets = (kind: string): Check =>
  ofPods((pod, all) =>
    pod.owner.kind !== kind || replicasOf(pod, all) < 2 || budgetOf(all, pod) ? [] : ['no PodDisruptionBudget'],
  );

/** The checks of kube-score 1.20 that are on without configuration and whose result is critical, as its documents describe them. */
export const kubeScore: { readonly [check: string]: Check } = {
  'ingress-targets-service': ofKind('Ingress', (ingress, all) => {
    const backends = elements(at(ingress, 'spec', 'rules')).flatMap((rule) => elements(at(rule, 'http', 'paths')));
    const names = backends.map((path) => at(path, 'backend', 'service', 'name'));
    const unknown = names.filter(
      (name) => !all.some(({ kind, metadata }) => kind === 'Service' && metadata.name === name),
    );
    return unknown.length > 0 && `leads to ${unknown.map(String).join()}`;
  }),
  'cronjob-has-deadline': ofKind(
    'CronJob',
    (job) => at(job, 'spec', 'startingDeadlineSeconds') === undefined && 'has no startingDeadlineSeconds',
  ),
  'cronjob-restartpolicy': ofKind(
    'CronJob',
    (job) =>
      at(job, 'spec', 'jobTemplate', 'spec', 'template', 'spec', 'restartPolicy') === undefined &&
      'has no restartPolicy',
  ),
  'container-resources': bothOf(
    missing('limits', 'cpu'),
    missing('limits', 'memory'),
    missing('requests', 'cpu'),
    missing('requests', 'memory'),
  ),
  'container-ephemeral-storage-request-and-limit': missing('limits', 'ephemeral-storage'),
  'container-image-tag': ofContainers((container) => {
    const image = String(at(container, 'image'));
    return (/:latest$/.test(image) || !/[:@][^/]+$/.test(image)) && image;
  }),
  'container-image-pull-policy': ofContainers(
    (container) =>
      at(container, 'imagePullPolicy') !== 'Always' && `is pulled ${String(at(container, 'imagePullPolicy'))}`,
  ),
  'container-security-context-user-group-id': ofContainers((container, pod) => {
    const ids = [setting(container, pod, 'runAsUser'), setting(container, pod, 'runAsGroup')];
    return ids.some((id) => !(Number(id) >= 10000)) && `runs as ${ids.map(String).join(':')}`;
  }),
  'container-security-context-privileged': ofContainers(
    (container) => at(container, 'securityContext', 'privileged') === true && 'is privileged',
  ),
  'container-security-context-readonlyrootfilesystem': ofContainers(
    (container) => at(container, 'securityContext', 'readOnlyRootFilesystem') !== true && 'can write to its image',
  ),
  'container-ports-check': ofPods((pod) => {
    const names = portsOf(pod).map((port) => at(port, 'name'));
    return new Set(names).size < names.length ? ['two ports of one name'] : [];
  }),
  'environment-variable-key-duplication': ofContainers((container) => {
    const names = elements(at(container, 'env')).map((each) => at(each, 'name'));
    return new Set(names).size < names.length && 'has a variable twice';
  }),
  'pod-networkpolicy': ofPods((pod, all) =>
    (['Ingress', 'Egress'] as const).flatMap((type) => (isTargeted(all, pod, type) ? [] : [`no policy of ${type}`])),
  ),
  'networkpolicy-targets-pod': ofKind('NetworkPolicy', (policy, all) => {
    const selector = at(policy, 'spec', 'podSelector', 'matchLabels');
    const isAll = entriesOf(selector).length === 0;
    return !isAll && !podsIn(all).some((pod) => selects(policy, pod, 'podSelector', 'matchLabels')) && 'selects no pod';
  }),
  'pod-probes': ofPods((pod, all) => {
    if (['Job', 'CronJob', 'Pod'].includes(pod.owner.kind)) return [];
    const isServed = all.some((object) => object.kind === 'Service' && selects(object, pod, 'selector'));
    const containers = elements(at(pod.spec, 'containers'));
    const has = (probe: string) => containers.some((container) => at(container, probe) !== undefined);
    const same = containers.some((container) => {
      const [ready, live] = [at(container, 'readinessProbe'), at(container, 'livenessProbe')];
      return ready !== undefined && JSON.stringify(ready) === JSON.stringify(live);
    });
    return [
      ...(isServed && !has('readinessProbe') ? ['no readinessProbe'] : []),
      ...(same ? ['readinessProbe and livenessProbe are the same'] : []),
    ];
  }),
  'service-targets-pod': ofKind(
    'Service',
    (service, all) =>
      at(service, 'spec', 'type') !== 'ExternalName' &&
      !podsIn(all).some((pod) => selects(service, pod, 'selector')) &&
      'selects no pod',
  ),
  'stable-version': (all) =>
    all
      .filter(({ apiVersion }) =>
        /^(apps|batch|extensions|policy|autoscaling|networking\.k8s\.io)\/v\d+(alpha|beta)/.test(apiVersion),
      )
      .map(({ apiVersion, kind }) => `${apiVersion} ${kind}`),
  'deployment-has-poddisruptionbudget': budgets('Deployment'),
  'statefulset-has-poddisruptionbudget': budgets('StatefulSet'),
  'statefulset-has-servicename': ofKind(
    'StatefulSet',
    (set, all) =>
      !all.some(({ kind, metadata }) => kind === 'Service' && metadata.name === at(set, 'spec', 'serviceName')) &&
      'names no Service',
  ),
  'deployment-targeted-by-hpa-does-not-have-replicas-configured': ofKind(
    'HorizontalPodAutoscaler',
    (scaler, all) =>
      all.some(
        ({ kind, metadata, spec }) =>
          kind === 'Deployment' &&
          metadata.name === at(scaler, 'spec', 'scaleTargetRef', 'name') &&
          at(spec, 'replicas') !== undefined,
      ) && 'shares the number of pods with the Deployment',
  ),
  'horizontalpodautoscaler-has-target': ofKind('HorizontalPodAutoscaler', (scaler, all) => {
    const { kind: wanted, name } = at(scaler, 'spec', 'scaleTargetRef') as {
      readonly kind: string;
      readonly name: string;
    };
    return !all.some(({ kind, metadata }) => kind === wanted && metadata.name === name) && 'scales nothing';
  }),
  'label-values': (all) =>
    all.flatMap(({ kind, metadata }) =>
      entriesOf(at(metadata, 'labels'))
        .filter(([, value]) => !/^(?=.{0,63}$)([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/.test(String(value)))
        .map(([key]) => `${kind} ${metadata.name}: ${key}`),
    ),
};

import { at, elements } from '../output.fixture';
import {
  type Check,
  limitOf,
  mountsHost,
  ofContainers,
  ofKind,
  ofPodField,
  ofPods,
  podsIn,
  portsOf,
  probePort,
  replicasOf,
  selects,
  setting,
  spreadsOverHosts,
} from './checks.fixture';

/** The checks of kube-linter 0.7 that are on without configuration, as its documents describe them. */
export const kubeLinter: { readonly [check: string]: Check } = {
  'dangling-service': ofKind(
    'Service',
    (service, all) => !podsIn(all).some((pod) => selects(service, pod, 'selector')) && 'selects no pod',
  ),
  'deprecated-service-account-field': ofPods(({ spec }) =>
    at(spec, 'serviceAccount') === undefined ? [] : ['serviceAccount'],
  ),
  'docker-sock': mountsHost(/docker\.sock$/),
  'drop-net-raw-capability': ofContainers((container) => {
    const dropped = elements(at(container, 'securityContext', 'capabilities', 'drop'));
    return !dropped.some((each) => each === 'ALL' || each === 'NET_RAW') && 'keeps NET_RAW';
  }),
  'duplicate-env-var': ofContainers((container) => {
    const names = elements(at(container, 'env')).map((each) => at(each, 'name'));
    return new Set(names).size < names.length && 'has a variable twice';
  }),
  'env-var-secret': ofContainers(
    (container) =>
      elements(at(container, 'env')).some(
        (each) => /secret/i.test(String(at(each, 'name'))) && String(at(each, 'value') ?? '') !== '',
      ) && 'has a secret as a literal',
  ),
  'host-ipc': ofPodField('hostIPC'),
  'host-network': ofPodField('hostNetwork'),
  'host-pid': ofPodField('hostPID'),
  'invalid-target-ports': (all) =>
    all
      .filter(({ kind }) => kind === 'Service')
      .flatMap((service) => elements(at(service, 'spec', 'ports')).map((port) => at(port, 'targetPort')))
      .filter((port) => typeof port === 'string' && !/^(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/.test(port))
      .map(String),
  'job-ttl-seconds-after-finished': ofKind(
    'Job',
    (job) => at(job, 'spec', 'ttlSecondsAfterFinished') === undefined && 'stays for ever',
  ),
  'latest-tag': ofContainers((container) => {
    const image = String(at(container, 'image'));
    return (/:latest$/.test(image) || !/[:@][^/]+$/.test(image)) && image;
  }),
  'liveness-port': probePort('livenessProbe'),
  'mismatching-selector': ofPods((pod) =>
    pod.owner.kind !== 'Deployment' || selects(pod.owner, pod, 'selector', 'matchLabels') ? [] : ['selector'],
  ),
  'no-anti-affinity': ofPods((pod) =>
    Number(at(pod.owner, 'spec', 'replicas') ?? 1) >= 2 && !spreadsOverHosts(pod) ? ['no podAntiAffinity'] : [],
  ),
  'no-extensions-v1beta': (all) =>
    all.filter(({ apiVersion }) => apiVersion.startsWith('extensions/v1beta')).map(({ kind }) => kind),
  'no-read-only-root-fs': ofContainers(
    (container) => at(container, 'securityContext', 'readOnlyRootFilesystem') !== true && 'can write to its image',
  ),
  'non-existent-service-account': ofPods(({ spec }, all) => {
    const name = at(spec, 'serviceAccountName');
    const isThere = all.some(({ kind, metadata }) => kind === 'ServiceAccount' && metadata.name === name);
    return name === undefined || name === 'default' || isThere ? [] : [String(name)];
  }),
  'pdb-max-unavailable': ofKind(
    'PodDisruptionBudget',
    (budget) => /^0%?$/.test(String(at(budget, 'spec', 'maxUnavailable'))) && 'lets no pod go',
  ),
  'pdb-min-available': ofKind('PodDisruptionBudget', (budget, all) => {
    const least = at(budget, 'spec', 'minAvailable');
    const pods = podsIn(all).filter((pod) => selects(budget, pod, 'selector', 'matchLabels'));
    const isAll = least === '100%' || (typeof least === 'number' && pods.some((pod) => replicasOf(pod, all) <= least));
    return isAll && 'lets no pod go';
  }),
  'pdb-unhealthy-pod-eviction-policy': ofKind(
    'PodDisruptionBudget',
    (budget) => at(budget, 'spec', 'unhealthyPodEvictionPolicy') === undefined && 'keeps pods that do not work',
  ),
  'privilege-escalation-container': ofContainers(
    (container) => at(container, 'securityContext', 'allowPrivilegeEscalation') !== false && 'may gain privileges',
  ),
  'privileged-container': ofContainers(
    (container) => at(container, 'securityContext', 'privileged') === true && 'is privileged',
  ),
  'readiness-port': probePort('readinessProbe'),
  'run-as-non-root': ofContainers(
    (container, pod) =>
      setting(container, pod, 'runAsNonRoot') !== true &&
      !(Number(setting(container, pod, 'runAsUser')) > 0) &&
      'may be root',
  ),
  'sensitive-host-mounts': mountsHost(/^\/(boot|dev|etc|lib|proc|sys|usr)?$/),
  'ssh-port': ofPods((pod) => (portsOf(pod).some((port) => at(port, 'containerPort') === 22) ? ['port 22'] : [])),
  'startup-port': probePort('startupProbe'),
  'unsafe-sysctls': ofPods(({ spec }) =>
    elements(at(spec, 'securityContext', 'sysctls')).map((sysctl) => String(at(sysctl, 'name'))),
  ),
  'unset-cpu-requirements': ofContainers(
    (container) => limitOf(container, 'requests', 'cpu') === undefined && 'asks for no cpu',
  ),
  'unset-memory-requirements': ofContainers(
    (container) =>
      (limitOf(container, 'requests', 'memory') === undefined ||
        limitOf(container, 'limits', 'memory') === undefined) &&
      'has no bounds of memory',
  ),
};

import { fieldRule, oneOf, type FieldCheck } from './field-rule';

const protocol = oneOf('TCP', 'UDP', 'SCTP');
const accessMode = oneOf('ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod');
const volumeMode = oneOf('Filesystem', 'Block');
const scheme = oneOf('HTTP', 'HTTPS');
const subject = oneOf('User', 'Group', 'ServiceAccount');
const profile = oneOf('RuntimeDefault', 'Localhost', 'Unconfined');
const level = oneOf('privileged', 'baseline', 'restricted');
const retention = oneOf('Retain', 'Delete');
const scaling: { readonly [path: string]: FieldCheck } = {
  'spec/behavior/*/selectPolicy': oneOf('Max', 'Min', 'Disabled'),
  'spec/behavior/*/policies/*/type': oneOf('Pods', 'Percent'),
};

/** The strings that Kubernetes takes as one of a few, which its schema does not tell. */
export const enumerationRules = [
  fieldRule(
    {
      code: 'invalid-enum',
      why: 'Some strings are one of a few; the API server refuses any other, and the schema does not tell.',
      remedy: 'Use one of the values that the message names.',
    },
    {
      Service: {
        'spec/type': oneOf('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'),
        'spec/sessionAffinity': oneOf('None', 'ClientIP'),
        'spec/externalTrafficPolicy': oneOf('Cluster', 'Local'),
        'spec/internalTrafficPolicy': oneOf('Cluster', 'Local'),
        'spec/ipFamilyPolicy': oneOf('SingleStack', 'PreferDualStack', 'RequireDualStack'),
        'spec/ipFamilies/*': oneOf('IPv4', 'IPv6'),
        'spec/ports/*/protocol': protocol,
      },
      'Deployment.apps': { 'spec/strategy/type': oneOf('RollingUpdate', 'Recreate') },
      'DaemonSet.apps': { 'spec/updateStrategy/type': oneOf('RollingUpdate', 'OnDelete') },
      'StatefulSet.apps': {
        'spec/updateStrategy/type': oneOf('RollingUpdate', 'OnDelete'),
        'spec/podManagementPolicy': oneOf('OrderedReady', 'Parallel'),
        'spec/persistentVolumeClaimRetentionPolicy/*': retention,
        'spec/volumeClaimTemplates/*/spec/accessModes/*': accessMode,
        'spec/volumeClaimTemplates/*/spec/volumeMode': volumeMode,
      },
      PersistentVolumeClaim: { 'spec/accessModes/*': accessMode, 'spec/volumeMode': volumeMode },
      PersistentVolume: {
        'spec/accessModes/*': accessMode,
        'spec/volumeMode': volumeMode,
        'spec/persistentVolumeReclaimPolicy': oneOf('Retain', 'Delete', 'Recycle'),
      },
      'StorageClass.storage.k8s.io': {
        volumeBindingMode: oneOf('Immediate', 'WaitForFirstConsumer'),
        reclaimPolicy: retention,
      },
      'Job.batch': { 'spec/completionMode': oneOf('NonIndexed', 'Indexed') },
      'CronJob.batch': {
        'spec/concurrencyPolicy': oneOf('Allow', 'Forbid', 'Replace'),
        'spec/jobTemplate/spec/completionMode': oneOf('NonIndexed', 'Indexed'),
      },
      'Ingress.networking.k8s.io': {
        'spec/rules/*/http/paths/*/pathType': oneOf('Exact', 'Prefix', 'ImplementationSpecific'),
      },
      'NetworkPolicy.networking.k8s.io': {
        'spec/policyTypes/*': oneOf('Ingress', 'Egress'),
        'spec/ingress/*/ports/*/protocol': protocol,
        'spec/egress/*/ports/*/protocol': protocol,
      },
      'HorizontalPodAutoscaler.autoscaling': {
        ...scaling,
        'spec/metrics/*/type': oneOf('Resource', 'ContainerResource', 'Pods', 'Object', 'External'),
        'spec/metrics/*/*/target/type': oneOf('Utilization', 'Value', 'AverageValue'),
      },
      'PodDisruptionBudget.policy': { 'spec/unhealthyPodEvictionPolicy': oneOf('IfHealthyBudget', 'AlwaysAllow') },
      'RoleBinding.rbac.authorization.k8s.io': {
        'subjects/*/kind': subject,
        'roleRef/kind': oneOf('Role', 'ClusterRole'),
      },
      'ClusterRoleBinding.rbac.authorization.k8s.io': {
        'subjects/*/kind': subject,
        'roleRef/kind': oneOf('ClusterRole'),
      },
      Namespace: {
        'metadata/labels/pod-security.kubernetes.io~enforce': level,
        'metadata/labels/pod-security.kubernetes.io~audit': level,
        'metadata/labels/pod-security.kubernetes.io~warn': level,
      },
      $pod: {
        dnsPolicy: oneOf('ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'),
        preemptionPolicy: oneOf('PreemptLowerPriority', 'Never'),
        'os/name': oneOf('linux', 'windows'),
        'securityContext/fsGroupChangePolicy': oneOf('OnRootMismatch', 'Always'),
        'securityContext/seccompProfile/type': profile,
        'tolerations/*/operator': oneOf('Equal', 'Exists'),
        'tolerations/*/effect': oneOf('NoSchedule', 'PreferNoSchedule', 'NoExecute', ''),
        'topologySpreadConstraints/*/whenUnsatisfiable': oneOf('DoNotSchedule', 'ScheduleAnyway'),
        'volumes/*/hostPath/type': oneOf(
          '',
          'DirectoryOrCreate',
          'Directory',
          'FileOrCreate',
          'File',
          'Socket',
          'CharDevice',
          'BlockDevice',
        ),
      },
      $container: {
        imagePullPolicy: oneOf('Always', 'IfNotPresent', 'Never'),
        terminationMessagePolicy: oneOf('File', 'FallbackToLogsOnError'),
        'ports/*/protocol': protocol,
        'livenessProbe/httpGet/scheme': scheme,
        'readinessProbe/httpGet/scheme': scheme,
        'startupProbe/httpGet/scheme': scheme,
        'lifecycle/*/httpGet/scheme': scheme,
        'securityContext/seccompProfile/type': profile,
        'volumeMounts/*/mountPropagation': oneOf('None', 'HostToContainer', 'Bidirectional'),
      },
    },
  ),
] as const;

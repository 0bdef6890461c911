/** A kind of Kubernetes that later versions have no more. */
export interface RemovedKind {
  /** The first minor version of 1 without it. */
  readonly since: number;
  /** What takes its place, as `networking.k8s.io/v1 Ingress`, or in words where no kind does. */
  readonly instead: string;
  /** What is to be written otherwise there. @default nothing but the version */
  readonly difference?: string;
}

/**
 * What Kubernetes has removed: the version since which it is gone, what was removed, what takes its place, and what is to be written
 * otherwise there. Source: https://kubernetes.io/docs/reference/using-api/deprecation-guide/ and the change logs of 1.20 and 1.21.
 */
const table = `
  1.16 | extensions/v1beta1 DaemonSet, Deployment, ReplicaSet | apps/v1 | which needs spec.selector
  1.16 | extensions/v1beta1 NetworkPolicy | networking.k8s.io/v1
  1.16 | apps/v1beta1 Deployment, StatefulSet | apps/v1 | which needs spec.selector
  1.16 | apps/v1beta2 DaemonSet, Deployment, ReplicaSet, StatefulSet | apps/v1
  1.16 | apps/v1beta1 ControllerRevision | apps/v1
  1.16 | apps/v1beta2 ControllerRevision | apps/v1
  1.16 | extensions/v1beta1 PodSecurityPolicy | Pod Security Admission: the label pod-security.kubernetes.io/enforce of the Namespace
  1.20 | settings.k8s.io/v1alpha1 PodPreset | a MutatingWebhookConfiguration, or what the pods themselves say
  1.21 | batch/v2alpha1 CronJob | batch/v1
  1.22 | admissionregistration.k8s.io/v1beta1 MutatingWebhookConfiguration, ValidatingWebhookConfiguration | admissionregistration.k8s.io/v1 | where each webhook needs sideEffects and admissionReviewVersions
  1.22 | apiextensions.k8s.io/v1beta1 CustomResourceDefinition | apiextensions.k8s.io/v1 | where each of spec.versions needs its schema
  1.22 | apiregistration.k8s.io/v1beta1 APIService | apiregistration.k8s.io/v1
  1.22 | authentication.k8s.io/v1beta1 TokenReview | authentication.k8s.io/v1
  1.22 | authorization.k8s.io/v1beta1 LocalSubjectAccessReview, SelfSubjectAccessReview, SelfSubjectRulesReview, SubjectAccessReview | authorization.k8s.io/v1
  1.22 | certificates.k8s.io/v1beta1 CertificateSigningRequest | certificates.k8s.io/v1 | which needs spec.signerName and spec.usages
  1.22 | coordination.k8s.io/v1beta1 Lease | coordination.k8s.io/v1
  1.22 | extensions/v1beta1 Ingress | networking.k8s.io/v1 | where a path needs pathType, and a backend is service.name and service.port
  1.22 | networking.k8s.io/v1beta1 Ingress | networking.k8s.io/v1 | where a path needs pathType, and a backend is service.name and service.port
  1.22 | networking.k8s.io/v1beta1 IngressClass | networking.k8s.io/v1
  1.22 | rbac.authorization.k8s.io/v1beta1 ClusterRole, ClusterRoleBinding, Role, RoleBinding | rbac.authorization.k8s.io/v1
  1.22 | scheduling.k8s.io/v1beta1 PriorityClass | scheduling.k8s.io/v1
  1.22 | storage.k8s.io/v1beta1 CSIDriver, CSINode, StorageClass, VolumeAttachment | storage.k8s.io/v1
  1.25 | batch/v1beta1 CronJob | batch/v1
  1.25 | discovery.k8s.io/v1beta1 EndpointSlice | discovery.k8s.io/v1
  1.25 | events.k8s.io/v1beta1 Event | events.k8s.io/v1
  1.25 | autoscaling/v2beta1 HorizontalPodAutoscaler | autoscaling/v2 | where what a metric aims at stands in its target
  1.25 | policy/v1beta1 PodDisruptionBudget | policy/v1 | where an empty selector selects all pods
  1.25 | policy/v1beta1 PodSecurityPolicy | Pod Security Admission: the label pod-security.kubernetes.io/enforce of the Namespace
  1.25 | node.k8s.io/v1beta1 RuntimeClass | node.k8s.io/v1
  1.26 | autoscaling/v2beta2 HorizontalPodAutoscaler | autoscaling/v2
  1.26 | flowcontrol.apiserver.k8s.io/v1beta1 FlowSchema, PriorityLevelConfiguration | flowcontrol.apiserver.k8s.io/v1
  1.27 | storage.k8s.io/v1beta1 CSIStorageCapacity | storage.k8s.io/v1
  1.29 | flowcontrol.apiserver.k8s.io/v1beta2 FlowSchema, PriorityLevelConfiguration | flowcontrol.apiserver.k8s.io/v1
  1.32 | flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema, PriorityLevelConfiguration | flowcontrol.apiserver.k8s.io/v1
`;

/** What is removed, by `apiVersion kind`. */
const removedKinds: ReadonlyMap<string, RemovedKind> = new Map(
  table
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [since = '', removed = '', place = '', difference] = line.split('|').map((cell) => cell.trim());
      const [, apiVersion = '', kinds = ''] = /^(\S+) (.*)$/.exec(removed) ?? [];
      const isVersion = !place.includes(' ');
      return kinds.split(', ').map((kind): [string, RemovedKind] => [
        `${apiVersion} ${kind}`,
        {
          since: Number(since.split('.')[1]),
          instead: isVersion ? `${place} ${kind}` : place,
          ...(difference === undefined ? {} : { difference }),
        },
      ]);
    }),
);

/** A kind that this and later versions of Kubernetes have no more; undefined for any other. */
export function removedKind(apiVersion: string, kind: string, kubernetes: string): RemovedKind | undefined {
  const found = removedKinds.get(`${apiVersion} ${kind}`);
  return found && Number(kubernetes.split('.')[1]) >= found.since ? found : undefined;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { broken } from '../broken.fixture';
import { cases, pointerOf } from '../case.fixture';
import type { CheckInput } from '../finding';
import { readDocuments } from '../folder/read-documents';
import { referenceRules } from '../references';
import { schemaRules } from '../schema-rules';
import { semanticRules } from '../semantics';

/*
 * One constraint of the API server at a time, broken in an object that has no error otherwise.
 */

const { objects } = readDocuments(readFileSync(join(__dirname, 'accepted.fixture.yaml'), 'utf8'), 'accepted.yaml');
const input: CheckInput = { objects, kubernetes: '1.33' };
const rules = [...schemaRules, ...semanticRules, ...referenceRules];

const found = (given: CheckInput): string[] =>
  rules
    .filter(({ severity }) => severity === 'error')
    .flatMap((rule) => rule.check(given).map(({ pointer }) => `${rule.code} ${pointer}`));

const table = cases`
  invalid-name
    Deployment cert-manager-webhook | /metadata/name | Cert_Manager
    Deployment cert-manager-webhook | /metadata/namespace | a.b
    Deployment cert-manager-webhook | main/name | Main
    Deployment cert-manager-webhook | pod/serviceAccountName | App_SA
    Deployment cert-manager-webhook | pod/priorityClassName | High_Prio
    Deployment cert-manager-webhook | pod/runtimeClassName | A_b
    Deployment cert-manager-webhook | pod/nodeName | Node_1
    Deployment recreate | pod/hostname | a.b
    Deployment recreate | pod/subdomain | a_b
    Namespace ingress-nginx | /metadata/name | Ingress
    Service headless | /metadata/name | ${'a'.repeat(64)}
    Job ingress-nginx-admission-create | /metadata/name | ${'a'.repeat(64)}
    StatefulSet on-delete | /spec/serviceName | 1a
    Ingress wildcard | /spec/tls/0/secretName | A_b
    Ingress wildcard | /spec/ingressClassName | A_b | .
    Ingress default-only | /spec/defaultBackend/service/name | A_b
    RoleBinding metrics-server:system:auth-delegator | /metadata/name | a/b
    RoleBinding metrics-server:system:auth-delegator | /subjects/0/name | A_b
    PriorityClass low | /metadata/name | system-low
    RuntimeClass kata-qemu | /handler | Kata_Qemu
    ValidatingWebhookConfiguration istio-validator | /webhooks/0/name | istio
    CustomResourceDefinition gateways.gateway.networking.k8s.io | /metadata/name | gateway.networking.k8s.io
    CustomResourceDefinition gateways.gateway.networking.k8s.io | /spec/names/singular | Gateway
    CustomResourceDefinition gateways.gateway.networking.k8s.io | /spec/versions/0/name | V1
    APIService v1beta1.metrics.k8s.io | /metadata/name | metrics.k8s.io
    PersistentVolumeClaim restored | /spec/storageClassName | Fast_
    Application guestbook | /metadata/name | A_b
    HTTPRoute shop | /spec/parentRefs/0/kind | My_Gateway
    HTTPRoute shop | /spec/parentRefs/0/kind | ''
    HTTPRoute shop | /spec/parentRefs/0/namespace | ''
    HTTPRoute shop | /spec/parentRefs/0/sectionName | ''
  missing-value
    Deployment cert-manager-webhook | main/image | ''
    Deployment cert-manager-webhook | main/env/0/name | ''
    Deployment cert-manager-webhook | main/env/0/valueFrom/fieldRef/fieldPath | ''
    Deployment cert-manager-webhook | main/envFrom/0/configMapRef/name | (absent) | ..
    Deployment cert-manager-webhook | main/volumeMounts/0/mountPath | ''
    Deployment cert-manager-webhook | main/startupProbe/exec/command | []
    Deployment cert-manager-webhook | pod/containers | []
    Deployment cert-manager-webhook | pod/volumes/0/secret/secretName | (absent) | ..
    Deployment cert-manager-webhook | pod/volumes/0/secret/items/0/key | ''
    Deployment cert-manager-webhook | pod/dnsConfig/nameservers | [] | ..
    Deployment cert-manager-webhook | pod/topologySpreadConstraints/0/topologyKey | ''
    Deployment cert-manager-webhook | pod/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms | []
    Deployment cert-manager-webhook | pod/volumes/3/downwardAPI/items/1/resourceFieldRef/containerName | (absent) | ..
    Deployment cert-manager-webhook | pod/volumes/1/cinder | { volumeID: a, secretRef: {} } | ./secretRef
    Service headless | /spec/clusterIP | '' | /spec
    Service external | /spec/externalName | ''
    Endpoints by-address | /subsets/0/addresses | [] | ..
    Ingress default-only | /spec/defaultBackend | (absent) | ..
    Ingress wildcard | /spec/rules/0/http/paths | []
    Ingress wildcard | /spec/rules/0/http/paths/0/backend/service/name | ''
    Ingress wildcard | /spec/rules/0/http/paths/0/backend/service/port | (absent) | ..
    IngressClass nginx | /spec/controller | ''
    NetworkPolicy ranges | /spec/ingress/0/from/1 | {}
    HorizontalPodAutoscaler all | /spec/scaleTargetRef/name | ''
    HorizontalPodAutoscaler all | /spec/metrics/2/pods | (absent) | ..
    HorizontalPodAutoscaler all | /spec/metrics/2/pods/metric/name | ''
    HorizontalPodAutoscaler all | /spec/behavior/scaleUp/policies | []
    Secret tls | /data/tls.key | (absent) | ..
    PersistentVolumeClaim restored | /spec/accessModes | []
    PersistentVolumeClaim restored | /spec/resources/requests | {}
    PersistentVolumeClaim restored | /spec/dataSource/name | ''
    PersistentVolume local | /spec/capacity | {}
    PersistentVolume local | /spec/nodeAffinity | (absent) | ..
    PersistentVolume csi | /spec/csi/volumeHandle | ''
    Role nothing | /rules | [{ apiGroups: [''], resources: [pods], verbs: [] }] | ./0/verbs
    Role nothing | /rules | [{ apiGroups: [], resources: [pods], verbs: [get] }] | ./0/apiGroups
    ClusterRole aggregate | /aggregationRule/clusterRoleSelectors | []
    RoleBinding metrics-server:system:auth-delegator | /roleRef/name | ''
    ClusterRoleBinding nobody | /subjects | [{ kind: ServiceAccount, name: a }] | ./0
    ValidatingWebhookConfiguration istio-validator | /webhooks/0/admissionReviewVersions | [v2]
    ValidatingWebhookConfiguration istio-validator | /webhooks/0/rules/0/apiVersions | []
    ValidatingWebhookConfiguration istio-validator | /webhooks/0/clientConfig/service/namespace | ''
    ValidatingAdmissionPolicy demo.example.com | /spec/matchConstraints | (absent) | ..
    ValidatingAdmissionPolicy demo.example.com | /spec/validations/0/expression | ''
    ValidatingAdmissionPolicyBinding demo-binding.example.com | /spec/validationActions | (absent) | ..
    CustomResourceDefinition gateways.gateway.networking.k8s.io | /metadata/annotations | {}
    CustomResourceDefinition gateways.gateway.networking.k8s.io | /spec/versions/0/schema | (absent) | ..
    CustomResourceDefinition gateways.gateway.networking.k8s.io | /spec/conversion/strategy | Webhook | ..
    FlowSchema a | /spec/rules/0/subjects | []
    ReplicaSet a | /metadata/ownerReferences/0/uid | ''
  forbidden-field
    Deployment cert-manager-webhook | pod/initContainers/1/readinessProbe | { tcpSocket: { port: 80 } }
    Deployment cert-manager-webhook | main/restartPolicy | Always
    Deployment cert-manager-webhook | main/readinessProbe/terminationGracePeriodSeconds | 5
    Deployment cert-manager-webhook | main/volumeMounts/0/mountPropagation | Bidirectional
    Deployment recreate | pod/hostNetwork | true
    Pod windows | /spec/securityContext/fsGroup | 5
    Pod gated | /spec/ephemeralContainers | [{ name: b, image: b }] | .
    StatefulSet on-delete | pod/activeDeadlineSeconds | 5
    Service by-address | /spec/ports/0/nodePort | 30080
    Service by-address | /spec/loadBalancerClass | a.b/c
    Service headless | /spec/sessionAffinityConfig | { clientIP: { timeoutSeconds: 5 } }
    Service headless | /spec/externalTrafficPolicy | Local
    Service headless | /spec/healthCheckNodePort | 30001
    Service external | /spec/clusterIP | 10.0.0.1
    Service ingress-nginx-controller | /spec/ports/0/port | 10250 | ..
    Role nothing | /rules | [{ nonResourceURLs: [/a], verbs: [get] }] | ./0/nonResourceURLs
    PersistentVolumeClaim restored | /spec/accessModes | [ReadWriteOncePod, ReadWriteOnce]
    LimitRange many | /spec/limits/1/default | { cpu: 1 }
    CronJob nightly | /spec/jobTemplate/spec/manualSelector | true
    CustomResourceDefinition gateways.gateway.networking.k8s.io | /spec/preserveUnknownFields | true
    DaemonSet node-exporter | pod/securityContext/sysctls | [{ name: net.core.somaxconn, value: '1' }] | ./0/name
  not-exactly-one
    Deployment cert-manager-webhook | main/livenessProbe/exec | { command: [a] } | ../httpGet
    Deployment cert-manager-webhook | main/livenessProbe/httpGet | (absent) | ..
    Deployment cert-manager-webhook | main/lifecycle/preStop | {}
    Deployment cert-manager-webhook | main/env/0/valueFrom/secretKeyRef | { name: a, key: b } | ../fieldRef
    Deployment cert-manager-webhook | main/env/0/valueFrom | {}
    Deployment cert-manager-webhook | main/envFrom/0/secretRef | { name: a }
    Deployment cert-manager-webhook | main/envFrom/0/configMapRef | (absent) | ..
    Deployment cert-manager-webhook | main/volumeMounts/1/subPath | a | ../subPathExpr
    Deployment cert-manager-webhook | pod/volumes/0/emptyDir | {} | ../secret
    Deployment cert-manager-webhook | pod/volumes/2/projected/sources/1/secret | { name: a } | ../configMap
    Pod gated | /spec/resourceClaims/0/resourceClaimName | a | ../resourceClaimTemplateName
    Ingress default-only | /spec/defaultBackend/service/port/name | http | ..
    Ingress default-only | /spec/defaultBackend/resource | { kind: A, name: a } | ..
    NetworkPolicy ranges | /spec/ingress/0/from/0/podSelector | {} | ..
    PodDisruptionBudget half | /spec/maxUnavailable | 1 | ..
    HorizontalPodAutoscaler all | /spec/metrics/0/resource/target/averageUtilization | (absent) | ..
    HorizontalPodAutoscaler all | /spec/metrics/0/pods | { metric: { name: a }, target: { type: AverageValue, averageValue: 1 } }
    PersistentVolume local | /spec/nfs | { server: a, path: /a } | /spec/local
    PersistentVolume local | /spec/local | (absent) | ..
    ValidatingWebhookConfiguration istio-validator | /webhooks/0/clientConfig/url | https://a.b | ..
    CustomResourceDefinition gateways.gateway.networking.k8s.io | /spec/versions/1/storage | true | ../..
    ValidatingAdmissionPolicyBinding demo-binding.example.com | /spec/paramRef/name | a
  invalid-enum
    Deployment cert-manager-webhook | main/imagePullPolicy | always
    Deployment cert-manager-webhook | main/terminationMessagePolicy | file
    Deployment cert-manager-webhook | main/ports/0/protocol | tcp
    Deployment cert-manager-webhook | main/livenessProbe/httpGet/scheme | https
    Deployment cert-manager-webhook | main/env/0/valueFrom/fieldRef/fieldPath | spec.containers
    Deployment cert-manager-webhook | main/env/3/valueFrom/resourceFieldRef/resource | memory
    Deployment cert-manager-webhook | pod/dnsPolicy | none
    Deployment cert-manager-webhook | pod/preemptionPolicy | never
    Deployment cert-manager-webhook | pod/securityContext/seccompProfile/type | runtimeDefault
    Deployment cert-manager-webhook | pod/tolerations/1/operator | exists
    Deployment cert-manager-webhook | pod/volumes/4/hostPath/type | socket
    DaemonSet node-exporter | /spec/updateStrategy/type | Recreate
    StatefulSet argocd-application-controller | /spec/podManagementPolicy | parallel
    Job indexed | /spec/completionMode | indexed
    Job ingress-nginx-admission-create | /spec/podFailurePolicy/rules/0/action | Fail
    Service headless | /spec/ipFamilyPolicy | DualStack
    Service by-address | /spec/trafficDistribution | Close
    Ingress wildcard | /spec/rules/0/http/paths/0/pathType | implementationSpecific
    NetworkPolicy ranges | /spec/ingress/0/ports/1/protocol | udp
    HorizontalPodAutoscaler all | /spec/metrics/0/type | resource
    HorizontalPodAutoscaler all | /spec/behavior/scaleDown/selectPolicy | Least
    PersistentVolumeClaim restored | /spec/accessModes/0 | RWX
    StorageClass fast.example | /volumeBindingMode | Wait
    CSIDriver secrets-store.csi.k8s.io | /spec/fsGroupPolicy | Files
    ResourceQuota scoped | /spec/scopes/0 | terminating
    RoleBinding metrics-server:system:auth-delegator | /roleRef/kind | role
    ClusterRoleBinding nobody | /roleRef/kind | Role
    RoleBinding metrics-server:system:auth-delegator | /roleRef/apiGroup | v1
    ValidatingWebhookConfiguration istio-validator | /webhooks/0/sideEffects | Some
    ValidatingWebhookConfiguration istio-validator | /webhooks/0/rules/0/operations/0 | Create
    CustomResourceDefinition gateways.gateway.networking.k8s.io | /spec/scope | Namespace
    PriorityClass low | /preemptionPolicy | never
    Namespace ingress-nginx | /metadata/labels/pod-security.kubernetes.io~1enforce | none
    Deployment cert-manager-webhook | main/env/3/valueFrom/resourceFieldRef/divisor | 3Mi
  out-of-range
    Deployment recreate | /spec/replicas | -1
    Deployment recreate | /spec/strategy | { rollingUpdate: { maxSurge: 25 % } } | ./rollingUpdate/maxSurge
    Deployment cert-manager-webhook | main/livenessProbe/initialDelaySeconds | -1
    Deployment cert-manager-webhook | main/lifecycle/preStop/sleep/seconds | 31
    Deployment cert-manager-webhook | pod/securityContext/fsGroup | -1
    Deployment cert-manager-webhook | pod/topologySpreadConstraints/0/maxSkew | 0
    Deployment cert-manager-webhook | pod/affinity/nodeAffinity/preferredDuringSchedulingIgnoredDuringExecution/0/weight | 0
    Deployment cert-manager-webhook | pod/volumes/0/secret/defaultMode | 777
    Deployment cert-manager-webhook | pod/volumes/2/projected/sources/0/serviceAccountToken/expirationSeconds | 60
    Deployment cert-manager-webhook | pod/volumes/1/quobyte | { registry: 'a:1', volume: a, tenant: ${'a'.repeat(65)} } | ./tenant
    Pod windows | /spec/securityContext/windowsOptions/gmsaCredentialSpec | ${'a'.repeat(65537)}
    Job ingress-nginx-admission-create | /spec/backoffLimit | -1
    Job ingress-nginx-admission-create | /spec/podFailurePolicy/rules/0/onExitCodes/values | [0, 1] | ./0
    CronJob nightly | /spec/startingDeadlineSeconds | -1
    Service ingress-nginx-controller | /spec/sessionAffinityConfig/clientIP/timeoutSeconds | 0
    PodDisruptionBudget half | /spec/minAvailable | 150%
    PodDisruptionBudget half | /spec/minAvailable | half
    HorizontalPodAutoscaler all | /spec/minReplicas | 0
    HorizontalPodAutoscaler all | /spec/behavior/scaleDown/stabilizationWindowSeconds | 3601
    HorizontalPodAutoscaler all | /spec/behavior/scaleUp/policies/0/periodSeconds | 0
    ValidatingWebhookConfiguration istio-validator | /webhooks/0/timeoutSeconds | 0
    APIService v1beta1.metrics.k8s.io | /spec/groupPriorityMinimum | 0
    Lease cert-manager-cainjector-leader-election | /spec/leaseDurationSeconds | 0
    PriorityClass lowest | /value | 2000000000
    FlowSchema a | /spec/matchingPrecedence | -1
    Job ingress-nginx-admission-create | /spec/podFailurePolicy/rules/0/onExitCodes/values | [2, 1] | ./1
  invalid-combination
    Deployment recreate | /spec/strategy | { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } | ./rollingUpdate/maxUnavailable
    DaemonSet surge | /spec/updateStrategy/rollingUpdate/maxUnavailable | 1 | ../maxSurge
    StatefulSet on-delete | /spec/updateStrategy/rollingUpdate | { partition: 1 }
    Deployment recreate | pod/hostPID | true | ../shareProcessNamespace
    Deployment cert-manager-webhook | main/securityContext | { privileged: true, allowPrivilegeEscalation: false } | ./allowPrivilegeEscalation
    Deployment cert-manager-webhook | pod/tolerations/2/tolerationSeconds | 5 | ../effect
    Deployment cert-manager-webhook | pod/tolerations/0/operator | Equal
    Deployment cert-manager-webhook | pod/tolerations/1/value | a | ../operator
    Deployment cert-manager-webhook | pod/topologySpreadConstraints/1/minDomains | 2
    Deployment cert-manager-webhook | main/volumeMounts/0/readOnly | false | ../recursiveReadOnly
    Deployment cert-manager-webhook | main/resources/limits/nvidia.com~1gpu | 2 | ../../requests/nvidia.com~1gpu
    DaemonSet node-exporter | main/ports/0/hostPort | 9200
    Pod gated | main/resources/claims/0/name | other
    Job indexed | /spec/completions | (absent) | ..
    Job indexed | /spec/maxFailedIndexes | 9
    Job ingress-nginx-admission-create | /spec/podFailurePolicy/rules/0/onExitCodes/containerName | b
    Service headless | /spec/ipFamilyPolicy | SingleStack
    Service ingress-nginx-controller | /spec/clusterIP | None
    Service headless | /spec/clusterIPs | [10.0.0.1] | ./0
    Ingress wildcard | /spec/ingressClassName | other | /metadata/annotations/kubernetes.io~1ingress.class
    IngressClass nginx | /spec/parameters/namespace | (absent) | ..
    NetworkPolicy ranges | /spec/ingress/0/ports/0/endPort | 1
    NetworkPolicy ranges | /spec/ingress/0/ports/2/endPort | 90
    HorizontalPodAutoscaler old | /spec/minReplicas | 20 | ../maxReplicas
    PersistentVolumeClaim restored | /spec/dataSource/apiGroup | (absent) | ../kind
    LimitRange many | /spec/limits/0/min/cpu | 3
    LimitRange many | /spec/limits/0/min/cpu | 1 | ../../default/cpu
    ResourceQuota scoped | /spec/scopes | [Terminating, NotTerminating]
    ValidatingWebhookConfiguration istio-validator | /webhooks/0/rules/0/operations | ['*', CREATE]
    ValidatingAdmissionPolicyBinding demo-binding.example.com | /spec/validationActions | [Deny, Warn]
    FlowSchema a | /spec/rules/0/subjects/1/user | { name: a }
    ReplicaSet a | /metadata/ownerReferences/1/controller | true | ../..
    ResourceQuota scoped | /spec/hard/services | 1 | /spec/scopes
  duplicate-name
    Deployment cert-manager-webhook | pod/initContainers/1/name | webhook
    Deployment cert-manager-webhook | pod/volumes/1/name | certs
    Deployment cert-manager-webhook | main/ports/1/name | https
    Deployment cert-manager-webhook | main/volumeMounts/2/mountPath | /data
    StatefulSet argocd-application-controller | /spec/volumeClaimTemplates/- | { metadata: { name: data }, spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } } } | ./metadata/name
    Service ingress-nginx-controller | /spec/ports/1/name | http
    Service ingress-nginx-controller | /spec/ports/1/protocol | TCP | ..
    CustomResourceDefinition gateways.gateway.networking.k8s.io | /spec/versions/1/name | v1
  duplicate-entry
    Deployment cert-manager-webhook | pod/topologySpreadConstraints/1/whenUnsatisfiable | DoNotSchedule | /spec/template/spec/topologySpreadConstraints/0
    Deployment cert-manager-webhook | pod/securityContext/sysctls/- | { name: net.ipv4.ip_unprivileged_port_start, value: '1' } | ./name
    Deployment cert-manager-webhook | pod/volumes/2/projected/sources/0/serviceAccountToken/path | ca.crt | ../../../1/configMap/items/0/path
    DaemonSet node-exporter | pod/containers/1/ports/1/protocol | TCP | ..
    Pod gated | /spec/schedulingGates/- | { name: example.com/gate } | ./name
    Service headless | /spec/ipFamilies | [IPv6, IPv6] | ./1
    LimitRange many | /spec/limits/1/type | Container
  invalid-format
    Deployment cert-manager-webhook | pod/hostAliases/0/ip | localhost
    Deployment cert-manager-webhook | pod/dnsConfig/nameservers/0 | dns.example.com
    Deployment cert-manager-webhook | pod/securityContext/sysctls/0/name | Net Core
    Deployment cert-manager-webhook | main/livenessProbe/httpGet/httpHeaders/0/name | X Probe
    Deployment cert-manager-webhook | pod/volumes/7/csi/driver | a_b
    Pod windows | /spec/securityContext/windowsOptions | { runAsUserName: '...\user' } | ./runAsUserName
    Pod windows | /spec/securityContext/windowsOptions | { runAsUserName: 'a_b.c.d.e.f.g.h.i\user' } | ./runAsUserName
    Deployment recreate | pod/readinessGates/0/conditionType | a b
    Deployment recreate | /metadata/finalizers | [a b] | ./0
    Service by-address | /spec/externalIPs/0 | 0.0.0.0
    Service headless | /spec/clusterIP | a.b
    Service ingress-nginx-controller | /spec/ports/0/appProtocol | a b
    Endpoints by-address | /subsets/0/addresses/0/ip | a.b
    IngressClass nginx | /spec/controller | nginx
    StorageClass fast.example | /provisioner | a b
    ValidatingWebhookConfiguration istio-validator | /webhooks/0/clientConfig | { url: 'http://a.b' } | ./url
    ValidatingWebhookConfiguration istio-validator | /webhooks/0/clientConfig/caBundle | the CA
    Secret registry | /stringData/.dockerconfigjson | auths
    CertificateSigningRequest a | /spec/signerName | signer
  invalid-port
    Deployment cert-manager-webhook | main/ports/0/containerPort | 0
    Deployment cert-manager-webhook | main/ports/0/name | a--b
    Deployment cert-manager-webhook | main/ports/0/name | '80'
    Deployment cert-manager-webhook | main/livenessProbe/httpGet/port | 70000
    Deployment cert-manager-webhook | main/readinessProbe/grpc/port | 0
    Service ingress-nginx-controller | /spec/ports/0/nodePort | 80
    Service ingress-nginx-controller | /spec/ports/0/targetPort | Http_
    Service ingress-nginx-controller | /spec/ports/0/name | Http
    Ingress wildcard | /spec/rules/0/http/paths/0/backend/service/port/name | Web_UI
    NetworkPolicy ranges | /spec/ingress/0/ports/2/port | HTTP
  invalid-resource
    Deployment cert-manager-webhook | main/resources/limits/cpus | 1
    Deployment cert-manager-webhook | main/resources/limits/storage | 1Gi
    Deployment cert-manager-webhook | main/resources/limits/memory | -1Gi
    Deployment cert-manager-webhook | main/resources/limits/a.dev~1fpga | 1.5
    Deployment cert-manager-webhook | main/resources/limits/hugepages-2Mi | 3Mi
  invalid-quantity
    PersistentVolumeClaim restored | /spec/resources/requests/storage | 0
    ResourceQuota many | /spec/hard/pod | 1
    ResourceQuota many | /spec/hard/pods | -1
    HorizontalPodAutoscaler all | /spec/metrics/2/pods/target/averageValue | 0
  limit-below-request
    Deployment cert-manager-webhook | main/resources/requests/cpu | 3
  invalid-label
    Deployment cert-manager-webhook | /metadata/labels | { App.Example.com/a: b, a b: c } | ./a b
    Deployment cert-manager-webhook | /metadata/labels | { Example.com/a: b } | ./Example.com~1a
    DaemonSet node-exporter | pod/nodeSelector/a | a b
    Service headless | /spec/selector/app | '*'
    Deployment cert-manager-webhook | pod/tolerations/1/key | a b
    Application guestbook | /metadata/labels/a | a b
  invalid-annotation
    Deployment recreate | /metadata/annotations | { a b: c } | ./a b
  invalid-selector
    NetworkPolicy ranges | /spec/ingress/0/from/1/namespaceSelector | { matchExpressions: [{ key: a, operator: Exists, values: [b] }] } | ./matchExpressions/0/values
    Deployment cert-manager-webhook | /spec/selector/matchExpressions/0/operator | In | ..
    Deployment cert-manager-webhook | pod/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/1/matchExpressions/0/values | ['1', '2']
  selector-mismatch
    Deployment recreate | /spec/selector | {}
    DaemonSet surge | /spec/template/metadata/labels/app | b | ..
    ReplicationController a | /spec/selector | { a: c } | /spec/template/metadata/labels
  restart-policy
    DaemonSet surge | pod/restartPolicy | Never
    Job indexed | pod/restartPolicy | Always
    Pod gated | pod/restartPolicy | Sometimes
  invalid-host
    Ingress wildcard | /spec/rules/0/host | '*'
    Ingress wildcard | /spec/rules/0/host | 10.0.0.1
    Ingress wildcard | /spec/rules/0/host | a.*.com
    Ingress wildcard | /spec/tls/0/hosts/0 | a.example.com:443
    Service external | /spec/externalName | 'http://a.b'
  invalid-path
    Ingress wildcard | /spec/rules/0/http/paths/0/path | api
    HTTPRoute shop | /spec/rules/0/matches/0/path/value | a
    HTTPRoute shop | /spec/rules/0/matches/0/path/value | /a//b
    HTTPRoute shop | /spec/rules/0/matches/0/path/value | /a/../b
    HTTPRoute shop | /spec/rules/0/matches/0/path/value | /a/.
    HTTPRoute shop | /spec/rules/0/matches/0/path/value | /a%2Fb
    HTTPRoute shop | /spec/rules/0/matches/0/path/value | '/a b'
    HTTPRoute shop | /spec/rules/0/matches/0/path/value | '/a#b'
    HTTPRoute shop | /spec/rules/0/matches/0/path/value | /a%g0
    HTTPRoute shop | /spec/rules/0/matches/0/path/value | /${'a'.repeat(1024)}
    Ingress wildcard | /spec/rules/1/http/paths/0/path | //api
    Deployment cert-manager-webhook | main/volumeMounts/2/subPath | ../b
    Deployment cert-manager-webhook | pod/volumes/0/secret/items/0/path | /tls.crt
    Deployment cert-manager-webhook | pod/securityContext/seccompProfile/localhostProfile | ../a.json
    PersistentVolume local | /spec/local/path | /mnt/../a
  invalid-cidr
    NetworkPolicy ranges | /spec/ingress/0/from/0/ipBlock/cidr | 10.0.0.1
    NetworkPolicy ranges | /spec/ingress/0/from/0/ipBlock | { cidr: 10.0.0.0/8, except: [10.0.0.0/8] } | ./except/0
    Service ingress-nginx-controller | /spec/loadBalancerSourceRanges | [0.0.0.0] | ./0
  invalid-config-key
    ConfigMap argocd-cm | /data/a b | c
    ConfigMap argocd-cm | /binaryData/_a | AAEC | /data/_a
    Secret tls | /data/a~1b | ''
  invalid-schedule
    CronJob nightly | /spec/schedule | '* * * *'
    CronJob nightly | /spec/timeZone | Europe/Nowhere
  invalid-env-name
    Deployment cert-manager-webhook | main/env/0/name | A=B
    Deployment cert-manager-webhook | main/envFrom/0/prefix | A=B
  missing-volume
    Deployment cert-manager-webhook | main/volumeMounts/0/name | other
  schema-wrong-type
    Deployment recreate | /spec/replicas | '3'
    Deployment cert-manager-webhook | main/env/5/value | 5
    Deployment cert-manager-webhook | main/args | --v=2
    Service by-address | /spec/ports/0/port | '80'
    ConfigMap argocd-cm | /data/number | 5
    Deployment cert-manager-webhook | pod/hostNetwork | 'true'
  schema-bad-value
    Deployment cert-manager-webhook | main/resources/limits/memory | 512MB
    Secret tls | /data/ca.crt | not base64!
  schema-unknown-field
    Deployment recreate | /spec/template/spec/container | []
    Ingress default-only | /spec/backend | {}
  schema-missing-field
    Deployment recreate | /spec/selector | (absent) | ..
    Deployment recreate | /spec/selector | null | ..
    Role nothing | /rules | [{ apiGroups: [''], resources: [pods] }] | ./0
`;

test.each(table)('$heading: $object with another $field', (each) => {
  const { objects: all } = broken(input, each.object, each.field, each.value);
  const given = { ...input, objects: all.filter((object) => !objects.includes(object)) };
  expect(found(given)).toContain(`${each.heading} ${pointerOf(input, each)}`);
});

test('the objects themselves have none of these errors', () => {
  const codes = new Set(table.map(({ heading }) => heading));
  expect(found(input).filter((each) => codes.has(each.split(' ')[0]!))).toEqual([]);
});

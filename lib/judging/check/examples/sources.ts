/*
 * Where it is written that a rule is right, for docs/rules.md: a page of the documentation, or a function of the sources. Rules
 * that say it themselves, and those that the pages of `../validation` make, are not here.
 */

const k8s = 'https://kubernetes.io/docs/';
const helm = 'https://helm.sh/docs/';
const hooks = `${helm}topics/charts_hooks/`;
const argo = 'https://argo-cd.readthedocs.io/en/stable/user-guide/';
const flux = 'https://fluxcd.io/flux/components/kustomize/kustomizations/';
const standards = `${k8s}concepts/security/pod-security-standards/`;
const configMaps = `${k8s}tasks/configure-pod-container/configure-pod-configmap/#restrictions`;
const secrets = `${k8s}concepts/configuration/secret/`;
const services = `${k8s}concepts/services-networking/service/`;
const policies = `${k8s}concepts/services-networking/network-policies/`;
const resources = `${k8s}concepts/configuration/manage-resources-containers/`;
const probes = `${k8s}concepts/configuration/liveness-readiness-startup-probes/`;
const deployments = `${k8s}concepts/workloads/controllers/deployment/`;
const autoscaling = `${k8s}concepts/workloads/autoscaling/horizontal-pod-autoscale/`;
const monitors = 'https://prometheus-operator.dev/docs/developer/getting-started/';
const fieldValidation = `${k8s}reference/using-api/api-concepts/#setting-the-field-validation-level`;
const definitions = `${k8s}tasks/extend-kubernetes/custom-resources/custom-resource-definitions/`;
const conventions =
  'https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md';

const podSecurity = (...rules: readonly string[]): { readonly [code: string]: string } =>
  Object.fromEntries(rules.map((rule) => [`pod-security-${rule}`, standards]));

/** The sources of rules, by code. */
export const sources: { readonly [code: string]: string } = {
  'schema-unknown-kind': `${k8s}reference/using-api/#api-groups`,
  'schema-unchecked-kind': `${definitions}#create-custom-objects`,
  'schema-newer': `${k8s}reference/using-api/deprecation-policy/`,
  'schema-unknown-field': fieldValidation,
  'schema-missing-field': `${conventions}#optional-vs-required`,
  'schema-wrong-type': `${fieldValidation}, and \`openapi/v2\` of the server`,
  'schema-bad-value': `${conventions}#primitive-types; apimachinery \`pkg/api/resource.ParseQuantity\``,
  'custom-resource-deprecated': `${k8s}tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#version-deprecation`,
  'custom-resource-unchecked': `${k8s}reference/using-api/cel/`,

  'cluster-scoped-namespace': `${k8s}concepts/overview/working-with-objects/namespaces/#not-all-objects-are-in-a-namespace`,
  'unresolved-variable': `${k8s}tasks/inject-data-application/define-interdependent-environment-variables/`,

  'missing-config-map': configMaps,
  'missing-config-map-key': configMaps,
  'missing-secret': `${secrets}#restriction-secret-must-exist`,
  'missing-secret-key': `${secrets}#restriction-secret-must-exist`,
  'missing-service-account': `${k8s}reference/access-authn-authz/service-accounts-admin/#serviceaccount-admission-controller`,
  'missing-volume-claim': `${k8s}concepts/storage/persistent-volumes/#claims-as-volumes`,
  'missing-service': `${k8s}concepts/services-networking/ingress/#the-ingress-resource`,
  'missing-service-port': `${k8s}concepts/services-networking/ingress/#the-ingress-resource`,
  'missing-object': `${conventions}#object-references`,
  'missing-scale-target': `${autoscaling}#how-does-a-horizontalpodautoscaler-work`,
  'missing-role': `${k8s}reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding`,
  'missing-secret-store': 'https://external-secrets.io/latest/api/externalsecret/',
  'missing-secret-provider-class': 'https://secrets-store-csi-driver.sigs.k8s.io/getting-started/usage',
  'missing-volume': '`pkg/apis/core/validation.ValidateVolumeMounts`',
  'unused-volume': `${k8s}concepts/storage/volumes/`,
  'missing-target-port': `${services}#field-spec-ports`,
  'undeclared-target-port': `${services}#field-spec-ports`,
  'missing-probe-port': `${k8s}tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#use-a-named-port`,
  'missing-url-port': `${services}#dns`,
  'service-without-pods': `${services}#defining-a-service`,
  'missing-headless-service': `${k8s}concepts/workloads/controllers/statefulset/#stable-network-id`,
  'budget-without-pods': `${k8s}tasks/run-application/configure-pdb/#specifying-a-poddisruptionbudget`,
  'policy-without-pods': `${policies}#networkpolicy-resource`,
  'policy-peer-without-pods': `${policies}#behavior-of-to-and-from-selectors`,
  'entrance-behind-policy': `${policies}#the-two-sorts-of-pod-isolation`,
  'missing-policy-port': `${policies}#networkpolicy-resource`,
  'monitor-without-targets': monitors,
  'missing-monitor-port': monitors,
  'shared-selector': `${helm}chart_best_practices/labels/`,
  'unused-config-map': `${k8s}concepts/configuration/configmap/#using-configmaps`,
  'unbound-role': `${k8s}reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding`,
  'duplicate-object': `${k8s}concepts/overview/working-with-objects/names/`,
  'undeclared-probe-port': `${k8s}tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#http-probes`,

  'unknown-hook-event': `${hooks}#the-available-hooks`,
  'hook-weight': `${hooks}#writing-a-hook`,
  'unknown-hook-delete-policy': `${hooks}#hook-deletion-policies`,
  'hook-without-delete-policy': `${hooks}#hook-resources-are-not-managed-with-corresponding-releases`,
  'hook-order-by-name': `${hooks}#hooks-and-the-release-lifecycle`,
  'hook-needs-later-object': `${hooks}#hooks-and-the-release-lifecycle`,
  'shared-hook': `${hooks}#hook-resources-are-not-managed-with-corresponding-releases`,
  'hook-needs-own-database': `${hooks}#hooks-and-the-release-lifecycle`,
  'engine-waits-for-ever': `${hooks}#hooks-and-the-release-lifecycle, ${argo}sync-waves/, ${flux}#wait`,
  'order-not-kept': `${hooks}#hooks-and-the-release-lifecycle, ${flux}#dependencies`,
  'flux-variable': `${flux}#post-build-variable-substitution`,
  'argo-unknown-kind': `${argo}sync-options/#skip-dry-run-for-new-custom-resources-types`,
  'hook-with-short-ttl': 'https://github.com/argoproj/argo-cd/issues/21055',
  'job-with-ttl': `${argo}resource_hooks/#sync-status-with-jobsworkflows-with-time-to-live-ttl`,
  'argo-misreads-hook': `${argo}helm/#helm-hooks`,
  'migration-blocks-rollback':
    'https://alembic.sqlalchemy.org/en/latest/, https://github.com/golang-migrate/migrate/blob/master/FAQ.md',

  ...podSecurity('host-namespaces', 'privileged', 'capabilities', 'host-path', 'volume-types', 'host-ports'),
  ...podSecurity('app-armor', 'se-linux', 'proc-mount', 'sysctls', 'windows-host-process', 'host-probes'),
  ...podSecurity('privilege-escalation', 'run-as-non-root', 'run-as-user', 'seccomp'),
  'writable-root-filesystem': `${k8s}tasks/configure-pod-container/security-context/`,
  'missing-requests': `${resources}#requests-and-limits`,
  'missing-memory-limit': `${resources}#how-pods-with-resource-limits-are-run`,
  'unused-token': `${k8s}tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting`,
  'floating-tag': `${k8s}concepts/containers/images/#image-names`,
  'secret-in-env': `${k8s}concepts/security/secrets-good-practices/`,

  'missing-readiness-probe': `${probes}#readiness-probe`,
  'missing-liveness-probe': `${probes}#liveness-probe`,
  'impatient-liveness-probe': `${probes}#liveness-probe`,
  'budget-blocks-drain': `${k8s}tasks/run-application/configure-pdb/`,
  'no-spread': `${k8s}concepts/scheduling-eviction/topology-spread-constraints/`,
  'shared-volume': `${k8s}concepts/storage/persistent-volumes/#access-modes`,
  'autoscaler-range': '`pkg/apis/autoscaling/validation.ValidateHorizontalPodAutoscaler`',
  'autoscaler-without-requests': `${autoscaling}#how-does-a-horizontalpodautoscaler-work`,
  'replicas-with-autoscaler': `${autoscaling}#migrating-deployments-and-statefulsets-to-horizontal-autoscaling`,
  'stuck-rollout': '`pkg/apis/apps/validation.ValidateDeploymentSpec`',
  'short-deadline': `${deployments}#progress-deadline-seconds`,

  'drift-quantity':
    '`pkg/api/resource.ParseQuantity` and `CanonicalizeBytes` of apimachinery; https://github.com/kubernetes/kubernetes/issues/66450',
  'drift-empty':
    '`omitempty` in `k8s.io/api`; https://github.com/kubernetes/kubernetes/issues/114777, https://github.com/kubernetes/kubernetes/issues/128924',
  'drift-default':
    'https://github.com/argoproj/argo-cd/issues/22151, https://github.com/argoproj/argo-cd/issues/11143, https://github.com/external-secrets/external-secrets/issues/6398',
  'drift-field':
    'https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/, https://github.com/argoproj/argo-cd/issues/6401',
  'drift-duration':
    'https://github.com/external-secrets/external-secrets/issues/5390, https://github.com/argoproj/argo-cd/issues/6008',
  'drift-order': 'https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/',

  credential: `${k8s}concepts/security/secrets-good-practices/#avoid-sharing-secret-manifests`,
  'plain-secret': `${k8s}concepts/security/secrets-good-practices/#avoid-sharing-secret-manifests`,
  'undeclared-placeholder': 'https://www.rfc-editor.org/rfc/rfc2606#section-3: names that are reserved for examples',
  'damaged-text': 'https://yaml.org/spec/1.2.2/#51-character-set',

  'unreadable-file': 'https://yaml.org/spec/1.2.2/#52-character-encodings',
  'yaml-syntax': 'https://yaml.org/spec/1.2.2/',
  'duplicate-key':
    'https://yaml.org/spec/1.2.2/#3213-node-comparison; `sigs.k8s.io/yaml.Unmarshal`, with which Helm and kubectl read',
  'lossy-yaml':
    'https://yaml.org/type/bool.html and its like for YAML 1.1; `sigs.k8s.io/yaml.YAMLToJSON`, with which Helm and kubectl read',
  'not-an-object': `${k8s}concepts/overview/working-with-objects/#required-fields`,
  'foreign-file': `${k8s}reference/config-api/`,
  'taken-for-json': 'https://github.com/kubernetes/kubernetes/pull/130666',
  'empty-document': `${helm}chart_template_guide/control_structures/`,
  'no-manifests': '`kubectl/pkg/cmd/apply.ApplyOptions.Run`: "no objects passed to apply"',
  'unrendered-chart': `${helm}helm/helm_template/`,
  'definition-twice': `${k8s}tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/`,

  'unneeded-exception':
    'https://eslint.org/docs/latest/use/configure/rules#report-unused-eslint-disable-comments, for the same reason',
  'unused-value': `${helm}chart_best_practices/values/`,
  'invalid-chart-version': `${helm}topics/charts/#charts-and-versioning`,
  'invalid-chart-metadata': `${helm}topics/charts/#the-chartyaml-file`,
  'colliding-names': `${helm}chart_best_practices/templates/; \`pkg/action.existingResourceConflict\` of Helm`,
  'large-release': `${helm}topics/advanced/#storage-backends`,
};

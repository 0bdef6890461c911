import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../core/values';
import { allInputs, broken, inputOf, withObject } from '../broken.fixture';
import { breachesOf, cases, testFindings, testProven } from '../case.fixture';
import type { CheckInput } from '../finding';
import { moreKinds } from '../more-kinds.fixture';
import { referenceRules } from '.';

const sovd = moreKinds.reduce(withObject, inputOf('sovd-webapp', 'production'));

const bad = cases`
  missing-config-map
    Deployment frontend | main/envFrom/- | { configMapRef: { name: sovd-webapp-front } } | ./configMapRef/name
    Pod test-backend-live | main/envFrom | [{ configMapRef: { name: none } }] | ./0/configMapRef/name
    Job migration | pod/volumes/- | { name: tmp, configMap: { name: none } } | ./configMap/name
  missing-config-map-key
    CronJob tool | main/env/0/valueFrom/configMapKeyRef/key | LEVLE
    CronJob tool | pod/volumes/1/configMap/items/0/key | tool.yml
    CronJob tool | pod/volumes/2/projected/sources/1/configMap/items/0/key | ca.pem
  missing-secret
    Deployment backend | main/env/1/valueFrom/secretKeyRef/name | sovd-webapp-secret
    Job migration | main/envFrom | [{ secretRef: { name: none } }] | ./0/secretRef/name
    Ingress sovd-webapp | /spec/tls | [{ secretName: tls }] | ./0/secretName
    SecretStore vault | /spec/provider/vault/auth/tokenSecretRef/name | tools
    SecretStore vault | /spec/provider/vault/caProvider | { type: Secret, name: none, key: ca.crt } | ./name
  missing-secret-key
    Deployment backend | main/env/0/valueFrom/secretKeyRef/key | database-urls
    ExternalSecret migration-secrets | /spec/data/0/secretKey | url | /spec/template/spec/containers/0/env/0/valueFrom/secretKeyRef/key
    CronJob tool | pod/volumes/2/projected/sources/0/secret/items/0/key | tokens
  missing-secret-provider-class
    Deployment backend | pod/volumes/0 | { name: tmp, csi: { driver: secrets-store.csi.k8s.io, volumeAttributes: { secretProviderClass: none } } } | ./csi/volumeAttributes/secretProviderClass
    Deployment frontend | pod/volumes/0 | { name: tmp, csi: { driver: secrets-store.csi.k8s.io, volumeAttributes: { secretProviderClass: none } } } | ./csi/volumeAttributes/secretProviderClass
    CronJob tool | pod/volumes/0 | { name: cache, csi: { driver: secrets-store.csi.k8s.io, volumeAttributes: { secretProviderClass: none } } } | ./csi/volumeAttributes/secretProviderClass
  secret-not-mounted
    Deployment frontend | main/env | [{ name: TOKEN, valueFrom: { secretKeyRef: { name: provided, key: token } } }] | ./0/valueFrom/secretKeyRef/name
    CronJob tool | main/envFrom | [{ secretRef: { name: provided } }] | ./0/secretRef/name
    Job migration | main/envFrom | [{ secretRef: { name: provided } }] | ./0/secretRef/name
  missing-service-account
    SecretStore vault | /spec/provider/kubernetes | { auth: { serviceAccount: { name: none } } } | ./auth/serviceAccount/name
    Deployment backend | pod/serviceAccountName | sovd-webapp-backed
    RoleBinding tool | /subjects/0/name | tolo
    SecretStore aws-secrets-manager | /spec/provider/aws/auth/jwt/serviceAccountRef/name | secrets
    Pod test-backend-live | pod/serviceAccountName | tester
  missing-volume-claim
    CronJob tool | pod/volumes/0/persistentVolumeClaim/claimName | caches
    Deployment backend | pod/volumes/0/persistentVolumeClaim | { claimName: none } | ./claimName
    PersistentVolumeClaim cache | /metadata/name | cash | /spec/jobTemplate/spec/template/spec/volumes/0/persistentVolumeClaim/claimName
  missing-service
    Ingress sovd-webapp | /spec/rules/0/http/paths/0/backend/service/name | backend
    Ingress sovd-webapp | /spec/defaultBackend | { service: { name: none, port: { number: 80 } } } | ./service/name
    HTTPRoute route | /spec/rules/0/backendRefs/0/name | sovd-webapp-front
  missing-service-port
    Ingress sovd-webapp | /spec/rules/0/http/paths/1/backend/service/port/name | https
    Ingress sovd-webapp | /spec/rules/0/http/paths/5/backend/service/port | { number: 8080 } | ./number
    HTTPRoute route | /spec/rules/0/backendRefs/0/port | 8080
  missing-scale-target
    HorizontalPodAutoscaler backend | /spec/scaleTargetRef/name | backend
    HorizontalPodAutoscaler backend | /spec/scaleTargetRef/kind | StatefulSet | /spec/scaleTargetRef/name
    ScaledObject tool | /spec/scaleTargetRef/name | tool
  missing-role
    RoleBinding viewer | /roleRef/name | viewer
    RoleBinding viewer | /roleRef/kind | Role | /roleRef/name
    RoleBinding viewer | /roleRef | { kind: ClusterRole, name: tool } | ./name
  missing-secret-store
    ExternalSecret more | /spec/secretStoreRef/name | aws-secret-manager
    ExternalSecret more | /spec/secretStoreRef/kind | ClusterSecretStore | /spec/secretStoreRef/name
    ExternalSecret more | /spec/dataFrom/0/sourceRef | { storeRef: { name: none } } | ./storeRef/name
  missing-volume
    Deployment backend | main/volumeMounts/- | { name: temp, mountPath: /temp } | ./name
    Pod test-backend-live | main/volumeMounts/- | { name: data, mountPath: /data } | ./name
    CronJob tool | pod/initContainers/1/volumeDevices | [{ name: disk, devicePath: /dev/x }] | ./0/name
  unused-volume
    Deployment backend | pod/volumes/- | { name: extra, emptyDir: {} }
    Deployment frontend | main/volumeMounts | [] | pod/volumes/0
    CronJob tool | init/volumeMounts | (absent) | pod/volumes/0
  missing-target-port
    Service backend | /spec/ports/0/targetPort | web
    Service frontend | /spec/ports/0/targetPort | https
    Service tool | /spec/ports/0/targetPort | web
  undeclared-target-port
    Service backend | /spec/ports/0/targetPort | 8080
    Service frontend | /spec/ports/0/targetPort | (absent) | /spec/ports/0/port
    Service tool | /spec/ports/0/targetPort | 9091
  missing-probe-port
    Deployment backend | main/livenessProbe/httpGet/port | web
    Deployment frontend | main/startupProbe | { tcpSocket: { port: htp } } | ./tcpSocket/port
    CronJob tool | pod/initContainers/1/readinessProbe | { httpGet: { port: metrics } } | ./httpGet/port
  missing-url-port
    Pod test-backend-live | main/env/0/value | http://sovd-webapp-backend:80/health/live
    ConfigMap frontend-config | /data/VITE_API_BASE_URL | http://sovd-webapp-backend.sovd-webapp:8080
    CronJob tool | main/args/0 | --server=http://me:pw@sovd-webapp-backend.sovd-webapp.svc:8080/
  service-without-pods
    Service tool | /spec/selector/app | tools | ..
    Service tool | /spec/selector/tier | web | ..
    Service tool | /metadata/namespace | other | /spec/selector
  budget-without-pods
    PodDisruptionBudget backend | /spec/selector/matchLabels/app.kubernetes.io~1component | back | ../..
    PodDisruptionBudget frontend | /spec/selector/matchExpressions | [{ key: x, operator: Exists }] | ..
    PodDisruptionBudget frontend | /metadata/namespace | default | /spec/selector
  policy-without-pods
    NetworkPolicy backend | /spec/podSelector/matchLabels/app.kubernetes.io~1component | back | ../..
    NetworkPolicy frontend | /spec/podSelector/matchLabels/tier | web | ../..
    NetworkPolicy tool | /spec/podSelector/matchExpressions/0/operator | NotInn | /spec/podSelector
  policy-peer-without-pods
    NetworkPolicy backend | /spec/ingress/1/from/1/podSelector/matchLabels/app.kubernetes.io~1component | smoke | ../..
    NetworkPolicy backend | /spec/ingress/2/from/0/podSelector/matchLabels/app.kubernetes.io~1component | front | ../..
    NetworkPolicy tool | /spec/egress/0/to/0/podSelector/matchLabels/app | x | ../..
  missing-policy-port
    NetworkPolicy backend | /spec/ingress/0/ports/0/port | metrics
    NetworkPolicy frontend | /spec/ingress/0/ports/0/port | https
    NetworkPolicy tool | /spec/egress/0/ports/0/port | metric
  monitor-without-targets
    ServiceMonitor backend | /spec/selector/matchLabels/app.kubernetes.io~1component | api | ../..
    ServiceMonitor backend | /spec/selector/matchLabels/app | x | ../..
    PodMonitor tool | /spec/selector/matchLabels/app | tools | ../..
  missing-monitor-port
    ServiceMonitor backend | /spec/endpoints/0/port | metrics
    ServiceMonitor backend | /spec/endpoints/- | { port: '8000' } | ./port
    PodMonitor tool | /spec/podMetricsEndpoints/0/port | web
  shared-selector
    Service backend | /spec/selector | { app.kubernetes.io/component: backend }
    Deployment backend | /spec/selector/matchLabels | { app.kubernetes.io/component: backend } | ..
    PodDisruptionBudget backend | /spec/selector | { matchExpressions: [{ key: app.kubernetes.io/component, operator: In, values: [backend] }] }
  unused-config-map
    ConfigMap dashboard-vehicles | /metadata/labels | { app: sovd } | /metadata/name
    Deployment frontend | main/envFrom | [] | /metadata/name
    ConfigMap dashboard-vehicles | /metadata/labels | (absent) | /metadata/name
  unbound-role
    RoleBinding tool | /roleRef | { kind: ClusterRole, name: view } | /metadata/name
    RoleBinding tool | /roleRef | (absent) | /metadata/name
    RoleBinding tool | /kind | RoleBindings | /metadata/name
  duplicate-object
    ConfigMap dashboard-vehicles | /metadata/name | sovd-webapp-dashboard-commands
    PodDisruptionBudget frontend | /metadata/name | sovd-webapp-backend
    NetworkPolicy frontend | /metadata/name | sovd-webapp-backend
`;

const badShop = cases`
  missing-headless-service
    StatefulSet order-db | /spec/serviceName | orders-db
    StatefulSet order-db | /spec/serviceName | order
    StatefulSet order-db | /spec/serviceName | user-db
  missing-volume
    StatefulSet order-db | /spec/volumeClaimTemplates/0/metadata/name | disk | main/volumeMounts/1/name
`;

describe('references', () => {
  test.each([...allInputs(), ['sovd-webapp with more kinds', sovd] as const])(
    'of %s lead to objects',
    (name, input) => {
      // People start the load generator of staging by hand, for which the system has an exception.
      const allowed = ['policy-peer-without-pods /spec/ingress/3/from/0/podSelector'];
      expect(breachesOf(referenceRules, input)).toEqual(name === 'sovd-webapp staging' ? allowed : []);
    },
  );

  testFindings(referenceRules, sovd, bad);
  testFindings(referenceRules, inputOf('microshop', 'production'), badShop);
  // These have tests of their own.
  testProven(referenceRules, [...bad, ...badShop], ['missing-object', 'entrance-behind-policy']);
});

const messagesOf = (input: CheckInput) =>
  referenceRules.flatMap((rule) => rule.check(input).map(({ message }) => message));

describe('a reference', () => {
  const secret = (rest: JsonObject) =>
    broken(sovd, 'Deployment backend', 'main/env/0/valueFrom/secretKeyRef', { name: 'other', key: 'url', ...rest });

  test('that is optional may lead nowhere', () => {
    expect(messagesOf(secret({ optional: true }))).toEqual([]);
  });

  test('of a backend to what an annotation says is none to a Service', () => {
    const backend = { service: { name: 'to-https', port: { name: 'use-annotation' } } };
    expect(messagesOf(broken(sovd, 'Ingress sovd-webapp', '/spec/defaultBackend', backend))).toEqual([]);
  });

  test('may lead to what is declared external, with the keys that are declared', () => {
    const external = { kind: 'Secret', name: 'other', reason: 'made by hand' } as const;
    expect(messagesOf({ ...secret({}), externals: [external] })).toEqual([]);
    expect(messagesOf({ ...secret({}), externals: [{ ...external, keys: ['url'] }] })).toEqual([]);
    expect(messagesOf({ ...secret({}), externals: [{ ...external, keys: ['uri'] }] })).toEqual([
      'the Secret "other" has no key "url"; it has uri; did you mean "uri"?',
    ]);
  });

  test('to any key of a Secret that is filled by dataFrom is good', () => {
    expect(messagesOf(secret({ name: 'more' }))).toEqual([]);
  });

  test('of a volume that a StatefulSet replaces by one that it claims is not one', () => {
    const found = (name: string) => {
      const volume = { name, persistentVolumeClaim: { claimName: 'nowhere' } };
      return messagesOf(broken(inputOf('microshop', 'production'), 'StatefulSet order-db', 'pod/volumes/-', volume));
    };
    expect(found('data')).toEqual([]);
    expect(found('other')).toContain('there is no PersistentVolumeClaim "nowhere"');
  });

  test('into a namespace of somebody else is not looked at', () => {
    const elsewhere = [{ kind: 'ServiceAccount', name: 'prometheus', namespace: 'monitoring' }];
    expect(messagesOf(broken(sovd, 'RoleBinding tool', '/subjects', elsewhere))).toEqual([]);
  });

  test('that is missing names the nearest and the number of places', () => {
    const input = broken(
      sovd,
      'ExternalSecret sovd-webapp-external-secrets',
      '/spec/target/name',
      'sovd-webapp-secret',
    );
    expect(messagesOf(input)).toEqual([
      'there is no Secret "sovd-webapp-secrets" (named here and 3 more times); did you mean "sovd-webapp-secret"?',
    ]);
  });

  test('by labels that miss says which label is in the way', () => {
    const label = '/spec/selector/matchLabels/app.kubernetes.io~1component';
    const input = broken(sovd, 'PodDisruptionBudget backend', label, 'backnd');
    expect(messagesOf(input)).toEqual([
      'selects no pod of the output; the nearest is Deployment sovd-webapp-backend, with app.kubernetes.io/component=backend, not backnd',
    ]);
  });
});

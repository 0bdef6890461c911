import { containerRule, deepest, podRule, type BreachInObject } from '../define-rule';
import type { CheckInput } from '../finding';
import {
  at,
  indexOf,
  listOf,
  mapOf,
  namespaceOf,
  placesAt,
  pointerTo,
  stringOf,
  type Container,
  type Pod,
} from '../../../core/references/objects';
import { imageReference, isFloating } from './image-reference';
import { namesSecret } from './secret-name';

export const podHygieneRules = [
  containerRule(
    {
      code: 'writable-root-filesystem',
      question: 'policy',
      why: 'Whoever breaks into a container cannot leave programs in a file system that is read-only.',
      remedy: 'Set securityContext.readOnlyRootFilesystem to true and mount an emptyDir where the program writes.',
    },
    (container, pod) => {
      const path = ['securityContext', 'readOnlyRootFilesystem'];
      if (at(pod.spec, 'os', 'name') === 'windows' || at(container.value, ...path) === true) return [];
      return [{ pointer: deepest(container, ...path), message: 'the root file system can be written to' }];
    },
  ),
  containerRule(
    {
      code: 'missing-requests',
      question: 'policy',
      why: 'Without requests the scheduler packs pods onto nodes that have no room for them.',
      remedy: 'Set resources.requests.cpu and resources.requests.memory.',
    },
    (container, pod) =>
      ['cpu', 'memory'].flatMap((resource) => {
        // A limit without a request is taken as the request too.
        if (
          container.role === 'ephemeral' ||
          setsResource(container, pod, 'requests', resource) ||
          setsResource(container, pod, 'limits', resource)
        ) {
          return [];
        }
        return [{ pointer: deepest(container, 'resources', 'requests', resource), message: `requests no ${resource}` }];
      }),
  ),
  containerRule(
    {
      code: 'missing-memory-limit',
      question: 'policy',
      why: 'A container that leaks memory takes down its neighbours on the node instead of itself.',
      remedy: 'Set resources.limits.memory.',
    },
    (container, pod) => {
      if (container.role === 'ephemeral' || setsResource(container, pod, 'limits', 'memory')) return [];
      return [{ pointer: deepest(container, 'resources', 'limits', 'memory'), message: 'the memory has no limit' }];
    },
  ),
  podRule(
    {
      code: 'unused-token',
      question: 'policy',
      why: 'The token of a ServiceAccount lets whoever breaks into a container talk to the Kubernetes API.',
      remedy:
        'Set automountServiceAccountToken to false, or bind the ServiceAccount to a Role, or declare it: External.of(construct).serviceAccount(name, { reason }).',
      remedyInFolder:
        'Set automountServiceAccountToken to false, or bind the ServiceAccount to a Role, or say that it is bound elsewhere: --external ServiceAccount/NAME.',
    },
    unusedToken,
  ),
  containerRule(
    {
      code: 'floating-tag',
      question: 'policy',
      why: 'In production a tag that moves gives two pods of one Deployment different programs, and a rollback the wrong one.',
      remedy: 'Use a tag that names a version, or a digest.',
    },
    (container, _pod, { isProduction = false }) => {
      const image = stringOf(container.value['image']);
      if (!isProduction || image === undefined) return [];
      const { tag, digest } = imageReference(image);
      if (digest !== undefined || (tag !== undefined && !isFloating(tag))) return [];
      const message =
        tag === undefined ? `the image "${image}" has no tag, so it is latest` : `the tag "${tag}" names no version`;
      return [{ pointer: pointerTo(container.pointer, 'image'), message }];
    },
  ),
  containerRule(
    {
      code: 'secret-in-env',
      question: 'policy',
      recommended: 'error',
      why: 'A secret in a manifest is read by everybody who may read the repository, the chart or the pod.',
      remedy: 'Keep it in a Secret and refer to it with valueFrom.secretKeyRef.',
    },
    (container) =>
      placesAt(container.value, container.pointer, 'env').flatMap(({ value, pointer }) => {
        const name = stringOf(value['name']) ?? '';
        const literal = stringOf(value['value']) ?? '';
        if (!namesSecret(name) || !isSecretLiteral(literal)) return [];
        return [{ pointer: pointerTo(pointer, 'value'), message: `the variable ${name} holds a secret as a literal` }];
      }),
  ),
] as const;

/** Whether a container, or since Kubernetes 1.32 its pod, sets this request or limit. */
const setsResource = (container: Container, pod: Pod, side: 'requests' | 'limits', resource: string): boolean =>
  at(container.value, 'resources', side, resource) !== undefined ||
  at(pod.spec, 'resources', side, resource) !== undefined;

/** What stands in a literal that is not a secret: nothing, a switch, another variable, a file or a command's result. */
const isSecretLiteral = (value: string): boolean =>
  value !== '' &&
  !/^(true|false|yes|no|null|none|\$\([A-Za-z_][-A-Za-z0-9_.]*\)|\/(etc|run|var|mnt|opt|tmp|vault)\/.*)$/i.test(value);

/** The token is mounted although nothing in the output gives it any right. */
function unusedToken(pod: Pod, input: CheckInput): BreachInObject[] {
  const namespace = namespaceOf(pod.owner);
  const account = stringOf(pod.spec['serviceAccountName']) ?? stringOf(pod.spec['serviceAccount']) ?? 'default';
  const ofPod = pod.spec['automountServiceAccountToken'];
  const found = indexOf(input).find('ServiceAccount', namespace, account);
  const isMounted = ofPod ?? found?.object['automountServiceAccountToken'] ?? true;
  if (isMounted !== true || isBound(input, namespace, account)) return [];
  if (input.externals?.some((external) => external.kind === 'ServiceAccount' && external.name === account)) return [];
  return [
    {
      pointer: ofPod === undefined ? pod.pointer : pointerTo(pod.pointer, 'automountServiceAccountToken'),
      message: `mounts the token of the ServiceAccount "${account}", which no binding of the output gives a right`,
    },
  ];
}

/** Whether a RoleBinding or ClusterRoleBinding of the output names the ServiceAccount. */
function isBound(input: CheckInput, namespace: string, account: string): boolean {
  const index = indexOf(input);
  const bindings = [
    ...index.all('RoleBinding.rbac.authorization.k8s.io'),
    ...index.all('ClusterRoleBinding.rbac.authorization.k8s.io'),
  ];
  return bindings.some((binding) =>
    listOf(binding.object['subjects'])
      .map(mapOf)
      .some(
        (subject) =>
          subject['kind'] === 'ServiceAccount' &&
          subject['name'] === account &&
          (stringOf(subject['namespace']) ?? namespaceOf(binding)) === namespace,
      ),
  );
}

import type { JsonObject } from '../../../core/values';
import { podRule } from '../define-rule';
import { example, object } from '../examples/example';
import { at, kindOf, mapOf, placesAt, stringOf, type Pod } from '../../../core/references/objects';

/** The ports of its node that a pod takes, each with its place. */
const portsOfNode = ({ containers, spec }: Pod) =>
  containers
    .filter(({ role }) => role === 'main' || role === 'sidecar')
    .flatMap(({ value, pointer }) => placesAt(value, pointer, 'ports'))
    .flatMap(({ value, pointer }) => {
      // In the network of the node every port that is declared is one of the node.
      const port = value['hostPort'] ?? (spec['hostNetwork'] === true ? value['containerPort'] : undefined);
      return typeof port === 'number' && port !== 0 ? [{ port, pointer }] : [];
    });

/** Whether an update makes a new pod while the old one is there. */
function isSurging({ type = 'RollingUpdate', rollingUpdate }: JsonObject): boolean {
  const surge = at(rollingUpdate, 'maxSurge');
  return (
    type === 'RollingUpdate' && (typeof surge === 'number' ? surge > 0 : /^[1-9]\d*%$/.test(stringOf(surge) ?? ''))
  );
}

const daemons = (update: string) =>
  object(
    'apps/v1 DaemonSet',
    `spec:
  selector: { matchLabels: { app: web } }
  updateStrategy: { rollingUpdate: ${update} }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: web:1.4
          ports: [{ containerPort: 8080, hostPort: 80 }]`,
  );

const surge = podRule(
  {
    code: 'surge-with-host-port',
    question: 'cannot-work',
    why: 'A DaemonSet that surges puts the new pod beside the old one on the same node, where only one of them can have a port of the node: the new one is never placed, and the update never goes on.',
    remedy: 'Use maxUnavailable in place of maxSurge, or do without the port of the node.',
    examples: example(daemons('{ maxSurge: 1, maxUnavailable: 0 }'), daemons('{ maxUnavailable: 1 }')),
    source: 'https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/',
  },
  (pod) => {
    if (kindOf(pod.owner) !== 'DaemonSet.apps') return [];
    if (!isSurging(mapOf(at(pod.owner.object, 'spec', 'updateStrategy')))) return [];
    const [first] = portsOfNode(pod);
    if (!first) return [];
    const message = `the new pod waits for port ${first.port} of the node, which the old one keeps until the new one is ready`;
    return [{ pointer: '/spec/updateStrategy/rollingUpdate/maxSurge', message }];
  },
);

export const surgeRules = [surge] as const;

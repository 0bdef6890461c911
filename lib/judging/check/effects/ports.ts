import { containerRule, inputRule, podRule } from '../define-rule';
import { deployment, documents, example, pod, service } from '../examples/example';
import type { Breach, CheckedObject } from '../finding';
import {
  at,
  describe,
  indexOf,
  listOf,
  nameOf,
  namespaceOf,
  placesAt,
  pointerTo,
  type Place,
} from '../../../core/references/objects';
import { hasPort, portsOf } from '../references/pod-ports';

const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
const probeActions = ['httpGet', 'tcpSocket', 'grpc'] as const;

const probePort = containerRule(
  {
    code: 'undeclared-probe-port',
    question: 'policy',
    severity: 'warning',
    why: 'A probe of a port that no container of its pod declares is most often a mistake in the number.',
    remedy: 'Correct the number, or declare the port at the container.',
    examples: example(
      pod('ports: [{ containerPort: 8080 }]\nlivenessProbe: { httpGet: { path: /, port: 8000 } }'),
      pod('ports: [{ containerPort: 8080 }]\nlivenessProbe: { httpGet: { path: /, port: 8080 } }'),
    ),
  },
  (container, ofPod) =>
    probes.flatMap((probe) =>
      probeActions.flatMap((action) => {
        const port = at(container.value, probe, action, 'port');
        if (typeof port !== 'number') return [];
        const ports = portsOf(ofPod);
        const declared = [...new Set(ports.flatMap(({ number }) => number ?? []))];
        if (declared.length === 0 || hasPort(ports, port)) return [];
        const message = `no container of the pod declares port ${port}; they declare ${declared.join(', ')}`;
        return [{ pointer: pointerTo(container.pointer, probe, action, 'port'), message }];
      }),
    ),
);

const protocolOf = (port: Place['value']): string => String(port['protocol'] ?? 'TCP');

const containerPort = podRule(
  {
    code: 'duplicate-container-port',
    question: 'policy',
    severity: 'warning',
    why: 'The containers of a pod share its address, so that of two that listen on one port the second fails.',
    remedy: 'Let one of them listen on another port; remove the port where it is only declared.',
    examples: example(
      deployment('ports: [{ containerPort: 80 }]', 'initContainers: []').replace(
        /$/,
        '        - { name: proxy, image: proxy:1.2, ports: [{ containerPort: 80 }] }\n',
      ),
      deployment('ports: [{ containerPort: 80 }]', 'initContainers: []').replace(
        /$/,
        '        - { name: proxy, image: proxy:1.2, ports: [{ containerPort: 81 }] }\n',
      ),
    ),
    source: 'https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking',
  },
  ({ containers }) => {
    const first = new Map<string, string>();
    return containers
      .filter(({ role }) => role === 'main' || role === 'sidecar')
      .flatMap((container) =>
        placesAt(container.value, container.pointer, 'ports').flatMap(({ value, pointer }) => {
          const number = value['containerPort'];
          if (typeof number !== 'number') return [];
          const protocol = protocolOf(value);
          const key = `${protocol} ${number}`;
          const other = first.get(key);
          if (other === undefined) first.set(key, container.name);
          if (other === undefined || other === container.name) return [];
          const message = `the container "${other}" has the port ${number} (${protocol}) too`;
          return [{ pointer: `${pointer}/containerPort`, message }];
        }),
      );
  },
);

const nodePort = inputRule(
  {
    code: 'duplicate-node-port',
    why: 'A port of the nodes belongs to one Service; the API server refuses the second: "provided port is already allocated".',
    remedy: 'Give one of them another port from 30000 to 32767, or none, so that the cluster chooses.',
    examples: example(
      documents(
        service('{ port: 80, nodePort: 30080 }', 'type: NodePort\nselector: { app: web }'),
        service('{ port: 80, nodePort: 30080 }', 'type: NodePort\nselector: { app: api }', 'api'),
      ),
      documents(
        service('{ port: 80, nodePort: 30080 }', 'type: NodePort\nselector: { app: web }'),
        service('{ port: 80, nodePort: 30081 }', 'type: NodePort\nselector: { app: api }', 'api'),
      ),
    ),
    source: 'https://kubernetes.io/docs/concepts/services-networking/service/#nodeport-custom-port',
  },
  (input) => {
    const first = new Map<string, CheckedObject>();
    return indexOf(input)
      .all('Service')
      .flatMap((of) =>
        listOf(at(of.object, 'spec', 'ports')).length === 0
          ? []
          : placesAt(of.object, '', 'spec', 'ports').flatMap(({ value, pointer }): Breach[] => {
              const number = value['nodePort'];
              if (typeof number !== 'number' || number === 0) return [];
              const key = `${protocolOf(value)} ${number}`;
              const other = first.get(key);
              if (!other) first.set(key, of);
              // Two of one name are one Service, of which the later wins.
              if (!other || (nameOf(other) === nameOf(of) && namespaceOf(other) === namespaceOf(of))) return [];
              const message = `${describe(other)} has the port ${number} (${protocolOf(value)}) of the nodes`;
              // A folder may keep variants of one installation in files of their own, of which one is applied.
              const isOtherFile = input.source === 'folder' && other.file !== of.file;
              const weaker = isOtherFile ? ({ severity: 'warning', question: 'cannot-work' } as const) : {};
              return [{ at: of, pointer: `${pointer}/nodePort`, message, ...weaker }];
            }),
      );
  },
);

export const portRules = [probePort, containerPort, nodePort] as const;

import { didYouMean } from '../../../core/values';
import { inputRule } from '../define-rule';
import type { Breach, CheckInput } from '../finding';
import {
  at,
  indexOf,
  listOf,
  mapOf,
  namespaceOf,
  placesAt,
  pointerTo,
  stringOf,
} from '../../../core/references/objects';
import { hasPort, portNames, portsOfAll, portsOfContainer } from './pod-ports';
import { wordsOf } from '../../../core/references/pod-references';
import { podsOfService } from './selectors';

/** Every port of a Service with the pods behind it. */
const servicePorts = (input: CheckInput) =>
  indexOf(input)
    .all('Service')
    .flatMap((service) => {
      const pods = podsOfService(input, service);
      if (pods.length === 0) return [];
      const ports = portsOfAll(pods);
      return placesAt(service.object, '', 'spec', 'ports').map(({ value, pointer }) => {
        const field = value['targetPort'] === undefined ? 'port' : 'targetPort';
        return { service, ports, target: value[field], pointer: pointerTo(pointer, field) };
      });
    });

const targetPort = inputRule(
  {
    code: 'missing-target-port',
    question: 'closed-world',
    why: 'A Service whose target port no pod has sends its traffic nowhere.',
    remedy: 'Name a port of the containers, or give the container port that name.',
  },
  (input) =>
    servicePorts(input).flatMap(({ service, ports, target, pointer }): Breach[] => {
      if (typeof target !== 'string' || hasPort(ports, target)) return [];
      const message = `no pod of the Service has a port named "${target}"${didYouMean(target, portNames(ports))}`;
      return [{ at: service, pointer, message }];
    }),
);

const undeclaredPort = inputRule(
  {
    code: 'undeclared-target-port',
    question: 'policy',
    severity: 'warning',
    why: 'A target port that no container declares is most often a mistake in the number.',
    remedy: 'Correct the number, or declare the port at the container.',
  },
  (input) =>
    servicePorts(input).flatMap(({ service, ports, target, pointer }): Breach[] => {
      if (typeof target !== 'number' || ports.length === 0 || hasPort(ports, target)) return [];
      const declared = ports.flatMap(({ number }) => number ?? []);
      const message = `no pod of the Service declares port ${target}; they declare ${[...new Set(declared)].join(', ')}`;
      return [{ at: service, pointer, message }];
    }),
);

/** Where a container names a port of its own. */
const probes = [
  ['livenessProbe', 'httpGet'],
  ['livenessProbe', 'tcpSocket'],
  ['readinessProbe', 'httpGet'],
  ['readinessProbe', 'tcpSocket'],
  ['startupProbe', 'httpGet'],
  ['startupProbe', 'tcpSocket'],
  ['lifecycle', 'postStart', 'httpGet'],
  ['lifecycle', 'preStop', 'httpGet'],
] as const;

const probePort = inputRule(
  {
    code: 'missing-probe-port',
    question: 'cannot-work',
    why: 'A probe of a port that its container does not name always fails, and the pod is restarted for ever.',
    remedy: 'Name a port of the same container, or give the number.',
  },
  (input) =>
    indexOf(input).pods.flatMap(({ owner, containers }) =>
      containers.flatMap((container) =>
        probes.flatMap((path): Breach[] => {
          const port = at(container.value, ...path, 'port');
          if (typeof port !== 'string' || /^\d+$/.test(port)) return [];
          const ports = portsOfContainer(container);
          if (hasPort(ports, port)) return [];
          const message = `the container "${container.name}" has no port named "${port}"${didYouMean(port, portNames(ports))}`;
          return [{ at: owner, pointer: pointerTo(container.pointer, ...path, 'port'), message }];
        }),
      ),
    ),
);

/** Host and port of the URLs in a text; user and password before the host are passed over. */
const urls = /:\/\/(?:[^\s/@"'`<>]*@)?([a-z0-9][-a-z0-9.]*):(\d{1,5})(?!\d)/g;

const urlPort = inputRule(
  {
    code: 'missing-url-port',
    question: 'closed-world',
    why: 'A URL that names a Service of the same output at a port which it does not have is never answered.',
    remedy: 'Use a port of the Service; the port of its pods is behind it.',
  },
  (input) => {
    const index = indexOf(input);
    const breaches: Breach[] = [];
    const read = (owner: Breach['at'], pointer: string, text: string) => {
      if (!text.includes('://')) return;
      for (const [, host = '', port = ''] of text.matchAll(urls)) {
        const [name = '', namespace = namespaceOf(owner), svc = 'svc'] = host.split('.');
        const service = svc === 'svc' ? index.find('Service', namespace, name) : undefined;
        const spec = mapOf(service?.object['spec']);
        if (!service || spec['clusterIP'] === 'None' || spec['type'] === 'ExternalName') continue;
        const ports = listOf(spec['ports']).map((each) => mapOf(each)['port']);
        if (ports.includes(Number(port))) continue;
        const message = `the Service "${name}" has no port ${port}; it has ${ports.join(', ') || 'none'}`;
        breaches.push({ at: owner, pointer, message });
      }
    };
    for (const pod of index.pods) {
      for (const container of pod.containers) {
        for (const { text, pointer } of wordsOf(container)) read(pod.owner, pointer, text);
      }
    }
    for (const configMap of index.all('ConfigMap')) {
      for (const [key, text] of Object.entries(mapOf(configMap.object['data']))) {
        read(configMap, pointerTo('/data', key), stringOf(text) ?? '');
      }
    }
    return breaches;
  },
);

export const portRules = [targetPort, undeclaredPort, probePort, urlPort] as const;

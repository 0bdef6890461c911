import type { Json, JsonObject } from '../../../core/values';
import { containerRule, deepest, type BreachInObject } from '../define-rule';
import type { CheckInput } from '../finding';
import {
  at,
  indexOf,
  isMap,
  kindOf,
  listOf,
  mapOf,
  namespaceOf,
  placesAt,
  pointerTo,
} from '../../../core/references/objects';
import type { ClusterObject } from '../../../core/references/cluster-object';
import type { Container, ObjectIndex, Pod } from '../../../core/references/objects';
import { longRunningKinds, numberOr } from './replicas';

const handlers = ['httpGet', 'tcpSocket', 'exec', 'grpc'] as const;

export const probeRules = [
  containerRule(
    {
      code: 'missing-readiness-probe',
      question: 'policy',
      why: 'Without a readiness probe a pod gets requests before it can answer them, in every rollout. A container without ports, in a pod that no Service leads to, gets none.',
      remedy: 'Add a readinessProbe that fails as long as the program cannot do its work.',
    },
    (container, pod, input) => (isServing(container, pod, input) ? missing(container, pod, 'readinessProbe') : []),
  ),
  containerRule(
    {
      code: 'missing-liveness-probe',
      question: 'policy',
      why: 'Without a liveness probe a program that hangs stays as it is until somebody notices.',
      remedy: 'Add a livenessProbe that fails only where a restart helps.',
    },
    (container, pod) => missing(container, pod, 'livenessProbe'),
  ),
  containerRule(
    {
      code: 'impatient-liveness-probe',
      question: 'policy',
      why: 'A liveness probe that asks what the readiness probe asks, and gives up as early, restarts pods that are merely not ready.',
      remedy:
        'Let the liveness probe ask something that does not depend on others, or let it fail more often before it counts.',
    },
    (container) => {
      const liveness = container.value['livenessProbe'];
      const readiness = container.value['readinessProbe'];
      if (!isMap(liveness) || !isMap(readiness)) return [];
      if (handlerOf(liveness, container) !== handlerOf(readiness, container)) return [];
      const [own, others] = [patience(liveness), patience(readiness)];
      if (own > others) return [];
      return [
        {
          pointer: pointerTo(container.pointer, 'livenessProbe'),
          message: `asks the same as the readiness probe and gives up after ${own} s, the readiness probe after ${others} s`,
        },
      ];
    },
  ),
] as const;

function missing(container: Container, pod: Pod, probe: string): BreachInObject[] {
  const isLongRunning = container.role === 'main' || container.role === 'sidecar';
  if (!isLongRunning || !longRunningKinds.has(kindOf(pod.owner)) || isMap(container.value[probe])) return [];
  return [{ pointer: deepest(container, probe), message: `the container "${container.name}" has no ${probe}` }];
}

/** Whether requests come to a container: it has ports, or a Service leads to a pod of which no container says its ports. */
function isServing(container: Container, pod: Pod, input: CheckInput): boolean {
  const hasPorts = ({ value }: Container) => listOf(value['ports']).length > 0;
  if (hasPorts(container)) return true;
  if (pod.containers.some(hasPorts)) return false;
  return ledTo(indexOf(input)).has(pod.owner);
}

const known = new WeakMap<ObjectIndex, ReadonlySet<ClusterObject>>();

/** The objects to whose pods a Service leads, found once for all containers. */
function ledTo(index: ObjectIndex): ReadonlySet<ClusterObject> {
  let found = known.get(index);
  if (!found) {
    const pods = index.all('Service').flatMap((service) => {
      const selector = at(service.object, 'spec', 'selector');
      const isMeant = isMap(selector) && Object.keys(selector).length > 0;
      return isMeant ? index.podsOf(namespaceOf(service), { matchLabels: selector }) : [];
    });
    known.set(index, (found = new Set(pods.map(({ owner }) => owner))));
  }
  return found;
}

/** Seconds for which a probe must fail before it counts. */
const patience = (probe: JsonObject): number =>
  numberOr(probe['periodSeconds'], 10) * numberOr(probe['failureThreshold'], 3);

/** What a probe asks, as text that is equal for equal questions. */
function handlerOf(probe: JsonObject, container: Container): string {
  const kind = handlers.find((handler) => isMap(probe[handler]));
  if (kind === undefined) return '';
  const { port, ...rest } = mapOf(probe[kind]);
  const normal = { path: '/', scheme: 'HTTP', host: '', service: '', ...rest };
  const headers = JSON.stringify(at(probe, kind, 'httpHeaders') ?? []);
  return JSON.stringify([
    kind,
    number(port, container),
    normal.path,
    normal.scheme,
    normal.host,
    normal.service,
    headers,
    rest['command'] ?? [],
  ]);
}

/** The number of a port, which may be given by its name. */
function number(port: Json | undefined, container: Container): Json {
  const named = placesAt(container.value, '', 'ports').find(({ value }) => value['name'] === port);
  return named?.value['containerPort'] ?? port ?? null;
}

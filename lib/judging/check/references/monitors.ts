import { didYouMean, type JsonObject } from '../../../core/values';
import { inputRule } from '../define-rule';
import type { Breach, CheckedObject, CheckInput } from '../finding';
import {
  at,
  describe,
  indexOf,
  isMap,
  labelsOf,
  listOf,
  mapOf,
  namespaceOf,
  placesAt,
  selects,
  stringOf,
  type Place,
} from '../../../core/references/objects';
import { nearMiss, type Candidate } from './near-miss';
import { portsOf } from './pod-ports';
import { targetsOf } from '../../../core/references/targets';

/** The namespaces that a monitor looks at; undefined where they are somebody else's too. */
function monitored(input: CheckInput, monitor: CheckedObject): readonly string[] | undefined {
  const selector = at(monitor.object, 'spec', 'namespaceSelector');
  if (at(selector, 'any') === true) return undefined;
  const names = listOf(at(selector, 'matchNames')).map(String);
  if (names.length === 0) return [namespaceOf(monitor)];
  return names.some((name) => targetsOf(input).isForeign(name)) ? undefined : names;
}

interface Candidates {
  readonly all: readonly (Candidate & { readonly ports: readonly (string | undefined)[] })[];
  /** The different ports of those that a selector selects; undefined where it selects none. */
  readonly portsOf: (selector: JsonObject) => readonly string[] | undefined;
}

interface Monitored {
  readonly monitor: CheckedObject;
  readonly candidates: Candidates['all'];
  /** The different ports of what it selects; undefined where it selects nothing. */
  readonly ports: readonly string[] | undefined;
  readonly endpoints: readonly Place[];
}

/** What monitors may select. What is selected is remembered, since many monitors may look at the same. */
function candidatesOf(all: Candidates['all']): Candidates {
  const known = new Map<string, readonly string[] | undefined>();
  const portsOfSelected = (selector: JsonObject) => {
    const selected = all.filter(({ labels }) => selects(selector, labels));
    return selected.length === 0 ? undefined : [...new Set(selected.flatMap(({ ports }) => ports))];
  };
  return {
    all,
    portsOf: (selector) => {
      const key = JSON.stringify(selector);
      if (!known.has(key)) {
        known.set(
          key,
          portsOfSelected(selector)?.filter((port) => port !== undefined),
        );
      }
      return known.get(key);
    },
  };
}

/** Every monitor with what it selects: Services, or pods for a PodMonitor. */
function monitors(input: CheckInput): Monitored[] {
  const index = indexOf(input);
  const read = (kind: string, endpoints: string, candidatesIn: (namespace: string) => Candidates['all']) => {
    const known = new Map<string, Candidates>();
    return index.all(`${kind}.monitoring.coreos.com`).flatMap((monitor): Monitored[] => {
      const namespaces = monitored(input, monitor);
      const selector = at(monitor.object, 'spec', 'selector');
      if (!namespaces || !isMap(selector)) return [];
      const key = namespaces.join();
      const candidates = known.get(key) ?? candidatesOf(namespaces.flatMap(candidatesIn));
      known.set(key, candidates);
      const ports = candidates.portsOf(selector);
      return [
        { monitor, candidates: candidates.all, ports, endpoints: placesAt(monitor.object, '', 'spec', endpoints) },
      ];
    });
  };
  const services = (namespace: string) =>
    index
      .all('Service')
      .filter((service) => namespaceOf(service) === namespace)
      .map((service) => ({
        labels: labelsOf(service),
        is: describe(service),
        ports: placesAt(service.object, '', 'spec', 'ports').map(({ value }) => stringOf(value['name'])),
      }));
  const pods = (namespace: string) =>
    index.podsIn(namespace).map((pod) => ({
      labels: pod.labels,
      is: describe(pod.owner),
      ports: portsOf(pod).map(({ name }) => name),
    }));
  return [...read('ServiceMonitor', 'endpoints', services), ...read('PodMonitor', 'podMetricsEndpoints', pods)];
}

const monitorSelectsNothing = inputRule(
  {
    code: 'monitor-without-targets',
    question: 'closed-world',
    why: 'A ServiceMonitor or PodMonitor that selects nothing collects no metrics, and no alert on them ever fires.',
    remedy: 'Make the selector equal to the labels of the Service, or of the pods for a PodMonitor.',
  },
  (input) =>
    monitors(input).flatMap(({ monitor, candidates, ports }): Breach[] => {
      if (ports) return [];
      const noun = monitor.object['kind'] === 'PodMonitor' ? 'pod' : 'Service';
      const wanted = mapOf(at(monitor.object, 'spec', 'selector', 'matchLabels'));
      const message = `selects no ${noun} of the output${nearMiss(wanted, candidates)}`;
      return [{ at: monitor, pointer: '/spec/selector', message }];
    }),
);

const monitorPort = inputRule(
  {
    code: 'missing-monitor-port',
    question: 'closed-world',
    why: 'An endpoint whose port none of the selected Services or pods has is not scraped.',
    remedy: 'Give the name of a port of the Service, or of the pods for a PodMonitor; the number will not do.',
  },
  (input) =>
    monitors(input).flatMap(({ monitor, ports, endpoints }) => {
      if (!ports) return [];
      return endpoints.flatMap(({ value, pointer }): Breach[] => {
        const port = stringOf(value['port']);
        if (port === undefined || ports.includes(port)) return [];
        const message = `nothing that is selected has a port named "${port}"${didYouMean(port, ports)}`;
        return [{ at: monitor, pointer: `${pointer}/port`, message }];
      });
    }),
);

export const monitorRules = [monitorSelectsNothing, monitorPort] as const;

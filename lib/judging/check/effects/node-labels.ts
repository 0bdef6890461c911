import { closest, type Json } from '../../../core/values';
import { podRule, type BreachInObject } from '../define-rule';
import { inPod } from '../examples/example';
import { listOf, mapOf, placesAt, pointerTo, type Pod } from '../../../core/references/objects';
import { spreads, terms } from './topology';

/** Labels that Kubernetes and its clouds give to nodes: https://kubernetes.io/docs/reference/labels-annotations-taints/ */
const nodeLabels = [
  'kubernetes.io/hostname',
  'kubernetes.io/os',
  'kubernetes.io/arch',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'node.kubernetes.io/instance-type',
  'node.kubernetes.io/windows-build',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/arch',
  'beta.kubernetes.io/instance-type',
];

/** Where a label of that last part belongs. */
const home: { readonly [part: string]: string } = {
  zone: 'topology.kubernetes.io/zone',
  region: 'topology.kubernetes.io/region',
  hostname: 'kubernetes.io/hostname',
  host: 'kubernetes.io/hostname',
  node: 'kubernetes.io/hostname',
  os: 'kubernetes.io/os',
  arch: 'kubernetes.io/arch',
  'instance-type': 'node.kubernetes.io/instance-type',
};

/** The label that was meant by one in a domain of Kubernetes, where nobody else makes labels; undefined for one that may be there. */
function meantLabel(key: string): string | undefined {
  if (nodeLabels.includes(key)) return undefined;
  const near = closest(key, nodeLabels, 2);
  if (near !== undefined) return near;
  const [, domain = '', part = ''] = /^(.*)\/([^/]*)$/.exec(key) ?? [];
  if (!/^(?:(?:failure-domain|failure-domain\.beta|topology|beta|node)\.)?(?:kubernetes|k8s)\.io$/.test(domain))
    return undefined;
  return Object.hasOwn(home, part) ? home[part] : undefined;
}

/** What those write who mean a value that nodes have for their system. */
const meantValues: { readonly [part: string]: { readonly [written: string]: string } } = {
  os: { Linux: 'linux', LINUX: 'linux', Windows: 'windows', WINDOWS: 'windows', win: 'windows' },
  arch: {
    AMD64: 'amd64',
    ARM64: 'arm64',
    aarch64: 'arm64',
    arm64v8: 'arm64',
    armhf: 'arm',
    armv7: 'arm',
    armv7l: 'arm',
    i386: '386',
    x64: 'amd64',
    'x86-64': 'amd64',
    x86_64: 'amd64',
  },
};

/** A label of nodes that a pod asks for. */
interface Asked {
  readonly key: Json | undefined;
  readonly pointer: string;
  /** The values of which a node must have one. @default any */
  readonly values?: readonly (Json | undefined)[];
  /** Whether pods are spread or kept together by it. @default they choose their node by it */
  readonly isTopology?: boolean;
}

/** The labels of nodes that a pod asks for. */
function askedOf(ofPod: Pod): Asked[] {
  const { spec, pointer } = ofPod;
  const topology = [...terms(ofPod, 'podAffinity'), ...terms(ofPod, 'podAntiAffinity'), ...spreads(ofPod)];
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const expressions = placesAt(spec, pointer, 'affinity', 'nodeAffinity', required, 'nodeSelectorTerms')
    .flatMap((term) => placesAt(term.value, term.pointer, 'matchExpressions'))
    .filter(({ value }) => value['operator'] === 'In' || value['operator'] === 'Exists');
  return [
    ...topology.map(({ value, pointer: place }) => ({
      key: value['topologyKey'],
      pointer: `${place}/topologyKey`,
      isTopology: true,
    })),
    ...Object.entries(mapOf(spec['nodeSelector'])).map(([key, value]) => ({
      key,
      values: [value],
      pointer: pointerTo(pointer, 'nodeSelector', key),
    })),
    ...expressions.map(({ value, pointer: place }) => ({
      key: value['key'],
      values: listOf(value['values']),
      pointer: `${place}/key`,
    })),
  ];
}

/** What is wrong with the values that a label must have: that none of them is one of those of nodes. */
function wrongValue(key: string, values: readonly (Json | undefined)[], pointer: string): BreachInObject[] {
  const meant = meantValues[key.replace(/^(?:beta\.)?kubernetes\.io\//, '')];
  if (!nodeLabels.includes(key) || !meant || values.length === 0) return [];
  const isMistaken = (value: Json | undefined) => typeof value === 'string' && Object.hasOwn(meant, value);
  if (!values.every(isMistaken)) return [];
  const [first] = values;
  const message = `no node has the label ${key}=${String(first)}; did you mean "${meant[String(first)]}"?`;
  return [{ pointer, message, remedy: `Write ${meant[String(first)]}.` }];
}

const misspeltLabel = podRule(
  {
    code: 'misspelt-node-label',
    question: 'cannot-work',
    why: 'No node has a misspelt label: a pod that asks for it is never placed, and one that is spread over it is not spread.',
    remedy: 'Use the label that nodes have.',
    examples: inPod('nodeSelector: { kubernetes.io/hostnam: one }', 'nodeSelector: { kubernetes.io/hostname: one }'),
    source: 'https://kubernetes.io/docs/reference/labels-annotations-taints/',
  },
  (ofPod) =>
    askedOf(ofPod).flatMap(({ key, pointer, values = [], isTopology = false }): BreachInObject[] => {
      if (typeof key !== 'string') return [];
      // An administrator may give nodes a label of that name, though it is not likely.
      const isBare = isTopology && key === 'hostname';
      const meant = isBare ? home[key] : meantLabel(key);
      if (meant === undefined) return wrongValue(key, values, pointer);
      const message = `no node has the label "${key}"; did you mean "${meant}"?`;
      return [{ pointer, message, remedy: `Use ${meant}.`, ...(isBare ? { severity: 'warning' } : {}) }];
    }),
);

export const nodeLabelRules = [misspeltLabel] as const;

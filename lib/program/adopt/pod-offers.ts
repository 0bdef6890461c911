import type { Json } from '../../core/values';
import { at, isMap, listOf, podOf, textAt } from './groups';
import type { Offer, Use } from './offer';
import type { Printed } from './printed';
import { camelCase } from '../../core/values/camel-case';
import { literal, quoted } from './words';

type Keys = readonly (string | number)[];

/** What the pods of a workload offer. */
export function podOffers(object: Printed, group: readonly string[]): Offer[] {
  const template = podOf(object);
  if (template === undefined) return [];
  const pod = [...template, 'spec'];
  const lists = ['containers', 'initContainers'] as const;
  const containers = lists.flatMap((list) =>
    listOf(at(object.object, ...pod, list)).map((container, i) => ({ list, i, container, keys: [...pod, list, i] })),
  );
  const offers = containers.flatMap(({ list, i, container, keys }) => {
    const isMain = list === 'containers' && i === 0;
    const own = isMain ? group : [...group, camelCase(textAt(container, 'name') ?? `${list}${i}`)];
    return containerOffers(object, container, keys, own, [list, i]);
  });
  return [...offers, ...secretOffers(object, pod, group), ...blockOffers(object, pod, group)];
}

function containerOffers(object: Printed, container: Json, keys: Keys, group: readonly string[], props: Keys): Offer[] {
  const image = textAt(container, 'image');
  const offers = image === undefined ? [] : [imageOffer(object, container, image, keys, group, props)];
  const resources = at(container, 'resources');
  if (object.kind !== 'Pod') offers.push(resourcesOffer(object, isMap(resources) ? resources : {}, keys, group));
  return offers;
}

const parsed = /^([a-z0-9][-a-z0-9._/:]*?):([A-Za-z0-9_][-A-Za-z0-9_.]{0,127})$/;
const policies = ['Always', 'IfNotPresent', 'Never'];

function imageOffer(
  object: Printed,
  container: Json,
  image: string,
  keys: Keys,
  group: readonly string[],
  props: Keys,
): Offer {
  const [, repository, tag] = parsed.exec(image) ?? [];
  const use: Use = { object, keys: [...keys, 'image'], value: image, props: [...props, 'image'] };
  const path = [...group, 'image'];
  // An empty tag would be the chart's app version, and a digest has no default.
  if (repository === undefined || tag === undefined || /:\d+$/.test(repository)) {
    const declaration = `string(${quoted(image)}, 'Image of the container', { minLength: 1 })`;
    return { path, value: image, declaration, imports: ['string'], uses: [use], family: `image ${image}` };
  }
  const policy = textAt(container, 'imagePullPolicy');
  const isKnown = policy !== undefined && policies.includes(policy);
  const defaults = [`repository: ${quoted(repository)}`, `tag: ${quoted(tag)}`];
  if (isKnown && policy !== 'IfNotPresent') defaults.push(`pullPolicy: ${quoted(policy)}`);
  const uses: Use[] = [{ ...use, express: (reference) => `containerImage(${reference}).image` }];
  if (isKnown) {
    const own = { keys: [...keys, 'imagePullPolicy'], props: [...props, 'imagePullPolicy'] };
    uses.push({ object, ...own, value: policy, express: (reference) => `${reference}.pullPolicy` });
  }
  if (policy === undefined) {
    // What the API server takes where nothing is said; said as well, it would be a difference.
    const usual = tag === 'latest' ? 'Always' : 'IfNotPresent';
    if (usual === 'Always') defaults.push(`pullPolicy: 'Always'`);
    const express = (reference: string) =>
      `when(not(equals(${reference}.pullPolicy, '${usual}')), ${reference}.pullPolicy)`;
    uses.push({ object, keys: [...keys, 'imagePullPolicy'], value: undefined, isBound: true, express });
  }
  return {
    path,
    value: { repository, tag, ...(isKnown && { pullPolicy: policy }) },
    declaration: `imageValues({ ${defaults.join(', ')} })`,
    imports: ['imageValues', 'containerImage'],
    uses,
    // Of the same image with another policy, the policy would change.
    family: `image ${image} ${policy ?? ''}`,
  };
}

function resourcesOffer(
  object: Printed,
  value: { readonly [key: string]: Json },
  keys: Keys,
  group: readonly string[],
): Offer {
  const isUsual =
    ['cpu', 'memory'].every((name) => textAt(value, 'requests', name) !== undefined) &&
    textAt(value, 'limits', 'memory') !== undefined &&
    Object.keys(value).every((key) => /^(requests|limits)$/.test(key)) &&
    [...Object.keys(value['requests']!), ...Object.keys(value['limits']!)].every((key) => /^(cpu|memory)$/.test(key)) &&
    [at(value, 'limits', 'cpu')].every((cpu) => cpu === undefined || typeof cpu === 'string');
  const about = 'CPU and memory that the container asks for and may use';
  const declaration = isUsual
    ? `resourceValues(${literal(value)})`
    : `kubernetesBlock('core.v1.ResourceRequirements', ${literal(value)}, '${about}')`;
  return {
    path: [...group, 'resources'],
    value,
    declaration,
    imports: [isUsual ? 'resourceValues' : 'kubernetesBlock'],
    uses: [use(object, [...keys, 'resources'])],
  };
}

const use = (object: Printed, keys: Keys, more: Partial<Use> = {}): Use => ({
  object,
  keys,
  value: at(object.object, ...keys),
  ...more,
});

/** Where pods run, as blocks that users replace as a whole. */
function blockOffers(object: Printed, pod: Keys, group: readonly string[]): Offer[] {
  if (!/^(Deployment|StatefulSet|DaemonSet|CronJob)$/.test(object.kind)) return [];
  const blocks: readonly (readonly [string, string, string, readonly string[]])[] = [
    ['nodeSelector', `stringMap(VALUE, 'Labels of the nodes that may run the pods')`, '{}', ['stringMap']],
    [
      'tolerations',
      `kubernetesList('core.v1.Toleration', VALUE, 'Taints that the pods tolerate')`,
      '[]',
      ['kubernetesList'],
    ],
    [
      'affinity',
      `kubernetesBlock('core.v1.Affinity', VALUE, 'Which nodes and neighbours the pods prefer or need')`,
      '{}',
      ['kubernetesBlock'],
    ],
    [
      'imagePullSecrets',
      `kubernetesList('core.v1.LocalObjectReference', VALUE, 'Pull secrets of the pods')`,
      '',
      ['kubernetesList'],
    ],
  ];
  return blocks.flatMap(([name, declared, empty, imports]) => {
    const found = at(object.object, ...pod, name);
    if (found === undefined && empty === '') return [];
    const value = found ?? (JSON.parse(empty) as Json);
    const declaration = declared.replace('VALUE', () => literal(value));
    return { path: [...group, name], value, declaration, imports, uses: [use(object, [...pod, name])] };
  });
}

/** Secrets that the pods read and that the app may not make. */
function secretOffers(object: Printed, pod: Keys, group: readonly string[]): Offer[] {
  const found = new Map<string, Use[]>();
  const visit = (node: Json | undefined, keys: Keys): void => {
    if (Array.isArray(node)) (node as readonly Json[]).forEach((each, i) => visit(each, [...keys, i]));
    if (!isMap(node)) return;
    for (const [key, child] of Object.entries(node)) {
      const field = /^(secretKeyRef|secretRef)$/.test(key)
        ? 'name'
        : key === 'secret'
          ? keys.includes('projected')
            ? 'name'
            : 'secretName'
          : undefined;
      const name = field === undefined ? undefined : textAt(child, field);
      if (name !== undefined) found.set(name, [...(found.get(name) ?? []), use(object, [...keys, key, field!])]);
      else visit(child, [...keys, key]);
    }
  };
  visit(at(object.object, ...pod), pod);
  return [...found].map(([name, uses]) => ({
    path: found.size === 1 ? [...group, 'existingSecret'] : [...group, 'existingSecrets', camelCase(name)],
    value: name,
    declaration: `string(${quoted(name)}, 'Name of a Secret that exists', { minLength: 1 })`,
    imports: ['string'],
    uses,
    family: `secret ${name}`,
    isExternal: true,
  }));
}

import { at, isMap, listOf, ownerOf, podOf, textAt } from './groups';
import { keyOf, type Offer, type Use } from './offer';
import type { Printed } from './printed';

type Keys = readonly (string | number)[];

/* What a value of one object decides at others. */

/** The number of pods where an autoscaler may say it: left out while there is one. */
export function withAutoscaler(
  offer: Offer,
  objects: readonly Printed[],
  groups: ReadonlyMap<Printed, readonly string[]>,
): Offer {
  const [use] = offer.uses;
  if (offer.path.at(-1) !== 'replicaCount' || !use) return offer;
  const scaler = objects.find(
    (each) => each.kind === 'HorizontalPodAutoscaler' && ownerOf(each, objects) === use.object,
  );
  if (!scaler) return offer;
  const enabled = [...groups.get(scaler)!, 'enabled'].join('.');
  const express = (reference: string) => {
    const values = reference.slice(0, -offer.path.join('.').length);
    return `when(not(${values}${enabled}), ${reference})`;
  };
  return { ...offer, uses: [{ ...use, isBound: use.object.maker !== 'literal', express }] };
}

/** Hosts in environment variables, in configuration and in the TLS of an Ingress follow the value. */
export function withHosts(offers: readonly Offer[], objects: readonly Printed[]): Offer[] {
  const hosts = offers.filter(({ family, value }) => family?.startsWith('host ') && String(value).includes('.'));
  const taken = new Set<string>();
  const linked = hosts.map((offer) => ({
    ...offer,
    uses: [...offer.uses, ...objects.flatMap((object) => usesOfHost(object, String(offer.value), taken))],
  }));
  const byName = new Map(linked.map((offer) => [keyOf(offer), offer]));
  return offers
    .filter(
      ({ uses }) =>
        !uses.some(
          ({ object, keys }) => object.kind === 'ConfigMap' && taken.has(`${object.ids.join('/')} ${keys.join('/')}`),
        ),
    )
    .map((offer) => byName.get(keyOf(offer)) ?? offer);
}

function usesOfHost(object: Printed, host: string, taken: Set<string>): Use[] {
  const pod = podOf(object);
  const places: { readonly keys: Keys; readonly props?: Keys }[] = [];
  for (const list of ['containers', 'initContainers'])
    listOf(pod && at(object.object, ...pod, 'spec', list)).forEach((container, i) =>
      listOf(at(container, 'env')).forEach((_, j) =>
        places.push({ keys: [...pod!, 'spec', list, i, 'env', j, 'value'] }),
      ),
    );
  if (object.kind === 'ConfigMap')
    Object.keys(isMap(object.object['data']) ? object.object['data'] : {}).forEach((key) =>
      places.push({ keys: ['data', key], props: ['data', key] }),
    );
  if (object.kind === 'Ingress')
    listOf(at(object.object, 'spec', 'tls')).forEach((tls, i) =>
      listOf(at(tls, 'hosts')).forEach((_, j) => places.push({ keys: ['spec', 'tls', i, 'hosts', j] })),
    );
  const word = new RegExp(`(?<![-\\w.])${host.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![-\\w]|\\.\\w)`);
  return places.flatMap(({ keys, props }) => {
    const value = textAt(object.object, ...keys);
    const id = `${object.ids.join('/')} ${keys.join('/')}`;
    if (value === undefined || !word.test(value) || taken.has(id)) return [];
    taken.add(id);
    const [before, after] = value.split(word) as [string, string];
    const isPlain = before === '' && after === '';
    // A text that says the host twice, or what a template would read, stays as it is.
    if (value.split(word).length !== 2 || /[`\\]|\$\{/.test(value)) return [];
    const express = (reference: string) => `text\`${before}\${${reference}}${after}\``;
    return [{ object, keys, value, ...(!isPlain && { express }), ...(props && { props }) }];
  });
}

/** The port of a Service at the Ingresses that lead to it. */
export function withPorts(offers: readonly Offer[], objects: readonly Printed[]): Offer[] {
  const ingresses = objects.filter(({ kind }) => kind === 'Ingress');
  return offers.map((offer) => {
    const [first] = offer.uses;
    if (first?.object.kind !== 'Service' || first.keys.at(-1) !== 'port') return offer;
    const name = textAt(first.object.object, 'metadata', 'name');
    const more = ingresses.flatMap((object) =>
      listOf(at(object.object, 'spec', 'rules')).flatMap((rule, i) =>
        listOf(at(rule, 'http', 'paths')).flatMap((path, j): Use[] => {
          const service = at(path, 'backend', 'service');
          const isIt =
            name !== undefined && textAt(service, 'name') === name && at(service, 'port', 'number') === offer.value;
          return isIt
            ? [
                {
                  object,
                  keys: ['spec', 'rules', i, 'http', 'paths', j, 'backend', 'service', 'port', 'number'],
                  value: offer.value,
                },
              ]
            : [];
        }),
      ),
    );
    return { ...offer, uses: [...offer.uses, ...more] };
  });
}

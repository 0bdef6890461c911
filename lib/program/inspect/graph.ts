import type { IConstruct } from 'constructs';
import { at, indexOf, isMap, kindOf, namespaceOf } from '../../core/references/objects';
import type { Reference } from '../../core/references/reference';
import { targetsOf } from '../../core/references/targets';
import type { CheckedObject, CheckInput } from '../../judging/check/finding';
import type { System } from '../app';
import { objectName } from './object-names';

/** One object that names or selects another one. */
export interface Link {
  /** `Secret/db`. */
  readonly to: string;
  /** Path of the construct of what is named, or of what has it made; absent for what is not of this system. */
  readonly construct?: string;
  /** The object that has it made, as an ExternalSecret does; absent where it is named itself. */
  readonly madeBy?: string;
  readonly how: 'names' | 'selects';
  /** Where it is said; several names of one object are one link. */
  readonly pointers: readonly string[];
  /** Whether it is neither here nor declared external. */
  readonly isMissing?: true;
}

/** An object of the graph. */
export interface GraphObject {
  readonly object: string;
  /** The environments that have it; absent where all have it. */
  readonly environments?: readonly string[];
  readonly links: readonly Link[];
}

/** A construct with what is below it. */
export interface GraphNode {
  readonly id: string;
  readonly construct: string;
  readonly class: string;
  readonly object?: GraphObject;
  readonly children: readonly GraphNode[];
}

/** What a system consists of: its constructs, their objects, and what these name and select, over some environments. */
export function graphOf(
  { root }: System,
  inputs: readonly { readonly environment: string; readonly input: CheckInput }[],
): GraphNode {
  const found = new Map<string, { object: string; environments: string[]; links: Map<string, Link> }>();
  for (const { environment, input } of inputs) {
    const linksOf = linksIn(input);
    for (const checked of input.objects) {
      if (checked.construct === undefined) continue;
      const known = found.get(checked.construct) ?? {
        object: objectName(checked.object),
        environments: [],
        links: new Map<string, Link>(),
      };
      found.set(checked.construct, known);
      known.environments.push(environment);
      for (const link of linksOf(checked)) {
        const key = `${link.how} ${link.to}`;
        const earlier = known.links.get(key)?.pointers ?? [];
        known.links.set(key, { ...link, pointers: [...new Set([...earlier, ...link.pointers])] });
      }
    }
  }
  return nodeOf(root);

  function nodeOf(construct: IConstruct): GraphNode {
    const { id, path, children } = construct.node;
    const own = found.get(path);
    const object = own && {
      object: own.object,
      ...(own.environments.length < inputs.length ? { environments: own.environments } : {}),
      links: [...own.links.values()].sort((a, b) => (a.how + a.to < b.how + b.to ? -1 : 1)),
    };
    const below = children.map(nodeOf).filter((child) => child.object || child.children.length > 0);
    const name = construct.constructor.name.replace(/^_/, '');
    return { id, construct: path, class: name, ...(object ? { object } : {}), children: below };
  }
}

function linksIn(input: CheckInput): (from: CheckedObject) => Link[] {
  const targets = targetsOf(input);
  const byObject = new Map<CheckedObject, Reference[]>();
  for (const reference of targets.references) {
    const from = reference.from;
    byObject.set(from, [...(byObject.get(from) ?? []), reference]);
  }
  return (from) => {
    const links = new Map<string, Link>();
    const add = (link: Link) => {
      const key = `${link.how} ${link.to}`;
      links.set(key, { ...link, pointers: [...(links.get(key)?.pointers ?? []), ...link.pointers] });
    };
    for (const reference of byObject.get(from) ?? []) {
      const target = targets.find(reference);
      const to = `${reference.kind.split('.')[0]}/${reference.name}`;
      const made = target?.object && objectName(target.object.object);
      add({
        to,
        how: 'names',
        pointers: [reference.pointer],
        ...(target?.object?.construct === undefined ? {} : { construct: target.object.construct }),
        ...(made === undefined || made === to ? {} : { madeBy: made }),
        ...(target ? {} : { isMissing: true }),
      });
    }
    for (const { pointer, selector } of selectorsOf(from)) {
      for (const { owner } of indexOf(input).podsOf(namespaceOf(from), selector)) {
        if (owner === from) continue;
        const { construct } = owner;
        add({
          to: objectName(owner.object),
          how: 'selects',
          pointers: [pointer],
          ...(construct !== undefined && { construct }),
        });
      }
    }
    return [...links.values()];
  };
}

/** What an object says of the pods that it is for. */
function selectorsOf(from: CheckedObject) {
  const kind = kindOf(from);
  const selector = at(from.object, 'spec', 'selector');
  if (kind === 'Service' && isMap(selector))
    return [{ pointer: '/spec/selector', selector: { matchLabels: selector } }];
  if (kind === 'PodDisruptionBudget.policy' || kind === 'PodMonitor.monitoring.coreos.com')
    return [{ pointer: '/spec/selector', selector }];
  if (kind === 'NetworkPolicy.networking.k8s.io')
    return [{ pointer: '/spec/podSelector', selector: at(from.object, 'spec', 'podSelector') }];
  return [];
}

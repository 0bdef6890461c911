import type { Manifest } from '../../core/manifest';
import { isMisread } from '../../core/order/argo-phase';
import { argoPhasesOf, isNeededByRelease } from '../../core/order/engines';
import type { ClusterObject } from '../../core/references/cluster-object';
import type { Release } from '../../core/values';
import { argoHook, argoOptions, argoWave, orderedRelease } from '../trees';

type Annotations = { readonly [key: string]: string };

/**
 * What an object of a chart says to Argo CD, which takes charts too. It translates Helm's hooks by itself; where that would make one of
 * them wait for what is not there yet, all hooks carry Argo CD's annotations beside Helm's, since it ignores Helm's once it
 * sees one of its own, and all objects a wave.
 *
 * @param release one with the defaults of the chart
 */
export function argoInChart(manifests: readonly Manifest[], release: Release): (manifest: Manifest) => Annotations {
  const isOwn = manifests.some(({ isForEngines }) => isForEngines);
  const isSuspect = manifests.some(({ hook }) => hook && (isMisread(hook.events) || isMisread(hook.events, true)));
  const options = ({ apiVersion }: Manifest) => (isOwn ? argoOptions({ apiVersion }, false) : {});
  if (!isOwn || !isSuspect) return options;
  // Which hooks others wait for is known only of objects that are there: all conditions count as met.
  const all = manifests.map((manifest) => ({ ...manifest, condition: undefined }));
  const { graph, places, objects } = orderedRelease(all, release);
  const nodes = new Map<string, ClusterObject>(objects.map(({ node, manifest }) => [manifest?.construct ?? '', node]));
  const phasesOf = ({ construct }: Manifest) => argoPhasesOf(graph, nodes.get(construct)!) ?? [];
  const isMisreadHere = ({ construct, hook }: Manifest) =>
    hook !== undefined && isMisread(hook.events, isNeededByRelease(graph, nodes.get(construct)!));
  if (!manifests.some(isMisreadHere)) return options;
  return (manifest) => {
    const phases = phasesOf(manifest);
    if (manifest.hook && phases.length === 0) return options(manifest);
    return {
      ...(manifest.hook ? argoHook(manifest.hook, phases) : {}),
      ...argoWave(places.get(nodes.get(manifest.construct)!)!),
      ...options(manifest),
    };
  };
}

import { groupOf } from '../../../core/kubernetes/scopes';
import { annotationsOf, labelsOf, stringOf } from '../../../core/references/objects';
import type { CheckInput } from '../finding';

/** Engines that keep a cluster as a repository says, as far as objects show that somebody uses them. */
export interface EnginesInUse {
  readonly argo: boolean;
  readonly flux: boolean;
}

const known = new WeakMap<CheckInput, EnginesInUse>();

const argoMark = 'argocd.argoproj.io/';
const fluxMark = 'toolkit.fluxcd.io';

/** What the objects of an input say to Argo CD or Flux. Whoever uses neither wants to hear nothing of them. */
export function enginesInUse(input: CheckInput): EnginesInUse {
  let found = known.get(input);
  if (!found) {
    let [argo, flux] = [false, false];
    for (const each of input.objects) {
      const group = groupOf(String(each.object['apiVersion']));
      const kind = stringOf(each.object['kind']) ?? '';
      argo ||= group === 'argoproj.io' && ['Application', 'ApplicationSet', 'AppProject'].includes(kind);
      flux ||= group.endsWith(fluxMark);
      for (const key of [...Object.keys(annotationsOf(each)), ...Object.keys(labelsOf(each))]) {
        argo ||= key.startsWith(argoMark);
        flux ||= key.includes(fluxMark);
      }
    }
    known.set(input, (found = { argo, flux }));
  }
  return found;
}

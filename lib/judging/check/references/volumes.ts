import { didYouMean } from '../../../core/values';
import { inputRule } from '../define-rule';
import type { Breach } from '../finding';
import { at, indexOf, kindOf, placesAt, stringOf, type Pod } from '../../../core/references/objects';

/** The names of a pod's volumes, those that a StatefulSet claims among them. */
function volumesOf({ owner, spec }: Pod): string[] {
  const claimed = placesAt(owner.object, '', 'spec', 'volumeClaimTemplates').map(({ value }) =>
    at(value, 'metadata', 'name'),
  );
  const own = placesAt(spec, '', 'volumes').map(({ value }) => value['name']);
  return [...own, ...claimed].flatMap((name) => stringOf(name) ?? []);
}

/** The places where a container names a volume. */
const mountsOf = ({ containers }: Pod) =>
  containers.flatMap(({ value, pointer }) => [
    ...placesAt(value, pointer, 'volumeMounts'),
    ...placesAt(value, pointer, 'volumeDevices'),
  ]);

/** Kinds whose pods the API server looks at only when they are made. */
const takenUnread: ReadonlySet<string> = new Set(['StatefulSet.apps', 'Rollout.argoproj.io']);

export const volumeRules = [
  inputRule(
    {
      code: 'missing-volume',
      why: 'The API server refuses a pod with a mount whose volume does not exist.',
      remedy: 'Add the volume to the pod, or correct the name of the mount.',
    },
    (input) =>
      indexOf(input).pods.flatMap((pod) => {
        const volumes = volumesOf(pod);
        return mountsOf(pod).flatMap(({ value, pointer }): Breach[] => {
          const name = stringOf(value['name']);
          if (name === undefined || volumes.includes(name)) return [];
          const message = `the pod has no volume "${name}"${didYouMean(name, volumes)}`;
          const question = takenUnread.has(kindOf(pod.owner)) ? { question: 'cannot-work' as const } : {};
          return [{ at: pod.owner, pointer: `${pointer}/name`, message, ...question }];
        });
      }),
  ),
  inputRule(
    {
      code: 'unused-volume',
      question: 'policy',
      severity: 'warning',
      why: 'A volume that no container mounts is a mount that was forgotten, and is still waited for.',
      remedy: 'Mount it, or remove it.',
    },
    (input) =>
      indexOf(input).pods.flatMap((pod) => {
        const mounted = new Set(mountsOf(pod).map(({ value }) => value['name']));
        return placesAt(pod.spec, pod.pointer, 'volumes').flatMap(({ value, pointer }): Breach[] => {
          const name = stringOf(value['name']);
          if (name === undefined || mounted.has(name)) return [];
          return [{ at: pod.owner, pointer, message: `no container mounts the volume "${name}"` }];
        });
      }),
  ),
] as const;

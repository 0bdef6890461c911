import { didYouMean } from '../../../core/values';
import { inputRule } from '../define-rule';
import type { Breach } from '../finding';
import { providerClassOf } from '../../../core/references/pod-references';
import { targetsOf } from '../../../core/references/targets';
import {
  at,
  indexOf,
  kindOf,
  nameOf,
  namespaceOf,
  placesAt,
  stringOf,
  type Pod,
} from '../../../core/references/objects';

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
  inputRule(
    {
      code: 'secret-not-mounted',
      question: 'closed-world',
      why: 'The Secrets Store CSI Driver makes a Secret when a pod mounts its SecretProviderClass, and takes it away after the last one: a pod that only reads it waits for ever.',
      remedy:
        'Give the pod a volume of the driver secrets-store.csi.k8s.io with that SecretProviderClass, and mount it.',
      source: 'https://secrets-store-csi-driver.sigs.k8s.io/topics/sync-as-kubernetes-secret',
    },
    (input) => {
      const mounted = new Set(
        indexOf(input).pods.flatMap((pod) =>
          placesAt(pod.spec, '', 'volumes').map(
            ({ value }) => `${namespaceOf(pod.owner)}/${providerClassOf(value) ?? ''}`,
          ),
        ),
      );
      const targets = targetsOf(input);
      return targets.references.flatMap((reference): Breach[] => {
        const maker =
          reference.kind === 'Secret' && !reference.isOptional ? targets.find(reference)?.object : undefined;
        if (!maker || kindOf(maker) !== 'SecretProviderClass.secrets-store.csi.x-k8s.io') return [];
        if (mounted.has(`${namespaceOf(maker)}/${nameOf(maker)}`)) return [];
        const message = `the Secret "${reference.name}" is there only while a pod mounts the SecretProviderClass "${nameOf(maker)}", and none does`;
        return [{ at: reference.from, pointer: reference.pointer, message }];
      });
    },
  ),
] as const;

import type { Construct } from 'constructs';
import { KubePod, type PodSpec } from '../../../../imports/k8s';
import { Hook } from '../../../manifest';
import type { Expression } from '../../../values';
import { restrictedContainer } from '../container';
import { type EnvironmentVariables, environmentVariables } from '../environment';
import { type ImageRefs, containerImage } from '../image';
import { componentLabel } from '../names';
import { plainPod, restrictedPod } from '../pod';

export interface HelmTestProps {
  /** Name of the pod. */
  readonly name: Expression<string>;
  /** The label by which network policies let it in. */
  readonly component: string;
  readonly image: ImageRefs;
  /** A shell script that fails when something is wrong. */
  readonly script: string;
  readonly env: EnvironmentVariables;
  /** Tests run in the order of their weights. */
  readonly weight: number;
  /** @default restricted, and run once */
  readonly pod?: Partial<PodSpec>;
}

const { fsGroup: _, ...securityContext } = restrictedPod;
const restricted: Partial<PodSpec> = { automountServiceAccountToken: false, securityContext, restartPolicy: 'Never' };

/** A pod that `helm test` runs. It stays until the next run, for its log. */
export function helmTest(scope: Construct, id: string, props: HelmTestProps): KubePod {
  const { name, component, image, script, env, weight, pod = restricted } = props;
  const made = new KubePod(scope, id, {
    metadata: { name, labels: { [componentLabel]: component } },
    spec: plainPod(scope, pod, 'check', {
      ...containerImage(image),
      command: ['/bin/sh', '-ec', script],
      env: environmentVariables(env),
      resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } },
      securityContext: restrictedContainer,
    }),
  });
  Hook.of(made).on('test').weight(weight).deleteWhen('before-hook-creation');
  return made;
}

import type { Construct } from 'constructs';
import { KubePod, type PodSpec } from '../../../../imports/k8s';
import { Hook } from '../../../core/manifest';
import {
  aConstruct,
  aMap,
  aName,
  aTemplatedText,
  aWholeNumber,
  maybe,
  propsOf,
  takes,
} from '../../../core/values/argument';
import type { Expression } from '../../../core/values';
import { restrictedContainer } from '../container';
import { environment, environmentVariables, type EnvironmentVariables } from '../environment';
import { anImage, containerImage, type ImageRefs } from '../image';
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

const testTakes = takes(
  'helmTest(scope, id, props)',
  aConstruct,
  aName,
  propsOf<HelmTestProps>({
    name: aTemplatedText,
    component: aName,
    image: anImage,
    script: aName,
    env: environment,
    weight: aWholeNumber,
    pod: maybe(aMap),
  }),
);

/** A pod that `helm test` runs. It stays until the next run, for its log. */
export function helmTest(scope: Construct, id: string, props: HelmTestProps): KubePod {
  testTakes(scope, id, props);
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

import type { Construct } from 'constructs';
import { KubePod, type PodSpec } from '../../../../imports/k8s';
import { Hook } from '../../../core/manifest';
import * as is from '../../../core/values/argument';
import { takes } from '../../../core/values/takes';
import { restrictedContainer } from '../container';
import { environment, environmentVariables } from '../environment';
import { anImage, containerImage } from '../image';
import { componentLabel } from '../names';
import { plainPod, restrictedPod } from '../pod';

const helmTestProps = is.propsOf({
  /** Name of the pod. */
  name: is.aTemplatedText,
  /** The label by which network policies let it in. */
  component: is.aName,
  image: anImage,
  /** A shell script that fails when something is wrong. */
  script: is.aName,
  env: environment,
  /** Tests run in the order of their weights. */
  weight: is.aWholeNumber,
  /** @default restricted, and run once */
  pod: is.maybe(is.mapLike<Partial<PodSpec>>()),
});
export type HelmTestProps = is.TypeOf<typeof helmTestProps>;

const { fsGroup: _, ...securityContext } = restrictedPod;
const restricted: Partial<PodSpec> = { automountServiceAccountToken: false, securityContext, restartPolicy: 'Never' };

const testTakes = takes('helmTest(scope, id, props)', is.aConstruct, is.aName, helmTestProps);

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

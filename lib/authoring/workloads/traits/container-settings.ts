import type { EnvFromSource, EnvVar, VolumeMount } from '../../../../imports/k8s';
import { blockText, each, items, stringMap, templated, type Templated } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { aBlock } from '../arguments';
import { kubernetesBlock, kubernetesList } from '../blocks';
import { restrictedContainer } from '../container';
import { trait, type Named } from '../trait';

const containerSettingsDeclared = trait({
  comesLast: true,
  defaults: {
    /** @default one that restricted containers may have */
    securityContext: is.maybe(aBlock),
    /** @default nothing runs */
    lifecycle: is.maybe(aBlock),
  },
  fields: ({ securityContext = restrictedContainer, lifecycle = {} }) => ({
    securityContext: kubernetesBlock('core.v1.SecurityContext', securityContext, 'Security settings of the container'),
    lifecycle: kubernetesBlock('core.v1.Lifecycle', lifecycle, 'What runs after the start and before the stop'),
    env: templated(
      stringMap({}, 'Environment variables by name, beside those of the chart', {
        propertyNames: { pattern: '^[A-Za-z_][A-Za-z0-9_]*$' },
        additionalProperties: {
          ...blockText(),
          allOf: [
            {
              pattern: '^([^$]|[$][^$(])*$',
              patternErrorMessage: 'may not hold $( or $$, which Kubernetes reads: such a variable stands in extraEnv',
            },
          ],
        },
      }),
    ),
    extraEnv: kubernetesList<EnvVar>('core.v1.EnvVar', [], 'Environment variables beside those of the chart'),
    extraEnvFrom: kubernetesList<EnvFromSource>(
      'core.v1.EnvFromSource',
      [],
      'ConfigMaps and Secrets that become environment variables',
    ),
    extraVolumeMounts: kubernetesList<VolumeMount>('core.v1.VolumeMount', [], 'Mounts beside those of the chart'),
  }),
  apply: (_, values) => ({
    container: {
      lifecycle: values.lifecycle,
      securityContext: values.securityContext,
      env: [
        ...each(values.env, ['name', 'value'], (name, value): Templated<EnvVar> => ({ name, value })),
        ...items(values.extraEnv),
      ],
      envFrom: items(values.extraEnvFrom),
      volumeMounts: items(values.extraVolumeMounts),
    },
  }),
});

export interface ContainerSettingsTrait extends Named<typeof containerSettingsDeclared> {}

/** What users may say about the main container of any workload. */
export const containerSettings: ContainerSettingsTrait = containerSettingsDeclared;

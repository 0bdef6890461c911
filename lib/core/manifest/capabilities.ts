import { Expression, type Cluster } from '../values';
import { takes, type Kind } from '../values/argument';
import { isBuiltIn } from '../kubernetes/groups';
import { oldestRelease } from '../kubernetes/oldest-version';
import type { ChartMetadata } from './chart-props';
import type { EnvironmentValues } from './environment';

/*
 * What a chart may ask about the cluster. A chart asks the cluster; the plain output is made for the cluster that `--kubernetes` and
 * `--api-versions`, the environment or the chart says.
 */

/** The version of Kubernetes that the cluster has, as it says it: `v1.34.2`, `v1.34.1-gke.1293000`. */
export const kubernetesVersion = new Expression<string>(
  { kind: 'builtin', name: 'Capabilities.KubeVersion.Version' },
  'string',
);

/** True while the release is installed, and not upgraded. Of what is in a chart alone: notes, tests and hooks of a rollback or deletion. */
export const isInstall = new Expression<boolean>({ kind: 'builtin', name: 'Release.IsInstall' }, 'boolean');

/** True while the release is upgraded, or rolled back. Of what is in a chart alone, as `isInstall`. */
export const isUpgrade = new Expression<boolean>({ kind: 'builtin', name: 'Release.IsUpgrade' }, 'boolean');

/** A version of Kubernetes. */
export const aVersion: Kind<string> = {
  words: "a version of Kubernetes such as '1.29' or '1.29.3'",
  holds: (value) => typeof value === 'string' && /^[1-9]\d?\.\d{1,3}(\.\d{1,3})?$/.test(value),
};
const atLeastTakes = takes('kubernetesAtLeast(version)', aVersion);

/** True where the cluster has this version of Kubernetes or a newer one, of whatever provider. */
export function kubernetesAtLeast(version: string): Expression<boolean> {
  atLeastTakes(version);
  return new Expression({ kind: 'kubernetesAtLeast', version }, 'boolean');
}

const apiPattern = /^(?:([a-z0-9](?:[-a-z0-9.]*[a-z0-9])?)\/)?v\d+(?:(?:alpha|beta)\d+)?(?:\/[A-Z][A-Za-z0-9]*)?$/;

/** An API that is not of Kubernetes itself. */
export const anApi: Kind<string> = {
  words: "an API as 'keda.sh/v1alpha1' or 'keda.sh/v1alpha1/ScaledObject'",
  holds: (value) => typeof value === 'string' && apiPattern.test(value),
  inside: (api: string, place) =>
    isBuiltIn(apiPattern.exec(api)![1] ?? '')
      ? [
          {
            place,
            message: `is ${JSON.stringify(api)}, which is of Kubernetes itself`,
            remedy: "Which APIs Kubernetes has is a matter of its version: ask for that, kubernetesAtLeast('1.29').",
          },
        ]
      : [],
};
const hasApiTakes = takes('hasApi(api)', anApi);

/** True where the cluster has an API that is not of Kubernetes itself: a version of a group, or a kind of that. */
export function hasApi(api: string): Expression<boolean> {
  hasApiTakes(api);
  return new Expression({ kind: 'hasApi', api }, 'boolean');
}

/** What is said of a cluster, where anything is. */
export type SaidCluster = Pick<EnvironmentValues, 'kubernetes' | 'apis'>;

/**
 * The cluster that an environment is for: what is given, else what the environment says, else the oldest that the chart is for. An API of
 * a kind is one of its group too.
 */
export function clusterFor(
  { kubeVersion }: Pick<ChartMetadata, 'kubeVersion'>,
  environment: SaidCluster,
  given: SaidCluster = {},
): Cluster {
  const version = given.kubernetes ?? environment.kubernetes ?? oldestRelease(kubeVersion);
  const said = [...(environment.apis ?? []), ...(given.apis ?? [])];
  const apis = said.flatMap((api) => [api.replace(/\/[A-Z][A-Za-z0-9]*$/, ''), api]);
  const [major = '1', minor = '0', patch = '0'] = version.split('.');
  return { kubernetes: [major, minor, patch].join('.'), apis: [...new Set(apis)] };
}

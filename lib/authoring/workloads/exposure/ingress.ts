import type { Construct } from 'constructs';
import type { HTTPIngressPath } from '../../../../imports/k8s';
import { HelmChart } from '../../../core/manifest';
import { and, isSet, join, not, releaseNamespace, text, type Expression } from '../../../core/values';
import { mapOf } from '../../../core/values/argument';
import { instanceOf } from '../arguments';
import { Server } from '../workload';

/** Path prefixes and who answers them; longer prefixes first. */
export type Routes = { readonly [path: string]: Server };

export const routes = mapOf(instanceOf('server of this chart, such as a WebService', () => Server));

/** The routes as an Ingress lists them. */
export const ingressPaths = (routes: Routes): HTTPIngressPath[] =>
  Object.entries(routes).map(([path, { name, servicePort }]) => ({
    path,
    pathType: 'Prefix',
    backend: { service: { name, port: { name: servicePort } } },
  }));

/** Tells by which addresses an Ingress is reached. */
export function tellWayIn(
  ingress: Construct,
  name: Expression<string>,
  hosts: Expression<readonly string[]>,
  isHttps: Expression<boolean>,
): void {
  const urls = (scheme: string) => text`Reach it at:\n  ${scheme}://${join(hosts, `\n  ${scheme}://`)}`;
  HelmChart.tell(ingress, () => [
    { text: urls('https'), condition: and(isSet(hosts), isHttps) },
    { text: urls('http'), condition: and(isSet(hosts), not(isHttps)) },
    {
      text: text`Reach it at the address of the Ingress:\n  kubectl --namespace ${releaseNamespace} get ingress ${name}`,
      condition: not(isSet(hosts)),
    },
  ]);
}

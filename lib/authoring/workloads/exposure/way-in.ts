import type { Construct } from 'constructs';
import { HelmChart } from '../../../manifest';
import { and, isSet, join, not, releaseNamespace, text, type Expression } from '../../../values';

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

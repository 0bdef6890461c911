import { KubeService } from '../../../../imports/k8s';
import { text } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { mainPort } from '../probes';
import { trait, type Bearer, type Named } from '../trait';

/** The name of the headless Service; a pod is `<name>-0.<this>`. */
const membersName = (workload: Bearer) => text`${workload.name}-members`;

const membersDeclared = trait({
  props: { port: is.aWholeNumber },
  apply: (workload, _, { port }) => {
    const { selector, rules, metadata } = workload;
    const name = membersName(workload);
    new KubeService(workload, 'members', {
      metadata: { ...metadata, name },
      spec: {
        clusterIP: 'None',
        publishNotReadyAddresses: true,
        selector,
        ports: [{ name: mainPort, port, targetPort: mainPort, protocol: 'TCP' }],
      },
    });
    const all = { podSelector: { matchLabels: selector } };
    rules.ingress.push({ from: [all] });
    rules.egress.push({ to: [all] });
    return { controller: { serviceName: name } };
  },
});

export interface MembersTrait extends Named<typeof membersDeclared> {}

/** The pods of a StatefulSet know each other by name, also while they are not ready yet, and talk to each other. */
export const members: MembersTrait = membersDeclared;

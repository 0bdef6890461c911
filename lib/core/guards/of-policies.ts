import { call } from '../values';
import type { Expression } from '../values';
import { askedOnce, whereOf, type Condition } from './asked-where';
import { placesIn, type CarriedObject, type Place } from './carried-places';
import type { Guard } from './guard';
import { both } from './list-elements';
import { policyPeersHelper, policyPortsHelper, policyRulesHelper } from './policy-helpers';

/*
 * What the API server asks of rules of network policies that no schema of a value can say: which of two numbers is less, and what is a
 * part of a network.
 */

interface AskedPart {
  readonly construct: string;
  readonly list: Expression;
  readonly of: PartOfPolicy;
  readonly conditions: Condition[];
}

/** A list in a network policy, with where it stands there, and what is asked of it. */
interface PartOfPolicy {
  readonly place: RegExp;
  readonly sentence: string;
  readonly fault: (list: Expression, path: string) => Expression<string>;
}

const [ports, peers] = ['no endPort below its port', 'no exception outside of its network'] as const;

const parts: readonly PartOfPolicy[] = [
  {
    place: /^\/spec\/(ingress|egress)(\/\d+)?$/,
    sentence: `${ports}, and ${peers}`,
    fault: (rules, path) => call(policyRulesHelper, { rules, path }),
  },
  {
    place: /^\/spec\/(ingress|egress)\/\d+\/ports(\/\d+)?$/,
    sentence: ports,
    fault: (list, path) => call(policyPortsHelper, { ports: list, path }),
  },
  {
    place: /^\/spec\/(ingress|egress)\/\d+\/(from|to)(\/\d+)?$/,
    sentence: peers,
    fault: (list, path) => call(policyPeersHelper, { peers: list, path }),
  },
];

/** What users add to network policies, each list once. */
export class PolicyGuards {
  private readonly asked = new Map<string, AskedPart>();

  object(manifest: CarriedObject): void {
    const { apiVersion, kind, construct } = manifest;
    if (kind !== 'NetworkPolicy' || !apiVersion.startsWith('networking.k8s.io/')) return;
    for (const { source, expression, place } of placesIn([manifest]).arrivals) {
      if (expression.valueType !== 'list' || source.steps.length > 0) continue;
      const part = parts.find((each) => each.place.test(place.pointer));
      if (part) this.add(source.path.join('.'), { construct, list: expression, of: part }, place);
    }
  }

  guards(): Guard[] {
    return [...this.asked].map(
      ([
        path,
        {
          construct,
          list,
          of: { sentence, fault },
          conditions,
        },
      ]) => ({
        construct,
        values: [path],
        sentence,
        ...whereOf(conditions),
        fault: fault(list, path),
      }),
    );
  }

  private add(path: string, asked: Omit<AskedPart, 'conditions'>, { conditions }: Place): void {
    const condition = conditions.reduce<Condition>((all, each) => both(all, each), undefined);
    askedOnce(this.asked, path, condition, () => asked);
  }
}

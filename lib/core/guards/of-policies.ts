import { call } from '../values';
import type { Expression } from '../values';
import { whereOf, type Condition } from './asked-where';
import { arrivalsIn, type CarriedObject, type Place } from './carried-places';
import type { Guard } from './guard';
import { both } from './list-elements';
import { policyRulesHelper } from './policy-helpers';

/*
 * What the API server asks of rules of network policies that no schema of a value can say: which of two numbers is less, and what is a
 * part of a network.
 */

interface AskedRules {
  readonly construct: string;
  readonly rules: Expression;
  readonly conditions: Condition[];
}

/** Where rules stand in a network policy. */
const ofRules = /^\/spec\/(ingress|egress)(\/|$)/;

/** The rules that users add to network policies, each list of them once. */
export class PolicyGuards {
  private readonly asked = new Map<string, AskedRules>();

  object(manifest: CarriedObject & { readonly construct: string }): void {
    const { apiVersion, kind, construct } = manifest;
    if (kind !== 'NetworkPolicy' || !apiVersion.startsWith('networking.k8s.io/')) return;
    for (const { source, expression, place } of arrivalsIn(manifest).arrivals) {
      const isList = expression.valueType === 'list' && source.steps.length === 0;
      if (isList && isWhole(place)) this.add(source.path.join('.'), expression, construct, place);
    }
  }

  guards(): Guard[] {
    return [...this.asked].map(([path, { construct, rules, conditions }]) => ({
      construct,
      values: [path],
      sentence: 'no endPort below its port, and no exception outside of its network',
      ...whereOf(conditions),
      fault: call(policyRulesHelper, { rules, path }),
    }));
  }

  private add(path: string, rules: Expression, construct: string, { conditions }: Place): void {
    const known = this.asked.get(path) ?? { construct, rules, conditions: [] };
    this.asked.set(path, known);
    known.conditions.push(conditions.reduce<Condition>((all, each) => both(all, each), undefined));
  }
}

/** Whether rules stand there, and not a part of one. */
const isWhole = ({ pointer }: Place): boolean => ofRules.test(pointer) && pointer.split('/').length <= 4;

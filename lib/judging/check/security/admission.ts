import type { RuleOf } from '../define-rule';
import { labelsOf, indexOf, nameOf, namespaceOf } from '../../../core/references/objects';
import type { CheckInput } from '../finding';

/** The checks that `baseline` makes too, and makes alike. */
const baseline = new Set([
  'pod-security-host-namespaces',
  'pod-security-privileged',
  'pod-security-host-path',
  'pod-security-host-ports',
  'pod-security-app-armor',
  'pod-security-se-linux',
  'pod-security-proc-mount',
  'pod-security-sysctls',
  'pod-security-windows-host-process',
  'pod-security-host-probes',
]);

const label = 'pod-security.kubernetes.io/enforce';

const enforced = new WeakMap<CheckInput, ReadonlyMap<string, string>>();

/** The level that each namespace of the input enforces. */
function levelsIn(input: CheckInput): ReadonlyMap<string, string> {
  let found = enforced.get(input);
  if (!found) {
    const all = indexOf(input).all('Namespace');
    found = new Map(all.map((namespace) => [nameOf(namespace), String(labelsOf(namespace)[label] ?? '')]));
    enforced.set(input, found);
  }
  return found;
}

/** What to do where the pods must be as they are: those of an agent that reads the logs of its node. */
function orLetIn(isOfBaseline: boolean, { source }: CheckInput): string {
  const level = isOfBaseline ? 'privileged' : 'baseline';
  const setting = source === 'folder' ? `its label ${label}: ${level}` : `ownsNamespace: { podSecurity: '${level}' }`;
  return `Or let the namespace take such pods, with ${setting}.`;
}

/**
 * A rule of the Pod Security Standards, which is not a matter of policy where a namespace of the same output enforces it: the
 * admission plugin lets no such pod in (https://kubernetes.io/docs/concepts/security/pod-security-admission/).
 */
export const underAdmission = <C extends string>(rule: RuleOf<C>): RuleOf<C> => ({
  ...rule,
  check: (input) =>
    rule.check(input).map((breach) => {
      const level = levelsIn(input).get(namespaceOf(breach.at));
      if (level !== 'restricted' && !(level === 'baseline' && baseline.has(rule.code))) return breach;
      const message = `${breach.message}; its namespace, which enforces ${level}, lets no such pod in`;
      const remedy = `${breach.remedy ?? rule.remedy} ${orLetIn(baseline.has(rule.code), input)}`;
      // A pod is refused itself; what makes pods is taken, and then has none.
      return { ...breach, message, remedy, question: breach.at.object['kind'] === 'Pod' ? 'refused' : 'cannot-work' };
    }),
});

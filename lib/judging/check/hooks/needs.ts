import type { CheckedObject, CheckInput } from '../finding';
import { at, indexOf, namespaceOf, placesAt } from '../../../core/references/objects';
import { targetsOf } from '../../../core/references/targets';

/** One object that another one needs, and where it says so. */
export interface Need {
  readonly from: CheckedObject;
  readonly to: CheckedObject;
  readonly pointer: string;
}

/** What each object needs to be there before it works: what it names, and the permissions of its account. */
export class Needs {
  private readonly needs = new Map<CheckedObject, Need[]>();
  private readonly needed = new Map<CheckedObject, Need[]>();

  constructor(input: CheckInput) {
    const targets = targetsOf(input);
    const bindings = bindingsByAccount(input);
    for (const reference of targets.references) {
      const target = reference.isOptional ? undefined : targets.find(reference)?.object;
      if (!target || target === reference.from) continue;
      this.add({ from: reference.from, to: target, pointer: reference.pointer });
      const isAccountOfPod = reference.kind === 'ServiceAccount' && indexOf(input).podOf(reference.from) !== undefined;
      for (const binding of isAccountOfPod ? (bindings.get(`${reference.namespace}/${reference.name}`) ?? []) : []) {
        this.add({ from: reference.from, to: binding, pointer: reference.pointer });
      }
    }
  }

  /** What an object needs. */
  of(object: CheckedObject): readonly Need[] {
    return this.needs.get(object) ?? [];
  }

  /** Who needs an object. */
  by(object: CheckedObject): readonly Need[] {
    return this.needed.get(object) ?? [];
  }

  /** One need for each two objects, at the first place that says so. */
  private add(need: Need): void {
    const known = this.needs.get(need.from);
    if (known?.some(({ to }) => to === need.to)) return;
    if (known) known.push(need);
    else this.needs.set(need.from, [need]);
    const others = this.needed.get(need.to);
    if (others) others.push(need);
    else this.needed.set(need.to, [need]);
  }
}

/** The bindings that give each ServiceAccount its permissions. */
function bindingsByAccount(input: CheckInput): ReadonlyMap<string, CheckedObject[]> {
  const found = new Map<string, CheckedObject[]>();
  const index = indexOf(input);
  for (const kind of ['RoleBinding', 'ClusterRoleBinding']) {
    for (const binding of index.all(`${kind}.rbac.authorization.k8s.io`)) {
      for (const { value } of placesAt(binding.object, '', 'subjects')) {
        if (at(value, 'kind') !== 'ServiceAccount') continue;
        const account = `${String(value['namespace'] ?? namespaceOf(binding))}/${String(value['name'])}`;
        const known = found.get(account);
        if (known) known.push(binding);
        else found.set(account, [binding]);
      }
    }
  }
  return found;
}

const known = new WeakMap<CheckInput, Needs>();

/** The needs of an input's objects, worked out once. */
export function needsOf(input: CheckInput): Needs {
  let found = known.get(input);
  if (!found) known.set(input, (found = new Needs(input)));
  return found;
}

import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../../core/values';
import { inputRule } from '../define-rule';
import type { Breach, CheckedObject, CheckInput } from '../finding';
import { at, describe, indexOf, kindOf, labelsOf, nameOf, namespaceOf } from '../../../core/references/objects';
import { targetsOf } from '../../../core/references/targets';

/**
 * Labels that only ConfigMaps carry. A sidecar or operator finds its ConfigMaps by such a label (`grafana_dashboard`), so
 * that no object of the output names them.
 */
function labelsOfConfigMaps(input: CheckInput): ReadonlySet<string> {
  const labels = new Set<string>();
  for (const configMap of indexOf(input).all('ConfigMap'))
    Object.keys(labelsOf(configMap)).forEach((key) => labels.add(key));
  for (const object of input.objects) {
    if (kindOf(object) !== 'ConfigMap') Object.keys(labelsOf(object)).forEach((key) => labels.delete(key));
  }
  for (const key of labels)
    if (/^(app\.kubernetes\.io|helm\.sh|kubernetes\.io)\/|^(app|component|tier|name)$/.test(key)) labels.delete(key);
  return labels;
}

/** What a text may name: itself, or what is in an argument such as `--configmap=shop/nginx`. */
const namesIn = (text: string): readonly string[] => (text.startsWith('--') ? [text, ...text.split(/[=/,]/)] : [text]);

/**
 * Of the given names, those that an object says anywhere in which they are not at home: all texts of all objects are read once,
 * however many names there are.
 */
function mentioned(objects: readonly CheckedObject[], homes: ReadonlyMap<string, CheckedObject>): ReadonlySet<string> {
  const found = new Set<string>();
  const read = (value: Json | undefined, object: CheckedObject): void => {
    if (typeof value === 'string') {
      for (const name of namesIn(value)) {
        const home = homes.get(name);
        if (home !== undefined && home !== object) found.add(name);
      }
    } else if (typeof value === 'object' && value !== null) {
      for (const child of Object.values<Json>(value)) read(child, object);
    }
  };
  for (const object of objects) read(object.object, object);
  return found;
}

const unusedConfigMap = inputRule(
  {
    code: 'unused-config-map',
    question: 'policy',
    severity: 'warning',
    why: 'A ConfigMap that nothing reads is left over, or its reader misspells its name.',
    remedy: 'Remove it, or refer to it. One that a sidecar finds by a label carries a label that only ConfigMaps have.',
  },
  (input) => {
    const used = new Set<string>();
    for (const { kind, namespace, name } of targetsOf(input).references) {
      if (kind === 'ConfigMap') used.add(`${namespace}/${name}`);
    }
    const idle = indexOf(input)
      .all('ConfigMap')
      .filter((object) => !used.has(`${namespaceOf(object)}/${nameOf(object)}`));
    if (idle.length === 0) return [];
    const labels = labelsOfConfigMaps(input);
    // Two ConfigMaps of one name, in two namespaces, mention each other.
    const said = mentioned(input.objects, new Map(idle.map((object) => [nameOf(object), object])));
    return idle
      .filter((object) => !Object.keys(labelsOf(object)).some((key) => labels.has(key)))
      .filter((object) => !said.has(nameOf(object)))
      .map((object): Breach => ({
        at: object,
        pointer: '/metadata/name',
        message: 'nothing of the output reads this ConfigMap',
      }));
  },
);

const unboundRole = inputRule(
  {
    code: 'unbound-role',
    question: 'policy',
    severity: 'warning',
    why: 'A Role that no binding names grants nothing to anybody.',
    remedy: 'Bind it to a ServiceAccount, or remove it.',
  },
  (input) => {
    const bound = new Set(
      targetsOf(input).references.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`),
    );
    return indexOf(input)
      .all('Role.rbac.authorization.k8s.io')
      .filter((role) => !bound.has(`${kindOf(role)} ${namespaceOf(role)}/${nameOf(role)}`))
      .map((role): Breach => ({
        at: role,
        pointer: '/metadata/name',
        message: 'no RoleBinding of the output names this Role',
      }));
  },
);

const duplicateObject = inputRule(
  {
    code: 'duplicate-object',
    question: 'cannot-work',
    why: 'Of two objects with one kind, namespace and name the one that is applied last wins, silently.',
    remedy: 'Give one of them another name, or remove it.',
  },
  (input) => {
    const first = new Map<string, CheckedObject>();
    return input.objects.flatMap((object): Breach[] => {
      if (typeof at(object.object, 'metadata', 'name') !== 'string') return [];
      const key = `${kindOf(object)} ${namespaceOf(object)}/${nameOf(object)}`;
      const other = first.get(key);
      if (!other) first.set(key, object);
      if (!other) return [];
      const where = other.file ?? other.construct;
      const message = `${describe(object)} is there twice${where === undefined ? '' : `; the other is in ${where}`}`;
      // A folder may keep variants of one installation in files of their own, of which one is applied; and what is put together of
      // several parts may have one object in each, which are one once they are applied.
      const isHarmless =
        input.source === 'folder' && (other.file !== object.file || isDeepStrictEqual(other.object, object.object));
      return [{ at: object, pointer: '/metadata/name', message, ...(isHarmless ? { severity: 'warning' } : {}) }];
    });
  },
);

export const unusedRules = [unusedConfigMap, unboundRole, duplicateObject] as const;

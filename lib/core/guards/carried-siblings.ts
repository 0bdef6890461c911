import { choicesOf, equals, Expression, isEntries, or, type Json, type Tree } from '../values';
import { fits } from '../values/fits';
import { isSchema, type JsonSchema } from './json-schema';
import { partsOfList } from './list-elements';

/*
 * What the fields of a struct ask of each other: a probe of its container's ports, a container of what its pod has. Only what the chart
 * itself writes there counts; where a value may change it, nothing is asked.
 */

export type Fields = { readonly [key: string]: Tree | undefined };

/**
 * What is asked of the fields of a struct because of those beside them.
 *
 * @param id the upstream name of the struct, such as `io.k8s.api.core.v1.Container`
 */
export function askedBySiblings(id: string, fields: Fields): readonly JsonSchema[] {
  if (id.endsWith('.core.v1.PodSpec'))
    return [withoutClaims, withoutHostNetwork, withoutOwnUsers, ownContainers].flatMap((asked) => asked(fields));
  return id.endsWith('.core.v1.Container') ? portsOfProbes(fields) : [];
}

/**
 * What rules ask of fields, each by itself: always, or where the chart itself decides on a condition, as of the path of a route whose type
 * the chart writes.
 *
 * @param rules what is asked of the struct as a whole
 */
export function decided(rules: JsonSchema | undefined, fields: Fields): readonly JsonSchema[] {
  const all = Array.isArray(rules?.['allOf']) ? rules['allOf'].filter(isSchema) : [];
  return all.flatMap((rule) => {
    const { if: condition, errorMessage } = rule;
    if (condition === undefined) return isOfFields(rule) ? [toldInFields(rule, errorMessage)] : [];
    const known = isSchema(condition) ? knownFields(condition, fields) : undefined;
    if (!known) return [];
    const branch = rule[fits(condition, known) ? 'then' : 'else'];
    return isSchema(branch) ? [toldInFields(branch, errorMessage)] : [];
  });
}

/** Whether a rule asks something of fields, each by itself, and nothing of the struct as a whole. */
const isOfFields = (rule: JsonSchema): boolean =>
  Object.keys(rule).every((keyword) => keyword === 'properties' || keyword === 'errorMessage');

/** What is asked while a value of the chart is one of some. */
export interface Undecided {
  readonly asked: JsonSchema;
  readonly where: Expression<boolean>;
}

/**
 * What rules with a condition ask where one value decides on it, which has choices: of the path of an Ingress whose type users choose.
 *
 * @param rules what is asked of the struct as a whole
 */
export function undecided(rules: JsonSchema | undefined, fields: Fields): readonly Undecided[] {
  const all = Array.isArray(rules?.['allOf']) ? rules['allOf'].filter(isSchema) : [];
  return all.flatMap((rule) => {
    const { if: condition, errorMessage } = rule;
    if (!isSchema(condition)) return [];
    const open = [...new Set(fieldsAskedIn(condition))].filter((key) => !isKnown(fields, key));
    const value = fields[open[0] ?? ''];
    if (open.length !== 1 || !(value instanceof Expression) || value.node.kind !== 'reference') return [];
    const known = knownFields(condition, { ...fields, [open[0]!]: undefined }) ?? {};
    const choices = choicesOf(value.shape) ?? [];
    return (['then', 'else'] as const).flatMap((branch) => {
      const asked = rule[branch];
      const met = choices.filter((choice) => fits(condition, { ...known, [open[0]!]: choice }) === (branch === 'then'));
      if (!isSchema(asked) || met.length === 0) return [];
      const where = met.map((choice) => equals(value as Expression<string>, choice));
      return [{ asked: toldInFields(asked, errorMessage), where: where.length === 1 ? where[0]! : or(...where) }];
    });
  });
}

const isKnown = (fields: Fields, key: string): boolean => {
  const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
  return field === undefined || isLiteral(field);
};

/** The fields that a condition looks at; undefined where a value may change one of them. */
function knownFields(condition: JsonSchema, fields: Fields): { readonly [key: string]: Json } | undefined {
  const known: { [key: string]: Json } = {};
  for (const key of fieldsAskedIn(condition)) {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (field === undefined) continue;
    if (!isLiteral(field)) return undefined;
    known[key] = field;
  }
  return known;
}

function fieldsAskedIn(condition: JsonSchema): readonly string[] {
  const { properties, required, not } = condition;
  const inner = ['allOf', 'anyOf', 'oneOf'].flatMap(
    (key) => (condition[key] as readonly JsonSchema[] | undefined) ?? [],
  );
  return [
    ...Object.keys(properties ?? {}),
    ...((required as readonly string[] | undefined) ?? []),
    ...[...inner, ...(isSchema(not) ? [not] : [])].flatMap(fieldsAskedIn),
  ];
}

function isLiteral(tree: Tree): tree is Tree & Json {
  if (tree instanceof Expression) return false;
  if (Array.isArray(tree)) return (tree as readonly Tree[]).every(isLiteral);
  if (isEntries(tree)) return Object.values(tree).every((each) => each === undefined || isLiteral(each));
  return true;
}

/** The sentence of a rule goes with each field that it asks something of. */
function toldInFields(branch: JsonSchema, errorMessage: unknown): JsonSchema {
  const { properties } = branch;
  if (typeof errorMessage !== 'string' || !isSchema(properties)) return branch;
  const told = Object.entries(properties).map(([key, asked]) => [key, { ...(asked as JsonSchema), errorMessage }]);
  return { ...branch, properties: Object.fromEntries(told) as JsonSchema };
}

/** A part of a value's schema that stands behind what its author says of it. */
const also = (schema: JsonSchema, errorMessage: string): JsonSchema => ({ allOf: [{ ...schema, errorMessage }] });

const inContainers = (properties: JsonSchema): JsonSchema => ({
  properties: { containers: { items: { properties } }, initContainers: { items: { properties } } },
});

function withoutClaims({ resourceClaims }: Fields): readonly JsonSchema[] {
  if (resourceClaims !== undefined) return [];
  const resources = also(
    { properties: { claims: { maxItems: 0 } } },
    'must have no claims: the pods have no resourceClaims',
  );
  return [inContainers({ resources })];
}

function withoutHostNetwork({ hostNetwork }: Fields): readonly JsonSchema[] {
  if (hostNetwork !== undefined && hostNetwork !== false) return [];
  const securityContext = also(
    { properties: { windowsOptions: { properties: { hostProcess: { const: false } } } } },
    'must not have hostProcess: the pods have no hostNetwork',
  );
  return [inContainers({ securityContext }), { properties: { securityContext } }];
}

/** Since Kubernetes 1.33 the server refuses it. */
function withoutOwnUsers({ hostUsers }: Fields): readonly JsonSchema[] {
  if (hostUsers !== undefined && hostUsers !== true) return [];
  const procMount = { enum: ['Default'], errorMessage: 'must be Default: the users of the pods are those of the node' };
  return [inContainers({ securityContext: { properties: { procMount } } })];
}

/** Variables and files tell the resources of a container of the same pod. */
function ownContainers({ containers = [], initContainers = [] }: Fields): readonly JsonSchema[] {
  // Which names users give to containers of their own, no schema can say.
  const [main, before] = [ownNamesIn(containers), ownNamesIn(initContainers)];
  if (!main || !before) return [];
  const names = [...new Set([...main, ...before])];
  const errorMessage = `must name a container of the pod: ${names.join(' or ')}`;
  const resourceFieldRef = { properties: { containerName: { enum: ['', ...names], errorMessage } } };
  const items = { items: { properties: { resourceFieldRef } } };
  const files = { properties: { downwardAPI: { properties: { items } } } };
  return [
    inContainers({ env: { items: { properties: { valueFrom: { allOf: [{ properties: { resourceFieldRef } }] } } } } }),
    {
      properties: {
        volumes: {
          items: {
            allOf: [files, { properties: { projected: { properties: { sources: { items: files } } } } }],
          },
        },
      },
    },
  ];
}

const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const moments = ['postStart', 'preStop'];

function portsOfProbes({ ports = [] }: Fields): readonly JsonSchema[] {
  const names = namesIn(ports);
  if (!names) return [];
  const errorMessage = `must name a port of the container, which is ${[...names, 'a number'].join(' or ')}`;
  const known = names.map((name) => name.replace(/[^-a-z0-9]/g, '\\$&')).join('|');
  const form = names.length === 0 ? { type: 'integer' } : { type: ['integer', 'string'], pattern: `^(${known})$` };
  const port: JsonSchema = { ...form, errorMessage };
  const handler: JsonSchema = {
    properties: { httpGet: { properties: { port } }, tcpSocket: { properties: { port } } },
  };
  const lifecycle = { properties: Object.fromEntries(moments.map((moment) => [moment, handler])) };
  const ofProbes = probes.map((probe) => [probe, { allOf: [handler] }] as const);
  return [{ properties: { ...Object.fromEntries(ofProbes), lifecycle: { allOf: [lifecycle] } } }];
}

/** The names of the elements of a list; undefined where not all are known. */
const namesIn = (list: Tree): readonly string[] | undefined =>
  partsOfList(list, ['name']).users.length > 0 ? undefined : ownNamesIn(list);

/** The names of the elements of a list beside those of users; undefined where not all are known. */
function ownNamesIn(list: Tree): readonly string[] | undefined {
  const { own, isWhole } = partsOfList(list, ['name']);
  const names = own.map(({ keys: [name] }) => name);
  if (!isWhole || names.some((name) => name instanceof Expression)) return undefined;
  return [...new Set(names.map(String))];
}

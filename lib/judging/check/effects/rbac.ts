import { closest, type JsonObject } from '../../../core/values';
import { inputRule, type BreachInObject } from '../define-rule';
import { example, object } from '../examples/example';
import type { Breach, CheckInput } from '../finding';
import { indexOf, listOf, placesAt, type Place } from '../../../core/references/objects';
import { apiResources, meantVerbs, methods, subresources, verbs } from './api-resources';

/** A rule of a role. */
interface Grant extends Place {
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly names: readonly string[];
  readonly isOfPaths: boolean;
}

const textsOf = (value: JsonObject, field: string): string[] =>
  listOf(value[field]).filter((text) => typeof text === 'string');

const grantOf = ({ value, pointer }: Place): Grant => ({
  value,
  pointer,
  groups: textsOf(value, 'apiGroups'),
  resources: textsOf(value, 'resources'),
  verbs: textsOf(value, 'verbs'),
  names: textsOf(value, 'resourceNames'),
  isOfPaths: listOf(value['nonResourceURLs']).length > 0,
});

/** The grants of each role of an input, looked at together. */
function eachRole(
  input: CheckInput,
  look: (grants: readonly Grant[], isFolder: boolean) => BreachInObject[],
): Breach[] {
  const index = indexOf(input);
  return ['Role', 'ClusterRole'].flatMap((kind) =>
    index.all(`${kind}.rbac.authorization.k8s.io`).flatMap((at) => {
      const grants = placesAt(at.object, '', 'rules').map(grantOf);
      return look(grants, input.source === 'folder').map((found) => ({ ...found, at }));
    }),
  );
}

const isKnownGroup = (group: string) => Object.hasOwn(apiResources, group);

const similar = new Map<string, string | undefined>();

/** The group of Kubernetes' own that is misspelt as this; those of its projects, `x-k8s.io`, have names of their own. */
function misspelt(group: string): string | undefined {
  if (!similar.has(group)) {
    const own = Object.keys(apiResources).filter((known) => known.includes('.'));
    similar.set(group, group.endsWith('x-k8s.io') ? undefined : closest(group, own, 2));
  }
  return similar.get(group);
}

/**
 * What no API group can be: one with a version, a name without a dot that is not Kubernetes' own, or one of Kubernetes' own
 * that is misspelt. Those of custom resources are domains.
 */
const isNoGroup = (group: string) =>
  group !== '*' &&
  !isKnownGroup(group) &&
  (group.includes('/') || !group.includes('.') || misspelt(group) !== undefined);

/** The group that was meant by one that cannot be. */
function meantGroup(group: string): string | undefined {
  const [before = ''] = group.split('/');
  if (group === 'core' || /^v\d+$/.test(before) || before === 'core') return '';
  if (isKnownGroup(before)) return before;
  if (before.includes('.')) return misspelt(before) ?? before;
  const dotted = Object.keys(apiResources).find((known) => known.startsWith(`${before}.`));
  return dotted ?? closest(before, Object.keys(apiResources));
}

/** Whether some grant of a role gives a resource of a group. */
const gives = (grants: readonly Grant[], group: string, resource: string): boolean =>
  grants.some(
    ({ groups, resources }) =>
      (groups.includes(group) || groups.includes('*')) && (resources.includes(resource) || resources.includes('*')),
  );

/** The level of a part of a grant without effect: proven to miss where nothing else of the role gives what was meant. */
const level = (
  isGivenElsewhere: boolean,
  isWholeGrant: boolean,
  isFolder: boolean,
): Pick<BreachInObject, 'severity'> =>
  !isGivenElsewhere && (isWholeGrant || !isFolder) ? {} : { severity: 'warning' };

const role = (rule: string) => object('rbac.authorization.k8s.io/v1 Role', `rules: [${rule}]`);

const unknownVerb = inputRule(
  {
    code: 'unknown-verb',
    question: 'cannot-work',
    why: 'A verb that no request has grants nothing.',
    remedy: `Use ${verbs.slice(0, 8).join(', ')} or "*".`,
    examples: example(
      role("{ apiGroups: [''], resources: [pods], verbs: [get, lst] }"),
      role("{ apiGroups: [''], resources: [pods], verbs: [get, list] }"),
    ),
    source: 'https://kubernetes.io/docs/reference/access-authn-authz/authorization/#determine-the-request-verb',
  },
  (input) =>
    eachRole(input, (grants, isFolder) =>
      grants.flatMap((grant) => {
        // Other servers may ask for verbs of their own about what is theirs.
        const isBuiltIn = grant.groups.length > 0 && grant.groups.every(isKnownGroup);
        if (!isBuiltIn && !grant.isOfPaths) return [];
        const known = isBuiltIn ? [...verbs, ...(grant.isOfPaths ? methods : [])] : [...methods, ...verbs];
        const isKnown = (verb: string) => verb === '*' || verb.includes(':') || known.includes(verb);
        const isWhole = !grant.verbs.some(isKnown);
        return listOf(grant.value['verbs']).flatMap((verb, i): BreachInObject[] => {
          if (typeof verb !== 'string' || isKnown(verb)) return [];
          const near =
            known.find((each) => each === verb.toLowerCase()) ?? closest(verb, known, verb.length > 4 ? 2 : 1);
          const meant = Object.hasOwn(meantVerbs, verb) ? meantVerbs[verb]! : near === undefined ? [] : [near];
          const isGiven =
            meant.length === 0 || meant.some((each) => grant.verbs.includes(each)) || grant.verbs.includes('*');
          const guess = meant.length === 0 ? '' : `; did you mean ${meant.map((each) => `"${each}"`).join(', ')}?`;
          const message = `no request has the verb "${verb}"${guess}`;
          return [
            { pointer: `${grant.pointer}/verbs/${i}`, message, ...level(isGiven && !isWhole, isWhole, isFolder) },
          ];
        });
      }),
    ),
);

const unknownGroup = inputRule(
  {
    code: 'unknown-api-group',
    question: 'cannot-work',
    why: 'A role about a group that cannot be grants nothing: groups are named without a version, and that of Pods and Services is "".',
    remedy: 'Name the group: the part of apiVersion before the slash, and "" where there is none.',
    examples: example(
      role('{ apiGroups: [apps/v1], resources: [deployments], verbs: [get] }'),
      role('{ apiGroups: [apps], resources: [deployments], verbs: [get] }'),
    ),
    source: 'https://kubernetes.io/docs/reference/using-api/#api-groups',
  },
  (input) =>
    eachRole(input, (grants, isFolder) =>
      grants.flatMap((grant) => {
        const isWhole = grant.groups.every(isNoGroup);
        return listOf(grant.value['apiGroups']).flatMap((group, i): BreachInObject[] => {
          if (typeof group !== 'string' || !isNoGroup(group)) return [];
          const meant = meantGroup(group);
          const isGiven = meant === undefined || grant.groups.includes(meant);
          const guess = meant === undefined ? '' : `; did you mean "${meant}"?`;
          const message = `there is no API group "${group}"${guess}`;
          return [
            { pointer: `${grant.pointer}/apiGroups/${i}`, message, ...level(isGiven && !isWhole, isWhole, isFolder) },
          ];
        });
      }),
    ),
);

/** What is wrong with a resource of a grant. */
function wrongResource(
  grant: Grant,
  grants: readonly Grant[],
  written: string,
): { message: string; remedy?: string; isGiven: boolean } | undefined {
  const [resource = '', ...parts] = written.split('/');
  const part = parts.join('/');
  if (resource === '*') return undefined;
  const inGroups = grant.groups.some((group) => apiResources[group]!.includes(resource));
  if (!inGroups) {
    const homes = Object.keys(apiResources).filter((group) => apiResources[group]!.includes(resource));
    const home = homes.find((group) => group !== 'extensions') ?? homes[0];
    const inWhich = grant.groups.map((group) => `"${group}"`).join(' or ');
    if (home !== undefined) {
      const message = `there are no ${resource} in the API group ${inWhich}; they are in "${home}"`;
      return {
        message,
        remedy: `Give them a rule of their own with apiGroups: ["${home}"].`,
        isGiven: homes.some((group) => gives(grants, group, resource)),
      };
    }
    const all = grant.groups.flatMap((group) => apiResources[group]!);
    const near =
      all.find((each) => each === resource.toLowerCase() || each === `${resource.toLowerCase()}s`) ??
      closest(resource, all);
    const guess = near === undefined ? '' : `; did you mean "${near}"?`;
    const isGiven = near !== undefined && grant.resources.includes(part === '' ? near : `${near}/${part}`);
    return { message: `there are no ${resource} in the API group ${inWhich}${guess}`, isGiven };
  }
  if (part === '*') {
    return {
      message: `"${written}" does not stand for the parts of ${resource}; a role names each, or all of all by "*/..." and "*"`,
      isGiven: true,
    };
  }
  // The scopes of a user's extras may have any name.
  if (part === '' || resource === 'userextras' || subresources.includes(part)) return undefined;
  const near = closest(part, subresources, part.length > 4 ? 2 : 1);
  if (near === undefined) return undefined;
  return {
    message: `${resource} have no "${part}"; did you mean "${resource}/${near}"?`,
    isGiven: gives([grant], grant.groups[0]!, `${resource}/${near}`),
  };
}

const unknownResource = inputRule(
  {
    code: 'unknown-resource',
    question: 'cannot-work',
    why: 'A role about a resource that its API group does not have grants nothing.',
    remedy: 'Name the resource in the plural and in lower case, with the group that has it.',
    examples: example(
      role("{ apiGroups: [''], resources: [deployments], verbs: [get] }"),
      role('{ apiGroups: [apps], resources: [deployments], verbs: [get] }'),
    ),
    source: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources',
  },
  (input) =>
    eachRole(input, (grants, isFolder) =>
      grants.flatMap((grant) => {
        if (grant.groups.length === 0 || !grant.groups.every(isKnownGroup)) return [];
        const wrong = listOf(grant.value['resources']).map((resource) =>
          typeof resource === 'string' ? wrongResource(grant, grants, resource) : undefined,
        );
        const isWhole = wrong.every((each) => each !== undefined);
        return wrong.flatMap((each, i): BreachInObject[] => {
          if (!each) return [];
          const { isGiven, ...found } = each;
          const pointer = `${grant.pointer}/resources/${i}`;
          return [{ pointer, ...found, ...level(isGiven, isWhole, isFolder) }];
        });
      }),
    ),
);

const nameless = ['create', 'deletecollection'];

const namedCreate = inputRule(
  {
    code: 'create-by-name',
    question: 'cannot-work',
    why: 'Who may create an object is decided before its name is read, so that a rule with resourceNames does not allow it.',
    remedy: 'Give the verb a rule of its own, without resourceNames.',
    examples: example(
      role("{ apiGroups: [''], resources: [configmaps], resourceNames: [web], verbs: [create] }"),
      role("{ apiGroups: [''], resources: [configmaps], verbs: [create] }"),
    ),
    source: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources',
  },
  (input) =>
    eachRole(input, (grants) =>
      grants.flatMap((grant) => {
        const { resources, names, groups } = grant;
        if (
          names.length === 0 ||
          resources.length === 0 ||
          resources.some((each) => each.includes('/') || each === '*')
        )
          return [];
        const isAllowed = (verb: string) =>
          grants.some(
            (other) =>
              other.names.length === 0 &&
              (other.verbs.includes(verb) || other.verbs.includes('*')) &&
              groups.every((group) => resources.every((resource) => gives([other], group, resource))),
          );
        // An object that is applied by the server, and a Lease that is updated, is created under its name.
        const isWhole =
          grant.verbs.every((verb) => nameless.includes(verb)) &&
          !grants.some((other) => other.verbs.includes('patch'));
        return listOf(grant.value['verbs']).flatMap((verb, i): BreachInObject[] => {
          if (typeof verb !== 'string' || !nameless.includes(verb) || isAllowed(verb)) return [];
          const message = `${verb} of ${resources.join(', ')} is not allowed by a rule with resourceNames`;
          return [
            { pointer: `${grant.pointer}/verbs/${i}`, message, ...(isWhole ? {} : { severity: 'warning' as const }) },
          ];
        });
      }),
    ),
);

export const rbacRules = [unknownVerb, unknownGroup, unknownResource, namedCreate] as const;

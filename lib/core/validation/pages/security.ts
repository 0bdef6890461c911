import type { JsonObject } from '../../values';
import { listOf, mapOf } from '../../values/json-parts';
import * as patterns from '../patterns';
import type { Page, StructRule } from '../page';
import { between, evenEmpty, form, isEmpty, isSet, oneOf, required, rule, shown, uniqueBy } from '../vocabulary';

const id = between(0, 2 ** 31 - 1);

/** A profile on the node has a name, and the others have none. */
const localhost = (what: string, isSeccomp: boolean): StructRule =>
  rule(
    'invalid-combination',
    `names a profile of the node with the type Localhost, and only then`,
    { valid: { type: 'Localhost', localhostProfile: 'a.json' }, invalid: { type: 'Localhost' } },
    ({ type, localhostProfile }) => {
      if (type === 'Localhost' && isEmpty(localhostProfile))
        return [
          {
            path: [],
            message: `${what} Localhost needs localhostProfile`,
            // The server only looks whether a profile of seccomp has a name, and the kubelet whether that says something.
            ...(isSeccomp && localhostProfile === '' ? { question: 'cannot-work' } : {}),
          },
        ];
      return type !== 'Localhost' && isSet(localhostProfile)
        ? [{ path: ['localhostProfile'], message: 'goes with the type Localhost only' }]
        : [];
    },
    {
      if: { properties: { type: { const: 'Localhost' } } },
      then: { required: ['localhostProfile'], properties: { localhostProfile: { minLength: 1 } } },
      else: { not: { required: ['localhostProfile'] } },
    },
  );

const localPath = form(
  'invalid-path',
  'is a path below a folder',
  'profiles/a.json',
  '../a.json',
  (text) =>
    text.startsWith('/') || text.split('/').includes('..')
      ? `${shown(text)} leads out of the folder of profiles`
      : undefined,
  patterns.relativePath,
);

const profile = oneOf('RuntimeDefault', 'Localhost', 'Unconfined');

const sysctl = form(
  'invalid-format',
  'is the name of a sysctl',
  'net.core.somaxconn',
  'Net..x',
  (text) =>
    text.length <= 253 && /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*([a-z0-9]([-_a-z0-9]*[a-z0-9])?)$/.test(text)
      ? undefined
      : `${shown(text)} is not the name of a sysctl`,
  {
    pattern: '^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*([a-z0-9]([-_a-z0-9]*[a-z0-9])?)$',
    maxLength: 253,
  },
);

const escalation: StructRule = rule(
  'invalid-combination',
  'may gain privileges where it is privileged',
  {
    valid: { privileged: true, allowPrivilegeEscalation: true },
    invalid: { privileged: true, allowPrivilegeEscalation: false },
  },
  (context) => {
    if (context['allowPrivilegeEscalation'] !== false) return [];
    const path = ['allowPrivilegeEscalation'];
    if (context['privileged'] === true) return [{ path, message: 'cannot be false where privileged is true' }];
    return addsAdmin(context) ? [{ path, message: 'cannot be false with the capability CAP_SYS_ADMIN' }] : [];
  },
  {
    if: { required: ['allowPrivilegeEscalation'], properties: { allowPrivilegeEscalation: { const: false } } },
    then: {
      properties: {
        privileged: { const: false },
        capabilities: { properties: { add: { not: { contains: { const: 'CAP_SYS_ADMIN' } } } } },
      },
    },
  },
);

const addsAdmin = (context: JsonObject): boolean =>
  listOf(mapOf(context['capabilities'])['add']).includes('CAP_SYS_ADMIN');

const rootForbidden: StructRule = rule(
  'invalid-combination',
  'does not run as root where that is ruled out',
  { valid: { runAsNonRoot: true, runAsUser: 1 }, invalid: { runAsNonRoot: true, runAsUser: 0 } },
  ({ runAsNonRoot, runAsUser }) =>
    runAsNonRoot === true && runAsUser === 0
      ? [{ path: ['runAsUser'], message: '0 is root, which runAsNonRoot rules out', question: 'cannot-work' }]
      : [],
  {
    not: {
      required: ['runAsNonRoot', 'runAsUser'],
      properties: { runAsNonRoot: { const: true }, runAsUser: { const: 0 } },
    },
  },
);

const windows: Page = {
  'core.WindowsSecurityContextOptions': {
    source: 'core/validation validateWindowsSecurityContextOptions',
    rules: [
      rule(
        'invalid-format',
        'has names that are not empty',
        { valid: { runAsUserName: 'ContainerUser' }, invalid: { runAsUserName: '' } },
        (options) =>
          ['runAsUserName', 'gmsaCredentialSpec', 'gmsaCredentialSpecName']
            .filter((field) => options[field] === '')
            .map((field) => ({ path: [field], message: 'is empty' })),
        {
          properties: Object.fromEntries(
            ['runAsUserName', 'gmsaCredentialSpec', 'gmsaCredentialSpecName'].map((field) => [field, { minLength: 1 }]),
          ),
        },
      ),
    ],
  },
};

/** Who a pod and a container are, and what they may do. */
export const securityPage: Page = {
  ...windows,
  'core.PodSecurityContext': {
    source: 'core/validation validatePodSpecSecurityContext',
    fields: {
      runAsUser: id,
      runAsGroup: id,
      fsGroup: id,
      'supplementalGroups/*': id,
      fsGroupChangePolicy: evenEmpty(oneOf('OnRootMismatch', 'Always')),
      supplementalGroupsPolicy: evenEmpty(oneOf('Merge', 'Strict')),
      seLinuxChangePolicy: evenEmpty(oneOf('MountOption', 'Recursive')),
      'sysctls/*/name': [required, sysctl],
    },
    rules: [uniqueBy('sysctls', ['name'], { what: 'a sysctl' })],
  },
  'core.SecurityContext': {
    source: 'core/validation ValidateSecurityContext',
    fields: { runAsUser: id, runAsGroup: id, procMount: evenEmpty(oneOf('Default', 'Unmasked')) },
    rules: [escalation, rootForbidden],
  },
  'core.SeccompProfile': {
    source: 'core/validation validateSeccompProfileField',
    fields: { type: [required, profile], localhostProfile: localPath },
    rules: [localhost('the seccomp profile', true)],
  },
  'core.AppArmorProfile': {
    source: 'core/validation validateAppArmorProfileField',
    fields: { type: [required, profile] },
    rules: [localhost('the AppArmor profile', false)],
  },
};

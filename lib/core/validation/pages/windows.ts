import type { JsonObject } from '../../values';
import { at as valueAt, mapOf } from '../../values/json-parts';
import { dnsSubdomain } from '../syntax';
import { dnsName } from '../patterns';
import type { Page, StructRule, BreachInStruct } from '../page';
import { atMostCharacters, form, rule, shown } from '../vocabulary';
import { allContainers } from './pod-containers';

const inUser = '[^\\x00-\\x1f\\x7f-\\x9f"/\\\\:;|=,+*?<>@\\[\\]. ]';
const forbidden = '\\x00-\\x1f\\x7f-\\x9f\\\\/:*?"<>|';
/** A name of NetBIOS does not begin with a dot, and has at most 15 characters. */
const netBios = `[^.${forbidden}][^${forbidden}]{0,14}`;
const domainLabel = '[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?';
const windowsDomain = `(${netBios}|${domainLabel}(\\.${domainLabel})*)`;
const windowsUser = `^(${windowsDomain}\\\\)?${inUser}([. ]?${inUser}){0,50}$`;
const isDomain = new RegExp(`^${windowsDomain}$`, 'u');

/** A user of Windows: `domain\\user`, of at most 256 and 104 characters. The domain is a name of NetBIOS or DNS. */
const userName = form(
  'invalid-format',
  'is a user of Windows',
  'ContainerUser',
  'a\\b\\c',
  (text) => {
    const wrong = `${shown(text)} is not a user of Windows such as ContainerUser or DOMAIN\\user`;
    const parts = text.split('\\');
    const [domain, user] = parts.length === 1 ? [undefined, parts[0]!] : [parts[0]!, parts[1]!];
    if (parts.length > 2 || /\p{Cc}/u.test(text)) return wrong;
    if (user.length > 104 || /["/\\:;|=,+*?<>@[\]]/.test(user) || /^[. ]*$/.test(user)) return wrong;
    return domain !== undefined && (domain.length > 256 || !isDomain.test(domain)) ? wrong : undefined;
  },
  { pattern: windowsUser, not: { type: 'string', pattern: '^[^\\\\]{257}' } },
);

const credentials = form(
  'invalid-format',
  'is the name of a credential spec',
  'web-gmsa',
  'A_b',
  dnsSubdomain(),
  dnsName,
);

const ofWindows = (struct: JsonObject) => mapOf(valueAt(struct, 'securityContext', 'windowsOptions'))['hostProcess'];

/** All containers of a pod are processes of the node, or none is; those of the node are in its network. */
const hostProcess: StructRule = rule(
  'invalid-combination',
  'has processes of its node only, or none, and then the network of it',
  {
    valid: { hostNetwork: true, containers: [{ securityContext: { windowsOptions: { hostProcess: true } } }] },
    invalid: { containers: [{ securityContext: { windowsOptions: { hostProcess: true } } }] },
  },
  (spec) => {
    const ofPod = ofWindows(spec);
    const all = allContainers(spec).map(({ value, at, list }) => ({ own: ofWindows(value), list, at }));
    const path = ['securityContext', 'windowsOptions', 'hostProcess'];
    const found = all.flatMap(({ own, list, at }): BreachInStruct[] =>
      typeof ofPod === 'boolean' && typeof own === 'boolean' && own !== ofPod
        ? [{ path: [list, at, ...path], message: `is not that of the pod, ${ofPod}` }]
        : [],
    );
    if (found.length > 0) return found;
    const count = all.filter(({ own }) => (own ?? ofPod) === true).length;
    if (count > 0 && count < all.length)
      return [{ path: [], message: 'some containers are processes of the node (hostProcess) and others are not' }];
    return count > 0 && ofPod !== true && spec['hostNetwork'] !== true
      ? [{ path: 'hostNetwork' in spec ? ['hostNetwork'] : [], message: 'hostProcess needs hostNetwork: true' }]
      : [];
  },
);

/** What is of Windows alone. */
export const windowsPage: Page = {
  'core.WindowsSecurityContextOptions': {
    source: 'core/validation validateWindowsSecurityContextOptions',
    fields: {
      runAsUserName: userName,
      gmsaCredentialSpecName: credentials,
      gmsaCredentialSpec: atMostCharacters(64 * 1024),
    },
  },
  'core.PodSpec': { source: 'core/validation validateWindowsHostProcessPod', rules: [hostProcess] },
};

import { inputRule } from '../define-rule';
import type { Breach, CheckedObject, CheckInput } from '../finding';
import { describe, indexOf, mapOf, nameOf, namespaceOf, stringOf, type Pod } from '../../../core/references/objects';
import { podReferences, wordsOf } from '../../../core/references/pod-references';
import { podsOfService } from '../references/selectors';
import { targetsOf } from '../../../core/references/targets';
import { hooksOf } from './declaration';
import { readHook } from '../../../core/order/read-hook';

/** A text that a hook is given, which may say where its database is. */
interface Word {
  readonly name?: string;
  readonly text: string;
  readonly pointer: string;
}

/** Variables that name something else than a host, although a Service may have the same name. */
const noHost = /(USER|USERNAME|(?<!HOST)NAME|DB|DATABASE|SCHEMA|PASSWORD|ROLE)$/i;

/** Scheme, user and password of URLs: whatever they say, they are not host. */
const beforeHost = /[a-z][a-z0-9+.-]*:\/\/(?:[^\s/@]*@)?/gi;

const hostNames = /(?:^|[\s,=@'"(|])([a-z0-9](?:[-a-z0-9.]*[a-z0-9])?)(?=$|[\s,:/'")?&])/g;

/** The names in a text that stand where a host can stand. */
export const hostsIn = (text: string): string[] =>
  Array.from(text.replace(beforeHost, ' ').matchAll(hostNames), ([, host = '']) => host);

/** All that the containers of a pod are told, literally or through keys whose values the output holds. */
function wordsOfPod(input: CheckInput, pod: Pod): Word[] {
  const words: Word[] = pod.containers.flatMap((container) => wordsOf(container));
  const targets = targetsOf(input);
  for (const reference of podReferences(pod)) {
    if (!reference.pointer.includes('/env')) continue;
    const source = targets.find(reference)?.object?.object;
    const data = { ...mapOf(source?.['data']), ...mapOf(source?.['stringData']) };
    const keys = reference.key ? [reference.key.name] : Object.keys(data);
    for (const key of source?.['kind'] === 'ConfigMap' || source?.['stringData'] !== undefined ? keys : []) {
      const text = stringOf(data[key]);
      if (text !== undefined) words.push({ name: key, text, pointer: reference.pointer });
    }
  }
  return words.filter(({ name }) => name === undefined || !noHost.test(name));
}

/** The Service of a release's own workload that a text names as a host. */
function serviceIn(
  input: CheckInput,
  { text }: Word,
  namespace: string,
): { service: CheckedObject; workload: CheckedObject } | undefined {
  for (const host of hostsIn(text)) {
    const [name = '', inNamespace = namespace, svc = 'svc'] = host.split('.');
    const service = svc === 'svc' ? indexOf(input).find('Service', inNamespace, name) : undefined;
    const workload = service && podsOfService(input, service).find(({ owner }) => !readHook(owner))?.owner;
    if (service && workload) return { service, workload };
  }
  return undefined;
}

const ownDatabase = inputRule(
  {
    code: 'hook-needs-own-database',
    question: 'cannot-work',
    why: 'A pre-install hook that waits for a database of the same release waits for ever: the database is created only after it.',
    remedy:
      'Migrate in an init container of the pods that need it (alembicUpgrade), or in a Job of the release (NamedByContent) for which they wait (docs/migrations.md). ' +
      'Do not move it to post-install: helm install --wait runs that only after all pods are ready.',
  },
  (input) =>
    hooksOf(input).flatMap(({ of, events }): Breach[] => {
      const pod = events.includes('pre-install') ? indexOf(input).podOf(of) : undefined;
      if (!pod) return [];
      for (const word of wordsOfPod(input, pod)) {
        const found = serviceIn(input, word, namespaceOf(of));
        if (!found) continue;
        const message =
          `runs before the installation and asks the Service "${nameOf(found.service)}", ` +
          `whose ${describe(found.workload)} is created only afterwards`;
        return [{ at: of, pointer: word.pointer, message }];
      }
      return [];
    }),
);

export const databaseRules = [ownDatabase] as const;

import type { JsonObject } from '../../../core/values';
import { containerRule } from '../define-rule';
import { documents, example, pod, service } from '../examples/example';
import type { CheckInput } from '../finding';
import {
  at,
  indexOf,
  listOf,
  mapOf,
  matchesLabels,
  namespaceOf,
  placesAt,
  stringOf,
  type Container,
  type Place,
  type Pod,
} from '../../../core/references/objects';
import { targetsOf } from '../../../core/references/targets';

/** The names of the variables that a container sets; `isWhole` is false where some of them cannot be told. */
interface Variables {
  readonly names: ReadonlySet<string>;
  readonly isWhole: boolean;
}

function variablesOf(input: CheckInput, ofPod: Pod, { value }: Container): Variables {
  const names = new Set(placesAt(value, '', 'env').flatMap((variable) => stringOf(variable.value['name']) ?? []));
  let isWhole = true;
  for (const source of placesAt(value, '', 'envFrom')) {
    const keys = keysOf(input, ofPod, source.value);
    if (!keys) isWhole = false;
    const prefix = stringOf(source.value['prefix']) ?? '';
    for (const key of keys ?? []) names.add(prefix + key);
  }
  return { names, isWhole };
}

/** The keys of what `envFrom` names; undefined where nobody knows them. */
function keysOf(input: CheckInput, ofPod: Pod, source: JsonObject): ReadonlySet<string> | undefined {
  for (const [field, kind] of [
    ['configMapRef', 'ConfigMap'],
    ['secretRef', 'Secret'],
  ] as const) {
    const name = stringOf(at(source, field, 'name'));
    if (name === undefined) continue;
    const namespace = namespaceOf(ofPod.owner);
    const keys = targetsOf(input).find({ from: ofPod.owner, pointer: '', kind, namespace, name })?.keys;
    return keys && keys.size > 0 ? keys : undefined;
  }
  return undefined;
}

/** The texts of command and arguments, with their places. */
const words = ({ value, pointer }: Place) =>
  ['command', 'args'].flatMap((field) =>
    listOf(value[field]).flatMap((text, i) =>
      typeof text === 'string' ? [{ text, pointer: `${pointer}/${field}/${i}` }] : [],
    ),
  );

const shell = /^(?:\/(?:usr\/)?(?:local\/)?bin\/)?(?:ba|da|a|z|k)?sh$/;

/** The script that a container hands to a shell, with its place. */
function scriptOf(container: Container): { readonly text: string; readonly pointer: string } | undefined {
  const all = words(container);
  const from = all.findIndex(({ text }) => shell.test(text));
  if (from < 0 || from > 2) return undefined;
  const flags = all.findIndex(({ text }, i) => i > from && /^-[a-z]*c[a-z]*$/.test(text));
  return flags < 0 ? undefined : all[flags + 1];
}

/** A text without what stands in single quotes, where a shell replaces nothing. */
const unquoted = (script: string) =>
  script.replaceAll(/\\'|"(?:[^"\\]|\\.)*"|'[^']*'/g, (part) => (part.startsWith("'") ? "''" : part));

/** `$$` where the number of a process is meant: not a name in braces, nor the end of a pattern, which comes after what it matches. */
const processNumber = /(?:^|[\s=\-._/"'(])\$\$(?=$|[\s"';)./\-&|])/m;

const running = (script: string) => pod(`command: [sh, -c, '${script}']`);

const shellNumber = containerRule(
  {
    code: 'replaced-dollars',
    question: 'cannot-work',
    why: 'Kubernetes makes one $ of two in `command` and `args`, so that a shell does not see the $$ that stands for its number.',
    remedy: 'Write $$$$, which becomes $$; or use mktemp for a name that nobody else has.',
    examples: example(running('echo $$ > /tmp/web.pid'), running('echo $$$$ > /tmp/web.pid')),
    source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#entrypoint',
  },
  (container) => {
    const script = scriptOf(container);
    if (!script || !processNumber.test(unquoted(script.text.replaceAll('$$$$', '')))) return [];
    return [
      {
        pointer: script.pointer,
        message: 'Kubernetes makes $ of $$ before the shell sees it, which is not the number of a process',
      },
    ];
  },
);

/** Variables that every container has, or may have of the Services of its namespace. */
const isOfServices = (name: string) =>
  /_SERVICE_(?:HOST|PORT)|_PORT(?:_\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)?$/.test(name);

const naming = (name: string) => pod(`args: ['--region=$(${name})']\nenv: [{ name: REGION, value: north }]`);

const unknownVariable = containerRule(
  {
    code: 'unknown-variable',
    question: 'policy',
    severity: 'warning',
    why: 'A $(NAME) in `command` or `args` that is not a variable of the container stays as it is written.',
    remedy: 'Add the variable to `env`, or write $$(NAME) where the text itself is meant.',
    examples: example(naming('REGIO'), naming('REGION')),
    source:
      'https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/#use-environment-variables-to-define-arguments',
  },
  (container, ofPod, input) => {
    const texts = words(container).filter(({ text }) => text.includes('$('));
    if (texts.length === 0) return [];
    const { names, isWhole } = variablesOf(input, ofPod, container);
    if (!isWhole) return [];
    return texts.flatMap(({ text, pointer }) => {
      const missing = new Set<string>();
      for (const [, dollars = '', name = ''] of text.matchAll(/(\$*)\$\(([A-Z][A-Z0-9_]*)\)/g)) {
        if (dollars.length % 2 === 0 && !names.has(name) && !isOfServices(name)) missing.add(name);
      }
      return [...missing].map((name) => ({
        pointer,
        message: `the container has no variable "${name}", so that $(${name}) stays as it is`,
      }));
    });
  },
);

/** Ends of names of variables that say where a server is; its port is most often asked for beside them. */
const placeEnds = ['HOST', 'HOSTNAME', 'SERVER'];

/** Ends of those that say who comes, which a server itself has too. */
const userEnds = ['USER', 'USERNAME', 'PASSWORD', 'DATABASE', 'DB'];

/** A Service that gives variables to the containers of its namespace. */
interface Link {
  readonly service: string;
  readonly selector: JsonObject;
}

/** The beginnings of the variables that each Service gives the containers of its namespace. */
const links = new WeakMap<CheckInput, ReadonlyMap<string, ReadonlyMap<string, Link>>>();

function linksOf(input: CheckInput): ReadonlyMap<string, ReadonlyMap<string, Link>> {
  const known = links.get(input);
  if (known) return known;
  const found = new Map<string, Map<string, Link>>();
  for (const each of indexOf(input).all('Service')) {
    const { clusterIP, type, ports, selector } = mapOf(at(each.object, 'spec'));
    const name = stringOf(at(each.object, 'metadata', 'name'));
    if (name === undefined || clusterIP === 'None' || type === 'ExternalName' || listOf(ports).length === 0) continue;
    const ofNamespace = found.get(namespaceOf(each)) ?? new Map<string, Link>();
    found.set(namespaceOf(each), ofNamespace);
    ofNamespace.set(name.toUpperCase().replaceAll('-', '_'), { service: name, selector: mapOf(selector) });
  }
  links.set(input, found);
  return found;
}

const redis = service('{ port: 6379 }', 'selector: { app: redis }', 'redis');
const connecting = (more: string) => documents(pod(`env: [{ name: REDIS_HOST, value: redis }${more}]`), redis);

const linkedVariable = containerRule(
  {
    code: 'service-link-variable',
    question: 'policy',
    severity: 'warning',
    why: 'A Service gives each container of its namespace a variable such as REDIS_PORT=tcp://10.0.0.1:6379, which a program that has a setting of that name takes for its port.',
    remedy: 'Set the variable in `env`, or enableServiceLinks: false for the pod.',
    examples: example(connecting(''), connecting(", { name: REDIS_PORT, value: '6379' }")),
    source: 'https://kubernetes.io/docs/tutorials/services/connect-applications-service/#environment-variables',
  },
  (container, ofPod, input) => {
    if (ofPod.spec['enableServiceLinks'] === false) return [];
    const services = linksOf(input).get(namespaceOf(ofPod.owner));
    if (!services) return [];
    const { names, isWhole } = variablesOf(input, ofPod, container);
    if (!isWhole) return [];
    const told = new Set<string>();
    return [...names].flatMap((name) => {
      const end = [...placeEnds, ...userEnds].find((each) => name.endsWith(`_${each}`));
      const prefix = end === undefined ? '' : name.slice(0, -end.length - 1);
      const from = services.get(prefix);
      const port = `${prefix}_PORT`;
      if (end === undefined || !from || names.has(port) || told.has(port)) return [];
      if (userEnds.includes(end) && matchesLabels(from.selector, ofPod.labels)) return [];
      told.add(port);
      const message = `sets ${name} but not ${port}, which the Service "${from.service}" sets to tcp://ADDRESS:PORT`;
      return [{ pointer: placeOf(container, name), message }];
    });
  },
);

/** Where a container sets a variable: in `env`, else in `envFrom`. */
function placeOf({ value, pointer }: Container, name: string): string {
  const own = placesAt(value, pointer, 'env').find((variable) => variable.value['name'] === name);
  return own?.pointer ?? `${pointer}/envFrom`;
}

export const variableRules = [shellNumber, unknownVariable, linkedVariable] as const;

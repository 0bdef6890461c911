import { inputRule, objectRule, type BreachInObject } from '../define-rule';
import { example, object } from '../examples/example';
import type { Breach, CheckedObject } from '../finding';
import {
  annotationsOf,
  at,
  describe,
  indexOf,
  isByAnnotation,
  kindOf,
  listOf,
  placesAt,
  stringOf,
} from '../../../core/references/objects';

const isIngress = (checked: CheckedObject) => kindOf(checked) === 'Ingress.networking.k8s.io';

interface IngressPath {
  readonly host: string;
  readonly path: string;
  readonly type: string;
  /** What the traffic goes to, as text. */
  readonly backend: string;
  /** Whether it is only for some requests, or does not end where the traffic goes, as annotations say to AWS. */
  readonly isPartial: boolean;
  readonly pointer: string;
}

const pathsOf = (checked: CheckedObject): IngressPath[] =>
  placesAt(checked.object, '', 'spec', 'rules').flatMap((rule) =>
    placesAt(rule.value, rule.pointer, 'http', 'paths').map(({ value, pointer }) => ({
      host: stringOf(rule.value['host']) ?? '',
      path: stringOf(value['path']) ?? '',
      type: stringOf(value['pathType']) ?? '',
      backend: backendOf(at(value, 'backend')),
      isPartial: isPartial(checked, at(value, 'backend', 'service')),
      pointer,
    })),
  );

const isPartial = (checked: CheckedObject, service: ReturnType<typeof at>): boolean =>
  isByAnnotation(service) ||
  Object.hasOwn(annotationsOf(checked), `alb.ingress.kubernetes.io/conditions.${String(at(service, 'name'))}`);

function backendOf(backend: ReturnType<typeof at>): string {
  const service = at(backend, 'service');
  if (service === undefined) return JSON.stringify(backend ?? null);
  return `${String(at(service, 'name'))}:${String(at(service, 'port', 'number') ?? at(service, 'port', 'name'))}`;
}

const path = (written: string, type: string, name = 'web') =>
  `{ path: '${written}', pathType: ${type}, backend: { service: { name: ${name}, port: { number: 80 } } } }`;
const ingress = (...paths: readonly string[]) =>
  object(
    'networking.k8s.io/v1 Ingress',
    `spec:\n  rules: [{ host: shop.example, http: { paths: [${paths.join(', ')}] } }]`,
  );

const patternPath = objectRule(
  {
    code: 'pattern-in-path',
    question: 'policy',
    severity: 'warning',
    why: 'Prefix and Exact compare a path letter by letter: the characters of a pattern must stand in the URL itself, or the controller refuses them.',
    remedy:
      'Write the part of the path before the pattern, or use pathType: ImplementationSpecific with a controller that knows patterns.',
    examples: example(ingress(path('/api(/|$)(.*)', 'Prefix')), ingress(path('/api', 'Prefix'))),
    source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types',
  },
  (checked) => {
    if (!isIngress(checked)) return [];
    return pathsOf(checked).flatMap((each): BreachInObject[] => {
      if (each.type !== 'Prefix' && each.type !== 'Exact') return [];
      if (!/[[\]()|^*\\]|\$$|\.\+/.test(each.path)) return [];
      const message = `${each.type} takes "${each.path}" letter by letter, not as a pattern`;
      return [{ pointer: `${each.pointer}/path`, message }];
    });
  },
);

const withoutPaths = objectRule(
  {
    code: 'ingress-without-paths',
    question: 'policy',
    severity: 'warning',
    why: 'A host without paths sends its traffic to the default backend; without one the controller answers 404.',
    remedy: 'Give the rule a path with a backend, or the Ingress a defaultBackend.',
    examples: example(
      object('networking.k8s.io/v1 Ingress', 'spec:\n  rules: [{ host: shop.example }]'),
      ingress(path('/', 'Prefix')),
    ),
    source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#default-backend',
  },
  (checked) => {
    if (!isIngress(checked) || at(checked.object, 'spec', 'defaultBackend') !== undefined) return [];
    return placesAt(checked.object, '', 'spec', 'rules')
      .filter(({ value }) => listOf(at(value, 'http', 'paths')).length === 0)
      .map(({ value, pointer }) => {
        const host = stringOf(value['host']);
        const whose = host === undefined ? 'a rule' : `the host "${host}"`;
        return { pointer, message: `${whose} has no path, and the Ingress no defaultBackend` };
      });
  },
);

const classOf = (checked: CheckedObject): string =>
  stringOf(at(checked.object, 'spec', 'ingressClassName')) ??
  stringOf(annotationsOf(checked)['kubernetes.io/ingress.class']) ??
  '';

/** Whether an Ingress shares its hosts with others on purpose. */
const isShared = (checked: CheckedObject) =>
  Object.keys(annotationsOf(checked)).some((key) => /canary|weight|priority|group\.(?:name|order)|merge/.test(key));

const duplicatePath = inputRule(
  {
    code: 'duplicate-ingress-path',
    question: 'cannot-work',
    why: 'Of two backends of one host and path one gets no traffic.',
    remedy: 'Give one of them another path or host, or remove it.',
    examples: example(
      ingress(path('/', 'Prefix'), path('/', 'Prefix', 'api')),
      ingress(path('/', 'Prefix'), path('/api', 'Prefix', 'api')),
    ),
    source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#multiple-matches',
  },
  (input) => {
    const first = new Map<string, { readonly of: CheckedObject; readonly backend: string }>();
    return indexOf(input)
      .all('Ingress.networking.k8s.io')
      .flatMap((of) =>
        pathsOf(of).flatMap(({ host, path: written, type, backend, isPartial: isOnlySome, pointer }): Breach[] => {
          if (isOnlySome) return [];
          const key = [classOf(of), host, type, written].join(' ');
          const other = first.get(key);
          if (!other) first.set(key, { of, backend });
          if (!other || other.backend === backend) return [];
          const isOne = other.of === of;
          // Two of one name are one Ingress, of which the later wins.
          if (!isOne && (isShared(of) || isShared(other.of) || describe(of) === describe(other.of))) return [];
          const where = isOne ? '' : ` in ${describe(other.of)}`;
          const message = `"${host || '*'}${written}" leads to ${other.backend}${where} already, and here to ${backend}`;
          // A controller may give each Ingress an address of its own.
          return [{ at: of, pointer, message, ...(isOne ? {} : { severity: 'warning' }) }];
        }),
      );
  },
);

export const ingressRules = [patternPath, withoutPaths, duplicatePath] as const;

import { handlerUnions, typedUnions } from '../kubernetes/unions';

type JsonSchema = { readonly [keyword: string]: unknown };
type Properties = { readonly [field: string]: JsonSchema };

const prefix = 'mergeable.';
const reference = '#/definitions/';

/** The handler that a chart has by default for a probe, or for each moment of a lifecycle; empty where it has none. */
export type UsualHandlers = readonly string[];

/**
 * The name of the definition of a struct as a value that is merged into a default: `mergeable.core.v1.Probe-httpGet` of a probe that
 * asks over HTTP.
 */
export const mergeableName = (struct: string, usual: UsualHandlers = []): string =>
  [`${prefix}${struct}`, ...(usual.some((each) => each !== '') ? usual.map((each) => each || 'none') : [])].join('-');

/** The fields of a struct that are themselves merged. */
const moments = ['postStart', 'preStop'];

/**
 * The definition of a struct as a value of a chart, which is merged into the default: what does not count may stand beside what does.
 *
 * @param name as `mergeableName` gives it
 * @param definitionOf the definition of a struct that somebody writes as a whole, by its name
 * @returns undefined where it is not of a struct that is merged
 */
export function mergeableDefinition(
  name: string,
  definitionOf: (struct: string) => JsonSchema | undefined,
): JsonSchema | undefined {
  if (!name.startsWith(prefix)) return undefined;
  const [struct = '', ...usual] = name.slice(prefix.length).split('-');
  const strict = definitionOf(struct);
  if (!strict) return undefined;
  const properties = strict['properties'] as Properties;
  const withFields = (own: Properties): JsonSchema => ({
    type: 'object',
    properties: { ...properties, ...own },
    additionalProperties: false,
  });
  const typed = typedUnions[struct];
  if (typed) {
    const rules = ((strict['allOf'] ?? []) as readonly JsonSchema[]).filter((rule) => !excludes(rule));
    return {
      ...withFields({ type: { enum: typed.types } }),
      ...(rules.length > 0 ? { allOf: rules } : {}),
    };
  }
  const handlers = handlerUnions[struct]?.handlers.filter((each) => Object.hasOwn(properties, each));
  if (handlers) return { ...withFields(switches(handlers)), allOf: rulesOf(handlers, usual[0] ?? '') };
  const ofMoments = moments.map((moment, i) => {
    const inner = mergeableName('core.v1.LifecycleHandler', [usual[i] === 'none' ? '' : (usual[i] ?? '')]);
    return [moment, { $ref: `${reference}${inner}` }] as const;
  });
  return withFields(Object.fromEntries(ofMoments));
}

/** Whether a rule refuses a member beside a type to which it does not belong. */
const excludes = ({ not }: JsonSchema): boolean =>
  ((not as { readonly required?: readonly string[] } | undefined)?.required ?? []).includes('type');

const switches = (handlers: readonly string[]) => ({
  enabled: { type: 'boolean', description: 'Whether it is there; false switches it off' },
  type: { enum: handlers, description: 'Which handler counts, where several are given' },
});

/** Unless it is switched off or empty, there is a handler: that of its type, or one at most beside that of the default. */
const rulesOf = (handlers: readonly string[], usual: string): readonly JsonSchema[] => [
  {
    if: { minProperties: 1, not: { properties: { enabled: { const: false } }, required: ['enabled'] } },
    then: {
      errorMessage: `needs one of ${handlers.join(', ')}`,
      anyOf: handlers.map((each) => ({ required: [each] })),
    },
  },
  {
    if: { required: ['type'] },
    then: {
      allOf: handlers.map((each) => ({ if: { properties: { type: { const: each } } }, then: { required: [each] } })),
    },
    else: {
      errorMessage: 'has several handlers; type says which counts',
      not: { anyOf: pairsOf(handlers.filter((each) => each !== usual)) },
    },
  },
];

const pairsOf = (handlers: readonly string[]): readonly JsonSchema[] =>
  handlers.flatMap((one, i) => handlers.slice(i + 1).map((other) => ({ required: [one, other] })));

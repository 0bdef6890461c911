import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { registerKinds } from '../../core/kubernetes/registered-kinds';
import type { Expression, Json, TSchema } from '../../core/values';

/*
 * What the cases of values that reach fields are written with.
 */

/** A value, where it goes, and what of it a cluster takes. */
export interface CarriedCase {
  readonly title: string;
  readonly schema: TSchema;
  readonly build: (scope: Construct, value: Expression<never>) => void;
  readonly accepted: readonly Json[];
  readonly refused: readonly Json[];
}

export const of = (
  apiVersion: string,
  kind: string,
  fields: (value: Expression<never>) => { readonly [key: string]: unknown },
) => {
  return (scope: Construct, value: Expression<never>): void => {
    new ApiObject(scope, 'Object', { apiVersion, kind, ...fields(value) });
  };
};

export const pod = (
  spec: (value: Expression<never>) => object,
  container: (value: Expression<never>) => object = () => ({}),
) =>
  of('v1', 'Pod', (value) => ({
    spec: { ...spec(value), containers: [{ name: 'main', image: 'nginx:1.27', ...container(value) }] },
  }));
export const container = (fields: (value: Expression<never>) => object) => pod(() => ({}), fields);

export const template = (value: object = {}, spec: object = {}) => ({
  selector: { matchLabels: { app: 'a' } },
  template: { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'a', image: 'nginx:1.27' }], ...spec } },
  ...value,
});

export const port = (fields: (value: Expression<never>) => object) =>
  of('v1', 'Service', (value) => ({
    spec: { type: 'NodePort', selector: { app: 'a' }, ports: [{ port: 80, ...fields(value) }] },
  }));

export const row = (
  title: string,
  schema: TSchema,
  build: CarriedCase['build'],
  accepted: readonly Json[],
  refused: readonly Json[],
): CarriedCase => ({ title, schema, build, accepted, refused });

registerKinds(() =>
  [
    [
      {
        group: 'example.org',
        kind: 'Widget',
        name: 'widgets.example.org',
        isClusterScoped: false,
        versions: [{ name: 'v1', isServed: true, isDeprecated: false, hasStatus: false, line: 0 }],
      },
    ],
    {
      type: 'object',
      properties: {
        spec: {
          type: 'object',
          properties: {
            size: { type: 'integer', minimum: 1, maximum: 5 },
            mode: { type: 'string', enum: ['fast', 'slow'] },
            code: { type: 'string', pattern: '^[a-z]{3}$' },
            parts: { type: 'array', maxItems: 2, items: { type: 'string', minLength: 2 } },
            ratio: { type: 'number', minimum: 0, exclusiveMinimum: true },
            target: { 'x-kubernetes-int-or-string': true },
          },
        },
      },
    },
  ]
    .map((line) => JSON.stringify(line))
    .join('\n'),
);

export const widget = (fields: (value: Expression<never>) => object) =>
  of('example.org/v1', 'Widget', (value) => ({ spec: fields(value) }));

/** A schema of an element, as authors write it. */
export const element = (schema: object): TSchema => schema as unknown as TSchema;

export const long = 'a'.repeat(300);

export const job = { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'nginx:1.27' }] } } };

export const textIn = (value: unknown) => value as Expression<string>;
export const portsIn = (value: unknown) => value as Expression<{ readonly port: number }[]>;

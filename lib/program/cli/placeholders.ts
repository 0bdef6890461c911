import { literalTemplates, literalTemplateText, type Json } from '../../core/values';
import type { SynthesizedSystem } from '../app/output';

/** A line for each placeholder that nobody has replaced. */
export const placeholderLines = ({ system, outputs }: SynthesizedSystem): string[] =>
  outputs.flatMap(({ environment, release: { values } }) =>
    environment.placeholders
      .filter(({ path, value }) => valueAt(values, path) === value)
      .map(({ path, value, description }) => {
        return `${system.definition.name} ${environment.name}: placeholder ${path} = ${value} (${description})`;
      }),
  );

/** A line for each value of an environment in which somebody wrote a template that nothing evaluates. */
export const literalTemplateLines = ({ system, outputs }: SynthesizedSystem): string[] =>
  outputs.flatMap(({ environment, release: { values } }) =>
    literalTemplates(system.definition.schema, values).map(
      (path) => `${system.definition.name} ${environment.name}: ${literalTemplateText(path)}`,
    ),
  );

/** The value at a path such as `ingress.hosts[0]`. */
const valueAt = (values: Json, path: string): unknown =>
  path.split(/[.[\]]+/).reduce((inner: unknown, key) => {
    return key === '' ? inner : (inner as { readonly [key: string]: unknown } | undefined | null)?.[key];
  }, values);

import type { Linter } from 'eslint';

/**
 * Settings for ESLint that find what an author's code does to a reference as if it were its value: `if (values.search.enabled)`,
 * `values.a === values.b`. They need eslint and typescript-eslint, and a `tsconfig.json` that has the sources.
 *
 * @example
 * // eslint.config.mjs
 * import chartwright from 'chartwright/eslint';
 * export default [...chartwright];
 */
declare const config: Linter.Config[];
export default config;

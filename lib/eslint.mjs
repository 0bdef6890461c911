/*
 * Settings for ESLint that find what an author's code does to a reference as if it were its value; for `eslint.config.mjs`:
 * `import chartwright from 'chartwright/eslint'; export default [...chartwright];`. They need typescript-eslint.
 */
import tseslint from 'typescript-eslint';

export default [
  {
    name: 'chartwright',
    files: ['**/*.ts', '**/*.mts', '**/*.cts'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
    rules: {
      // A reference is always true: `if (values.search.enabled)`, `values.a || values.b`, `values.a ?? values.b`.
      '@typescript-eslint/no-unnecessary-condition': 'error',
      // `'http://' + values.host` and `values.port + 1`: one asks for a text, the other for a sum, which no template can give.
      '@typescript-eslint/restrict-plus-operands': 'error',
      // `values.a == 'x'` compares what stands for the value.
      eqeqeq: 'error',
    },
  },
];

import tseslint from 'typescript-eslint';

/** Which folders of lib a folder may import. Lower layers know nothing of higher ones. */
const layers = {
  values: [],
  kubernetes: ['values'],
  manifest: ['values', 'kubernetes'],
  print: ['values', 'manifest'],
  yaml: [],
  chart: ['values', 'manifest', 'print', 'yaml'],
  output: [],
  check: ['values', 'yaml', 'kubernetes', 'manifest', 'print'],
  verify: ['values', 'yaml', 'kubernetes', 'manifest', 'print'],
  authoring: ['values', 'manifest', 'imports'],
  systems: ['values', 'manifest', 'authoring', 'imports'],
  import: ['values', 'kubernetes'],
  testing: [],
  app: ['values', 'manifest', 'print', 'chart', 'output'],
  cli: ['values', 'yaml', 'kubernetes', 'manifest', 'print', 'chart', 'output', 'check', 'verify', 'app'],
};

const all = Object.keys(layers);

const layerRules = Object.entries(layers).map(([layer, allowed]) => ({
  files: [`lib/${layer}/**/*.ts`],
  ignores: ['**/*.test.ts', '**/*.proof.ts', '**/*.fixture.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: all
              .filter((other) => other !== layer && !allowed.includes(other))
              .map((other) => `**/../${other}/**`)
              .concat(all.filter((other) => other !== layer && !allowed.includes(other)).map((other) => `../${other}`)),
            message: `lib/${layer} may import ${allowed.length > 0 ? allowed.join(', ') : 'nothing of ours'} only; see docs/architecture.md.`,
          },
          ...(['manifest', 'authoring', 'systems', 'app', 'cli', 'import'].includes(layer)
            ? []
            : [
                {
                  group: ['cdk8s', 'constructs'],
                  message: 'Only manifest and authoring know cdk8s; see docs/architecture.md.',
                },
              ]),
        ],
      },
    ],
  },
}));

/** Integrations are made of workloads, not the other way around. */
const workloadRules = {
  files: ['lib/authoring/workloads/**/*.ts'],
  ignores: ['**/*.test.ts', '**/*.proof.ts', '**/*.fixture.ts'],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: ['**/integrations/**'],
            message: 'lib/authoring/workloads knows nothing of integrations; see docs/architecture.md.',
          },
        ],
      },
    ],
  },
};

/** What keeps a test, or all others, from taking part. */
const notRun = '^(only|skip|todo|failing)$';

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'charts', 'imports', '.build', '**/*.js', '**/*.mjs'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A reference is an object and so always true: `if (values.ingress.enabled)` says nothing. Use `when` or Condition.
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-require-imports': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      'max-lines': ['error', { max: 500 }],
      eqeqeq: 'error',
    },
  },
  ...layerRules,
  workloadRules,
  {
    files: ['lib/**/*.test.ts', 'lib/**/*.proof.ts', 'lib/**/*.fixture.ts'],
    ignores: ['lib/testing/judges.fixture.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: `MemberExpression[property.name=/${notRun}/], MemberExpression[property.value=/${notRun}/]`,
          message: 'All tests take part. One that a missing program would decide is skipped by judgedBy alone.',
        },
        {
          selector: 'Identifier[name=/^(fit|fdescribe|xit|xtest|xdescribe)$/]',
          message: 'All tests take part. One that a missing program would decide is skipped by judgedBy alone.',
        },
      ],
    },
  },
);

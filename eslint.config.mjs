import tseslint from 'typescript-eslint';

const core = [
  ...['core/values', 'core/yaml', 'core/kubernetes', 'core/validation', 'core/guards'],
  ...['core/manifest', 'core/references', 'core/order'],
];

/** Which folders of lib a folder may import: nothing of a later room, and in its own what stands before it. */
const layers = {
  'core/values': [],
  'core/yaml': ['core/values'],
  'core/kubernetes': ['core/values'],
  'core/validation': ['core/values', 'core/kubernetes'],
  'core/guards': ['core/values', 'core/kubernetes', 'core/validation'],
  'core/manifest': ['core/values', 'core/kubernetes', 'core/validation', 'core/guards'],
  'core/references': ['core/values', 'core/kubernetes', 'core/manifest'],
  'core/order': ['core/values', 'core/kubernetes', 'core/manifest', 'core/references'],
  authoring: [
    ...['core/values', 'core/yaml', 'core/kubernetes', 'core/validation', 'core/guards', 'core/manifest'],
    'imports',
  ],
  'printing/trees': ['core/values', 'core/yaml', 'core/guards', 'core/manifest', 'core/references', 'core/order'],
  'printing/chart': [...core, 'printing/trees'],
  'printing/artifact': ['core/values', 'printing/chart'],
  'printing/files': [],
  'printing/gitops': [...core, 'printing/trees', 'printing/files'],
  'judging/check': [...core, 'printing/trees'],
  'judging/diff': [
    ...['core/values', 'core/kubernetes', 'core/validation', 'core/manifest', 'core/references', 'core/order'],
    'judging/check',
  ],
  'judging/verify': [...core, 'printing/trees'],
  'judging/kit': [...core, 'imports'],
  'judging/soundness': [...core, 'printing/trees', 'judging/check', 'judging/verify', 'judging/kit'],
  'judging/testing': [],
  'program/app': [
    ...[
      'core/values',
      'core/guards',
      'core/manifest',
      'printing/trees',
      'printing/chart',
      'printing/artifact',
      'printing/files',
    ],
  ],
  'program/apply': [...core, 'printing/trees'],
  'program/kit': [...core, ...['printing/trees', 'judging/check', 'judging/verify', 'judging/kit', 'program/app']],
  'program/adopt': ['core/values', 'core/manifest', 'program/app'],
  'program/init': ['core/values', 'core/manifest', 'judging/check'],
  'program/warm': [...core, ...['authoring', 'imports', 'printing/trees', 'judging/check', 'program/app']],
  'program/inspect': [...core, 'printing/trees', 'judging/check', 'program/app'],
  'program/cli': [
    ...core,
    ...[
      'printing/trees',
      'printing/chart',
      'printing/artifact',
      'printing/files',
      'printing/gitops',
      'judging/check',
      'judging/diff',
      'judging/verify',
      'judging/soundness',
      'program/app',
      'program/apply',
      'program/adopt',
      'program/init',
      'program/inspect',
      'program/import',
      'program/warm',
    ],
  ],
  'program/import': ['core/values', 'core/yaml', 'core/kubernetes'],
  systems: ['core/values', 'core/manifest', 'authoring', 'imports'],
};

/** Folders that know cdk8s. */
const withConstructs = [
  'core/manifest',
  'authoring',
  'systems',
  'program/app',
  'program/adopt',
  'program/inspect',
  'program/kit',
  'program/warm',
  'program/cli',
  'program/import',
];

/** How the sources of a folder would import another: `../values` within a room, `../../core/values` from outside. */
function importsOf(other, layer) {
  const [room, folder] = other.split('/');
  if (folder === undefined) return [`../${room}`, `../../${room}`, `**/../${room}/**`];
  return layer.startsWith(`${room}/`) ? [`../${folder}`, `**/../${folder}/**`] : [`**/${other}`, `**/${other}/**`];
}

const layerRules = Object.entries(layers).map(([layer, allowed]) => ({
  files: [`lib/${layer}/**/*.ts`],
  ignores: ['**/*.test.ts', '**/*.proof.ts', '**/*.sweep.ts', '**/*.fixture.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: Object.keys(layers)
              .filter((other) => other !== layer && !allowed.includes(other))
              .flatMap((other) => importsOf(other, layer)),
            message: `lib/${layer} may import ${allowed.length > 0 ? allowed.join(', ') : 'nothing of ours'} only; see docs/architecture.md.`,
          },
          ...(withConstructs.includes(layer)
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
  ignores: ['**/*.test.ts', '**/*.proof.ts', '**/*.sweep.ts', '**/*.fixture.ts'],
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

/** Values in constructs of cdk8s-plus: for any version of it, so by none. */
const plusRules = {
  files: ['lib/authoring/cdk8s-plus/**/*.ts'],
  ignores: ['**/*.test.ts', '**/*.proof.ts', '**/*.sweep.ts', '**/*.fixture.ts'],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: ['cdk8s-plus-*', '**/core/manifest/**', '**/core/manifest', '**/workloads/**', '**/integrations/**'],
            message:
              'lib/authoring/cdk8s-plus works with any version of cdk8s-plus and imports none; see docs/architecture.md.',
          },
        ],
      },
    ],
  },
};

/** What keeps a test, or all others, from taking part. */
const notRun = '^(only|skip|todo|failing)$';

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      'dist',
      'charts',
      'imports',
      'lib/examples/**/imports',
      '.build',
      '**/*.js',
      '**/*.cjs',
      '**/*.mjs',
    ],
  },
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
      'max-lines': ['error', { max: 350 }],
      eqeqeq: 'error',
    },
  },
  { files: ['**/*.test.ts', '**/*.proof.ts', '**/*.fixture.ts'], rules: { 'max-lines': ['error', { max: 500 }] } },
  {
    // An interface gives an inferred type its name: `interface ImageTrait extends Named<typeof imageDeclared> {}`.
    files: ['lib/authoring/**/*.ts'],
    rules: { '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }] },
  },
  ...layerRules,
  workloadRules,
  plusRules,
  {
    files: ['lib/**/*.test.ts', 'lib/**/*.proof.ts', 'lib/**/*.sweep.ts', 'lib/**/*.fixture.ts'],
    ignores: ['lib/judging/testing/judges.fixture.ts'],
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

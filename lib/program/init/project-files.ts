import type { Answers } from './answers';
import { readmeOf } from './template/readme';
import {
  eslintConfig,
  gitIgnore,
  managerFiles,
  packageOf,
  prettierIgnore,
  tsconfig,
  workflowOf,
} from './template/settings';
import { environmentsOf, mainOf, systemOf, testOf, valuesOf } from './template/system';

/** The files of a new project by path, beside those that are added to what may be there: `package.json` and `.gitignore`. */
export function projectFiles(answers: Answers): ReadonlyMap<string, string> {
  const { name } = answers;
  return new Map([
    ['main.ts', mainOf(answers)],
    [`systems/${name}.ts`, systemOf(answers)],
    [`systems/${name}.values.ts`, valuesOf(answers)],
    [`systems/${name}.environments.ts`, environmentsOf(answers)],
    [`systems/${name}.test.ts`, testOf(answers)],
    ['tsconfig.json', tsconfig],
    ['eslint.config.mjs', eslintConfig],
    ['.prettierignore', prettierIgnore(answers)],
    ['.github/workflows/ci.yaml', workflowOf(answers)],
    ['README.md', readmeOf(answers)],
    ...Object.entries(managerFiles(answers)),
  ]);
}

export { gitIgnore, packageOf };

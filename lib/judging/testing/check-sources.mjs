/*
 * What `npm run types` and `npm run lint` say, in one process: half of what linting takes is to find out what the compiler has found
 * out already, so that both together take less than half the CPU of one after the other.
 */
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import ts from 'typescript';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
/** What `npm run lint` looks at. */
const linted = ['lib', 'main.ts'];

/** The program of tsconfig.json; a fault in that file is among what the compiler finds. */
function programOf(file) {
  const onUnRecoverableConfigFileDiagnostic = ({ messageText }) => {
    throw new Error(`${file}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  };
  const { fileNames, options, errors, projectReferences } = ts.getParsedCommandLineOfConfigFile(
    file,
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic,
    },
  );
  return ts.createProgram({
    rootNames: fileNames,
    options,
    projectReferences,
    configFileParsingDiagnostics: errors,
  });
}

/** What `tsc` prints; '' when the types are right. */
function typeErrorsOf(program) {
  const found = ts.sortAndDeduplicateDiagnostics(ts.getPreEmitDiagnostics(program));
  return ts.formatDiagnostics(found, {
    getCanonicalFileName: (name) => relative(root, name),
    getCurrentDirectory: () => root,
    getNewLine: () => '\n',
  });
}

/** What `eslint --max-warnings 0` prints; '' when there is neither an error nor a warning. */
async function breachesIn(program) {
  const overrideConfig = { languageOptions: { parserOptions: { projectService: false, programs: [program] } } };
  const eslint = new ESLint({ cwd: root, overrideConfig });
  const results = await eslint.lintFiles(linted);
  if (results.every(({ errorCount, warningCount }) => errorCount + warningCount === 0)) return '';
  return (await eslint.loadFormatter('stylish')).format(results);
}

const program = programOf(join(root, 'tsconfig.json'));
const said = [typeErrorsOf(program), await breachesIn(program)].filter((text) => text !== '');
for (const text of said) console.error(text);
process.exitCode = said.length === 0 ? 0 : 1;

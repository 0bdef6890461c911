import { join, sep } from 'node:path';
import ts from 'typescript';

const own = join(__dirname, '../../../../node_modules');

/** What is the same for everybody: the libraries of TypeScript and the types of Node.js. Whether they are right is not asked. */
const foreign = ['typescript', '@types'].map((name) => join(own, name) + sep);
const isForeign = (file: string) => foreign.some((folder) => file.startsWith(folder));

/** Sources of others that were read, for all programs: by path and by the kind of module that it is. */
const read = new Map<string, ts.SourceFile | undefined>();

/** Reads each file of others once. */
function hostOf(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options, true);
  return {
    ...host,
    getSourceFile: (file, version, ...others) => {
      if (!isForeign(file)) return host.getSourceFile(file, version, ...others);
      const kind = typeof version === 'object' ? version.impliedNodeFormat : undefined;
      const key = `${file} ${kind}`;
      if (!read.has(key)) read.set(key, host.getSourceFile(file, version, ...others));
      return read.get(key);
    },
  };
}

/**
 * What TypeScript says of files and all that they import, with strict settings and without the types of browsers.
 *
 * @param folder of the project
 * @param options what its settings say besides
 * @returns each fault with its place
 */
export function problemsIn(folder: string, names: readonly string[], options: ts.CompilerOptions): string[] {
  const all: ts.CompilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: options.declaration !== true,
    esModuleInterop: true,
    resolveJsonModule: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    types: ['node'],
    typeRoots: [join(own, '@types')],
    ...options,
  };
  const files = names.map((name) => join(folder, name));
  const program = ts.createProgram(files, all, hostOf(all));
  const judged = program.getSourceFiles().filter(({ fileName }) => !isForeign(fileName));
  const found = [
    ...program.getOptionsDiagnostics(),
    ...judged.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
    ...program.getGlobalDiagnostics(),
    ...(options.declaration ? program.getDeclarationDiagnostics() : []),
  ];
  return found.map(
    ({ file, start, messageText }) =>
      `${file?.fileName.replace(folder, '')}:${file && start ? file.getLineAndCharacterOfPosition(start).line + 1 : ''} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
  );
}

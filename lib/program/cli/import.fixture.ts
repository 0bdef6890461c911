import { join } from 'node:path';
import ts from 'typescript';
import { isMap, type Json } from '../../core/values';

const lib = join(__dirname, '../..');

/** JSON as an author of TypeScript writes it; `__proto__` is a field as others are. */
export function literal(value: Json): string {
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(literal).join(', ')}]`;
  if (!isMap(value)) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, each]) => `[${JSON.stringify(key)}]: ${literal(each)}`)
    .join(', ')} }`;
}

/** What the compiler, as strict as it can be, says of a file of a project and of what that imports. */
export function complaintsOf(file: string): string[] {
  const program = ts.createProgram([file], {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts'],
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    strict: true,
    noUncheckedIndexedAccess: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    isolatedModules: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    typeRoots: [join(lib, '../node_modules/@types')],
    paths: { chartwright: [join(lib, 'program/cli/imported-names.fixture.ts')] },
  });
  const own = program.getSourceFiles().filter(({ fileName }) => !fileName.startsWith(join(lib, '..')));
  return own.flatMap((source) =>
    [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText, start = 0 }) => {
        const { line } = source.getLineAndCharacterOfPosition(start);
        return `${source.fileName}:${line + 1} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
      },
    ),
  );
}

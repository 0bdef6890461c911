import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/**
 * The fields of each struct that an installed package of `kubernetes-models` declares, by `nameKey`. The package is made
 * from the Go sources of Kubernetes; so this is a reading that shares nothing with ours.
 */
export function readModels(directory: string): Map<string, string[]> {
  const models = new Map<string, string[]>();
  for (const path of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.d.ts') || path.endsWith('index.d.ts')) continue;
    const text = readFileSync(join(directory, path), 'utf8');
    const { statements } = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022);
    const declared = statements.find(ts.isClassDeclaration);
    const longName = / as (Io\w+) \};\s*$/.exec(text)?.[1];
    if (!declared || longName === undefined) continue;
    const fields = declared.members.filter(ts.isPropertyDeclaration).map(({ name }) => name);
    models.set(
      nameKey(longName),
      fields.flatMap((name) => (ts.isStringLiteral(name) ? [name.text] : [])),
    );
  }
  return models;
}

/** The same for `io.k8s.api.core.v1.Container` and `IoK8sApiCoreV1Container`. */
export const nameKey = (name: string): string => name.replace(/[^A-Za-z0-9]/g, '').toLowerCase();

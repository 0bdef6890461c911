import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { readDefinitionsFrom } from './read-folder';

const root = mkdtempSync(join(tmpdir(), 'chartwright-definitions-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const definition = (kind: string, scope = 'Namespaced') => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: ${kind.toLowerCase()}s.shop.example }
spec: { group: shop.example, scope: ${scope}, names: { kind: ${kind} }, versions: [{ name: v1, served: true }] }
`;

function folder(name: string, files: { readonly [file: string]: string }): string {
  const path = mkdtempSync(join(root, `${name}-`));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  return path;
}

const namesIn = (...paths: string[]) => readDefinitionsFrom(paths).definitions.map(({ name }) => name);

describe('--crds', () => {
  test('reads the definitions of folders and files, in documents and lists, and passes over the rest', () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n${definition('Door').replaceAll(/^/gm, '    ').replace('   ', '  -')}`;
    const path = folder('several', {
      'a.yaml': `${definition('Till')}---\n${definition('Drawer', 'Cluster')}---\napiVersion: v1\nkind: ConfigMap\n`,
      'b.yaml': list.trimEnd(),
    });
    expect(namesIn(path).sort()).toEqual(['doors.shop.example', 'drawers.shop.example', 'tills.shop.example']);
    expect(namesIn(join(path, 'a.yaml'), join(path, 'b.yaml'))).toHaveLength(3);
  });

  test('tells which kinds have no namespace', () => {
    const path = folder('scope', { 'a.yaml': `${definition('Till')}---\n${definition('Drawer', 'Cluster')}` });
    expect(readDefinitionsFrom([path]).definitions.map(({ isClusterScoped }) => isClusterScoped)).toEqual([
      false,
      true,
    ]);
  });

  test('says what is wrong with a file', () => {
    const path = folder('faulty', { 'a.yaml': `${definition('Till')}---\na: [` });
    expect(readDefinitionsFrom([path]).findings.map(({ code }) => code)).toContain('yaml-syntax');
  });

  test('refuses a path that is not there', () => {
    expect(() => readDefinitionsFrom([join(root, 'nowhere')])).toThrow('--crds: there is no "');
  });

  test('refuses a folder without a definition', () => {
    const path = folder('none', { 'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n' });
    expect(() => readDefinitionsFrom([path])).toThrow('holds no CustomResourceDefinition');
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { ResourceDefinitions } from './read-definitions';
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

const till = (version: string) => ({ apiVersion: `shop.example/${version}`, kind: 'Till' });

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
    const { definitions } = readDefinitionsFrom([path]);
    const scopes = Object.fromEntries(definitions.map(({ kind, isClusterScoped }) => [kind, isClusterScoped]));
    expect(scopes).toEqual({ Till: false, Drawer: true });
  });

  test('tells of a version that two files define in two ways, of which the last holds', () => {
    const path = folder('twice', { 'a.yaml': definition('Till', 'Cluster'), 'b.yaml': definition('Till') });
    const { definitions, findings } = readDefinitionsFrom([path]);
    expect(new ResourceDefinitions(definitions).of(till('v1'))!.isClusterScoped).toBe(false);
    expect(findings.map(({ code, severity, file = '', message }) => [code, severity, file.slice(-6), message])).toEqual(
      [
        [
          'definition-twice',
          'warning',
          'a.yaml',
          expect.stringMatching(/defines v1 of tills.shop.example, as does .*b.yaml:1 /),
        ],
      ],
    );
    const same = folder('same', { 'a.yaml': definition('Till'), 'b.yaml': definition('Till') });
    expect(readDefinitionsFrom([same]).findings).toEqual([]);
  });

  test('knows the versions of all files that define a kind', () => {
    const path = folder('versions', {
      'a.yaml': definition('Till').replace('v1,', 'v1beta1,'),
      'b.yaml': definition('Till'),
    });
    const { definitions, findings } = readDefinitionsFrom([path]);
    const known = new ResourceDefinitions(definitions);
    expect(['v1beta1', 'v1', 'v2'].map((version) => known.versionOf(till(version))?.name)).toEqual([
      'v1beta1',
      'v1',
      undefined,
    ]);
    expect(findings).toEqual([]);
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

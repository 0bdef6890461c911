import { execFile, execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  createReadStream,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { judgedBy } from '../../judging/testing/judges.fixture';
import { helmTemplateText } from '../../judging/verify/helm';
import { helmVersions, type HelmTool } from '../../judging/verify/tools';
import { commandLine, Project, removeProjects, sovdWebapp } from './project.fixture';

/* What is published, as those who install it find it. */

const run = promisify(execFile);
const tools = helmVersions();
const root = join(__dirname, '../../..');
// GnuPG's agent has its socket in there, and the path of a socket is short.
const scratch = mkdtempSync(join(tmpdir(), 'cw-'));
const published = join(scratch, 'published');
const keyring = join(scratch, 'keyring.gpg');
const home = mkdtempSync(join(tmpdir(), 'gpg-'));
const key = 'releases@example.com';
const system = 'sovd-webapp';
const { version } = parse(readFileSync(join(root, 'charts', system, 'Chart.yaml'), 'utf8')) as { version: string };
const archive = join(published, `${system}-${version}.tgz`);

const environment = { ...process.env, GNUPGHOME: home };
/** An app with the systems of this repository, and its license. */
const project = new Project(
  sovdWebapp
    .replace('run, SovdWebapp', 'run, systems')
    .replace('new SovdWebapp(app);', 'for (const System of systems) new System(app);'),
);
project.write('LICENSE', readFileSync(join(root, 'LICENSE'), 'utf8'));
const chartwright = (...args: string[]) =>
  spawnSync('node', [commandLine(), ...args], { cwd: project.folder, env: environment, encoding: 'utf8' });

/** Helm with nothing of the user's. */
const helm = async ({ path, version }: HelmTool, ...args: string[]) => {
  const own = join(scratch, `helm-${version}`);
  const env = { ...process.env, HELM_CACHE_HOME: own, HELM_CONFIG_HOME: own, HELM_DATA_HOME: own };
  return (await run(path, args, { env, maxBuffer: 2 ** 26 })).stdout;
};

afterAll(removeProjects);
afterAll(() => {
  rmSync(scratch, { recursive: true });
  rmSync(home, { recursive: true, force: true });
});

judgedBy('gpg', 'what is published, as GnuPG signs it:', ({ gpg: path }) => {
  const gpg = (...args: string[]) => execFileSync(path, ['--batch', ...args], { env: environment, stdio: 'pipe' });
  let server: Server;
  let url: string;

  beforeAll(async () => {
    gpg('--pinentry-mode', 'loopback', '--passphrase', '', '--quick-generate-key', key, 'rsa3072', 'sign', 'never');
    writeFileSync(keyring, gpg('--export', key));
    const { status, stderr } = chartwright('package', '--destination', published, '--key', key);
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.not.stringContaining('chartwright:') });
    server = createServer(({ url: path = '' }, response) => {
      const file = join(published, basename(path));
      if (existsSync(file)) createReadStream(file).pipe(response);
      else response.writeHead(404).end();
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    await new Promise((closed) => server.close(closed));
    spawnSync('gpgconf', ['--kill', 'all'], { env: environment });
  });

  test('each system is there with a signature, and the index has them all', () => {
    const names = readdirSync(published).filter((file) => file.endsWith('.tgz'));
    expect(readdirSync(published).sort()).toEqual(
      ['.chartwright', 'index.yaml', ...names, ...names.map((name) => `${name}.prov`)].sort(),
    );
    const { entries } = parse(readFileSync(join(published, 'index.yaml'), 'utf8')) as {
      entries: Record<string, { urls: string[] }[]>;
    };
    expect(
      Object.values(entries)
        .flatMap((versions) => versions.flatMap(({ urls }) => urls))
        .sort(),
    ).toEqual(names.sort());
  });

  describe.each(tools)('Helm $version', (tool) => {
    test('verifies the signature', async () => {
      expect(await helm(tool, 'verify', archive, '--keyring', keyring)).toMatch(/Signed by: .*releases@example\.com/);
    });

    test('refuses a package of other bytes, and the signature of a stranger', async () => {
      const other = mkdtempSync(join(scratch, 'other-'));
      const copy = join(other, basename(archive));
      const bytes = readFileSync(archive);
      // The time in the header of gzip: the files inside stay as they are.
      bytes[4] = 1;
      writeFileSync(copy, bytes);
      writeFileSync(`${copy}.prov`, readFileSync(`${archive}.prov`));
      await expect(helm(tool, 'verify', copy, '--keyring', keyring)).rejects.toThrow(/sha256 sum does not match/);
      writeFileSync(join(other, 'empty.gpg'), '');
      await expect(helm(tool, 'verify', archive, '--keyring', join(other, 'empty.gpg'))).rejects.toThrow(
        /unknown entity|keyring/,
      );
    });

    test('pulls the package with its signature from a static server', async () => {
      const destination = mkdtempSync(join(scratch, 'pulled-'));
      await helm(tool, 'repo', 'add', 'ours', url, '--force-update');
      const options = ['--version', version, '--destination', destination, '--verify', '--keyring', keyring];
      await helm(tool, 'pull', `ours/${system}`, ...options);
      expect(readFileSync(join(destination, basename(archive)))).toEqual(readFileSync(archive));
      expect(await helm(tool, 'search', 'repo', 'ours', '--output', 'json')).toMatch(`ours/${system}`);
    });

    test('renders the package as it renders the folder', async () => {
      const options = { release: 'x', namespace: 'x' };
      const [packed, folder] = await Promise.all(
        [archive, join(root, 'charts', system)].map((chart) => helmTemplateText(tool, { chart, ...options })),
      );
      expect(packed).toEqual(folder);
      const remote = await helm(tool, 'template', 'x', system, '--repo', url, '--namespace', 'x');
      expect(remote).toBe(folder!.text);
    });

    test('shows what stands in the chart', async () => {
      const shown = await helm(tool, 'show', 'all', archive);
      const folder = join(root, 'charts', system);
      expect(parse(shown.split('\n---\n')[0]!)).toEqual(parse(readFileSync(join(folder, 'Chart.yaml'), 'utf8')));
      expect(shown).toContain(readFileSync(join(folder, 'values.yaml'), 'utf8'));
      expect(shown).toContain(readFileSync(join(folder, 'README.md'), 'utf8').trimEnd());
    });
  });

  test('the packages have the bytes of charts/', () => {
    const [committed, fresh] = [join(root, 'charts', basename(archive)), archive].map((file) => readFileSync(file));
    expect(committed!.equals(fresh!)).toBe(true);
  });

  test('an unknown key is an error that leaves nothing behind', () => {
    const destination = join(scratch, 'refused');
    const { status, stderr } = chartwright('package', system, '--destination', destination, '--key', 'nobody');
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(/gpg did not sign with the key "nobody"[^]*--list-secret-keys/),
    });
    expect(existsSync(destination)).toBe(false);
  });
});

test('without a key there is no signature', () => {
  const destination = join(scratch, 'unsigned');
  expect(chartwright('package', system, '--destination', destination).status).toBe(0);
  expect(readdirSync(destination).sort()).toEqual(['.chartwright', 'index.yaml', basename(archive)].sort());
});

test('a passphrase without a key is an error', () => {
  const { status, stderr } = chartwright('package', '--passphrase-file', 'x');
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching('there is a passphrase and no key') });
});

test('a gpg that ends before it has read what it is to sign is asked why', () => {
  const script = '#!/bin/sh\nexec 0<&-\nsleep 0.2\necho "no such agent" >&2\nexit 2\n';
  project.write('bin/gpg', script);
  chmodSync(project.at('bin/gpg'), 0o755);
  const args = [commandLine(), 'package', system, '--destination', join(scratch, 'unread'), '--key', 'nobody'];
  const env = { ...environment, PATH: `${project.at('bin')}:${process.env['PATH']}` };
  const { status, stderr } = spawnSync('node', args, { cwd: project.folder, env, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: expect.stringContaining('gpg did not sign with the key "nobody": no such agent'),
  });
});

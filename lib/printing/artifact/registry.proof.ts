import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { judgedBy } from '../../judging/testing/judges.fixture';
import { helmVersions, type HelmTool } from '../../judging/verify/tools';
import { Project, removeProjects, shop } from '../../program/cli/project.fixture';
import { sha256 } from '../../core/values';
import { startRegistry, type Registry } from './registry.fixture';

/* What is pushed to a real registry, and what comes back from it. */

const run = promisify(execFile);
const scratch = mkdtempSync(join(tmpdir(), 'chartwright-push-'));
const project = new Project(shop());

/** The time that Helm 4 takes for that of the chart. */
const fixed = new Date('1980-01-01T00:00:00Z');

afterAll(removeProjects);
afterAll(() => rmSync(scratch, { recursive: true }));

const commands = [
  ['synth', '--quiet'],
  ['package', '--destination', 'packages'],
  ['artifact', '--destination', 'artifacts', '--revision', 'main@sha1:0123'],
  ['artifact', '--destination', 'artifacts'],
  ['artifact', '--whole', '--destination', 'artifacts'],
  ['artifact', 'shop', '--environment', 'local', '--destination', 'one', '--source', 'https://git.example.com/shop'],
  ['artifact', 'shop', '--whole'],
  ['artifact', '--environment', 'lokal'],
] as const;
let outcomes: Awaited<ReturnType<Project['commands']>>;
/** What the artifacts of `artifacts/` are said to have as digests. */
let printed: string;

beforeAll(async () => {
  outcomes = await project.commands(commands);
  printed = `${outcomes[3]!.stdout}${outcomes[4]!.stdout}`;
});

describe('the command artifact', () => {
  test('prints the digest and the folder of each artifact', () => {
    const codes = outcomes.map(({ code }, i) => [commands[i]!.join(' '), code]);
    expect(codes).toEqual(commands.map((args, i) => [args.join(' '), i < 6 ? 0 : 1]));
    const line = (folder: string) => `sha256:[0-9a-f]{64}  ${folder}\n`;
    expect(printed).toMatch(
      new RegExp(`^${line('artifacts/shop/local')}${line('artifacts/shop/production')}${line('artifacts/dist')}$`),
    );
    expect(outcomes[5]!.stdout).toMatch(new RegExp(`^${line('one/shop/local')}$`));
  });

  test('leaves in a folder what belongs to one artifact, whatever an earlier run wrote there', () => {
    for (const folder of ['shop/local', 'shop/production', 'dist']) {
      expect(readdirSync(project.at(`artifacts/${folder}/blobs/sha256`))).toHaveLength(3);
    }
    expect(outcomes[2]!.stdout).not.toBe(outcomes[3]!.stdout);
  });

  test('says in the artifact what it was told of it', () => {
    const digest = /^sha256:(\S+)/.exec(outcomes[5]!.stdout)![1]!;
    expect(JSON.parse(project.read(`one/shop/local/blobs/sha256/${digest}`))).toMatchObject({
      annotations: {
        'org.opencontainers.image.title': 'shop/local',
        'org.opencontainers.image.source': 'https://git.example.com/shop',
      },
    });
  });

  test('refuses a part of the whole, and an environment that there is not', () => {
    const [part, unknown] = outcomes.slice(6);
    expect(part!.stderr).toContain('--whole is all systems and environments in one artifact');
    expect(unknown!.stderr).toContain('lokal');
  });
});

judgedBy(['docker-registry', 'skopeo'], 'a registry', ({ 'docker-registry': server, skopeo }) => {
  let registry: Registry;
  const archive = project.at('packages/shop-0.3.0.tgz');

  beforeAll(async () => {
    registry = await startRegistry(server);
  });
  afterAll(() => registry.stop());

  describe('takes the plain YAML as an artifact', () => {
    const digests = () => new Map(printed.split('\n').map((line) => line.split('  ').reverse() as [string, string]));
    const copy = (...args: string[]) => run(skopeo, ['copy', '--quiet', '--insecure-policy', ...args]);
    const push = (folder: string, name: string) =>
      copy('--dest-tls-verify=false', `oci:${project.at(`artifacts/${folder}`)}`, `docker://${registry.host}/${name}`);

    test.each([
      ['shop/production', 'dist/shop/production'],
      ['shop/local', 'dist/shop/local'],
      ['dist', 'dist'],
    ])('of %s, with the digest that was printed before, and gives back the files', async (folder, files) => {
      const name = `manifests/${folder}`;
      await push(folder, `${name}:1`);
      const { digest, manifest } = await registry.manifest(name, '1');
      expect(digest).toBe(digests().get(`artifacts/${folder}`));
      expect(manifest.layers.map(({ mediaType }) => mediaType)).toEqual([
        'application/vnd.oci.image.layer.v1.tar+gzip',
      ]);

      await push(folder, `${name}:2`);
      expect((await registry.manifest(name, '2')).digest).toBe(digest);

      const pulled = mkdtempSync(join(scratch, 'pulled-'));
      await copy('--src-tls-verify=false', `docker://${registry.host}/${name}@${digest}`, `dir:${pulled}`);
      const content = join(pulled, 'content');
      mkdirSync(content);
      const layer = join(pulled, manifest.layers[0]!.digest.replace('sha256:', ''));
      await run('tar', ['--extract', '--gzip', '--file', layer, '--directory', content]);
      expect(filesOf(content)).toEqual(filesOf(project.at(files)));
    });
  });

  describe.each(helmVersions())('takes a chart from Helm $version', (tool) => {
    const repository = () => `oci://${registry.host}/helm-${tool.version}`;
    const push = async () => {
      const { stdout, stderr } = await helm(tool, 'push', archive, repository(), '--plain-http');
      return /Digest: (sha256:\S+)/.exec(`${stdout}${stderr}`)?.[1];
    };

    test('and gives it back as it was', async () => {
      const digest = await push();
      const found = await registry.manifest(`helm-${tool.version}/shop`, '0.3.0');
      expect(found.digest).toBe(digest);
      expect(found.manifest.layers[0]!.digest).toBe(`sha256:${sha256(readFileSync(archive))}`);

      const destination = mkdtempSync(join(scratch, 'chart-'));
      const chart = `${repository()}/shop`;
      const options = ['--version', '0.3.0', '--plain-http'];
      await helm(tool, 'pull', chart, ...options, '--destination', destination);
      expect(readFileSync(join(destination, 'shop-0.3.0.tgz')).equals(readFileSync(archive))).toBe(true);
      const [remote, local] = await Promise.all([
        helm(tool, 'template', 'x', chart, ...options),
        helm(tool, 'template', 'x', archive),
      ]);
      expect(remote.stdout).toContain('kind: ConfigMap');
      // Helm 4 says first what it has pulled, to standard output too.
      expect(remote.stdout.replace(/^(Pulled|Digest): .*\n/gm, '')).toBe(local.stdout);
    });

    const knows = tool.version.startsWith('3.') ? 'its own time of the file' : 'the time that the file bears';
    test(`under a digest into which goes ${knows}, and nothing else that changes`, async () => {
      const at = async (time: Date) => {
        utimesSync(archive, time, time);
        const digest = await push();
        const { manifest } = await registry.manifest(`helm-${tool.version}/shop`, digest!);
        const { 'org.opencontainers.image.created': created, ...annotations } = manifest.annotations ?? {};
        return { digest, created, rest: { ...manifest, annotations } };
      };
      const first = await at(fixed);
      await at(new Date());
      const again = await at(fixed);
      expect(again.rest).toEqual(first.rest);
      if (tool.version.startsWith('3.')) expect(first.created).not.toContain('1980-');
      else expect(again).toMatchObject({ digest: first.digest, created: '1980-01-01T00:00:00Z' });
    });
  });
});

/** Helm with nothing of the user's. */
function helm({ path, version }: HelmTool, ...args: string[]) {
  const own = join(scratch, `helm-${version}`);
  const homes = { HELM_CACHE_HOME: own, HELM_CONFIG_HOME: own, HELM_DATA_HOME: own };
  return run(path, args, { env: { ...process.env, ...homes, TZ: 'UTC' } });
}

/** The files below a folder with what is in them, the list of written files left out. */
function filesOf(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name !== '.chartwright')
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.sort().map((file) => [file.slice(folder.length), readFileSync(file, 'utf8')]));
}

import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { systemsOf } from '../../program/app';
import { helmVersions, type HelmTool } from '../../judging/verify/tools';
import { Web } from '../../core/manifest/workloads.fixture';
import { chartIndex } from './chart-index';
import { printChart } from './chart-files';
import { archiveName, packageChart } from './package-chart';

const run = promisify(execFile);
const version = '1.0.0-rc.1+build.5';

/** The files of a repository with one chart, by the path of their address as a server decodes it. */
function repository(): Map<string, string | Uint8Array> {
  const app = new App();
  new Web(app, 'web', { version });
  const [system] = systemsOf(app);
  const chart = printChart(system!.definition, system!.manifests);
  const archive = packageChart(chart.name, chart.files);
  const index = chartIndex([{ metadata: { ...chart.metadata, name: chart.name, version }, archive }]);
  return new Map<string, string | Uint8Array>([
    ['/index.yaml', index],
    [`/${archiveName(chart.name, version)}`, archive],
  ]);
}

/** A server of files; one that is strict takes a plus sign for a blank, as the storage of some clouds does. */
function serve(files: ReadonlyMap<string, string | Uint8Array>, isStrict: boolean): Promise<Server> {
  const server = createServer((request, response) => {
    const address = request.url ?? '';
    const content = files.get(decodeURIComponent(isStrict ? address.replaceAll('+', ' ') : address));
    response.writeHead(content === undefined ? 404 : 200).end(content);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

describe.each([
  ['any server', false],
  ['a server that takes a plus sign for a blank', true],
])('a version with a plus sign, on %s,', (_, isStrict) => {
  let server: Server;
  const homes: string[] = [];
  beforeAll(async () => {
    server = await serve(repository(), isStrict);
  });
  afterAll(() => {
    server.close();
    homes.forEach((home) => rmSync(home, { recursive: true, force: true }));
  });

  /** Runs Helm with nothing of the user's. */
  function helmIn(tool: HelmTool) {
    const home = mkdtempSync(join(tmpdir(), 'chartwright-repository-'));
    homes.push(home);
    const env = { PATH: process.env['PATH'], HOME: home, NO_PROXY: '127.0.0.1' };
    const helm = async (...args: readonly string[]) => (await run(tool.path, args, { env, cwd: home })).stdout;
    return { home, helm, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  test.each(helmVersions())('is found, fetched and rendered by Helm $version', async (tool) => {
    const { home, helm, address } = helmIn(tool);
    await helm('repo', 'add', 'local', address);
    expect(await helm('search', 'repo', 'local/web', '--devel', '--output', 'json')).toContain(version);
    expect(await helm('show', 'chart', 'local/web', '--version', version)).toContain(`version: ${version}`);
    await helm('pull', 'local/web', '--version', version);
    expect(readdirSync(home)).toContain(`web-${version}.tgz`);
    expect(await helm('template', 'demo', 'local/web', '--version', version)).toBeDefined();
  });
});

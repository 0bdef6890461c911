import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startRegistry, type Registry } from '../../printing/artifact/registry.fixture';
import { judgedBy } from '../../judging/testing/judges.fixture';
import { helmVersions } from '../../judging/verify/tools';
import { github, gitlab, Runner, textOf, type Ran } from './ci-files.fixture';
import { Project, removeProjects, shop } from './project.fixture';
import { Session } from './session.fixture';

/*
 * The scripts of the workflows in docs/ci, in the shell that a runner starts, in a repository of their own. What a runner does by
 * actions, `npm ci`, and the log-ins stay out.
 */

const disk = `new k8s.KubePersistentVolumeClaim(this, 'disk', {
  metadata: { name: text\`\${fullname}-disk\` },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
});`;
const base = shop({ more: disk });
const changed = shop({ more: disk, local: '{ replicaCount: 5 }' });
const lossy = shop();

const session = new Session([base, changed, lossy]);
const runner = new Runner(session);
let project: Project;

const git = async (...args: string[]) => {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  const { code, stderr } = await project.run(['git', ...identity, ...args]);
  if (code !== 0) throw new Error(stderr);
};

/** Makes the sources those of a text, and commits them with what they come to. */
const commit = async (main: string, message: string) => {
  project.write('main.ts', main);
  await session.chartwright(project, ['synth', '--quiet']);
  await git('add', '.gitignore', 'main.ts', 'dist', 'charts');
  await git('commit', '--quiet', '--message', message);
};

beforeAll(async () => {
  await runner.start();
  project = new Project(base);
  project.write('.gitignore', 'node_modules\n*.tgz\n.build/\n.github-*\n');
  await git('init', '--quiet', '--initial-branch=main');
  await commit(base, 'base');
  for (const [branch, main] of [
    ['changes', changed],
    ['loses', lossy],
  ] as const) {
    await git('checkout', '--quiet', '-b', branch, 'main');
    await commit(main, 'change');
  }
});
afterAll(async () => {
  await runner.stop();
  session.end();
  removeProjects();
});

/** Each test begins with what a branch has, and no more. */
const reset = async (branch = 'main') => {
  await git('checkout', '--quiet', '--force', branch);
  await git('clean', '--quiet', '--force', '-d', '-x', '--exclude', 'node_modules');
};

describe('the workflow of GitHub', () => {
  const step = (job: string, name: string) => {
    const found = github.jobs[job]!.steps.find((each) => each.name === name);
    if (found?.run === undefined) throw new Error(`${job} has no script "${name}"`);
    return found.run;
  };
  const files = () => ({
    GITHUB_STEP_SUMMARY: project.at('.github-summary'),
    GITHUB_OUTPUT: project.at('.github-output'),
  });
  const stale = 'Stop where the committed output is stale';
  const tell = 'Tell what changes';
  const stop = 'Stop where a change is rejected or loses data';

  test('has no script but those that are tested here', () => {
    const scripts = Object.entries(github.jobs).flatMap(([job, { steps }]) =>
      steps.flatMap(({ name, run }) => (run === undefined ? [] : [`${job}: ${name}`])),
    );
    expect(scripts).toEqual([
      ...['check: Install', `check: ${stale}`, 'check: Check', `check: ${tell}`, `check: ${stop}`],
      'comment: Comment, once',
      ...['publish: Install', 'publish: Make what is published', 'publish: Log in'],
      ...['publish: Push the charts', 'publish: Push the plain YAML'],
    ]);
  });

  test.each([
    ['that changes something', 'changes', 'The API server takes it', 0],
    ['that loses data', 'loses', '**Stop: 2 changes lose data.**', 1],
  ])('of a pull request %s makes one comment, and ends as it must', async (_, branch, verdict, end) => {
    await reset(branch);
    const code = String(end);
    for (const name of [stale, 'Check', tell]) {
      expect([name, await runner.run(project, step('check', name), files())]).toMatchObject([name, { code: 0 }]);
    }
    expect(project.read('comment.md')).toMatch(/^<!-- chartwright-diff -->\n/);
    expect(project.read('comment.md')).toContain(verdict);
    expect(project.read('.github-summary')).toBe(project.read('comment.md'));
    expect(project.read('.github-output')).toBe(`code=${code}\n`);
    expect((await runner.run(project, step('check', stop), { CODE: code })).code).toBe(end);
  });

  test('stops where committed output is stale, or lacks a file', async () => {
    await reset();
    project.write('main.ts', changed);
    expect(await runner.run(project, step('check', stale))).toMatchObject({
      code: 1,
      output: expect.stringContaining('dist/shop/local/'),
    });
    await reset();
    await git('rm', '--quiet', '-r', 'dist/shop/production');
    expect(await runner.run(project, step('check', stale))).toMatchObject({
      code: 1,
      output: expect.stringContaining('dist/shop/production/'),
    });
    await git('reset', '--quiet', '--hard');
  });

  test('fails without a comment where there is nothing to compare with', async () => {
    await reset();
    const { code } = await runner.run(project, step('check', tell).replace('HEAD^1', 'HEAD^9'), files());
    expect(code).toBe(1);
    expect(project.read('comment.md')).toBe('');
  });

  test.each([
    [
      'writes a comment where there is none',
      '',
      /--method POST repos\/a\/shop\/issues\/7\/comments --field body=@comment\.md$/,
    ],
    ['writes its comment anew', '42', /--method PATCH repos\/a\/shop\/issues\/comments\/42 --field body=@comment\.md$/],
  ])('%s', async (_, known, expected) => {
    await reset();
    const asked = project.at('.github-asked');
    // The program of GitHub, as far as it is asked here: lists the one comment that is there, and keeps what it was asked.
    runner.program('gh', `#!/bin/sh\necho "$@" >> "${asked}"\ncase "$*" in *--paginate*) echo "${known}" ;; esac\n`);
    const env = { GITHUB_REPOSITORY: 'a/shop', NUMBER: '7', GH_TOKEN: 'x' };
    expect((await runner.run(project, step('comment', 'Comment, once'), env)).code).toBe(0);
    const calls = project.read('.github-asked').trim().split('\n');
    expect(calls).toHaveLength(2);
    expect(calls[0]).toContain('startswith("<!-- chartwright-diff -->")');
    expect(calls[1]).toMatch(expected);
  });

  judgedBy(['docker-registry', 'skopeo'], 'publishes', ({ 'docker-registry': server, skopeo }) => {
    let registry: Registry;
    beforeAll(async () => {
      registry = await startRegistry(server);
      plainHttp(skopeo);
    });
    afterAll(() => registry.stop());

    test('charts and plain YAML, under the digests that it printed', async () => {
      await reset();
      const env = { ...files(), REGISTRY: registry.host, GITHUB_REPOSITORY: 'Acme/Shop', GITHUB_SHA: 'a'.repeat(40) };
      for (const name of ['Make what is published', 'Push the charts', 'Push the plain YAML']) {
        expect([name, await runner.run(project, step('publish', name), env)]).toMatchObject([name, { code: 0 }]);
      }
      await expectPublished(registry, 'acme/shop', 'main');
      expect(project.read('.github-summary')).toMatch(/manifests\/shop\/production@sha256:[0-9a-f]{64}\n$/);
    });

    test('the same from GitLab', async () => {
      await reset();
      const env = {
        ...{ CI_REGISTRY_IMAGE: `${registry.host}/acme/lab`, CI_COMMIT_SHA: 'b'.repeat(40) },
        CI_DEFAULT_BRANCH: 'main',
      };
      for (const job of ['publish', 'charts', 'manifests']) {
        expect([job, await runner.run(project, scriptOf(job), env)]).toMatchObject([job, { code: 0 }]);
      }
      await expectPublished(registry, 'acme/lab', 'main');
    });
  });
});

/** Programs that push, told that the registry of the test speaks plain HTTP. */
function plainHttp(skopeo: string): void {
  const helm = helmVersions().at(-1)!.path;
  runner.program('helm', `#!/bin/sh\nexec "${helm}" "$@" --plain-http\n`);
  runner.program('skopeo', `#!/bin/sh\nshift\nexec "${skopeo}" copy --insecure-policy --dest-tls-verify=false "$@"\n`);
}

async function expectPublished(registry: Registry, repository: string, tag: string): Promise<void> {
  const digests = project.read('.build/digests').trim().split('\n');
  expect(digests).toHaveLength(2);
  for (const line of digests) {
    const [digest, folder] = line.split('  ');
    const name = `${repository}/manifests/${folder!.replace('.build/artifacts/', '')}`;
    expect((await registry.manifest(name, tag)).digest).toBe(digest);
  }
  const { manifest } = await registry.manifest(`${repository}/charts/shop`, '0.3.0');
  expect(manifest.annotations).toMatchObject({ 'org.opencontainers.image.created': '1980-01-01T00:00:00Z' });
}

/** The script of a job as its runner has it: one line after the other in one shell. */
const scriptOf = (job: string) => gitlab[job]!.script!.join('\n');

describe('the jobs of GitLab', () => {
  const check = (env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
    runner.run(project, scriptOf('deployment'), env);

  test('have no script but those that are tested here', () => {
    const scripts = Object.keys(gitlab).filter((name) => gitlab[name]!.script !== undefined);
    expect(scripts).toEqual(['deployment', 'note', 'publish', 'charts', 'manifests']);
  });

  test.each([
    ['that changes something', 'changes', 'The API server takes it', 0],
    ['that loses data', 'loses', '**Stop: 2 changes lose data.**', 1],
  ])('of a merge request %s make one note, and end as they must', async (_, branch, verdict, code) => {
    await reset(branch);
    expect(await check({ CI_MERGE_REQUEST_DIFF_BASE_SHA: 'HEAD~1' })).toMatchObject({ code });
    expect(project.read('comment.md')).toMatch(/^\[\/\/\]: # \(chartwright-diff\)\n/);
    expect(project.read('comment.md')).toContain(verdict);
    expect(project.read('check.xml')).toContain('<testsuites');
  });

  test('of main compare nothing, and stop where committed output is stale', async () => {
    await reset();
    expect(await check()).toMatchObject({ code: 0 });
    expect(project.exists('comment.md')).toBe(false);
    project.write('main.ts', changed);
    expect(await check()).toMatchObject({ code: 1, output: expect.stringContaining('dist/shop/local/') });
  });

  describe('write a note', () => {
    let server: Server;
    /** The notes of the merge request, of which the API gives one a page. */
    let notes: { id: number; author: { id: number }; body: string }[];

    beforeAll(async () => {
      server = createServer((request, response) => {
        void (async () => {
          const url = new URL(request.url!, 'http://localhost');
          if (request.headers['private-token'] !== 'secret') return response.writeHead(401).end();
          if (url.pathname === '/user') return response.end(JSON.stringify({ id: 3 }));
          const [, id] = /^\/projects\/1\/merge_requests\/9\/notes(?:\/(\d+))?$/.exec(url.pathname) ?? [];
          const page = Number(url.searchParams.get('page'));
          if (request.method === 'GET') {
            if (page < notes.length) response.setHeader('x-next-page', String(page + 1));
            return response.end(JSON.stringify(notes.slice(page - 1, page)));
          }
          const { body } = JSON.parse(await textOf(request)) as { body: string };
          const known = notes.find((note) => String(note.id) === id);
          if (known && request.method === 'PUT') known.body = body;
          else notes.push({ id: notes.length + 1, author: { id: 3 }, body });
          return response.end('{}');
        })();
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    afterAll(() => new Promise((resolve) => server.close(resolve)));

    const note = (token = 'secret') =>
      runner.run(project, scriptOf('note'), {
        CI_API_V4_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        ...{ CI_PROJECT_ID: '1', CI_MERGE_REQUEST_IID: '9', CHARTWRIGHT_TOKEN: token },
      });
    const marker = '[//]: # (chartwright-diff)\n';

    test('once, and then the same one anew, and never that of somebody else', async () => {
      await reset();
      notes = [
        { id: 1, author: { id: 8 }, body: `${marker}of somebody else` },
        { id: 2, author: { id: 3 }, body: 'about something else' },
      ];
      for (const text of ['one', 'two']) {
        project.write('comment.md', `${marker}${text}\n`);
        expect(await note()).toEqual({ code: 0, output: '' });
      }
      expect(notes.map(({ body }) => body)).toEqual([
        `${marker}of somebody else`,
        'about something else',
        `${marker}two\n`,
      ]);
    });

    test('or say why not', async () => {
      await reset();
      project.write('comment.md', `${marker}one\n`);
      expect(await note('wrong')).toMatchObject({ code: 1, output: expect.stringContaining('/user: 401') });
    });

    test('or none where there is nothing to say', async () => {
      await reset();
      expect(await note('wrong')).toEqual({ code: 0, output: '' });
    });
  });
});

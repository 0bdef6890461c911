import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { judgedBy } from '../../judging/testing/judges.fixture';
import { freePort, run as runProgram, type Outcome } from '../../judging/testing/run-program.fixture';
import { at, elements, renderedFor, type Objects } from './output.fixture';

/*
 * The commands of the test pods, as the real Helm renders them, run with the shell and the curl at hand against a server on
 * the loopback interface. Only the host, the port and the folder for the body are replaced.
 */

interface Answer {
  readonly status: number;
  readonly body?: string;
}

const root = (div: string) => ({
  status: 200,
  body: `<!doctype html>\n<html><head><title>SOVD</title></head><body>${div}</body></html>\n`,
});
const development = `<!doctype html>
<html lang="en">
  <head>
    <script type="module" src="/@vite/client"></script>
  </head>
  <body>
    <div id="root"></div>
    <script type="module" src="/src/main.tsx"></script>
  </body>
</html>
`;
const minified =
  '<!doctype html><html lang=en><script type=module crossorigin src=/assets/index-B2x.js></script><body><div id=root></div>';

const healthy: Record<string, Answer> = {
  'GET /health/live': { status: 200, body: '{"status":"alive"}' },
  'GET /health/ready': { status: 200, body: '{"status":"healthy","checks":{"database":"up","redis":"up"}}' },
  'GET /docs': { status: 200, body: '<html>Swagger UI</html>' },
  'GET /openapi.json': { status: 200, body: '{"openapi":"3.1.0"}' },
  'GET /metrics': { status: 200, body: 'http_requests_total 1\n' },
  'GET /': { status: 200, body: development },
  'OPTIONS /api/v1/vehicles': { status: 200 },
};

const names = [
  'backend-live',
  'backend-ready',
  'backend-docs',
  'backend-openapi',
  'backend-metrics',
  'frontend-page',
  'frontend-root',
  'cors-preflight',
];

describe('the smoke tests', () => {
  const home = mkdtempSync(join(tmpdir(), 'chartwright-smoke-'));
  let objects: Objects;
  let server: Server;
  let answers: Record<string, Answer>;
  let requests: string[];

  beforeAll(async () => {
    // Curl tries again when a server says that it is overloaded; here it need not wait for it to recover.
    writeFileSync(join(home, '.curlrc'), 'retry-max-time = 1\nretry-delay = 1\n');
    objects = await renderedFor('production');
    server = createServer((request, response) => {
      const { status, body } = answers[`${request.method} ${request.url}`] ?? { status: 404, body: 'not found' };
      const origin = request.headers.origin;
      requests.push(`${request.method} ${request.url}${origin === undefined ? '' : ` from ${origin}`}`);
      response.writeHead(status, { 'content-type': 'text/plain' }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  beforeEach(() => {
    answers = healthy;
    requests = [];
  });

  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    rmSync(home, { recursive: true, force: true });
  });

  /** Runs the container of a test pod. */
  function run(name: string, port = (server.address() as AddressInfo).port): Promise<Outcome> {
    const container = at(objects.get('Pod', `sovd-webapp-test-${name}`), 'spec', 'containers', 0);
    const folder = mkdtempSync(join(home, 'body-'));
    const command = elements(at(container, 'command')).map((word) =>
      String(word).replaceAll('/tmp/body', join(folder, 'body')),
    );
    const variables = elements(at(container, 'env')).map((variable): [string, string] => {
      const value = String(at(variable, 'value')).replace(/^http:\/\/[^/]+/, `http://127.0.0.1:${port}`);
      return [String(at(variable, 'name')), value];
    });
    const env = { PATH: process.env['PATH'], HOME: home, no_proxy: '*', ...Object.fromEntries(variables) };
    return runProgram(command, { env });
  }

  test('are eight pods, each with a weight of its own', () => {
    const pods = objects.all.filter(({ kind }) => kind === 'Pod');
    expect(pods.map(({ metadata }) => metadata.name.replace('sovd-webapp-test-', '')).sort()).toEqual(
      [...names].sort(),
    );
    const weights = pods.map(({ metadata }) => Number(at(metadata, 'annotations', 'helm.sh/hook-weight')));
    expect(weights.sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('ask the Services of the release', () => {
    const asked = names.map((name) =>
      at(objects.get('Pod', `sovd-webapp-test-${name}`), 'spec', 'containers', 0, 'env', 0, 'value'),
    );
    const backend = 'http://sovd-webapp-backend:8000';
    const frontend = 'http://sovd-webapp-frontend:80';
    expect(asked).toEqual([
      `${backend}/health/live`,
      `${backend}/health/ready`,
      `${backend}/docs`,
      `${backend}/openapi.json`,
      `${backend}/metrics`,
      `${frontend}/`,
      `${frontend}/`,
      `${backend}/api/v1/vehicles`,
    ]);
  });

  test('use no option that the small tools of Alpine, which images of curl have, do not know', () => {
    for (const name of names) {
      const command = elements(at(objects.get('Pod', `sovd-webapp-test-${name}`), 'spec', 'containers', 0, 'command'));
      const script = String(command.at(-1));
      expect(script).toMatch(/^status=\$\(curl --silent /);
      expect(script.replace(/\$\(curl[^)]*\)/, '')).not.toMatch(/ --/);
    }
  });

  judgedBy('curl', 'run with the real curl', () => {
    test.each(names)('pass on a healthy server: %s', async (name) => {
      const { code, output } = await run(name);
      expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/answered 200\n$/) });
      expect(requests).toHaveLength(1);
    });

    test.each<[string, string, string, Answer]>([
      [
        'a ready answer with blanks',
        'backend-ready',
        'GET /health/ready',
        { status: 200, body: '{ "status" : "healthy" }' },
      ],
      [
        'a ready answer over several lines',
        'backend-ready',
        'GET /health/ready',
        { status: 200, body: '{\n  "status": "healthy"\n}\n' },
      ],
      ['a preflight without content', 'cors-preflight', 'OPTIONS /api/v1/vehicles', { status: 204 }],
      ['a minified page', 'frontend-root', 'GET /', { status: 200, body: minified }],
      ['a root div with more attributes after', 'frontend-root', 'GET /', root('<div id="root" class="app"></div>')],
      ['a root div with more attributes before', 'frontend-root', 'GET /', root('<div class="app" id=root></div>')],
      ['a root div in single quotes', 'frontend-root', 'GET /', root("<div id='root'></div>")],
      ['a root div with a loading screen', 'frontend-root', 'GET /', root('<div id="root"><p>Loading</p></div>')],
    ])('pass on %s', async (_, name, request, answer) => {
      answers = { ...healthy, [request]: answer };
      expect(await run(name)).toMatchObject({ code: 0 });
    });

    test.each<[string, string, string, Answer]>([
      ['backend-live', 'the backend is gone', 'GET /health/live', { status: 404 }],
      ['backend-live', 'the answer is a redirect', 'GET /health/live', { status: 302 }],
      [
        'backend-ready',
        'the backend has no database',
        'GET /health/ready',
        { status: 503, body: '{"status":"unhealthy"}' },
      ],
      [
        'backend-ready',
        'the answer says unhealthy',
        'GET /health/ready',
        { status: 200, body: '{"status":"unhealthy"}' },
      ],
      [
        'backend-ready',
        'only a part is healthy',
        'GET /health/ready',
        { status: 200, body: '{"status":"degraded","redis":"healthy"}' },
      ],
      ['backend-ready', 'the status is not 200', 'GET /health/ready', { status: 404, body: '{"status":"healthy"}' }],
      ['backend-ready', 'the answer is empty', 'GET /health/ready', { status: 200, body: '' }],
      ['backend-docs', 'the page is missing', 'GET /docs', { status: 404 }],
      ['backend-openapi', 'the page is forbidden', 'GET /openapi.json', { status: 403 }],
      ['backend-metrics', 'the page is missing', 'GET /metrics', { status: 404 }],
      ['frontend-page', 'the page is missing', 'GET /', { status: 404 }],
      ['frontend-root', 'there is no root div', 'GET /', root('<div id="app"></div>')],
      ['frontend-root', 'there is another div whose id begins so', 'GET /', root('<div id="rooted"></div>')],
      ['frontend-root', 'only a script mentions it', 'GET /', root('<script>document.getElementById("root")</script>')],
      ['frontend-root', 'only another attribute has it', 'GET /', root('<div data-id="root"></div>')],
      [
        'frontend-root',
        'the page is an error page with a root div',
        'GET /',
        { ...root('<div id="root"></div>'), status: 404 },
      ],
      ['cors-preflight', 'OPTIONS is not allowed', 'OPTIONS /api/v1/vehicles', { status: 405 }],
      [
        'cors-preflight',
        'the origin is refused',
        'OPTIONS /api/v1/vehicles',
        { status: 400, body: 'Disallowed CORS origin' },
      ],
    ])('fail: %s when %s', async (name, _, request, answer) => {
      answers = { ...healthy, [request]: answer };
      const { code, output } = await run(name);
      expect(code).toBe(1);
      expect(output).toContain(`answered ${answer.status}`);
      if (answer.body) expect(output).toContain(answer.body.trim());
      // Nobody but the check itself has failed it.
      expect(output).not.toMatch(/not found|unrecognized|invalid option|usage:/i);
    });

    test('fail when nobody answers', async () => {
      expect(await run('backend-live', await freePort())).toMatchObject({
        code: 7,
        output: expect.stringContaining('curl: (7)'),
      });
    }, 60_000);

    test('ask as a browser does before it sends a request to another origin', async () => {
      await run('cors-preflight');
      expect(requests).toEqual(['OPTIONS /api/v1/vehicles from http://localhost:3000']);
    });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { judgedBy } from '../judging/testing/judges.fixture';
import { busyboxFolder, freePort, remove } from '../judging/testing/run-program.fixture';
import { HelmTestServer, testPods, type Answer } from './helm-test.fixture';
import { at, elements, SystemOutput, type Objects } from './output.fixture';

/*
 * The pods of `helm test` as the real Helm renders them, run with the real curl and with the tools of Alpine, which images of
 * curl have, against a server on the loopback interface.
 */

const familyGifting = new SystemOutput('family-gifting');
const taskManager = new SystemOutput('task-manager-api');

const [adminKey, serviceKey] = ['admin-1', 'service-1'];
const secrets = { 'admin-api-key': adminKey, 'service-keys': `{"billing":"${serviceKey}"}` };

type Answers = { readonly [request: string]: Answer };
const family: Answers = {
  'GET /health': { status: 200, body: '{"status":"healthy"}' },
  'GET /': { status: 200, body: '<html></html>' },
};
const tasks: Answers = {
  'GET /health': { status: 200 },
  'GET /admin/keys with admin-1': { status: 200, body: '[]' },
  'GET /admin/keys': { status: 401 },
  'POST /cmd/tasks.create with service-1': { status: 201, body: '{"id":1}' },
  'GET /cmd/tasks.list with service-1': { status: 200, body: '[]' },
  'GET /cmd/stats.get with service-1': { status: 200, body: '{}' },
};
const pods = {
  'family-gifting': ['test-api-health', 'test-web-page'],
  'task-manager-api': [
    'test-health',
    'test-admin-with-key',
    'test-admin-without-key',
    'test-tasks-create',
    'test-tasks-list',
    'test-stats-get',
  ],
};

judgedBy(['curl', 'busybox'], 'helm test with the tools of Alpine', ({ curl, busybox }) => {
  const server = new HelmTestServer();
  let path: string;
  let objects: { readonly [system: string]: Objects };

  beforeAll(async () => {
    path = busyboxFolder(busybox, { curl });
    await server.start();
    objects = {
      'family-gifting': await familyGifting.renderedFor('production'),
      'task-manager-api': await taskManager.renderedFor('production'),
    };
  });

  afterAll(async () => {
    await server.stop();
    remove(path);
  });

  beforeEach(() => {
    server.requests = [];
  });

  /** The server answers so, and everything else with 403 or 404. */
  function answerWith(answers: Answers): void {
    server.answer = ({ method, path: place, headers }) => {
      const key = headers['x-api-key'];
      const request = `${method} ${place}${key === undefined ? '' : ` with ${String(key)}`}`;
      return answers[request] ?? { status: key === undefined ? 404 : 403, body: `no answer to ${request}` };
    };
  }

  const runTest = (
    system: string,
    pod: string,
    options: { secrets?: { [key: string]: string }; port?: number; path?: string } = {},
  ) => server.run(objects[system]!, pod, { secrets, path, ...options });

  test.each([
    ['family-gifting', ['http://api:8000/health', 'http://web:80/']],
    [
      'task-manager-api',
      ['health', 'admin/keys', 'admin/keys', 'cmd/tasks.create', 'cmd/tasks.list', 'cmd/stats.get'].map(
        (place) => `http://task-api:8000/${place}`,
      ),
    ],
  ] as const)('of %s asks the Services of the release', (system, urls) => {
    expect(testPods(objects[system]!)).toEqual(pods[system]);
    const asked = pods[system].map((pod) =>
      at(objects[system]!.get('Pod', pod), 'spec', 'containers', 0, 'env', 0, 'value'),
    );
    expect(asked).toEqual(urls);
  });

  test('of task-manager-api reads the keys of the Secret that the API reads', () => {
    const key = (pod: string) =>
      at(objects['task-manager-api']!.get('Pod', pod), 'spec', 'containers', 0, 'env', 1, 'valueFrom');
    const reference = (name: string) => ({ secretKeyRef: { name: 'task-api-secrets', key: name } });
    expect(key('test-admin-with-key')).toEqual(reference('admin-api-key'));
    expect(key('test-admin-without-key')).toBeUndefined();
    for (const pod of pods['task-manager-api'].slice(3)) expect(key(pod)).toEqual(reference('service-keys'));
  });

  describe.each([
    ['family-gifting', family],
    ['task-manager-api', tasks],
  ] as const)('of %s', (system, healthy) => {
    test.each(pods[system])('passes on a healthy server: %s', async (pod) => {
      answerWith(healthy);
      for (const shell of [path, process.env['PATH']!]) {
        const { code, output: said } = await runTest(system, pod, { path: shell });
        expect({ code, said }).toEqual({ code: 0, said: expect.stringMatching(/ answered \d{3}\n$/) });
      }
      expect(server.requests).toHaveLength(2);
    });

    test.each(pods[system])('fails when nobody answers: %s', async (pod) => {
      const { code, output: said } = await runTest(system, pod, { port: await freePort() });
      expect({ code, said }).toEqual({ code: 7, said: expect.stringContaining('curl: (7)') });
    });
  });

  test.each<[string, keyof typeof pods, string, Answers, string]>([
    ['the API is not healthy', 'family-gifting', 'test-api-health', { 'GET /health': { status: 503 } }, '503'],
    [
      'the API has no database',
      'family-gifting',
      'test-api-health',
      { 'GET /health': { status: 200, body: '{"status":"unhealthy","database":"disconnected"}' } },
      '200\nthe body says what it must not',
    ],
    ['the API is another program', 'family-gifting', 'test-api-health', { 'GET /health': { status: 404 } }, '404'],
    ['the page is missing', 'family-gifting', 'test-web-page', { 'GET /': { status: 404 } }, '404'],
    ['the page is elsewhere', 'family-gifting', 'test-web-page', { 'GET /': { status: 302 } }, '302'],
    ['the API is not healthy', 'task-manager-api', 'test-health', { 'GET /health': { status: 500 } }, '500'],
    [
      'the key of the administrator is refused',
      'task-manager-api',
      'test-admin-with-key',
      { 'GET /admin/keys with admin-1': { status: 403 } },
      '403',
    ],
    [
      'the keys are shown to everybody',
      'task-manager-api',
      'test-admin-without-key',
      { 'GET /admin/keys': { status: 200 } },
      '200',
    ],
    [
      'the keys are not there',
      'task-manager-api',
      'test-admin-without-key',
      { 'GET /admin/keys': { status: 404 } },
      '404',
    ],
    [
      'a service may make no task',
      'task-manager-api',
      'test-tasks-create',
      { 'POST /cmd/tasks.create with service-1': { status: 401 } },
      '401',
    ],
    [
      'a task is refused',
      'task-manager-api',
      'test-tasks-create',
      { 'POST /cmd/tasks.create with service-1': { status: 422 } },
      '422',
    ],
    [
      'the tasks cannot be listed',
      'task-manager-api',
      'test-tasks-list',
      { 'GET /cmd/tasks.list with service-1': { status: 500 } },
      '500',
    ],
    [
      'there are no figures',
      'task-manager-api',
      'test-stats-get',
      { 'GET /cmd/stats.get with service-1': { status: 404 } },
      '404',
    ],
  ])('fails when %s: %s, %s', async (_, system, pod, change, status) => {
    answerWith({ ...(system === 'family-gifting' ? family : tasks), ...change });
    const { code, output: said } = await runTest(system, pod);
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining(`answered ${status}`) });
    // Nobody but the check itself has failed it.
    expect(said).not.toMatch(/not found|unrecognized|invalid option|usage:|syntax error/i);
  });

  test('takes the refusal of a stranger with 403 as well', async () => {
    answerWith({ ...tasks, 'GET /admin/keys': { status: 403 } });
    expect(await runTest('task-manager-api', 'test-admin-without-key')).toMatchObject({ code: 0 });
  });

  test.each([
    ['with blanks', '{ "billing" : "service-1" }'],
    ['of several services', '{"billing":"service-1","mail":"service-2"}'],
    ['over several lines', '{\n  "billing": "service-1",\n  "mail": "service-2"\n}\n'],
    ['with Windows line ends', '{\r\n  "billing": "service-1"\r\n}\r\n'],
  ])('takes the first key out of a map %s', async (_, map) => {
    answerWith(tasks);
    expect(await runTest('task-manager-api', 'test-tasks-list', { secrets: { 'service-keys': map } })).toMatchObject({
      code: 0,
    });
  });

  test('sends commands as JSON', async () => {
    answerWith(tasks);
    await runTest('task-manager-api', 'test-tasks-create');
    const [{ headers, body }] = server.requests as [(typeof server.requests)[number]];
    expect([headers['content-type'], JSON.parse(body)]).toEqual(['application/json', { name: 'test' }]);
  });

  test('uses no option that the small tools of Alpine do not know', () => {
    for (const [system, names] of Object.entries(pods)) {
      for (const name of names) {
        const script = String(
          elements(at(objects[system]!.get('Pod', name), 'spec', 'containers', 0, 'command')).at(-1),
        );
        expect(script.replace(/\$\(curl[^)]*\)/, '')).not.toMatch(/ --/);
      }
    }
  });
});

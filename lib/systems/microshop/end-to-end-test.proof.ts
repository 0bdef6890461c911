import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { judgedBy } from '../../judging/testing/judges.fixture';
import { busyboxFolder, freePort, remove } from '../../judging/testing/run-program.fixture';
import { HelmTestServer, testPods, type Answer, type Asked } from '../helm-test.fixture';
import { at, SystemOutput, type Objects } from '../output.fixture';

/*
 * The script of the end-to-end pod, as the real Helm renders it, run with the real curl and with the tools of Alpine, which
 * images of curl have, against a small gateway on the loopback interface.
 */

const output = new SystemOutput('microshop');

/** How a gateway writes its answers; services differ in it. */
interface Style {
  readonly created: number;
  readonly id: (count: number) => string | number;
  readonly token: string;
  readonly write: (value: object, name: string) => string;
}

const plain: Style = { created: 201, id: (count) => count, token: 'token', write: (value) => JSON.stringify(value) };

/** A gateway that keeps accounts, products and orders, and lets nobody in without a token. */
function gateway({ created, id, token, write }: Style = plain) {
  const users = new Map<string, string>();
  const tokens = new Set<string>();
  const orders = new Map<string, object>();
  const products = new Set<string>();
  let count = 40;
  return ({ method, path, headers, body }: Asked): Answer => {
    const said = (status: number, value: object = {}, name = '') => ({ status, body: write(value, name) });
    const asked = (body === '' ? {} : JSON.parse(body)) as Record<string, string>;
    if (path === '/healthz') return said(200);
    if (method === 'POST' && path === '/users') {
      if (users.has(asked['username']!)) return said(409);
      users.set(asked['username']!, asked['password']!);
      return said(created, { id: id(++count), username: asked['username'], email: asked['email'] }, 'user');
    }
    if (method === 'POST' && path === '/login') {
      if (users.get(asked['username']!) !== asked['password']) return said(401);
      tokens.add(`ey.${++count}.sig-_`);
      return said(200, { [token]: `ey.${count}.sig-_`, token_type: 'bearer' });
    }
    const isKnown = tokens.has(String(headers.authorization).replace(/^Bearer /, ''));
    if (!isKnown) return said(401, { detail: 'no token' });
    if (headers['content-type'] !== 'application/json') return said(415);
    if (method === 'POST' && path === '/products') {
      products.add(String(id(++count)));
      return said(created, { id: id(count), name: asked['name'], price: asked['price'] }, 'product');
    }
    if (method === 'POST' && path === '/orders') {
      if (!products.has(asked['product_id']!)) return said(422, { detail: 'no such product' });
      const order = { id: id(++count), product_id: asked['product_id'], quantity: asked['quantity'] };
      orders.set(String(id(count)), order);
      return said(created, order, 'order');
    }
    const order = orders.get(path.replace('/orders/', ''));
    return order ? said(200, order, 'order') : said(404);
  };
}

const unused = /^test-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A gateway that answers one request otherwise. */
function broken(request: string, change: (right: Answer) => Answer) {
  const right = gateway();
  return (asked: Asked): Answer => {
    const answer = right(asked);
    const place = asked.path.replace(/\/orders\/.+/, '/orders/ID');
    return `${asked.method} ${place}` === request ? change(answer) : answer;
  };
}

const status = (code: number) => () => ({ status: code, body: '{"detail":"broken"}' });
const body =
  (text: string) =>
  ({ status: code }: Answer) => ({ status: code, body: text });

judgedBy(['curl', 'busybox'], 'the end-to-end test with the tools of Alpine', ({ curl, busybox }) => {
  const server = new HelmTestServer();
  let path: string;
  let objects: Objects;

  beforeAll(async () => {
    path = busyboxFolder(busybox, { curl });
    await server.start();
    objects = await output.renderedFor('local');
  });

  afterAll(async () => {
    await server.stop();
    remove(path);
  });

  beforeEach(() => {
    server.requests = [];
    server.answer = gateway();
  });

  const runTest = (options: { path?: string | undefined; port?: number } = {}) =>
    server.run(objects, 'test-end-to-end', { path, ...options });

  test('is the only test pod, and asks the gateway', () => {
    expect(testPods(objects)).toEqual(['test-end-to-end']);
    const env = at(objects.get('Pod', 'test-end-to-end'), 'spec', 'containers', 0, 'env');
    expect(env).toEqual([{ name: 'GATEWAY', value: 'http://gateway:8080' }]);
  });

  test('registers, logs in, makes a product, orders it and reads the order back, after it was refused without a token', async () => {
    const { code, output: said } = await runTest();
    expect({ code, said }).toEqual({ code: 0, said: expect.stringMatching(/^GET \/orders answered 401\n/) });
    const asked = server.requests.map(({ method, path: place, headers }) => [
      method,
      place,
      headers.authorization !== undefined,
    ]);
    expect(asked).toEqual([
      ['GET', '/healthz', false],
      ['GET', '/orders', false],
      ['POST', '/users', false],
      ['POST', '/login', false],
      ['POST', '/products', true],
      ['POST', '/orders', true],
      ['GET', expect.stringMatching(/^\/orders\/\d+$/), true],
    ]);
  });

  test('uses a name that nobody has used', async () => {
    await runTest();
    await runTest();
    const names = server.requests
      .filter(({ path: place }) => place === '/users')
      .map(({ body: sent }) => (JSON.parse(sent) as { username: string }).username);
    expect(names).toEqual([expect.stringMatching(unused), expect.stringMatching(unused)]);
    expect(names[0]).not.toBe(names[1]);
  });

  test('passes with the shell of Debian too', async () => {
    expect(await runTest({ path: process.env['PATH'] })).toMatchObject({ code: 0 });
  });

  test.each<[string, Partial<Style>]>([
    ['answers 200 instead of 201', { created: 200 }],
    ['has other ids than numbers', { id: (count) => `3f2504e0-4f89-11d3-9a0c-0305e82c${count}` }],
    ['calls the token access_token', { token: 'access_token' }],
    ['writes JSON over several lines', { write: (value) => JSON.stringify(value, null, 2) }],
    ['writes JSON with tabs', { write: (value) => JSON.stringify(value, null, '\t') }],
    ['puts an envelope around', { write: (value, name) => JSON.stringify(name ? { [name]: value } : value) }],
    ['tells more, with ids of its own', { write: (value) => JSON.stringify({ ...value, owner: { id: 9999 } }) }],
  ])('passes when the gateway %s', async (_, style) => {
    server.answer = gateway({ ...plain, ...style });
    expect(await runTest()).toMatchObject({ code: 0 });
  });

  test.each<[string, string, (right: Answer) => Answer, string]>([
    ['the gateway is not healthy', 'GET /healthz', status(503), '503'],
    ['a request without a token is answered', 'GET /orders', status(200), 'GET /orders answered 200'],
    ['a request without a token is lost', 'GET /orders', status(404), 'GET /orders answered 404'],
    ['registration fails', 'POST /users', status(500), 'POST /users answered 500'],
    ['the login fails', 'POST /login', status(401), 'POST /login answered 401'],
    ['the login gives no token', 'POST /login', body('{"ok":true}'), 'the login gave no token'],
    ['the login gives nothing', 'POST /login', () => ({ status: 200 }), 'the login gave no token'],
    ['the token is worth nothing', 'POST /login', body('{"token":"other"}'), 'POST /products answered 401'],
    ['products cannot be made', 'POST /products', status(403), 'POST /products answered 403'],
    ['the product has no id', 'POST /products', body('{"name":"x"}'), 'the product has no id'],
    ['orders cannot be placed', 'POST /orders', status(502), 'POST /orders answered 502'],
    ['orders are only accepted for later', 'POST /orders', status(202), 'POST /orders answered 202'],
    ['the order has no id', 'POST /orders', body('{"quantity":1}'), 'the order has no id'],
    ['the order has an empty answer', 'POST /orders', () => ({ status: 201 }), 'the order has no id'],
    ['the order cannot be read back', 'GET /orders/ID', status(404), 'answered 404'],
    [
      'the order is for another product',
      'GET /orders/ID',
      body('{"id":43,"product_id":"1"}'),
      'the order is not for the product',
    ],
    ['the order is for no product', 'GET /orders/ID', body('{"id":43}'), 'the order is not for the product'],
    ['the order is a page of HTML', 'GET /orders/ID', body('<html>42</html>'), 'the order is not for the product'],
  ])('fails when %s', async (_, request, change, message) => {
    server.answer = broken(request, change);
    const { code, output: said } = await runTest();
    expect({ code, said }).toEqual({ code: expect.any(Number), said: expect.stringContaining(message) });
    expect(code).toBeGreaterThan(0);
    // Nobody but the check itself has failed it.
    expect(said).not.toMatch(/not found|unrecognized|invalid option|usage:|syntax error/i);
  });

  test('fails when nobody answers', async () => {
    const { code, output: said } = await runTest({ port: await freePort() });
    expect({ code, said }).toEqual({ code: 7, said: expect.stringContaining('curl: (7)') });
  });
});

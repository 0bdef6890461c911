import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, get, request, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { judgedBy } from '../../judging/testing/judges.fixture';
import { freePort, run, withFiles } from '../../judging/testing/run-program.fixture';
import { fileOf, objectsIn } from './kirana.fixture';
import { headers } from './proxy';

/** What is in the ConfigMap of production. */
const config = (requestsPerSecond = 20, burst = 40) =>
  fileOf(
    objectsIn('production', { nginx: { rateLimit: { requestsPerSecond, burst } } }),
    'kirana-nginx-config',
    'nginx.conf',
  );

/** The configuration with addresses of this machine in the place of those in the cluster, and its files in a folder. */
const onLoopback = (conf: string, folder: string, ports: { listen: number; backend: number; frontend: number }) =>
  conf
    .replace('listen 8080;', `listen 127.0.0.1:${ports.listen};`)
    .replace('kirana-backend:5000', `127.0.0.1:${ports.backend}`)
    .replace('kirana-frontend:3000', `127.0.0.1:${ports.frontend}`)
    .replaceAll('/tmp/', `${folder}/`)
    .replaceAll('/dev/std', `${folder}/std`);

const listening = (server: Server) =>
  new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );

/** A back end that says who it is and what it was asked; it takes upgrades and sends back what it is sent. */
function backEnd(name: string): Server {
  const server = createServer((asked, answer) => {
    answer.setHeader('Content-Type', 'application/json');
    answer.end(JSON.stringify({ name, url: asked.url, headers: asked.headers }));
  });
  server.on('upgrade', (asked, socket) => {
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Who: ${name}\r\n\r\n`,
    );
    socket.on('data', (data) => socket.write(`${asked.url} ${String(data)}`));
  });
  return server;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const ask = (
  port: number,
  path: string,
  options: { headers?: Record<string, string>; body?: Buffer } = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, path, method: options.body ? 'POST' : 'GET', headers: options.headers ?? {} },
      (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
      },
    );
    asked.on('error', reject).end(options.body);
  });

const isUp = (port: number) =>
  new Promise<boolean>((resolve) => {
    get({ host: '127.0.0.1', port, path: '/healthz' }, (answer) => resolve(answer.resume().statusCode === 200)).on(
      'error',
      () => resolve(false),
    );
  });

interface Running {
  readonly port: number;
  readonly folder: string;
}

/** A real nginx on loopback with two back ends behind it, for the time of a body. */
async function withNginx(path: string, conf: string, body: (running: Running) => Promise<void>): Promise<void> {
  const backend = backEnd('backend');
  const frontend = backEnd('frontend');
  const ports = { backend: await listening(backend), frontend: await listening(frontend), listen: await freePort() };
  try {
    await withFiles({}, async (folder) => {
      mkdirSync(join(folder, 'logs'), { recursive: true });
      writeFileSync(join(folder, 'nginx.conf'), onLoopback(conf, folder, ports));
      const nginx: ChildProcess = spawn(path, ['-c', join(folder, 'nginx.conf'), '-p', folder, '-g', 'daemon off;'], {
        stdio: 'ignore',
      });
      const ended = new Promise((resolve) => nginx.on('exit', resolve));
      try {
        for (let i = 0; i < 100 && !(await isUp(ports.listen)); i++)
          await new Promise((resolve) => setTimeout(resolve, 50));
        expect(await isUp(ports.listen)).toBe(true);
        await body({ port: ports.listen, folder });
      } finally {
        nginx.kill('SIGTERM');
        await ended;
      }
    });
  } finally {
    for (const server of [backend, frontend]) {
      server.closeAllConnections();
      server.close();
    }
  }
}

const asBackEnd = (answer: Answer) =>
  JSON.parse(answer.body) as { name: string; url: string; headers: Record<string, string> };

judgedBy('nginx', 'the real nginx', ({ nginx: path }) => {
  test('takes its configuration', async () => {
    await withFiles({}, async (folder) => {
      writeFileSync(
        join(folder, 'nginx.conf'),
        onLoopback(config(), folder, { listen: 18080, backend: 5000, frontend: 3000 }),
      );
      const verdict = await run([path, '-t', '-c', join(folder, 'nginx.conf'), '-p', folder]);
      expect(verdict.output).toContain('test is successful');
      expect(verdict.code).toBe(0);
      const broken = readFileSync(join(folder, 'nginx.conf'), 'utf8').replace(
        'limit_req_status 429;',
        'limit_req_status;',
      );
      writeFileSync(join(folder, 'broken.conf'), broken);
      expect((await run([path, '-t', '-c', join(folder, 'broken.conf'), '-p', folder])).code).toBe(1);
    });
  });

  test('sends each path to who answers it, and says who asks', async () => {
    await withNginx(path, config(), async ({ port }) => {
      for (const [asked, name] of [
        ['/api/orders?shop=1', 'backend'],
        ['/socket.io/?EIO=4', 'backend'],
        ['/', 'frontend'],
        ['/shops/1', 'frontend'],
      ] as const) {
        expect(asBackEnd(await ask(port, asked))).toMatchObject({ name, url: asked });
      }
      const proxied = await ask(port, '/api', {
        headers: { 'X-Forwarded-Proto': 'https', Host: 'kirana.example.com' },
      });
      expect(asBackEnd(proxied).headers).toMatchObject({
        host: 'kirana.example.com',
        'x-forwarded-proto': 'https',
        'x-real-ip': '127.0.0.1',
      });
      const direct = asBackEnd(await ask(port, '/api')).headers;
      expect(direct).toMatchObject({ 'x-forwarded-proto': 'http' });
      expect(Object.keys(direct)).not.toContain('upgrade');
      expect(Object.keys(direct)).not.toContain('connection');
    });
  });

  test('gives every answer the security headers and no version', async () => {
    await withNginx(path, config(), async ({ port }) => {
      const expected = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
      for (const asked of ['/', '/api', '/healthz']) {
        const answer = await ask(port, asked);
        expect(answer.headers).toMatchObject(expected);
        expect(answer.headers.server).toBe('nginx');
      }
      const refused = await ask(port, '/api', { body: Buffer.alloc(11 * 1024 * 1024) }).catch(() => undefined);
      if (refused) expect(refused).toMatchObject({ status: 413, headers: expected });
    });
  });

  test('upgrades /socket.io to a WebSocket and carries what is said both ways', async () => {
    await withNginx(path, config(), async ({ port }) => {
      const heard = await new Promise<string>((resolve, reject) => {
        const socket = connect(port, '127.0.0.1', () =>
          socket.write(
            'GET /socket.io/?transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
          ),
        );
        let data = '';
        socket.on('data', (chunk) => {
          data += String(chunk);
          if (data.endsWith('\r\n\r\n')) socket.write('namaste');
          if (data.endsWith('namaste')) {
            socket.destroy();
            resolve(data);
          }
        });
        socket.on('error', reject);
        socket.setTimeout(10_000, () => reject(new Error(`silence after ${data}`)));
      });
      expect(heard).toContain('101 Switching Protocols');
      expect(heard).toContain('X-Who: backend');
      expect(heard).toContain('/socket.io/?transport=websocket namaste');
    });
  });

  test('refuses a client that asks too often with 429, and no other client or path', async () => {
    await withNginx(path, config(1, 5), async ({ port }) => {
      const client = (address: string) => ({ headers: { 'X-Forwarded-For': address } });
      // Only a proxy of a trusted network is believed; loopback is none.
      const many = await Promise.all(Array.from({ length: 40 }, () => ask(port, '/api')));
      const statuses = many.map(({ status }) => status);
      expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(5);
      expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(10);
      expect((await ask(port, '/api', client('203.0.113.7'))).status).toBe(429);
      expect((await ask(port, '/')).status).toBe(200);
    });
    await withNginx(path, config(1, 5).replace('10.0.0.0/8', '127.0.0.0/8'), async ({ port }) => {
      await Promise.all(
        Array.from({ length: 40 }, () => ask(port, '/api', { headers: { 'X-Forwarded-For': '203.0.113.7' } })),
      );
      const [same, other] = await Promise.all(
        ['203.0.113.7', '203.0.113.8'].map((address) => ask(port, '/api', { headers: { 'X-Forwarded-For': address } })),
      );
      expect([same!.status, other!.status]).toEqual([429, 200]);
    });
  });

  test('shows its figures to its own pod only', async () => {
    await withNginx(path, config().replace('10.0.0.0/8', '127.0.0.0/8'), async ({ port }) => {
      const figures = await ask(port, '/stub_status');
      expect([figures.status, figures.body]).toEqual([200, expect.stringContaining('Active connections')]);
      expect((await ask(port, '/stub_status', { headers: { 'X-Forwarded-For': '203.0.113.7' } })).status).toBe(403);
    });
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { judgedBy } from '../../judging/testing/judges.fixture';
import { run, withFiles } from '../../judging/testing/run-program.fixture';
import { headers } from './proxy';
import { asBackEnd, ask, config, configWith, onLoopback, withNginx } from './proxy.fixture';

judgedBy('nginx', 'the real nginx', ({ nginx: path }) => {
  test('takes its configuration', async () => {
    await withFiles({}, async (folder) => {
      writeFileSync(
        join(folder, 'nginx.conf'),
        onLoopback(config(), folder, { listen: 18080, backends: [5000, 5001], frontend: 3000 }),
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
    await withNginx(
      path,
      configWith({
        nginx: { rateLimit: { requestsPerSecond: 1, burst: 5 }, trustedProxies: ['127.0.0.0/8'] },
      }),
      async ({ port }) => {
        await Promise.all(
          Array.from({ length: 40 }, () => ask(port, '/api', { headers: { 'X-Forwarded-For': '203.0.113.7' } })),
        );
        const [same, other] = await Promise.all(
          ['203.0.113.7', '203.0.113.8'].map((address) =>
            ask(port, '/api', { headers: { 'X-Forwarded-For': address } }),
          ),
        );
        expect([same!.status, other!.status]).toEqual([429, 200]);
      },
    );
  });

  test('shows its figures to its own pod only', async () => {
    await withNginx(path, configWith({ nginx: { trustedProxies: ['127.0.0.0/8'] } }), async ({ port }) => {
      const figures = await ask(port, '/stub_status');
      expect([figures.status, figures.body]).toEqual([200, expect.stringContaining('Active connections')]);
      expect((await ask(port, '/stub_status', { headers: { 'X-Forwarded-For': '203.0.113.7' } })).status).toBe(403);
    });
  });
});

import { connect } from 'node:net';
import { expect, test } from '@jest/globals';
import type { Overrides } from '../../core/values';
import { judgedBy } from '../../judging/testing/judges.fixture';
import { freePort } from '../../judging/testing/run-program.fixture';
import { asBackEnd, ask, backEnd, configWith, withNginxOf, withServers } from './proxy.fixture';
import type { Values } from './values';

/** Clients are told apart by what the test says of them, and may ask as often as it takes. */
const nginx = { trustedProxies: ['127.0.0.0/8'], rateLimit: { requestsPerSecond: 10000, burst: 10000 } };
const from = (address: string) => ({ headers: { 'X-Forwarded-For': address } });
const clients = Array.from({ length: 60 }, (_, i) => `203.0.113.${i}`);
const polling = '/socket.io/?EIO=4&transport=polling';

/** The pod that answers a client's poll. */
const podOf = async (port: number, client: string) => asBackEnd(await ask(port, polling, from(client))).name;

/** The pod that takes a client's WebSocket. */
const podOfWebSocket = (port: number, client: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(
        `GET /socket.io/?transport=websocket HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: ${client}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
      ),
    );
    let data = '';
    socket.on('data', (chunk) => {
      data += String(chunk);
      const [, pod] = /X-Who: (\S+)/.exec(data) ?? [];
      if (pod === undefined) return;
      socket.destroy();
      resolve(pod);
    });
    socket.on('error', reject);
    socket.setTimeout(10_000, () => reject(new Error(`silence after ${data}`)));
  });

const pods = ['pod-1', 'pod-2', 'pod-3', 'pod-4'];

/** Two replicas of nginx, each of which knows some pods, in an order of its own. */
const withTwo = (
  path: string,
  overrides: Overrides<typeof Values>,
  known: (all: readonly number[]) => readonly [readonly number[], readonly number[]],
  body: (one: number, other: number) => Promise<void>,
) =>
  withServers(pods.map(backEnd), async (all) => {
    const [one, other] = [await freePort(), await freePort()];
    const conf = configWith({ nginx, ...overrides });
    const [first, second] = known(all);
    await withNginxOf(path, conf, { listen: one, backends: first, frontend: 1 }, () =>
      withNginxOf(path, conf, { listen: other, backends: second, frontend: 1 }, () => body(one, other)),
    );
  });

judgedBy('nginx', 'the real nginx', ({ nginx: path }) => {
  test('sends the polls and the WebSocket of a client to one pod, whichever replica it comes to', async () => {
    await withTwo(
      path,
      {},
      (all) => [all, all.toReversed()],
      async (one, other) => {
        const taken = new Set<string>();
        for (const client of clients) {
          const pod = await podOf(one, client);
          taken.add(pod);
          expect([await podOf(one, client), await podOf(other, client)]).toEqual([pod, pod]);
          expect(await podOfWebSocket(other, client)).toBe(pod);
        }
        expect([...taken].sort()).toEqual(pods);
      },
    );
  });

  test('moves no client but those of the pod that goes', async () => {
    await withTwo(
      path,
      {},
      (all) => [all, all.slice(1)],
      async (before, after) => {
        let moved = 0;
        for (const client of clients) {
          const [was, is] = [await podOf(before, client), await podOf(after, client)];
          if (was === 'pod-1') moved++;
          else expect(is).toBe(was);
        }
        expect(moved).toBeGreaterThan(0);
      },
    );
  });

  test('leaves a pod that does not answer to the next one of the ring, without an error', async () => {
    const dead = await freePort();
    await withTwo(
      path,
      {},
      (all) => [all, [dead, ...all.slice(1)]],
      async (_, port) => {
        const statuses = await Promise.all(clients.map(async (each) => (await ask(port, polling, from(each))).status));
        expect(new Set(statuses)).toEqual(new Set([200]));
      },
    );
  });

  test('knows a client by a cookie where users say so, from its first request on', async () => {
    await withTwo(
      path,
      { sticky: { by: 'cookie', cookieName: 'shop' } },
      (all) => [all, all.toReversed()],
      async (one, other) => {
        const taken = new Set<string>();
        for (let i = 0; i < 40; i++) {
          const first = await ask(one, polling, from('203.0.113.1'));
          const pod = asBackEnd(first).name;
          taken.add(pod);
          const [cookie] = first.headers['set-cookie'] ?? [];
          expect(cookie).toMatch(/^shop=[0-9a-f]{32}; Path=\/; HttpOnly; SameSite=Lax$/);
          const again = await ask(other, polling, {
            headers: { Cookie: cookie!.split(';')[0]!, 'X-Forwarded-For': '203.0.113.9' },
          });
          expect([asBackEnd(again).name, again.headers['set-cookie']]).toEqual([pod, undefined]);
        }
        expect([...taken].sort()).toEqual(pods);
        const secure = await ask(one, '/healthz', { headers: { 'X-Forwarded-Proto': 'https' } });
        expect(secure.headers['set-cookie']).toEqual([expect.stringMatching(/; Secure$/)]);
      },
    );
  });

  test('leaves the choice to the Service where users say so', async () => {
    await withTwo(
      path,
      { sticky: { enabled: false } },
      (all) => [all, all.slice(1)],
      async (one, other) => {
        expect(await podOf(one, clients[0]!)).toBe('pod-1');
        expect(await podOf(other, clients[0]!)).toBe('pod-2');
      },
    );
  });
});

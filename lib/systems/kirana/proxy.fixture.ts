import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, get, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { freePort, withFiles } from '../../judging/testing/run-program.fixture';
import { fileOf, objectsIn } from './kirana.fixture';
import type { Overrides } from '../../core/values';
import type { Values } from './values';

/** The configuration of nginx in production, with further values on top. */
export const configWith = (overrides: Overrides<typeof Values>) =>
  fileOf(objectsIn('production', overrides), 'kirana-nginx-config', 'nginx.conf');

/** The same with limits of rate. */
export const config = (requestsPerSecond = 20, burst = 40) =>
  configWith({ nginx: { rateLimit: { requestsPerSecond, burst } } });

/** Ports of this machine: of nginx, of the pods of the back end, and of the front end. */
interface Ports {
  readonly listen: number;
  readonly backends: readonly number[];
  readonly frontend: number;
}

/**
 * The configuration with addresses of this machine in the place of those in the cluster, and its files in a folder. What nginx learns
 * of pods from the DNS of the cluster stands in it, for the nginx of Debian learns nothing.
 */
export const onLoopback = (conf: string, folder: string, { listen, backends, frontend }: Ports) =>
  conf
    .replace('listen 8080;', `listen 127.0.0.1:${listen};`)
    .replace(
      /^ *resolver .*\n *server kirana-backend-pods\..* resolve (.*);$/m,
      backends.map((port) => `server 127.0.0.1:${port} $1;`).join('\n'),
    )
    .replace('kirana-backend:5000', `127.0.0.1:${backends[0]}`)
    .replace('kirana-frontend:3000', `127.0.0.1:${frontend}`)
    .replaceAll('/tmp/', `${folder}/`)
    .replaceAll('/dev/std', `${folder}/std`);

const listening = (server: Server) =>
  new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );

/** A back end that says who it is and what it was asked; it takes upgrades and sends back what it is sent. */
export function backEnd(name: string): Server {
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

export const ask = (
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

/** A real nginx on loopback, for the time of a body. */
export async function withNginxOf(path: string, conf: string, ports: Ports, body: () => Promise<void>): Promise<void> {
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
      await body();
    } finally {
      nginx.kill('SIGTERM');
      await ended;
    }
  });
}

/** Servers on ports of this machine, for the time of a body. */
export async function withServers(servers: readonly Server[], body: (ports: number[]) => Promise<void>): Promise<void> {
  try {
    await body(await Promise.all(servers.map(listening)));
  } finally {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  }
}

/** The same nginx with one pod behind each upstream. */
export const withNginx = (path: string, conf: string, body: (running: { port: number }) => Promise<void>) =>
  withServers([backEnd('backend'), backEnd('frontend')], async ([backend, frontend]) => {
    const listen = await freePort();
    const ports = { listen, backends: [backend!], frontend: frontend! };
    await withNginxOf(path, conf, ports, () => body({ port: listen }));
  });

export const asBackEnd = (answer: Answer) =>
  JSON.parse(answer.body) as { name: string; url: string; headers: Record<string, string> };

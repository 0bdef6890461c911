import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { remove, run, type Outcome } from '../judging/testing/run-program.fixture';
import { at, commandOf, elements, variablesOf, type Objects } from './output.fixture';

/** A request as a server sees it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly body?: string;
}

/** A server on the loopback interface, and the pods of `helm test` run against it. */
export class HelmTestServer {
  requests: Asked[] = [];
  /** What the server answers; a test may replace it. */
  answer: (asked: Asked) => Answer = () => ({ status: 404, body: 'not found' });
  private readonly home = mkdtempSync(join(tmpdir(), 'chartwright-helm-test-'));
  private readonly server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += String(chunk)));
    request.on('end', () => {
      const asked = { method: request.method!, path: request.url!, headers: request.headers, body };
      this.requests.push(asked);
      const answer = this.answer(asked);
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
  });

  async start(): Promise<void> {
    // Curl tries again when a server says that it is overloaded; here it need not wait for it to recover.
    writeFileSync(join(this.home, '.curlrc'), 'retry-max-time = 1\nretry-delay = 1\n');
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
    remove(this.home);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /**
   * Runs the container of a test pod. Only the host, the port and the folder of its files are replaced.
   *
   * @param secrets the values of the Secret by key
   * @param path where its programs are found
   */
  async run(
    objects: Objects,
    pod: string,
    { secrets = {}, path = process.env['PATH'], port = this.port }: RunOptions = {},
  ): Promise<Outcome> {
    const container = at(objects.get('Pod', pod), 'spec', 'containers', 0);
    const folder = mkdtempSync(join(this.home, 'pod-'));
    const given = elements(at(container, 'env')).flatMap((variable): [string, string][] => {
      const key = at(variable, 'valueFrom', 'secretKeyRef', 'key');
      return key === undefined ? [] : [[String(at(variable, 'name')), secrets[String(key)] ?? '']];
    });
    const here = (value: string) => value.replace(/^http:\/\/[^/]+/, `http://127.0.0.1:${port}`);
    const known = Object.fromEntries(given);
    const variables = Object.entries(variablesOf(container, known));
    const env = Object.fromEntries(variables.map(([name, value]) => [name, here(value)]));
    // The shell that the path leads to, not that of the machine.
    const [, ...words] = commandOf(container, { '/tmp/': `${folder}/` }, known);
    return run(['/usr/bin/env', 'sh', ...words], { env: { ...env, PATH: path, HOME: this.home, no_proxy: '*' } });
  }
}

interface RunOptions {
  readonly secrets?: { readonly [key: string]: string };
  readonly path?: string | undefined;
  readonly port?: number;
}

/** The `helm test` pods of a chart, with the URL that each asks, in the order in which they run. */
export function testPods(objects: Objects): string[] {
  const pods = objects.all.filter(({ kind }) => kind === 'Pod');
  const weight = (pod: (typeof pods)[number]) => Number(at(pod, 'metadata', 'annotations', 'helm.sh/hook-weight'));
  return [...pods].sort((a, b) => weight(a) - weight(b)).map(({ metadata }) => metadata.name);
}

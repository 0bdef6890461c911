import { spawn } from 'node:child_process';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { App } from 'cdk8s';
import { afterEach, expect, test } from '@jest/globals';
import { HelmChart } from '../../core/manifest';
import { judgedBy } from '../../judging/testing/judges.fixture';
import { object, values } from '../../core/values';
import { imageValues } from './image';
import { waitForPort } from './wait-for-port';

const Values = values({ app: object({ image: imageValues({ repository: 'app' }) }, 'An app') });
const chart = new HelmChart<typeof Values>(new App(), 'app', {
  values: Values,
  environments: { local: { values: {} } },
  version: '1.0.0',
  appVersion: '1.0.0',
  description: 'An app',
});

judgedBy('python3', 'the wait for a port', ({ python3 }) => {
  /** Runs what the init container runs, in the Python at hand. */
  function wait(port: number): {
    readonly exit: Promise<number | null>;
    readonly output: () => string;
    readonly stop: () => void;
  } {
    const { command } = waitForPort('wait', chart.values.app.image, { host: '127.0.0.1', port });
    const [, ...args] = command as readonly string[];
    const env = { PATH: process.env['PATH'], WAIT_FOR_HOST: '127.0.0.1', WAIT_FOR_PORT: String(port) };
    const child = spawn(python3, args, { env });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += String(chunk)));
    child.stderr.on('data', (chunk: Buffer) => (output += String(chunk)));
    const exit = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
    return { exit, output: () => output, stop: () => child.kill() };
  }

  let server: Server;

  const listen = (port: number): Promise<number> =>
    new Promise((resolve) => {
      server = createServer((socket) => socket.end());
      server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
    });
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
  };

  afterEach(close);

  test('ends at once where somebody listens already', async () => {
    const waiting = wait(await listen(0));
    expect(await waiting.exit).toBe(0);
    expect(waiting.output()).toBe('');
  });

  test('says what it waits for and ends as soon as somebody listens', async () => {
    const port = await listen(0);
    await close();
    const waiting = wait(port);
    await until(() => waiting.output().includes('\n'));
    expect(waiting.output()).toMatch(new RegExp(`^waiting for 127\\.0\\.0\\.1 ${port} .*refused`));
    await listen(port);
    expect(await waiting.exit).toBe(0);
  });

  test('never ends by itself where nobody listens: the deadline of the Job ends it', async () => {
    const port = await listen(0);
    await close();
    const waiting = wait(port);
    await until(() => waiting.output().split('\n').length > 2);
    waiting.stop();
    expect(await waiting.exit).toBeNull();
    await listen(0);
  });
});

test('the wait for a port is named and told the endpoint by variables', () => {
  const container = waitForPort('wait-for-database', chart.values.app.image, { host: 'db', port: 5432 });
  expect(container).toMatchObject({ name: 'wait-for-database', image: chart.values.app.image });
  expect(Object.keys(container.env ?? {})).toEqual(['WAIT_FOR_HOST', 'WAIT_FOR_PORT']);
});

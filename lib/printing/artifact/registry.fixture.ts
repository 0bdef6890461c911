import { spawn } from 'node:child_process';
import { get, type IncomingHttpHeaders } from 'node:http';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, remove } from '../../judging/testing/run-program.fixture';

/** A registry of containers on this machine. */
export interface Registry {
  /** As `127.0.0.1:40123`. */
  readonly host: string;
  /** The digest under which it has a manifest, and the manifest. */
  manifest(name: string, tag: string): Promise<{ readonly digest: string; readonly manifest: Manifest }>;
  stop(): Promise<void>;
}

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

export interface Manifest {
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Starts Debian's registry on a free port, with a folder of its own for what is pushed. Nobody needs a password. */
export async function startRegistry(program: string): Promise<Registry> {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-registry-'));
  const host = `127.0.0.1:${await freePort()}`;
  const settings = {
    version: '0.1',
    log: { level: 'error', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: join(folder, 'storage') } },
    http: { addr: host },
  };
  // JSON is YAML.
  writeFileSync(join(folder, 'config.yml'), JSON.stringify(settings));
  const child = spawn(program, ['serve', join(folder, 'config.yml')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += String(chunk)));
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const stop = async () => {
    child.kill();
    await ended;
    remove(folder);
  };
  const request = (path: string, accept = '*/*') => ask(`http://${host}/v2/${path}`, accept);
  for (let attempt = 0; ; attempt++) {
    try {
      await request('');
      break;
    } catch (error) {
      if (attempt < 100 && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 50));
      else {
        await stop();
        throw new Error(`${program} did not start: ${said}`, { cause: error });
      }
    }
  }
  return {
    host,
    stop,
    async manifest(name, tag) {
      const { headers, body } = await request(`${name}/manifests/${tag}`, 'application/vnd.oci.image.manifest.v1+json');
      const manifest = JSON.parse(body.toString('utf8')) as Manifest;
      return { digest: String(headers['docker-content-digest']), manifest };
    },
  };
}

interface Answer {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Asks over a connection of its own, so that none stays open. */
function ask(url: string, accept: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, headers: { accept } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const body = Buffer.concat(chunks);
        if (response.statusCode === 200) resolve({ headers: response.headers, body });
        else reject(new Error(`${url}: ${response.statusCode} ${body.toString('utf8')}`));
      });
    });
    request.on('error', reject);
  });
}

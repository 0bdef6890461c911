import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, remove } from '../../judging/testing/run-program.fixture';

/** A registry of containers on this machine. */
export interface Registry {
  /** As `127.0.0.1:40123`. */
  readonly host: string;
  /** The digest under which it has a manifest, and the manifest. */
  manifest(name: string, tag: string): Promise<{ readonly digest: string | null; readonly manifest: Manifest }>;
  blob(name: string, digest: string): Promise<Uint8Array>;
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
  const get = async (path: string, accept = '*/*') => {
    const response = await fetch(`http://${host}/v2/${path}`, { headers: { accept } });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  for (let attempt = 0; ; attempt++) {
    try {
      await get('');
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
      const response = await get(`${name}/manifests/${tag}`, 'application/vnd.oci.image.manifest.v1+json');
      return {
        digest: response.headers.get('docker-content-digest'),
        manifest: (await response.json()) as Manifest,
      };
    },
    async blob(name, digest) {
      return new Uint8Array(await (await get(`${name}/blobs/${digest}`)).arrayBuffer());
    },
  };
}

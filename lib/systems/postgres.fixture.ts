import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort, remove, run, type Outcome } from '../judging/testing/run-program.fixture';

/** PostgreSQL refuses to run as root; `nobody` is there on every Debian. */
const account = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** A throwaway PostgreSQL on the loopback interface, with everything in a temporary folder. */
export class PostgresServer {
  readonly password = 'correct-horse';
  private child: ChildProcess | undefined;

  private constructor(
    /** Folder of the server's and the clients' programs. */
    private readonly programs: string,
    /** A folder that the account of the server can write to. */
    readonly folder: string,
    readonly port: number,
    readonly user: string,
  ) {}

  /** @param postgres path of the server's program */
  static async start(postgres: string, user = 'postgres'): Promise<PostgresServer> {
    // The programs that come with it are beside it, and not always beside a link to it.
    const programs = dirname(realpathSync(postgres));
    const folder = mkdtempSync(join(tmpdir(), 'chartwright-postgres-'));
    if (account.uid !== undefined) chownSync(folder, account.uid, account.gid);
    const server = new PostgresServer(programs, folder, await freePort(), user);
    const passwordFile = join(folder, 'password');
    writeFileSync(passwordFile, server.password);
    chmodSync(passwordFile, 0o644);
    const made = await server.run([
      ...['initdb', '--pgdata', join(folder, 'data'), '--username', user, '--pwfile', passwordFile],
      ...['--auth-host', 'scram-sha-256', '--auth-local', 'trust', '--no-sync', '--encoding', 'UTF8', '--locale', 'C'],
    ]);
    if (made.code !== 0) throw new Error(made.output);
    await server.resume();
    return server;
  }

  /** Starts the server, and waits until it answers. */
  async resume(): Promise<void> {
    const settings = {
      listen_addresses: '127.0.0.1',
      port: this.port,
      unix_socket_directories: this.folder,
      fsync: 'off',
    };
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    let output = '';
    this.child = spawn(join(this.programs, 'postgres'), ['-D', join(this.folder, 'data'), ...args], {
      ...account,
      cwd: this.folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.child.stderr!.on('data', (chunk: Buffer) => (output += String(chunk)));
    for (let attempt = 0; attempt < 100; attempt++) {
      if ((await this.run(['pg_isready', '--host', '127.0.0.1'])).code === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`PostgreSQL does not start:\n${output}`);
  }

  /** Stops the server; its data stay. */
  async pause(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null) return;
    const closed = new Promise((resolve) => child.on('close', resolve));
    child.kill('SIGINT');
    await closed;
  }

  async stop(): Promise<void> {
    await this.pause();
    remove(this.folder);
  }

  /** A folder that the account of the server can write to. */
  makeFolder(name: string): string {
    const folder = join(this.folder, name);
    mkdirSync(folder);
    if (account.uid !== undefined) chownSync(folder, account.uid, account.gid);
    return folder;
  }

  /** Runs a program as the account of the server, with the clients' programs on its path. */
  run(command: readonly string[], env: { readonly [name: string]: string } = {}): Promise<Outcome> {
    const path = `${this.programs}:/usr/local/bin:/usr/bin:/bin`;
    // The clients of an image find the socket and the port where the image has them.
    const image = { PATH: path, HOME: this.folder, PGHOST: this.folder, PGPORT: String(this.port), LC_ALL: 'C' };
    const [program, ...args] = command;
    const words = program!.startsWith('/') ? command : ['/usr/bin/env', program!, ...args];
    return run(words, { ...account, cwd: this.folder, env: { ...image, ...env } });
  }

  /** What a query answers, one row a line. */
  async query(sql: string, database = this.user): Promise<string> {
    const { code, output } = await this.run([
      ...['psql', '--username', this.user, '--dbname', database, '--no-psqlrc', '--tuples-only', '--no-align'],
      ...['--set', 'ON_ERROR_STOP=1', '--quiet', '--command', sql],
    ]);
    if (code !== 0) throw new Error(output);
    return output.trim();
  }
}

import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { remove } from '../../judging/testing/run-program.fixture';
import type { Project } from './project.fixture';
import type { Session } from './session.fixture';

/** A step of a job of GitHub. */
export interface Step {
  readonly name: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A job of GitHub. */
export interface GithubJob {
  readonly permissions: Readonly<Record<string, string>>;
  readonly 'timeout-minutes': number;
  readonly steps: readonly Step[];
}

export interface GithubWorkflow {
  readonly on: unknown;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, GithubJob>>;
}

export interface GitlabJob {
  readonly image?: string | { readonly name: string };
  readonly before_script?: readonly string[];
  readonly script?: readonly string[];
}

const file = (name: string) => join(__dirname, '../../../docs/ci', name);
export const githubText = readFileSync(file('github-pull-request.yml'), 'utf8');
export const gitlabText = readFileSync(file('gitlab-ci.yml'), 'utf8');
export const github = parse(githubText, { strict: true, uniqueKeys: true }) as GithubWorkflow;
export const gitlab = parse(gitlabText, { strict: true, uniqueKeys: true }) as Readonly<Record<string, GitlabJob>>;

export interface Ran {
  readonly code: number;
  readonly output: string;
}

/**
 * A shell as a runner starts it: in the folder of a project, with its `npx chartwright` answered by a session, for a process of its own
 * for each command would take far longer. Other programs that a script starts are those of PATH, or what a test puts before them.
 */
export class Runner {
  private readonly home = mkdtempSync(join(tmpdir(), 'chartwright-runner-'));
  private readonly server = createServer((socket) => this.listen(socket));
  private project: Project | undefined;

  constructor(private readonly session: Session) {}

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    mkdirSync(join(this.home, 'bin'));
    const { port } = this.server.address() as AddressInfo;
    // The arguments go there, one a line, and the exit code comes back; what the command prints is in two files.
    this.program(
      'npx',
      `#!/bin/bash
      test "$1" = chartwright || { echo "npx is for chartwright alone" >&2; exit 1; }
      exec 3<>/dev/tcp/127.0.0.1/${port}
      printf '%s\\n' "\${@:2}" '' >&3
      read -r code <&3
      cat "${this.home}/stdout"
      cat "${this.home}/stderr" >&2
      exit "$code"
      `,
    );
  }

  /** Puts a program before those of PATH. */
  program(name: string, text: string): void {
    const path = join(this.home, 'bin', name);
    writeFileSync(path, text);
    chmodSync(path, 0o755);
  }

  /** Runs a script as `bash -e -o pipefail` does, and says what it printed, to whichever stream. */
  run(project: Project, script: string, env: Readonly<Record<string, string>> = {}): Promise<Ran> {
    this.project = project;
    const path = join(this.home, 'script.sh');
    writeFileSync(path, script);
    const all = { ...process.env, PATH: `${join(this.home, 'bin')}:${process.env['PATH']}`, ...env };
    const shell = ['--noprofile', '--norc', '-e', '-o', 'pipefail', path];
    return new Promise((resolve) =>
      execFile('bash', shell, { cwd: project.folder, env: all }, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code ?? 1) : 0, output: `${stdout}${stderr}` }),
      ),
    );
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
    remove(this.home);
  }

  private listen(socket: Socket): void {
    let asked = '';
    socket.on('data', (chunk) => {
      asked += String(chunk);
      if (!asked.endsWith('\n\n')) return;
      void this.session.chartwright(this.project!, asked.trimEnd().split('\n')).then(({ code, stdout, stderr }) => {
        writeFileSync(join(this.home, 'stdout'), stdout);
        writeFileSync(join(this.home, 'stderr'), stderr);
        socket.end(`${code}\n`);
      });
    });
  }
}

/** What a request brings along. */
export async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

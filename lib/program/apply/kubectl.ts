import { spawn } from 'node:child_process';

/** What a run of kubectl came to. */
export interface Ran {
  /** Its exit code; null where it was ended from outside. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** What it reads from its standard input. @default nothing */
  readonly input?: string;
  /** The time of `Date.now()` at which it is ended. @default never */
  readonly deadline?: number;
  /** Ends it. @default never */
  readonly signal?: AbortSignal;
}

/** kubectl cannot be started at all. */
export class NoKubectl extends Error {}

/** The real kubectl, for one context of its configuration. */
export class Kubectl {
  /**
   * @param path the program, or its name where it is on the PATH
   * @param context the context that every run is given; undefined for runs that ask no cluster
   */
  constructor(
    readonly path: string,
    readonly context?: string,
  ) {}

  /** The same program for a context. */
  for(context: string): Kubectl {
    return new Kubectl(this.path, context);
  }

  /**
   * Runs it once.
   *
   * @throws NoKubectl where there is no such program
   */
  run(args: readonly string[], { input = '', deadline, signal }: RunOptions = {}): Promise<Ran> {
    const all = this.context === undefined ? args : ['--context', this.context, ...args];
    // Of a group of its own: Ctrl-C reaches this process alone, which lets a change that was begun come to its end.
    const child = spawn(this.path, all, { env: environment(), stdio: ['pipe', 'pipe', 'pipe'], detached: true });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    // It may end before it has read all of its input, and then says why.
    child.stdin.on('error', () => undefined).end(input);
    const end = () => child.kill();
    const timer = deadline === undefined ? undefined : setTimeout(end, Math.max(0, deadline - Date.now()));
    signal?.addEventListener('abort', end, { once: true });
    if (signal?.aborted) end();
    return new Promise<Ran>((resolve, reject) => {
      child.on('error', ({ message }) => reject(new NoKubectl(message)));
      child.on('close', (code) => resolve({ code, stdout, stderr }));
    }).finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
    });
  }
}

/** What a user has set as defaults of kubectl's flags, such as to ask before each deletion, is meant for a person at a terminal. */
const environment = (): NodeJS.ProcessEnv => ({ ...process.env, KUBERC: 'off', KUBECTL_KUBERC: 'false' });

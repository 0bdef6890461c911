import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { run, type Outcome } from '../../../judging/testing/run-program.fixture';

const minute = 60_000;

/** A shell in which a reader types commands one after another: what one block says of the folder holds for the next. */
export class Shell {
  private watching: { readonly text: () => string; readonly end: () => Promise<void> } | undefined;

  /**
   * @param folder where it begins
   * @param place a file in which it keeps where it is
   */
  constructor(
    private folder: string,
    private readonly place: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** Where it is. */
  get at(): string {
    return this.folder;
  }

  /** Runs commands until one fails. */
  async run(text: string): Promise<Outcome> {
    const script = `${text}\npwd > '${this.place}'`;
    const outcome = await run(['sh', '-e', '-c', script], { cwd: this.folder, env: this.env, timeout: 5 * minute });
    if (existsSync(this.place)) this.folder = readFileSync(this.place, 'utf8').trim();
    return outcome;
  }

  /** Starts a command that goes on, and waits until it has said something that matches. */
  async watch(text: string, first: RegExp): Promise<void> {
    const child = spawn('sh', ['-c', text], { cwd: this.folder, env: this.env, detached: true });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += String(chunk)));
    const closed = new Promise<void>((resolve) => child.on('close', () => resolve()));
    const end = async () => {
      // As a terminal does at Ctrl-C: to all that the shell has started.
      if (child.exitCode === null) process.kill(-child.pid!, 'SIGINT');
      await closed;
    };
    this.watching = { text: () => said, end };
    await this.until((all) => first.test(all));
  }

  /** Waits until what goes on has said enough, and gives all that it has said. */
  async until(isEnough: (said: string) => boolean): Promise<string> {
    const start = Date.now();
    const { text } = this.watching!;
    while (!isEnough(text()) && Date.now() < start + minute) await setTimeout(50);
    return text();
  }

  /** Ends what goes on, where something does. */
  async end(): Promise<void> {
    await this.watching?.end();
    this.watching = undefined;
  }

  /** Changes a file as an editor does. */
  change(path: string, change: (text: string) => string): void {
    writeFileSync(`${this.folder}/${path}`, change(this.read(path)));
  }

  read(path: string): string {
    return readFileSync(`${this.folder}/${path}`, 'utf8');
  }
}

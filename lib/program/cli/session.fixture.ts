import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { commandLine, Project, type Outcome } from './project.fixture';

/**
 * One process of the command line, in which commands run one after the other, each for one of some apps and in the folder of any
 * project. That costs a tenth of a process for each. An app is built once, as the process begins, and is not tried with sample
 * values: what shows while it is built, and what becomes of the process, is for `Project.chartwright`.
 */
export class Session {
  private readonly home: Project;
  private child: Process | undefined;
  private last: Promise<unknown> = Promise.resolve();

  /** @param apps texts of `main.ts`, each of which ends with `void run(app);` */
  constructor(private readonly apps: readonly string[]) {
    this.home = new Project(mainOf(apps.length));
    apps.forEach((text, i) =>
      this.home.write(
        `app-${i}.ts`,
        text.replace(ending, () => 'export { app, run };\n'),
      ),
    );
  }

  /** Runs a command in the folder of a project for its `main.ts`, which is one of the apps. */
  chartwright(project: Project, args: readonly string[]): Promise<Omit<Outcome, 'pid'>> {
    const app = this.apps.indexOf(project.read('main.ts'));
    if (app < 0) throw new Error('the main.ts of this project is none of the apps of the session');
    return this.run(project, args, app);
  }

  /** Runs a command that needs no app in the folder of a project. */
  withoutApp(project: Project, args: readonly string[]): Promise<Omit<Outcome, 'pid'>> {
    return this.run(project, args, 0);
  }

  /** Ends the process, if one was begun. */
  end(): void {
    this.child?.stdin.end();
    this.child = undefined;
  }

  private run({ folder }: Project, args: readonly string[], app: number): Promise<Omit<Outcome, 'pid'>> {
    const outcome = this.last.then(() => {
      const child = (this.child ??= this.begin());
      child.stdin.write(`${JSON.stringify({ folder, args, app })}\n`);
      return answerOf(child);
    });
    this.last = outcome.catch(() => undefined);
    return outcome;
  }

  private begin(): Process {
    const { CDK8S_OUTDIR: _outdir, CHARTWRIGHT_APP: _app, ...own } = process.env;
    const child = spawn(process.execPath, [commandLine()], {
      cwd: this.home.folder,
      env: { ...own, NO_COLOR: '1' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdout.setEncoding('utf8');
    child.stderr.setEncoding('utf8');
    return child;
  }
}

const ending = 'void run(app);\n';
const answer = /^([^\0]*)\0([^\0]*)\0$/;

type Process = ChildProcessByStdio<Writable, Readable, Readable>;

/** Prints what a command has printed and said, and after each of the two a NUL, its exit code and another NUL. */
const mainOf = (count: number) => `
import { createInterface } from 'node:readline';
${Array.from({ length: count }, (_, i) => `import * as program${i} from './app-${i}';`).join('\n')}

const programs = [${Array.from({ length: count }, (_, i) => `program${i}`).join(', ')}];
void (async () => {
  for await (const line of createInterface({ input: process.stdin })) {
    const { folder, args, app } = JSON.parse(line);
    process.chdir(folder);
    process.exitCode = undefined;
    await programs[app]!.run(programs[app]!.app, args);
    const end = '\\0' + process.exitCode + '\\0';
    globalThis[Symbol.for('chartwright.print')](end);
    process.stderr.write(end);
  }
  process.exitCode = 0;
})();
`;

/** What a child answers to the one command that it was just given. */
function answerOf(child: Process): Promise<Omit<Outcome, 'pid'>> {
  return new Promise((resolve, reject) => {
    let [stdout, stderr] = ['', ''];
    const settle = (finish: () => void) => {
      child.stdout.removeAllListeners('data');
      child.stderr.removeAllListeners('data');
      child.off('close', fail);
      finish();
    };
    const fail = (code: number | null) =>
      settle(() => reject(new Error(`the process of the session ended with ${code}: ${stderr}`)));
    const read = () => {
      const [printed, said] = [answer.exec(stdout), answer.exec(stderr)];
      if (printed && said) settle(() => resolve({ code: Number(printed[2]), stdout: printed[1]!, stderr: said[1]! }));
    };
    child.stdout.on('data', (chunk: string) => ((stdout += chunk), read()));
    child.stderr.on('data', (chunk: string) => ((stderr += chunk), read()));
    child.on('close', fail);
  });
}

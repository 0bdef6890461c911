import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { spawn } from 'node:child_process';
import { remove, run, type Outcome } from '../judging/testing/run-program.fixture';

/** A revision of an image: what comes before it, and what it does. */
export interface Revision {
  readonly id: string;
  readonly after?: string;
  readonly sql?: string;
  /** A revision of another branch that must be there. */
  readonly dependsOn?: string;
}

const environmentOf = (setting: string) => `import os
from alembic import context
from sqlalchemy import create_engine
${setting}
with create_engine(os.environ["DATABASE_URL"]).connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`;

const revisionFile = ({
  id,
  after,
  sql = `create table t_${id} (a int)`,
  dependsOn,
}: Revision) => `from alembic import op
revision = ${JSON.stringify(id)}
down_revision = ${after === undefined ? 'None' : JSON.stringify(after)}
depends_on = ${dependsOn === undefined ? 'None' : JSON.stringify(dependsOn)}
branch_labels = None
def upgrade():
    op.execute(${JSON.stringify(sql)})
def downgrade():
    op.execute("drop table t_${id}")
`;

/** As much of an application's image as a migration needs: a folder with alembic's settings and revisions. */
export class ApplicationImage {
  private readonly folder = mkdtempSync(join(tmpdir(), 'chartwright-alembic-'));

  /**
   * @param alembic path of the program
   * @param setting what `env.py` does before it connects
   */
  constructor(
    private readonly alembic: string,
    private readonly url: () => string,
    revisions: readonly Revision[],
    setting = '',
  ) {
    const scripts = join(this.folder, 'scripts');
    mkdirSync(join(scripts, 'versions'), { recursive: true });
    writeFileSync(join(this.folder, 'alembic.ini'), '[alembic]\nscript_location = scripts\n');
    writeFileSync(join(scripts, 'env.py'), environmentOf(setting));
    for (const each of revisions) writeFileSync(join(scripts, 'versions', `${each.id}.py`), revisionFile(each));
  }

  private get options() {
    const path = `${dirname(this.alembic)}:${process.env['PATH'] ?? ''}`;
    return { cwd: this.folder, env: { PATH: path, DATABASE_URL: this.url(), PYTHONDONTWRITEBYTECODE: '1' } };
  }

  /** Runs a container's command to its end. */
  run(command: readonly string[]): Promise<Outcome> {
    return run(command, { ...this.options, timeout: 30_000 });
  }

  /** Starts a container's command that may go on for ever. */
  start(command: readonly string[]): Running {
    return new Running(command, this.options);
  }

  remove(): void {
    remove(this.folder);
  }
}

/** A container that runs. */
export class Running {
  private readonly child;
  private output = '';
  readonly ended: Promise<number | null>;

  constructor(
    [program, ...args]: readonly string[],
    options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  ) {
    this.child = spawn(program!, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream.on('data', (chunk: Buffer) => (this.output += String(chunk)));
    this.ended = new Promise((resolve) => this.child.on('close', resolve));
  }

  /** What it has said once that matches; fails when it ends before. */
  async says(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.output)) {
      if (this.child.exitCode !== null) throw new Error(`ended with ${this.child.exitCode}:\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return this.output;
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null;
  }

  /** Ends it, with the programs that it runs. */
  async stop(): Promise<void> {
    if (this.hasEnded) return;
    process.kill(-this.child.pid!, 'SIGKILL');
    await this.ended;
  }
}

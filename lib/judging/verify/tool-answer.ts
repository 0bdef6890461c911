import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readSync } from 'node:fs';

export type ToolName = 'helm' | 'kubectl';

/** The version that a program tells, as `3.16.4`; or what is wrong with it, as the rest of a sentence that its path begins. */
export type Answer = { readonly version: string } | { readonly refused: string };

/** A question to a program, and where its answer has the version. */
interface Question {
  readonly args: readonly string[];
  readonly answer: RegExp;
}

/** How each program is asked for its version, in such a way that no other program gives the same answer. */
const questions: Readonly<Record<ToolName, readonly Question[]>> = {
  helm: [
    { args: ['version', '--template', 'helm {{.Version}}'], answer: /^helm v(\d+\.\d+\S*)\s*$/ },
    // Helm 2, which has no such field, and would ask the cluster for more.
    { args: ['version', '--client', '--short'], answer: /^Client: v(2\.\d+\.\d+)/ },
  ],
  kubectl: [
    {
      args: ['version', '--client', '--output', 'json'],
      answer: /"clientVersion":\s*\{[^}]*"gitVersion":\s*"v?(\d+\.\d+[^"]*)"/,
    },
  ],
};

/** A program that takes longer than these milliseconds to tell its version is another one, or hangs. */
const PATIENCE = 20_000;

/** Runs a program to learn which one it is. */
export function answerOf(tool: ToolName, path: string): Answer {
  let refused = '';
  for (const { args, answer } of questions[tool]) {
    const said = ask(path, args);
    const version = 'stdout' in said ? answer.exec(said.stdout)?.[1] : undefined;
    if (version !== undefined) return { version };
    refused ||= 'stdout' in said ? `is not ${tool}: \`${tool} ${args[0]}\` does not tell a version` : said.refused;
  }
  return { refused };
}

function ask(path: string, args: readonly string[]): { readonly stdout: string } | { readonly refused: string } {
  try {
    const stdio: ('ignore' | 'pipe')[] = ['ignore', 'pipe', 'pipe'];
    return { stdout: execFileSync(path, args, { encoding: 'utf8', stdio, timeout: PATIENCE }) };
  } catch (error) {
    const { code, stderr } = error as { readonly code?: string; readonly stderr?: unknown };
    if (code === 'ETIMEDOUT') return { refused: `did not tell its version within ${PATIENCE / 1000} seconds` };
    const other = otherSystem(path);
    if (other) return { refused: `is a program for ${other}, and does not run on ${here}` };
    const said = String(stderr ?? '')
      .trim()
      .split('\n', 1)[0];
    return { refused: `does not run on ${here}, or is another program${said ? `: ${said}` : ''}` };
  }
}

const here = `${process.platform} ${process.arch}`;

/** For which other system a program was made, by its first bytes. */
function otherSystem(path: string): string | undefined {
  const head = Buffer.alloc(20);
  try {
    const file = openSync(path, 'r');
    readSync(file, head, 0, head.length, 0);
    closeSync(file);
  } catch {
    return undefined;
  }
  const system = systemOf(head);
  return system === here ? undefined : system;
}

function systemOf(head: Buffer): string | undefined {
  if (head.toString('latin1', 0, 2) === 'MZ') return process.platform === 'win32' ? undefined : 'Windows';
  if ([0xfeedfacf, 0xcafebabe].includes(head.readUInt32BE(0)) || head.readUInt32LE(0) === 0xfeedfacf)
    return process.platform === 'darwin' ? undefined : 'macOS';
  if (head.readUInt32BE(0) !== 0x7f454c46) return undefined;
  const processors: { readonly [machine: number]: string } = { 3: 'ia32', 40: 'arm', 62: 'x64', 183: 'arm64' };
  return `linux ${processors[head.readUInt16LE(18)] ?? 'on another processor'}`;
}

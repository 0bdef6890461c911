import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';

/** What an editor underlines, and what it says there. */
export interface Diagnostic {
  /** The first line is 1. */
  readonly line: number;
  readonly text: string;
  readonly message: string;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

interface Position {
  readonly line: number;
  readonly character: number;
}

const settings = { yaml: { schemaStore: { enable: false }, validate: true, hover: true, completion: true } };

/** The server that editors ask about YAML, as they run it: one process, over its standard input and output. */
export class LanguageServer {
  private readonly child = spawn(process.execPath, [
    require.resolve('yaml-language-server/bin/yaml-language-server'),
    '--stdio',
  ]);
  private readonly answers = new Map<number, (result: unknown) => void>();
  private readonly published = new Map<string, (params: unknown) => void>();
  private readonly texts = new Map<string, string>();
  private rest = Buffer.alloc(0);
  private last = 0;

  /** Starts a server. It has to be ended with `stop`. */
  static async start(): Promise<LanguageServer> {
    const server = new LanguageServer();
    server.child.stdout.on('data', (chunk: Buffer) => server.read(chunk));
    const capabilities = { workspace: { configuration: true }, textDocument: { publishDiagnostics: {}, hover: {} } };
    await server.ask('initialize', { processId: process.pid, rootUri: null, capabilities });
    server.tell('initialized', {});
    server.tell('workspace/didChangeConfiguration', { settings });
    return server;
  }

  /** Opens a file with a text, which need not be on the disk, and gives what is wrong with it. */
  async open(file: string, text: string): Promise<readonly Diagnostic[]> {
    const uri = pathToFileURL(file).href;
    this.texts.set(file, text);
    const answer = new Promise<unknown>((resolve) => this.published.set(uri, resolve));
    this.tell('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
    const { diagnostics } = (await answer) as {
      diagnostics: readonly { message: string; range: { start: Position; end: Position } }[];
    };
    const lines = text.split('\n');
    return diagnostics.map(({ message, range: { start, end } }) => ({
      line: start.line + 1,
      text: lines[start.line]!.slice(start.character, end.line === start.line ? end.character : undefined),
      message,
    }));
  }

  /** What an editor shows over a word of a file that is open. */
  async hover(file: string, { line, character }: Position): Promise<string> {
    const position = { line: line - 1, character };
    const result = await this.ask('textDocument/hover', { textDocument: { uri: pathToFileURL(file).href }, position });
    return (result as { contents: { value: string } } | null)?.contents.value ?? '';
  }

  stop(): void {
    this.child.kill();
  }

  private ask(method: string, params: unknown): Promise<unknown> {
    const id = (this.last += 1);
    const answer = new Promise<unknown>((resolve) => this.answers.set(id, resolve));
    this.write({ id, method, params });
    return answer;
  }

  private tell(method: string, params: unknown): void {
    this.write({ method, params });
  }

  private write(message: Message): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  private read(chunk: Buffer): void {
    this.rest = Buffer.concat([this.rest, chunk]);
    for (;;) {
      const end = this.rest.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/.exec(this.rest.toString('utf8', 0, Math.max(end, 0)))?.[1]);
      if (end === -1 || this.rest.length < end + 4 + length) return;
      const body = this.rest.toString('utf8', end + 4, end + 4 + length);
      this.rest = this.rest.subarray(end + 4 + length);
      this.receive(JSON.parse(body) as Message);
    }
  }

  private receive({ id, method, params, result }: Message): void {
    if (id !== undefined && method === undefined) this.answers.get(id)?.(result);
    else if (id !== undefined)
      this.write({ id, result: method === 'workspace/configuration' ? configured(params) : null });
    else if (method === 'textDocument/publishDiagnostics') {
      this.published.get((params as { uri: string }).uri)?.(params);
    }
  }
}

/** The settings of the sections that the server asks for. */
const configured = (params: unknown): readonly unknown[] =>
  (params as { items: readonly { section: string }[] }).items.map(
    ({ section }) => (settings as { readonly [section: string]: unknown })[section] ?? null,
  );

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { Yaml } from 'cdk8s';
import '.';

const folder = mkdtempSync(join(tmpdir(), 'local-include-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Loads files in a process in which cdk8s is as it was published. */
const program = `
const { Yaml } = require(process.argv[1]);
const outcome = (file) => { try { return Yaml.load(file); } catch (error) { return error.message; } };
process.stdout.write(JSON.stringify(process.argv.slice(2).map(outcome)));
`;

test('what is read in this process is what the process that cdk8s starts gives it', () => {
  const texts: readonly (string | Buffer)[] = [
    'a: 1\r\nb: "x\\ty"\r\n---\r\nc: ~\r\n',
    '\ufeffa: with a mark',
    Buffer.from([0x61, 0x3a, 0x20, 0xff, 0xfe, 0x0a]),
    'a: \u{1f600} \u00e9',
    'a: x\u0000y',
    'a: [',
    '',
    '# nothing\n---\n---\n',
    'at: 12:30\nmode: 010\nday: 2020-01-02\nyes: no\n',
  ];
  const files = texts.map((text, i) => {
    const file = join(folder, `${i}.yaml`);
    writeFileSync(file, text);
    return file;
  });
  const outcome = (file: string): unknown => {
    try {
      return Yaml.load(file);
    } catch (error) {
      return (error as Error).message;
    }
  };
  const cdk8s = dirname(require.resolve('cdk8s/package.json'));
  const theirs = execFileSync(process.execPath, ['-e', program, cdk8s, ...files], { encoding: 'utf8' });
  expect(JSON.parse(JSON.stringify(files.map(outcome)))).toEqual(JSON.parse(theirs));
});

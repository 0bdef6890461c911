import childProcess from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { App, Chart, Include, Yaml } from 'cdk8s';
import '.';

const folder = mkdtempSync(join(tmpdir(), 'local-include-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);
writeFileSync(at('one.yaml'), 'a: 012\n---\n{}\n---\nb: yes\n');
writeFileSync(at('empty.yaml'), '');
writeFileSync(at('large.yaml'), `# ${'x'.repeat(10 * 1024 * 1024)}`);
mkdirSync(at('folder'));
symlinkSync(at('one.yaml'), at('link.yaml'));

const { execFileSync } = childProcess;
let started: unknown[][] = [];
const startNone = (...args: unknown[]) => {
  started.push(args.slice(0, 2));
  return 'of: another process';
};
beforeEach(() => {
  started = [];
  Object.assign(childProcess, { execFileSync: startNone });
});
afterEach(() => void Object.assign(childProcess, { execFileSync }));

describe('a file that cdk8s reads as YAML', () => {
  test('starts no process, and has the documents that cdk8s makes of its text', () => {
    expect(Yaml.load(at('one.yaml'))).toEqual([{ a: 10 }, { b: true }]);
    expect(Yaml.load(at('empty.yaml'))).toEqual([]);
    expect(started).toEqual([]);
  });

  test('becomes objects of an Include', () => {
    writeFileSync(at('object.yaml'), 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\n');
    const include = new Include(new Chart(new App(), 'web'), 'upstream', { url: at('object.yaml') });
    expect(include.apiObjects.map(({ kind, name }) => [kind, name])).toEqual([['ConfigMap', 'settings']]);
    expect(started).toEqual([]);
  });

  test.each([
    ['a URL', 'https://example.com/all.yaml'],
    ['a URL of a file, which that process refuses', `file://${at('one.yaml')}`],
    ['a file that is missing', at('missing.yaml')],
    ['a folder', at('folder')],
    ['a link, of which that process prints nothing', at('link.yaml')],
    ['more than cdk8s takes', at('large.yaml')],
  ])('is left to a process where it is %s', (_, place) => {
    expect(Yaml.load(place)).toEqual([{ of: 'another process' }]);
    expect(started).toEqual([[process.execPath, [expect.stringMatching(/_loadurl\.mjs$/), place]]]);
  });

  test('leaves programs that the app itself starts as they are, also after a text that is not YAML', () => {
    writeFileSync(at('wrong.yaml'), 'a: [');
    try {
      Yaml.load(at('wrong.yaml'));
    } catch {
      // What cdk8s says of it is its own affair.
    }
    expect(childProcess.execFileSync).toBe(startNone);
  });
});

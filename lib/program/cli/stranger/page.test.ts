import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { edited, missingIn, stepsOf } from './page.fixture';

const marked = (mark: string, text: string) => `<!-- ${mark} -->\n\n\`\`\`sh\n${text}\n\`\`\`\n\n`;

describe('the steps of a page', () => {
  test('are its blocks in order, each with what it prints', () => {
    const page = marked('run', 'a\nb') + marked('prints', 'c') + marked('edit: x.ts', '+d') + marked('run', 'e');
    expect(stepsOf(page)).toEqual([
      { kind: 'run', text: 'a\nb\n', prints: ['c'] },
      { kind: 'edit', path: 'x.ts', text: '+d\n' },
      { kind: 'run', text: 'e\n', prints: [] },
    ]);
  });

  test('cannot be told where a block has no mark, or one that says nothing', () => {
    expect(() => stepsOf(`${marked('run', 'a')}\`\`\`sh\nb\n\`\`\`\n`)).toThrow('1 of 2 blocks have no mark');
    expect(() => stepsOf(marked('prints', 'a'))).toThrow('"a" is marked as "prints"');
    expect(() => stepsOf(marked('edit', '+a'))).toThrow('"+a" is marked as "edit"');
  });

  test('of "Your first chart" are those of a whole day', () => {
    const page = readFileSync(join(__dirname, '../../../../docs/first-chart.md'), 'utf8');
    const steps = stepsOf(page);
    expect(new Set(steps.map(({ kind }) => kind))).toEqual(
      new Set(['run', 'fails', 'watch', 'shows', 'edit', 'excerpt']),
    );
    const commands = steps.flatMap((step) => (step.kind === 'run' ? step.text.split('\n') : [])).join('\n');
    for (const each of ['npx chartwright init', 'npm test', 'npm run verify', 'npx chartwright import', 'npm run diff'])
      expect(commands).toContain(each);
    for (const each of ['kubectl apply', 'helm install', 'helm test', 'helm upgrade', 'helm rollback'])
      expect(commands).toContain(each);
  });
});

describe('a change', () => {
  test('takes the place of lines that are there once', () => {
    expect(edited('a\nb\nc\n', ' a\n-b\n+d\n+e\n')).toBe('a\nd\ne\nc\n');
  });

  test('is refused where they are not there, or twice', () => {
    expect(() => edited('a\n', '-b\n+c\n')).toThrow('0 places');
    expect(() => edited('a\nb\na\n', '-a\n+c\n')).toThrow('2 places');
    expect(() => edited('abc\n', '-b\n+c\n')).toThrow('0 places');
  });
});

test('lines are printed when they follow one another, whatever the version of Helm', () => {
  expect(missingIn('a\n  b\nc (helm 4.2.3)\n', ['b', 'c (helm 3.8.0)'])).toEqual([]);
  expect(missingIn('a\nb\n', ['b', 'a'])).toEqual(['a']);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(__dirname, '../../..');

test('the gate has every part of check', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: { check: string; 'check:static': string };
  };
  const parts = scripts.check
    .replace('npm run check:static', scripts['check:static'])
    .split(' && ')
    .map((command) => command.replace('npm run ', ''));
  const gate = readFileSync(join(root, '.ci/run'), 'utf8');
  const [, together] = /^side_by_side (.*)$/m.exec(gate)!;
  const alone = [...gate.matchAll(/^part .* npm (run --silent )?(test|test:\S+|stale|verify)$/gm)].map(
    ([, run, script]) => (run === undefined ? `npm ${script}` : script),
  );
  expect([...together!.split(' '), ...alone].sort()).toEqual(parts.sort());
});

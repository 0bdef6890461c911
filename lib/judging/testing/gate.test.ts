import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(__dirname, '../../..');

test('the gate has every part of check:static', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: { 'check:static': string };
  };
  const parts = scripts['check:static'].split(' && ').map((command) => command.replace('npm run ', ''));
  const gate = readFileSync(join(root, '.ci/run'), 'utf8');
  const [, together] = /^side_by_side (.*)$/m.exec(gate)!;
  const alone = [...gate.matchAll(/^part \S+ npm run --silent (\S+)$/gm)].map(([, script]) => script);
  expect([...together!.split(' '), ...alone]).toEqual(parts);
});

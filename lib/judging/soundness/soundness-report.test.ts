import { expect, test } from '@jest/globals';
import type { SoundnessReport } from './soundness';
import { printSoundness } from './soundness-report';

const report: SoundnessReport = {
  ...{ chart: 'shop', sets: 100, seed: 7, accepted: 60, refused: 40, versions: ['3.16.4', '4.2.3'], found: [] },
  alone: { file: 4, '--set': 4, '--set-string': 4, '--set-json': 4, parent: 4 },
};
const fault: SoundnessReport['found'][number] = {
  ...{ kind: 'refused by a cluster', fault: 'invalid-port service/port', message: 'Service web /spec: 0', sets: 3 },
  ...{ channel: 'batch', installation: { release: 'my.site', namespace: 'x', values: { port: 0 } } },
};

test('a report says what was tried, in one line where nothing was found', () => {
  expect(printSoundness(report)).toBe(
    'shop: 100 sets of values with seed 7, 60 accepted and 40 refused; ' +
      'in runs of their own: file 4, --set 4, --set-string 4, --set-json 4, parent 4; helm 3.16.4, 4.2.3: nothing found\n',
  );
});

test('a report has a command for each fault that shows it', () => {
  expect(printSoundness({ ...report, found: [fault] })).toBe(`${printSoundness(report)
    .trimEnd()
    .replace('nothing found', '1 fault found')}
  refused by a cluster, in 3 sets: invalid-port service/port
    Service web /spec: 0
    $ helm template my.site charts/shop --namespace x --values values.yaml
    values.yaml:
      port: 0
`);
});

test('a command gives values as they were given, in words that a shell takes', () => {
  const { installation } = fault;
  const set = { ...fault, channel: '--set' as const, installation: { ...installation, values: { a: "it's" } } };
  const parent = { ...fault, channel: 'parent' as const };
  const text = printSoundness({ ...report, found: [set, parent] });
  expect(text).toContain(`$ helm template my.site charts/shop --namespace x --set 'a=it'\\''s'\n`);
  expect(text).toMatch(
    /\$ helm template my\.site a chart that depends on shop as (\S+) .*\n {4}values\.yaml:\n {6}\1:\n/,
  );
});

import { describe, expect, test } from '@jest/globals';
import { printReport } from './report';

const versions = ['3.16.4', '4.2.3'];

describe('printReport', () => {
  test('says in one line that an environment is equal', () => {
    const environments = [{ name: 'production', objects: 31, versions, problems: [] }];
    expect(printReport({ system: 'sovd-webapp', equal: true, environments })).toBe(
      'sovd-webapp production: 31 objects, equal (helm 3.16.4, 4.2.3)\n',
    );
  });

  test('lists problems, with the Helm that shows one when it is not every Helm', () => {
    const problems = [
      { text: 'dist/a/local/40-workload/Kustomization: lists a.yaml twice', versions: [] },
      { text: 'v1 Service a/b /spec\n  plain: 1\n  helm:  2', versions },
      { text: 'helm lint: [ERROR] no', versions: ['4.2.3'] },
    ];
    const environments = [{ name: 'local', objects: 1, versions, problems }];
    expect(printReport({ system: 'sovd-webapp', equal: false, environments }))
      .toBe(`sovd-webapp local: 1 object, 3 problems (helm 3.16.4, 4.2.3)
  dist/a/local/40-workload/Kustomization: lists a.yaml twice
  v1 Service a/b /spec
    plain: 1
    helm:  2
  helm lint: [ERROR] no (only helm 4.2.3)
`);
  });

  test('cuts a problem that goes on and on', () => {
    const text = Array.from({ length: 100 }, (_, index) => `line ${index + 1}`).join('\n');
    const environments = [{ name: 'local', objects: 1, versions, problems: [{ text, versions }] }];
    const lines = printReport({ system: 'a', equal: false, environments }).split('\n');
    expect(lines.slice(-4)).toEqual(['  line 11', '  line 12', '  ... 88 more lines', '']);
  });
});

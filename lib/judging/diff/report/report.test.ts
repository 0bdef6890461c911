import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../../core/values';
import type { Effect, FieldChange, ObjectChange } from '../change';
import { formats, type ChangesReport, type Format } from '.';

const change = (name: string, effect: Effect, more: Partial<ObjectChange> = {}): ObjectChange => ({
  object: `apps/v1 Deployment shop/${name}`,
  identity: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name },
  change: 'changed',
  effect,
  fields: [field('/spec/x', effect, 'old', 'new')],
  ...more,
});
const field = (pointer: string, effect: Effect, before?: Json, after?: Json): FieldChange => ({
  pointer,
  effect,
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
});

const changes: readonly ObjectChange[] = [
  change('gone', 'applied in place', { change: 'removed', fields: [] }),
  change('data', 'loses data', { change: 'removed', fields: [], note: 'move the data first' }),
  change('web', 'rolls pods', {
    fields: [
      field('/spec/template/spec/containers/0/image', 'rolls pods', 'web:1', 'web:2'),
      field('/metadata/labels/app.kubernetes.io~1version', 'no effect', '1', '2'),
      { ...field('/spec/template/secret', 'rolls pods', '(hidden)', '(hidden)'), isHidden: true },
    ],
    order: [{ by: 'file number', before: '40', after: '20' }],
  }),
  change('more', 'applied in place', { fields: [field('/spec/replicas', 'applied in place', undefined, 3)] }),
  change('less', 'applied in place', { fields: [field('/spec/paused', 'applied in place', true)] }),
  change('db', 'rejected by the API server', { note: 'delete the object first' }),
  change('moved', 'no effect', { fields: [], order: [{ by: 'hook', after: 'pre-install' }] }),
  change('labels', 'no effect'),
  change('new', 'applied in place', { change: 'added', fields: [] }),
];
const report: ChangesReport = {
  from: 'main',
  environments: [
    { name: 'shop/local', changes: [] },
    { name: 'shop/staging', changes },
    { name: 'shop/production', changes: changes.map((each) => ({ ...each })) },
    { name: 'shop/trial', changes: [change('new', 'applied in place', { change: 'added', fields: [] })] },
  ],
};

describe('the changes', () => {
  test('as text have the worst last, each with its fields and what to do', () => {
    expect(formats.text({ from: 'main', environments: report.environments.slice(0, 2) }))
      .toBe(`shop/local: nothing changes

shop/staging:
  ~ apps/v1 Deployment shop/moved: no effect
      order: hook (none) -> pre-install
  ~ apps/v1 Deployment shop/labels: no effect
      /spec/x: "old" -> "new"
  - apps/v1 Deployment shop/gone: removed, applied in place
  ~ apps/v1 Deployment shop/more: applied in place
      /spec/replicas: (none) -> 3
  ~ apps/v1 Deployment shop/less: applied in place
      /spec/paused: true -> (none)
  + apps/v1 Deployment shop/new: added, applied in place
  ~ apps/v1 Deployment shop/web: rolls pods
      /spec/template/spec/containers/0/image: "web:1" -> "web:2"
      /metadata/labels/app.kubernetes.io~1version: "1" -> "2" (no effect)
      /spec/template/secret: (hidden) -> (hidden)
      order: file number 40 -> 20
  ~ apps/v1 Deployment shop/db: rejected by the API server
      /spec/x: "old" -> "new"
      delete the object first
  - apps/v1 Deployment shop/data: removed, loses data
      move the data first
  1 loses data, 1 rejected by the API server, 1 rolls pods, 2 changed in place, 1 removed, 1 added, 2 changed without effect, 2 in another order
`);
  });

  test('as a comment of GitHub have the worst first, and environments with the same changes share a block', () => {
    expect(formats.github(report)).toBe(`<!-- chartwright-diff -->
### What this change does to the cluster

**Stop: 2 changes lose data, and the API server rejects 2 changes.**

Nothing changes in \`shop/local\`.

<details open><summary><code>shop/staging</code>, <code>shop/production</code>: 1 loses data, 1 rejected by the API server, 1 rolls pods, 2 changed in place, 1 removed, 1 added, 2 changed without effect, 2 in another order</summary>

**Loses data**

- \`apps/v1 Deployment shop/data\`: removed
  - \`move the data first\`

**Rejected by the API server**

- \`apps/v1 Deployment shop/db\`
  - \`delete the object first\`
  - \`/spec/x\`: \`"old"\` → \`"new"\`

**Rolls pods**

- \`apps/v1 Deployment shop/web\`
  - \`/spec/template/spec/containers/0/image\`: \`"web:1"\` → \`"web:2"\`
  - \`/metadata/labels/app.kubernetes.io~1version\`: \`"1"\` → \`"2"\` (no effect)
  - \`/spec/template/secret\`: changed, (hidden)

**Changed in place**

- \`apps/v1 Deployment shop/more\`
  - \`/spec/replicas\`: added, \`3\`
- \`apps/v1 Deployment shop/less\`
  - \`/spec/paused\`: removed, was \`true\`

**Removed**

- \`apps/v1 Deployment shop/gone\`

**Added**

- \`apps/v1 Deployment shop/new\`

**Changed without effect**

- \`apps/v1 Deployment shop/labels\`
  - \`/spec/x\`: \`"old"\` → \`"new"\`

**In another order**

- \`apps/v1 Deployment shop/web\`: \`file number 40 -> 20\`
- \`apps/v1 Deployment shop/moved\`: \`hook (none) -> pre-install\`

</details>

<details><summary><code>shop/trial</code>: 1 added</summary>

**Added**

- \`apps/v1 Deployment shop/new\`

</details>

Compared with \`main\`.
`);
  });

  test('as Markdown have neither HTML nor anything of GitHub, and a mark that nobody sees', () => {
    const text = formats.markdown(report);
    expect(text).toMatch(/^\[\/\/\]: # \(chartwright-diff\)\n/);
    expect(text).toContain('\n#### `shop/staging`, `shop/production`: 1 loses data');
    expect(text.replace(/`[^`]*`/g, '')).not.toMatch(/[<@|]/);
    const facts = (all: string) => all.split('\n').filter((line) => /^( *- |\*\*)/.test(line));
    expect(facts(text)).toEqual(facts(formats.github(report)));
  });

  test('as JSON have everything, with the version of the form', () => {
    const parsed = JSON.parse(formats.json(report)) as { environments: { changes: { fields: object[] }[] }[] };
    expect(parsed).toMatchObject({
      version: 1,
      from: 'main',
      isSafe: false,
      environments: [
        { name: 'shop/local', isSafe: true, changes: [] },
        { name: 'shop/staging', isSafe: false },
        { name: 'shop/production', isSafe: false },
        { name: 'shop/trial', isSafe: true },
      ],
    });
    expect(parsed.environments[1]!.changes).toEqual(changes.map((each) => ({ order: [], ...each })));
  });

  test.each(Object.keys(formats) as Format[])('as %s name each object, effect, field, order and remedy', (format) => {
    const text = formats[format](report).toLowerCase();
    for (const { object, fields, note = '' } of changes) {
      expect(text).toContain(object.toLowerCase());
      expect(text).toContain(note);
      for (const { pointer } of fields) expect(text).toContain(pointer.toLowerCase());
    }
    for (const effect of ['loses data', 'rejected by the api server', 'rolls pods']) expect(text).toContain(effect);
    expect(text).toContain('file number');
    expect(text).toContain('pre-install');
  });

  test.each([
    [[], 'Nothing changes.'],
    [['rolls pods'], 'The API server takes it, and no data is lost. Pods are replaced.'],
    [['applied in place'], 'The API server takes it, no data is lost, and no pods are replaced.'],
    [['loses data'], '**Stop: 1 change loses data.**'],
    [['rejected by the API server', 'rolls pods'], '**Stop: the API server rejects 1 change.**'],
  ] as const)('with the effects %j say first: %s', (all, verdict) => {
    const environments = [{ name: 'shop/local', changes: all.map((effect) => change('a', effect)) }];
    expect(formats.github({ from: 'HEAD', environments }).split('\n')[3]).toBe(verdict);
  });
});

test('a Job that is replaced is told as a new run, in every format', () => {
  const job = 'batch/v1 Job shop/index-89abcdef';
  const replaced = change('index-89abcdef', 'applied in place', {
    object: job,
    change: 'replaced',
    fields: [field('/metadata/name', 'applied in place', 'index-0123abcd', 'index-89abcdef')],
    note: 'a new Job runs',
  });
  const printed = (format: Format) =>
    formats[format]({ from: 'main', environments: [{ name: 'shop/local', changes: [replaced] }] });
  expect(printed('text')).toBe(`shop/local:
  ± ${job}: replaced by a new run, applied in place
      /metadata/name: "index-0123abcd" -> "index-89abcdef"
      a new Job runs
  1 replaced by a new run
`);
  for (const format of ['github', 'markdown'] as const) {
    expect(printed(format)).toContain(`**Replaced by a new run**

- \`${job}\`
  - \`a new Job runs\`
`);
    expect(printed(format)).toContain(': 1 replaced by a new run');
    expect(printed(format)).not.toMatch(/removed|added/i);
  }
  expect(JSON.parse(printed('json'))).toMatchObject({ environments: [{ changes: [{ change: 'replaced' }] }] });
});

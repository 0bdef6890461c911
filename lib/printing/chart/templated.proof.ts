import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { HelmError, helmTemplateText } from '../../judging/verify/helm';
import { disagreements, plainOutput, objectsOf } from '../../judging/verify/systems.fixture';
import { helmVersions } from '../../judging/verify/tools';
import { printForTests } from './printed.fixture';
import { Site, refused, taken } from './templated.fixture';

const system = printForTests(new Site().node.root as never);
/** The same chart, whose NOTES.txt is a document too. */
const withNotes = printForTests(new Site().node.root as never);
writeFileSync(
  join(withNotes.chart, 'templates/notes.yaml'),
  'notes: {{ include (print .Template.BasePath "/NOTES.txt") . | toJson }}\n',
);
const installation = (values: object) => ({ release: 'my-site', namespace: 'web', values: values as never });

test('the plain YAML has what the templates come to', () => {
  const values = { web: { host: taken[6]! }, notes: { url: taken[4]! } };
  const [, config] = objectsOf(plainOutput(system, installation(values)));
  expect(config).toMatchObject({
    metadata: { annotations: { url: 'my-site.web.x' } },
    data: { host: 'http://my-site-site:80/info' },
  });
});

describe.each(helmVersions())('templates in values, in Helm $version,', (tool) => {
  test('come to the same as in the plain YAML', async () => {
    const wrong = taken.map((text) =>
      disagreements(system, installation({ web: { host: text }, notes: { url: text, other: text } }), [tool]),
    );
    wrong.push(disagreements(system, installation({ notes: { url: null } }), [tool]));
    expect((await Promise.all(wrong)).flat()).toEqual([]);
  });

  test('are refused where the schema does not know them', async () => {
    const answers = refused.map((text) =>
      helmTemplateText(tool, { chart: system.chart, ...installation({ web: { host: text } }) }).then(
        () => `takes ${text}`,
        (error: unknown) => (error instanceof HelmError && /web[./]host/.test(error.message) ? '' : String(error)),
      ),
    );
    expect((await Promise.all(answers)).filter((each) => each !== '')).toEqual([]);
  });

  test('are told in the notes where a value is printed as it stands', async () => {
    const extraArgs = ['--show-only', 'templates/notes.yaml'];
    const read = async (values: object) => {
      const { text } = await helmTemplateText(tool, { chart: withNotes.chart, ...installation(values), extraArgs });
      return (parse(text) as { readonly notes: string }).notes.split('\n').filter((line) => line.includes('WARNING'));
    };
    expect(await read({})).toEqual([]);
    const literal = { note: '{{ .Release.Name }}', notes: { url: '{{ .Chart.Name }}' } };
    expect(await read(literal)).toEqual(['WARNING: note holds "{{", and the chart prints it as it stands.']);
  });
});

import { expect, test } from '@jest/globals';
import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { releaseOf, systemsOf } from '../../program/app';
import { printChart } from '../../printing/chart';
import { plainObjects, printEnvironment } from '../../printing/trees';

/** An object with nothing in several places, of which cdk8s prints those in lists and those that were patched in. */
function withNulls(): Chart {
  const chart = new Chart(new App(), 'web');
  const odd = new ApiObject(chart, 'odd', {
    apiVersion: 'example.com/v1',
    kind: 'Odd',
    spec: { list: [null, 1, undefined, [null], { gone: null }], hole: new Array<string>(1), gone: null },
  });
  odd.addJsonPatch(JsonPatch.add('/spec/patched', null), JsonPatch.add('/spec/deep', { left: null, all: [null] }));
  return chart;
}

test('a null that cdk8s prints is in both outputs of a chart of cdk8s, and one that it leaves out is in neither', () => {
  const chart = withNulls();
  const [theirs] = Testing.synth(chart) as { spec: unknown }[];
  const [system] = systemsOf(App.of(chart));
  const { definition, manifests } = system!;
  const plain = plainObjects(manifests, releaseOf(system!, definition.environments[0]!), definition.ownsNamespace);
  expect(plain.map(({ object }) => object['spec'])).toEqual([JSON.parse(JSON.stringify(theirs!.spec))]);

  const yaml = `spec:
  list:
    - null
    - 1
    - null
    -
      - null
    - {}
  hole:
    - null
  patched: null
  deep:
    left: null
    all:
      - null
`;
  const [file] = [...printEnvironment(plain)].filter(([path]) => path.endsWith('.k8s.yaml')).map(([, text]) => text);
  expect(file).toContain(yaml);
  const template = [...printChart(definition, manifests).files].find(([path]) => path.startsWith('templates/odd'));
  expect(template?.[1]).toContain(yaml);
});

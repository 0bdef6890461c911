import { expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { parse } from 'yaml';
import { releaseOf, systemsOf } from '../../program/app';
import { configMap, Example } from '../../core/manifest/example.fixture';
import { isKustomization, plainObjects, printEnvironment } from './environment';

test.each([3, 70, 1000])('files of %d objects that depend on each other sort in the order of application', (count) => {
  const app = new App();
  const chart = new Example(app);
  const objects = Array.from({ length: count }, (_, i) => configMap(chart, `config-${i}`, {}));
  objects.slice(1).forEach((object, i) => objects[i]!.addDependency(object));
  const [system] = systemsOf(app);
  const extraObjects = [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'last' } }];
  const release = releaseOf(system!, system!.definition.environments[0]!, [{ name: 'test', values: { extraObjects } }]);
  const files = plainObjects(system!.manifests, release, {}).map(({ file }) => file);
  expect([...files].sort()).toEqual(files);
  expect(files).toHaveLength(count + 2);
});

test('files of which one is called as the beginning of another sort likewise', () => {
  const app = new App();
  const chart = new Example(app);
  ['configmap', 'configmap-b', 'configmap-configmap', 'a'].forEach((id) => configMap(chart, id, {}));
  const [system] = systemsOf(app);
  const release = releaseOf(system!, system!.definition.environments[0]!, []);
  const files = plainObjects(system!.manifests, release, {}).map(({ file }) => file);
  expect(files).toContain('10-configuration/10-configmap.k8s.yaml');
  expect([...files].sort()).toEqual(files);
});

test('each folder lists what stands in it, in a file that kubectl passes over when it reads folders', () => {
  const app = new App();
  const chart = new Example(app);
  configMap(chart, 'b', {});
  configMap(chart, 'a', {});
  const [system] = systemsOf(app);
  const files = printEnvironment(
    plainObjects(system!.manifests, releaseOf(system!, system!.definition.environments[0]!, []), {}),
  );
  const lists = [...files].filter(([path]) => isKustomization(path));
  const resources = lists.map(([path, text]) => [path, (parse(text) as { resources: string[] }).resources]);
  expect(Object.fromEntries(resources)).toEqual({
    Kustomization: ['00-namespace', '10-configuration'],
    '00-namespace/Kustomization': ['00-namespace.k8s.yaml'],
    '10-configuration/Kustomization': ['10-a-configmap.k8s.yaml', '10-b-configmap.k8s.yaml'],
  });
});

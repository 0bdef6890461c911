import { describe, expect, test } from '@jest/globals';
import { ApiObject, App } from 'cdk8s';
import { Construct } from 'constructs';
import fc from 'fast-check';
import { evaluateManifest, synthesize } from './synthesize';
import { Example, exampleValues } from './example.fixture';
import { defaults, evaluate, fullname } from '../values';

const release = {
  values: defaults(exampleValues),
  release: { name: 'x'.repeat(53), namespace: 'space' },
  chart: { name: 'example', version: '1.2.3', appVersion: '7.1' },
};
const prefix = String(evaluate(fullname, release));

/** Names of objects and files, for objects of one kind at these paths below a chart. */
function namesOf(...paths: readonly string[]): { readonly ends: string[]; readonly files: string[] } {
  const chart = new Example(new App());
  for (const path of paths) {
    const ids = path.split('/');
    let scope: Construct = chart;
    for (const id of ids.slice(0, -1)) scope = scope.node.tryFindChild(id) ?? new Construct(scope, id);
    new ApiObject(scope, ids.at(-1)!, { apiVersion: 'v1', kind: 'Service' });
  }
  const byPath = new Map(
    synthesize(chart.node.root)[0]!.manifests.map((manifest) => {
      const { metadata } = evaluateManifest(manifest, release) as { readonly metadata: { readonly name: string } };
      return [manifest.construct, { name: metadata.name, file: manifest.file }];
    }),
  );
  const found = paths.map((path) => byPath.get(`example/${path}`)!);
  for (const { name } of found) expect(name.startsWith(prefix)).toBe(true);
  return { ends: found.map(({ name }) => name.slice(prefix.length)), files: found.map(({ file }) => file) };
}

describe('an object without a name', () => {
  test('is called after its path below the chart, and its file likewise', () => {
    expect(namesOf('web', 'backend/service', 'cache/Resource', 'Default')).toEqual({
      ends: ['-web', '-backend-service', '-cache', ''],
      files: ['web-service', 'backend-service', 'cache-service', 'service'],
    });
  });

  test.each([
    [
      ['a/b-c', 'a-b/c'],
      ['-a-b-c', /^-a-b-c-[0-9a-f]{8}$/],
      [/^a-b-c-service-[0-9a-f]{8}$/, /^a-b-c-service-[0-9a-f]{8}$/],
    ],
    [
      ['Web', 'web'],
      ['-web', /^-web-[0-9a-f]{8}$/],
      [/^web-service-[0-9a-f]{8}$/, /^web-service-[0-9a-f]{8}$/],
    ],
    [
      ['a/Resource', 'a/Default'],
      ['-a', /^-a-[0-9a-f]{8}$/],
      [/^a-service-[0-9a-f]{8}$/, /^a-service-[0-9a-f]{8}$/],
    ],
    [
      ['Resource', 'Default'],
      ['', /^-[0-9a-f]{8}$/],
      [/^service-[0-9a-f]{8}$/, /^service-[0-9a-f]{8}$/],
    ],
  ])('at %j has a name and a file of its own', (paths, ends, files) => {
    const matching = (forms: readonly (string | RegExp)[]): unknown[] =>
      forms.map((form) => (form instanceof RegExp ? expect.stringMatching(form) : form));
    expect(namesOf(...paths)).toEqual({ ends: matching(ends), files: matching(files) });
  });

  test('of another kind may have the same name', () => {
    const chart = new Example(new App());
    const [deployment, service] = ['Deployment', 'Service'].map(
      (kind) => new ApiObject(chart, kind === 'Service' ? 'web' : 'Web', { apiVersion: 'v1', kind }),
    );
    expect(chart.generateObjectName(deployment!)).toBeDefined();
    const names = synthesize(chart.node.root)[0]!.manifests.map(
      (manifest) => (evaluateManifest(manifest, release)!['metadata'] as { readonly name: string }).name,
    );
    expect(service).toBeDefined();
    expect(names).toEqual([`${prefix}-web`, `${prefix}-web`]);
  });

  test('has a name that the API server takes and no other object has, whatever the ids are', () => {
    const ids = fc.oneof(
      fc.constantFrom('web', 'Web', 'a', 'a-b', 'b-c', 'c', 'über', '日本', '-', 'Resource', 'Default', 'a.b', 'a_b'),
      fc
        .string({ minLength: 1, maxLength: 300, unit: 'grapheme' })
        .map((id) => id.replaceAll('/', ''))
        // constructs keeps children in a plain object, which takes no `__proto__`.
        .map((id) => (id === '' || id in {} ? 'x' : id)),
    );
    const paths = fc.uniqueArray(
      fc.array(ids, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')),
      {
        minLength: 1,
        maxLength: 10,
      },
    );
    fc.assert(
      fc.property(paths, (all) => {
        // An object has no children here.
        const leaves = all.filter((path) => !all.some((other) => other.startsWith(`${path}/`)));
        const { ends, files } = namesOf(...leaves);
        for (const end of ends) expect(`${prefix}${end}`).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
        for (const file of files) expect(file).toMatch(/^[a-z0-9][-a-z0-9]{0,79}$/);
        expect(new Set(ends).size).toBe(leaves.length);
        expect(new Set(files).size).toBe(leaves.length);
      }),
      { numRuns: 200 },
    );
  });
});

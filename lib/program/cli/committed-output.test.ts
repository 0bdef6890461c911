import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { earlierOutput } from './committed-output';

/* The earlier output is the same, by whatever path somebody names its folder. */

let root = '';

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'earlier-')));
  for (const folder of ['app/dist', 'app/deploy/plain']) {
    // By stages, as it is printed, and without them, as former versions did.
    write(`${folder}/shop/local/10-configuration/10-a-configmap.k8s.yaml`, configMap('a'));
    write(`${folder}/shop/local/10-configuration/Kustomization`, 'kind: Kustomization\n');
    write(`${folder}/shop/local/Kustomization`, 'kind: Kustomization\n');
    write(`${folder}/shop/production/10-a-configmap.k8s.yaml`, configMap('a'));
    write(`${folder}/shop/production/kustomization.yaml`, 'kind: Kustomization\n');
    write(`${folder}/.chartwright`, '# the list\n');
    write(`${folder}/notes.txt`, 'mine\n');
  }
  symlinkSync(join(root, 'app/dist'), join(root, 'link'));
  write('elsewhere/a/b/broken.yaml', '{');
  write('elsewhere/handmade.k8s.yaml', configMap('a'));
  write('broken/shop/local/a.k8s.yaml', '{');
  write('broken/shop/local/b.k8s.yaml', `${configMap('b')}---\nnothing: much\n`);
  mkdirSync(join(root, 'empty'));
});

afterAll(() => rmSync(root, { recursive: true }));

const named = (from: string, plain?: string) =>
  Array.from(earlierOutput(from, plain), ([key, objects]) => [
    key,
    objects.map(({ object }) => (object['metadata'] as { name: string }).name),
  ]);
const expected = [
  ['shop/local', ['a']],
  ['shop/production', ['a']],
];

describe('a folder of plain YAML', () => {
  const absolute = (path: string) => join(root, path);
  const fromHere = (path: string) => relative('.', join(root, path));

  test.each([
    ['app/dist', absolute],
    ['app/dist', fromHere],
    ['app', absolute],
    ['app', fromHere],
    ['link', absolute],
    ['link', fromHere],
  ])('%s is read the same by an absolute and by a relative path, with and without a slash', (path, name) => {
    const from = name(path);
    for (const written of [from, `${from}/`, `${from}/.`, join(from, '..', from.split('/').at(-1)!)]) {
      expect(named(written)).toEqual(expected);
    }
  });

  test('may have a folder for each stage, and says where below its environment each file lies', () => {
    const folder = absolute('staged');
    write('staged/shop/local/10-configuration/10-a.k8s.yaml', configMap('a'));
    write('staged/shop/local/40-b.k8s.yaml', configMap('b'));
    write('staged/shop/local/notes/40-c.k8s.yaml', configMap('c'));
    const places = [...earlierOutput(folder)].map(([key, objects]) => [key, objects.map(({ path }) => path).sort()]);
    expect(places).toEqual([['shop/local', ['10-configuration/10-a.k8s.yaml', '40-b.k8s.yaml']]]);
  });

  test('is found above a link, which leads elsewhere', () => {
    for (const written of [absolute('link'), fromHere('link')]) {
      expect(named(`${written}/../dist`)).toEqual(expected);
      expect(named(`${written}/..`)).toEqual(expected);
    }
  });

  test('bears the name that the output has in the app', () => {
    expect(named(absolute('app'), 'deploy/plain')).toEqual(expected);
  });

  test.each(['.', 'app/dist/shop', 'elsewhere', 'empty', 'app/dist/shop/local'])(
    'is not %s, which holds no output, whatever else it holds',
    (path) => {
      expect(() => earlierOutput(absolute(path))).toThrow(
        `${absolute(path)} has no output in dist/ to compare with: no SYSTEM/ENVIRONMENT/STAGE/*.k8s.yaml [no-earlier-output]`,
      );
    },
  );

  test('that cannot be read says where, all of it', () => {
    expect(() => earlierOutput(absolute('broken'))).toThrow(
      /shop\/local\/a\.k8s\.yaml:1: .*\[unreadable-output\]\n.*\n.*b\.k8s\.yaml:5: is not a Kubernetes object/,
    );
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { imageValues } from '../../authoring';
import { commonValues } from '../manifest';
import { imageHelper } from './chart-helpers';
import type { JsonObject } from './expression';
import { imageNameLimit, imagePatterns, isImageReference, registryLimit, repositoryLimit } from './image-reference';
import { defaults, overlay } from './overrides';
import { values } from './schema';
import { validateValues } from './validate';

const sha256 = `sha256:${'a'.repeat(64)}`;

describe('a reference of an image', () => {
  test.each([
    'nginx',
    'nginx:1.27',
    'library/nginx',
    'ghcr.io/example/api:v1',
    'localhost:5000/api',
    '[fe80::1]:5000/api',
    'registry.example.com:5000/shop/web_server/a--b.c:1.2-rc.1_x',
    `nginx:1@${sha256}`,
    `nginx@${sha256}`,
    `${'a'.repeat(imageNameLimit)}:1`,
  ])('is read: %s', (text) => {
    expect(isImageReference(text)).toBe(true);
  });

  test.each([
    '',
    'Nginx:1',
    'nginx:1.2+x',
    'nginx:',
    'https://ghcr.io/x',
    'ghcr.io//x',
    'ghcr.io/x/',
    'mirror.local:5000/ghcr.io:443/x',
    'a/b:5000/c',
    'a...b',
    'a___b',
    `nginx:${'1'.repeat(129)}`,
    'nginx@sha256:abc',
    `nginx@sha256:${'a'.repeat(65)}`,
    `nginx@sha256:${'A'.repeat(64)}`,
    'a'.repeat(imageNameLimit + 1),
    'a'.repeat(64),
  ])('is refused: %s', (text) => {
    expect(isImageReference(text)).toBe(false);
  });
});

describe('the values of an image', () => {
  const schema = values({ ...commonValues, image: imageValues({ repository: 'nginx' }) });
  const toldOf = (given: JsonObject) =>
    validateValues(schema, overlay(defaults(schema), given), '').map(({ path }) => path);

  test.each<[JsonObject]>([
    [{ image: { repository: 'ghcr.io/example/api', tag: 'v1.2-rc.1_x', digest: sha256 } }],
    [{ image: { registry: 'mirror.local:5000/cache' }, global: { imageRegistry: 'localhost:5000/' } }],
  ])('may be %j', (given) => {
    expect(toldOf(given)).toEqual([]);
  });

  test.each<[JsonObject, string]>([
    [{ image: { repository: 'Nginx' } }, 'image.repository'],
    [{ image: { repository: 'https://ghcr.io/x' } }, 'image.repository'],
    [{ image: { repository: 'nginx:1' } }, 'image.repository'],
    [{ image: { tag: '1.2+x' } }, 'image.tag'],
    [{ image: { digest: 'sha256:abc' } }, 'image.digest'],
    [{ image: { registry: 'https://mirror.local' } }, 'image.registry'],
    [{ global: { imageRegistry: 'https://mirror.local' } }, 'global.imageRegistry'],
  ])('are refused where no runtime reads them: %j', (given, path) => {
    expect(toldOf(given)).toEqual([path]);
  });
});

describe('the image of a container', () => {
  const imageOf = (image: object, imageRegistry = '', appVersion = '1.4.2') => {
    const release = {
      values: { global: { imageRegistry } },
      release: { name: 'demo', namespace: 'space' },
      chart: { name: 'shop', version: '1.0.0', appVersion },
    };
    return imageHelper.evaluate(release, { image: { repository: 'nginx', tag: '', digest: '', ...image } });
  };

  test.each([
    ['nginx', 'mirror.example.com/nginx:1.4.2'],
    ['library/nginx', 'mirror.example.com/library/nginx:1.4.2'],
    ['ghcr.io/example/api', 'mirror.example.com/example/api:1.4.2'],
    ['localhost/api', 'mirror.example.com/api:1.4.2'],
    ['registry:5000/api', 'mirror.example.com/api:1.4.2'],
  ])('of the repository %s comes from the registry of all images', (repository, image) => {
    expect(imageOf({ repository }, 'mirror.example.com')).toBe(image);
  });

  test('may come from a path in a registry with a port', () => {
    const image = imageOf({ repository: 'ghcr.io/example/api', digest: sha256 }, 'mirror.local:5000/cache/');
    expect(image).toBe(`mirror.local:5000/cache/example/api@${sha256}`);
  });

  test('has the app version as its tag, with _ for each +', () => {
    expect(imageOf({}, '', '1.2.3+build.5')).toBe('nginx:1.2.3_build.5');
  });

  const matching = (pattern: string, longest: number) =>
    fc.stringMatching(new RegExp(pattern)).filter((text) => text.length <= longest);

  test('is one that a runtime reads, whatever the schema accepts', () => {
    const parts = fc.record({
      repository: matching(imagePatterns.repository, repositoryLimit),
      tag: matching(imagePatterns.tag, Infinity),
      digest: matching(imagePatterns.digest, Infinity),
    });
    fc.assert(
      fc.property(parts, matching(imagePatterns.registry, registryLimit), (image, registry) => {
        expect(isImageReference(String(imageOf(image, registry)))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

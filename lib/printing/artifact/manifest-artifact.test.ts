import { gunzipSync } from 'fflate';
import { describe, expect, test } from '@jest/globals';
import { DefinitionError, sha256 } from '../../core/values';
import { untar } from '../chart/tar';
import { imageLayout } from './image-layout';
import { manifestArtifact } from './manifest-artifact';

const files = new Map([
  ['10-a.k8s.yaml', 'kind: A\n'],
  ['40-workloads/40-b.k8s.yaml', 'kind: B\n'],
]);
const digestOf = (...args: Parameters<typeof manifestArtifact>) => manifestArtifact(...args).manifest.digest;
const json = (bytes: Uint8Array) => JSON.parse(Buffer.from(bytes).toString('utf8')) as Record<string, unknown>;

describe('an artifact', () => {
  test('has the same digest on any machine, in whatever order its files come', () => {
    const digest = 'sha256:f909a7679ce1ddb86c280ce9300dc10396c860690066412309289a868809ff7b';
    expect(digestOf(files)).toBe(digest);
    expect(digestOf(new Map([...files].reverse()))).toBe(digest);
    expect(digestOf(new Map([...files].map(([path, text]) => [path, Buffer.from(text)])))).toBe(digest);
  });

  test('has another digest with another content, path or annotation', () => {
    const others = [
      digestOf(files),
      digestOf(new Map([...files, ['10-a.k8s.yaml', 'kind: C\n']])),
      digestOf(new Map([...files, ['10-c.k8s.yaml', '']])),
      digestOf(files, { a: 'b' }),
      digestOf(files, { a: 'c' }),
    ];
    expect(new Set(others).size).toBe(others.length);
  });

  test('does not depend on the order of its annotations', () => {
    expect(digestOf(files, { a: 'b', c: 'd' })).toBe(digestOf(files, { c: 'd', a: 'b' }));
  });

  test('is one layer of the type that both Flux and Argo CD take, with the files in it', () => {
    const { manifest, layer, config } = manifestArtifact(files);
    expect(json(manifest.bytes)).toEqual({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: {
        mediaType: 'application/vnd.cncf.flux.config.v1+json',
        digest: `sha256:${sha256(config.bytes)}`,
        size: config.bytes.length,
      },
      layers: [
        {
          mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
          digest: `sha256:${sha256(layer.bytes)}`,
          size: layer.bytes.length,
        },
      ],
    });
    const tar = gunzipSync(layer.bytes);
    expect(json(config.bytes)['rootfs']).toEqual({ type: 'layers', diff_ids: [`sha256:${sha256(tar)}`] });
    expect([...untar(tar)].map(([path, bytes]) => [path, Buffer.from(bytes).toString('utf8')])).toEqual([...files]);
  });

  test.each(['../a', '/a', 'a//b', 'a\\b', 'a/./b'])('refuses the path %j', (path) => {
    expect(() => manifestArtifact(new Map([[path, '']]))).toThrow(DefinitionError);
  });
});

test('a layout has each blob under its digest, and an index that names the manifest alone', () => {
  const artifact = manifestArtifact(files, { 'org.opencontainers.image.title': 'shop/local' });
  const layout = imageLayout(artifact);
  const blobs = [artifact.manifest, artifact.config, artifact.layer];
  expect([...layout.keys()]).toEqual([
    'oci-layout',
    'index.json',
    ...blobs.map(({ digest }) => `blobs/sha256/${digest.slice('sha256:'.length)}`),
  ]);
  for (const { digest, bytes } of blobs) {
    expect(layout.get(`blobs/${digest.replace(':', '/')}`)).toBe(bytes);
    expect(`sha256:${sha256(bytes)}`).toBe(digest);
  }
  const { mediaType, digest, bytes } = artifact.manifest;
  expect(json(layout.get('index.json')!)['manifests']).toEqual([{ mediaType, digest, size: bytes.length }]);
  expect(json(layout.get('oci-layout')!)).toEqual({ imageLayoutVersion: '1.0.0' });
});

import { descriptorOf, jsonBytes, type ManifestArtifact } from './manifest-artifact';

/**
 * The files of an OCI image layout (specification v1.0) with one artifact in it, which has no name there, for it needs none: what
 * `skopeo copy oci:DIR`, `oras cp --from-oci-layout DIR@DIGEST` and `crane push DIR` push to a registry as it is.
 */
export function imageLayout({ manifest, config, layer }: ManifestArtifact): Map<string, Uint8Array> {
  const index = {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: [descriptorOf(manifest)],
  };
  return new Map([
    ['oci-layout', jsonBytes({ imageLayoutVersion: '1.0.0' })],
    ['index.json', jsonBytes(index)],
    ...[manifest, config, layer].map(({ digest, bytes }) => [`blobs/${digest.replace(':', '/')}`, bytes] as const),
  ]);
}

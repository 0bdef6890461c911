import { goJson, sha256 } from '../../core/values';
import { archive } from '../chart';

/** Something that a registry keeps under its digest. */
export interface Blob {
  readonly mediaType: string;
  /** As `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
  readonly bytes: Uint8Array;
}

/** Manifests as an OCI artifact of a single layer, as Flux and Argo CD take them from a registry. */
export interface ManifestArtifact {
  /** What the artifact is known by, before and after a push: its digest names it in any registry. */
  readonly manifest: Blob;
  readonly config: Blob;
  readonly layer: Blob;
}

const mediaTypes = {
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  // That of `flux push artifact`. Argo CD does not read it, nor do registries that take artifacts.
  config: 'application/vnd.cncf.flux.config.v1+json',
  // Flux takes the first layer, of whatever type. Argo CD takes this type and that of charts, and Flux' own,
  // application/vnd.cncf.flux.content.v1.tar+gzip, only where somebody has configured its repo-server (`util/oci/client.go`,
  // ARGOCD_REPO_SERVER_OCI_LAYER_MEDIA_TYPES).
  layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
} as const;

/**
 * Puts files (path to content) into an artifact. The same files and annotations give the same digest on any machine, whenever it is
 * made and in whatever order the files come: there is no time in it but a fixed one.
 *
 * @param annotations what is said of the artifact, such as `org.opencontainers.image.source`
 */
export function manifestArtifact(
  files: ReadonlyMap<string, string | Uint8Array>,
  annotations: Readonly<Record<string, string>> = {},
): ManifestArtifact {
  const { compressed, uncompressed } = archive(files);
  const layer = blobOf(mediaTypes.layer, compressed);
  const rootfs = { type: 'layers', diff_ids: [`sha256:${sha256(uncompressed)}`] };
  const config = blobOf(mediaTypes.config, jsonBytes({ architecture: '', config: {}, os: '', rootfs }));
  const manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: descriptorOf(config),
    layers: [descriptorOf(layer)],
    ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
  };
  return { manifest: blobOf(mediaTypes.manifest, jsonBytes(manifest)), config, layer };
}

const blobOf = (mediaType: string, bytes: Uint8Array): Blob => ({
  mediaType,
  digest: `sha256:${sha256(bytes)}`,
  bytes,
});

/** How a manifest or an index names a blob. */
export const descriptorOf = ({ mediaType, digest, bytes }: Blob) => ({ mediaType, digest, size: bytes.length });

/** JSON with its keys in order, so that the digest does not depend on how an object was made. */
export const jsonBytes = (value: Parameters<typeof goJson>[0]): Uint8Array => Buffer.from(goJson(value), 'utf8');

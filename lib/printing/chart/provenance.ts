import { createHash } from 'node:crypto';

/**
 * What is signed of a packaged chart, as Helm's `.prov` files have it: the content of its Chart.yaml, and the digest of the
 * archive.
 */
export function provenance(chartYaml: string, archive: string, bytes: Uint8Array): string {
  const digest = createHash('sha256').update(bytes).digest('hex');
  return `${chartYaml}\n...\nfiles:\n  ${archive}: sha256:${digest}\n`;
}

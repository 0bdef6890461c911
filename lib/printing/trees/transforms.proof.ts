import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  base64,
  block,
  each,
  integer,
  json,
  list,
  blockText,
  lower,
  named,
  orElse,
  string,
  text,
  upper,
  urlEncode,
  validateValues,
  values as makeValues,
  type Expression,
} from '../../core/values';
import { goLower, goUpper } from '../../core/values/go-text';
import { hostileStrings } from '../../judging/verify/hostile.fixture';
import { helmVersions, type HelmTool } from '../../judging/verify/tools';
import { bothPrinters } from './both.fixture';

const unusual = [
  'Stra\u00dfe',
  '\u0130stanbul',
  '\u03a3\u0391\u03a3',
  '\u01c5',
  '\u1f80\u1fb3',
  '\ufb01',
  '\u{10428}',
  'a+b c/d?e=f&g%20',
  "!'()*~",
];
const accepted = [...hostileStrings, ...unusual].filter(
  (value) => validateValues(makeValues({ value: string('', 'A text') }), { value }, 'here').length === 0,
);

const schema = makeValues({
  ...Object.fromEntries(accepted.map((value, i) => [`s${i}`, string(value, 'A hostile text')])),
  port: integer(12345678, 'A port'),
  share: block<string | number>({ type: ['integer', 'string'] }, 1000000, 'A share'),
  names: list<string>(blockText(), ['a b', '\u00c4'], 'Names'),
});

describe('transformed texts are the same in both outputs', () => {
  const both = bothPrinters(schema);
  const transforms = { base64, upper, lower, urlEncode };

  both('whatever the text is', (values) => {
    const texts = Object.entries(values).flatMap(([key, ref]) => (/^s\d/.test(key) ? [ref as Expression<string>] : []));
    return {
      tree: Object.fromEntries(Object.entries(transforms).map(([name, of]) => [name, texts.map((ref) => of(ref))])),
    };
  });

  both('of numbers, literals, texts, JSON and each other, and in texts', ({ port, share, names }) => ({
    tree: {
      port: base64(text`${port}`),
      share: [text`${share}`, named('share', 'A share.', text`${share}`)].map((each) => base64(each)),
      literal: [base64('a{{b'), upper('a\u00df"'), urlEncode('a b')],
      json: base64(json(names)),
      each: base64(upper(urlEncode(text`x ${port}/`))),
      text: text`http://${urlEncode(orElse(share as Expression<string>, 'none'))}/${lower('A')}?${base64('x')}`,
      block: text`auth:\n  "${base64('x')}"\n`,
      loop: each(names, 'name', (name) => ({ name: upper(name), url: text`/${urlEncode(name)}` })),
    },
  }));
});

test.each(helmVersions())('every letter has the case that Helm $version gives it', (helm) => {
  const ofHelm = casesOf(helm);
  const wrong: string[] = [];
  for (const code of scripts.flatMap(([first, last]) => Array.from({ length: last - first }, (_, i) => first + i))) {
    const letter = String.fromCodePoint(code);
    if (goUpper(letter) !== (ofHelm.upper.get(code) ?? letter)) wrong.push(`upper ${code.toString(16)}`);
    if (goLower(letter) !== (ofHelm.lower.get(code) ?? letter)) wrong.push(`lower ${code.toString(16)}`);
  }
  expect(ofHelm.upper.size).toBeGreaterThan(1000);
  expect(wrong).toEqual([]);
});

/** Where the letters of all scripts with two cases stand; the rest are ideographs, syllables, signs and private use. */
const scripts = [
  [1, 0x3000],
  [0xa000, 0xac00],
  [0xf900, 0x12000],
  [0x16000, 0x17000],
  [0x1d000, 0x1f000],
] as const;

/** Every letter that Helm puts into another case. */
function casesOf(helm: HelmTool): { readonly [by in 'upper' | 'lower']: ReadonlyMap<number, string> } {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-case-'));
  const print = (by: string) => `{{- if ne (${by} $c) $c }}\n# ${by} {{ . }} {{ ${by} $c }}{{- end }}`;
  const letters = `{{- $c := printf "%c" (int .) }}${print('upper')}${print('lower')}`;
  const ranges = scripts.map(([first, last]) => `{{- range untilStep ${first} ${last} 1 }}${letters}{{- end }}\n`);
  try {
    mkdirSync(join(folder, 'templates'));
    writeFileSync(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: case\nversion: 1.0.0\n');
    writeFileSync(join(folder, 'templates/a.yaml'), `a: b\n${ranges.join('')}`);
    const options = { encoding: 'utf8', env: { HOME: folder }, maxBuffer: 1e8 } as const;
    const rendered = execFileSync(helm.path, ['template', 'case', folder], options);
    const of = (by: string) =>
      new Map(
        [...rendered.matchAll(new RegExp(`^# ${by} (\\d+) (.*)$`, 'gm'))].map((line) => [Number(line[1]), line[2]!]),
      );
    return { upper: of('upper'), lower: of('lower') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

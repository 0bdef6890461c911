import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { parsers } from 'prettier/plugins/markdown';
import type { ObjectChange } from '../change';
import { formats } from '.';
import { codeSpan, htmlCode } from './escape';

/* Whatever an object is called and holds, nothing of it is more than code to whoever shows the comment. */

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
}

/** What a reader of Markdown makes of a text: each piece, with what it is. */
async function piecesOf(text: string): Promise<Node[]> {
  const root = (await parsers.markdown.parse(text, { originalText: text } as never)) as Node;
  const leaves = (node: Node): Node[] => (node.children ? node.children.flatMap(leaves) : [node]);
  return leaves(root);
}

/** All that comes from objects bears this mark. */
const mark = 'XYZZY';

const hostile = fc
  .array(
    fc.constantFrom(
      ...[
        '`',
        '``',
        '```',
        '@someone',
        '#12',
        '<b>',
        '</details>',
        '<!--',
        '-->',
        '|',
        '\n',
        '\r\n',
        '\n\n',
        ' ',
        '\t',
      ],
      ...['&lt;', '\\', '*', '_', '[a](http://b)', '![a](b)', '/close', '\n/close\n', '~~', '$x$', ':+1:', '\u202e'],
      ...['\u0000', '\u001b[31m', '\u2028', '🎉', '\ud800', '"', "'", '(hidden)', '- a', '# b', '---', '{{', '%'],
    ),
    { maxLength: 9 },
  )
  .map((parts) => `${parts.slice(0, 4).join('')}${mark}${parts.slice(4).join('')}`);

const report = (texts: readonly string[]) => {
  const [name, pointer, before, note, place, environment, from, other] = texts as [string, ...string[]];
  const changed: ObjectChange = {
    object: name,
    identity: { apiVersion: 'v1', kind: 'ConfigMap', name },
    change: 'changed',
    effect: 'loses data',
    fields: [{ pointer: pointer!, before: before!, after: { [other!]: [other!] }, effect: 'loses data' }],
    order: [{ by: 'hook', before: place!, after: other! }],
    note: note!,
  };
  return {
    from: from!,
    environments: [
      { name: environment!, changes: [changed] },
      { name: other!, changes: [] },
    ],
  };
};

describe('a comment', () => {
  test.each(['github', 'markdown'] as const)('as %s shows whatever comes from objects as code', async (format) => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostile, { minLength: 8, maxLength: 8 }), async (texts) => {
        const text = formats[format](report(texts));
        const pieces = await piecesOf(text);
        const marked = pieces.filter(({ value }) => value?.includes(mark));
        expect(marked.length).toBeGreaterThan(5);
        for (const { type, value = '' } of marked) {
          if (type !== 'html') expect(type).toBe('inlineCode');
          // The one line of HTML with a name in it: its environments.
          else
            expect(value).toMatch(
              /^<details open><summary>(<code>([^<>"'@`&]|`|&(amp|lt|gt|quot|#39|#64);)*<\/code>)(, )?: [^<>]*<\/summary>$/u,
            );
        }
        const html = pieces.filter(({ type }) => type === 'html').length;
        expect(html).toBe(format === 'github' ? 3 : 0);
        expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e\u2028]/);
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  test('as text has no character that a terminal obeys', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 8, maxLength: 8 }), (texts) => {
        expect(formats.text(report(texts))).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e\u2028]/);
      }),
      { numRuns: 100, seed: 7 },
    );
  });
});

test.each([
  ['plain', '`plain`'],
  ['a`b', '``a`b``'],
  ['`', '`` ` ``'],
  ['``a`', '``` ``a` ```'],
  ['', '`  `'],
  [' a', '`  a `'],
  ['a\nb\u0007', '`a\\u000ab\\u0007`'],
  ['x'.repeat(500), `\`${'x'.repeat(400)}…\``],
])('the text %j is the code %s', (text, code) => {
  expect(codeSpan(text)).toBe(code);
});

test('in HTML everything that could be markup or a mention is an entity', () => {
  expect(htmlCode(`<a href="x">'&@me`)).toBe('<code>&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#64;me</code>');
});

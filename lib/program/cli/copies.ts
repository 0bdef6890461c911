import { DefinitionError } from '../../core/values';

/*
 * What one copy of this library is told of a construct, such as a condition or a token, no other one knows: an app with two of them
 * would lose it without a word.
 */

const key = Symbol.for('chartwright.copies');
const shared = globalThis as { [key]?: Set<string> };

/** The files of all copies that this process has loaded, also of those that it has loaded again. */
const copies = (shared[key] ??= new Set());
copies.add(__filename);

/** @throws DefinitionError where the process has loaded several copies of this library */
export function refuseCopies(): void {
  if (copies.size <= 1) return;
  throw new DefinitionError([
    {
      code: 'several-copies',
      message: `the app has loaded ${copies.size} copies of chartwright, none of which knows what the others were told: ${[...copies].join(', ')}`,
      remedy:
        'Let there be one: npm ls chartwright says who brings the others, npm dedupe may join them. A package of constructs names chartwright as a peer dependency.',
    },
  ]);
}

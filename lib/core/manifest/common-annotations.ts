import { Expression, Merged, type Refs, type Tree } from '../values';
import { inReadingOrder } from '../values/decode-tree';
import type { CommonValues } from './common-values';

type Entries = { readonly [key: string]: Tree };

/** The object with the annotations that users give to all objects. Where it has the same key itself, its own word holds. */
export function withCommonAnnotations(
  { commonAnnotations }: Pick<Refs<CommonValues>, 'commonAnnotations'>,
  object: Record<string, Tree>,
): Record<string, Tree> {
  const metadata = object['metadata'] as Entries;
  const annotations = beside(commonAnnotations, metadata['annotations']);
  return { ...object, metadata: { ...metadata, annotations } };
}

function beside(common: Expression, own: Tree | undefined): Tree {
  const parts = own instanceof Merged ? own.parts : [(own ?? {}) as Expression | Entries];
  const written = parts.filter((part) => part instanceof Expression || Object.keys(part).length > 0);
  if (written.length === 0) return common;
  const { parts: all } = inReadingOrder([common, ...written]);
  // Those of users come last, as they do without these.
  const ofUsers = all.filter((part) => part instanceof Expression && part.node.kind === 'overlay');
  const inOrder = [...all.filter((part) => !ofUsers.includes(part)), ...ofUsers];
  return inOrder.length === 1 ? inOrder[0]! : new Merged(inOrder);
}

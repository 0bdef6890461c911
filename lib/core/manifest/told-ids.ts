import type { Construct } from 'constructs';
import { tokens, type Expression } from '../values';
import { numbered } from '../values/token-text';

/*
 * Constructs of cdk8s-plus make ids of names and namespaces, which are values in a chart with values: the id then has a token in it,
 * which would be another one as soon as the app takes one value more. Names and files are made of what the token stands for.
 */

/** The id of a construct with the name of a value in place of its token; nothing in place of what each chart has. */
export function toldId(id: string): string {
  let said = id;
  for (const [, number] of id.matchAll(numbered)) {
    const minted = tokens.numbered(number!);
    // A construct writes two dashes for a slash or a line break in its id.
    const written = String(minted?.token).replace(/[/\n]/g, '--');
    if (minted) said = said.replace(written, () => told(minted.expression));
  }
  return said;
}

/** The path of a construct, likewise. */
export const toldPath = (construct: Construct): string =>
  construct.node.scopes
    .map(({ node }) => toldId(node.id))
    .filter((id) => id !== '')
    .join('/');

function told({ node }: Expression): string {
  switch (node.kind) {
    case 'reference':
      return node.path.join('-');
    case 'text':
      return node.parts.map((part) => (typeof part === 'string' ? part : told(part))).join('');
    default:
      return '';
  }
}

/* Lets the inferred types of the package have the documentation of what they were inferred from. */
import ts from 'typescript';

/**
 * Has TypeScript write, beside each property of an inferred type, what is said of it where it is declared: its comment, or the
 * `description` of the call that makes it. Of itself it keeps comments only of properties of the same file, and knows of no descriptions,
 * so that editors would tell nothing of the values and properties of workloads.
 *
 * @param program whose declarations are about to be written
 */
export function document(program) {
  const checker = program.getTypeChecker();
  const found = [];
  for (const source of program.getSourceFiles()) {
    if (source.isDeclarationFile) continue;
    const visit = (node) => {
      if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) {
        const text = commentOf(node) ?? descriptionOf(node.initializer, checker);
        if (text !== undefined) found.push([node, text]);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  // TypeScript writes the text of such a tag wherever it repeats the property that has it.
  for (const [node, text] of found)
    node.symbol.declarations.push(
      ts.factory.createJSDocPropertyTag(undefined, node.name, false, undefined, false, text),
    );
}

function commentOf(node) {
  const comment = ts.getJSDocCommentsAndTags(node).findLast(ts.isJSDoc);
  const lines = comment
    ?.getText()
    .replace(/^\/\*\*(?:\s*\*)?\s*|\s*\*\/$/g, '')
    .split(/\n\s*\* ?/);
  return lines?.join('\n').trim();
}

/** What a value or a group of values says of itself: the last text of the call that declares it. */
function descriptionOf(value, checker) {
  if (value === undefined || !ts.isCallExpression(value)) return undefined;
  const declared = checker.getTypeAtLocation(value);
  if (!['Leaf', 'Group'].includes((declared.aliasSymbol ?? declared.symbol)?.name)) return undefined;
  const description = value.arguments.at(-1);
  const before = value.arguments.at(-2);
  const text = [description, before].find((each) => each && ts.isStringLiteralLike(each) && each.text.includes(' '));
  return text && `${text.text.replaceAll('*/', '* /')}.`;
}

/** A comment of one line on one line, as people write them. */
export const withShortComments = (text) => text.replace(/\/\*\*\n\s*\* (.*)\n\s*\*\//g, '/** $1 */');

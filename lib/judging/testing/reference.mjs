import { readFileSync } from 'node:fs';
import { Comment, CommentTag, Context, Converter, ReflectionKind } from 'typedoc';

/*
 * A plugin of TypeDoc for `npm run docs:api`. What constructs take is declared as kinds, and its type is computed from them: the
 * reference shows what comes of that, and not how. Exports stand in the groups of lib/index.ts, those of `authoring` in its folders.
 */

const index = 'lib/index.ts';

/** Types that stand for what somebody writes in braces. */
const written = /(Props|Defaults|[^e]Settings|SmokeTest|KeySource|Options)$/;

/** Groups of what `authoring` exports, by where it is declared. */
const folders = [
  ['lib/authoring/cdk8s-plus/', 'Values in constructs of cdk8s-plus'],
  ['lib/authoring/integrations/', 'Integrations'],
  ['lib/authoring/workloads/', 'Workloads'],
];

/** The group of each name that the index exports by itself: the comment above it, or above an export before it. */
function groupsOf(source) {
  const groups = new Map();
  let group = 'The program';
  for (const [, comment, names, namespace] of source.matchAll(
    /^\/\/ (.+)\.$|^export (?:type )?\{([^}]*)\}|^export \* as (\w+)/gm,
  )) {
    if (comment) group = comment;
    for (const name of names?.split(',') ?? [namespace]) {
      const exported = name
        ?.trim()
        .replace(/^type /, '')
        .split(' as ')
        .at(-1);
      if (exported) groups.set(exported, group);
    }
  }
  return groups;
}

/** @param {import('typedoc').Application} app */
export function load(app) {
  const { getComment } = Context.prototype;
  Context.prototype.getComment = function (symbol, kind) {
    const comment = getComment.call(this, symbol, kind);
    if (kind !== ReflectionKind.TypeAlias || !written.test(symbol.name)) return comment;
    const shown = comment?.clone() ?? new Comment();
    shown.modifierTags.add('@interface');
    return shown;
  };

  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (_, reflection) => {
    // What looks like a default is the kind that the property is declared as.
    if (reflection.parent?.kindOf(ReflectionKind.Interface)) delete reflection.defaultValue;
  });

  app.converter.on(
    Converter.EVENT_RESOLVE_BEGIN,
    ({ project }) => {
      const groups = groupsOf(readFileSync(index, 'utf8'));
      for (const each of project.children ?? []) {
        const file = each.sources?.[0]?.fullFileName ?? '';
        const folder = folders.find(([path]) => file.includes(path))?.[1];
        const category = groups.get(each.name) ?? folder ?? 'Workloads';
        const commented = each.signatures ?? [each];
        for (const one of commented) {
          one.comment ??= new Comment();
          one.comment.blockTags.push(new CommentTag('@category', [{ kind: 'text', text: category }]));
        }
      }
    },
    1000,
  );
}

import { Construct, type IConstruct } from 'constructs';
import { DefinitionError, Expression, keysOfPointer, pointerTo, type Problem, type Tree } from '../values';
import { anExpression, aText, takes } from '../values/argument';
import { anObject } from './argument';
import { subjectOf, traitsOf, type FieldComment } from './traits';

const commentTakes = {
  of: takes('Comment.of(object)', anObject),
  set: takes('Comment.of(object).set(comment)', aText),
  at: takes('Comment.of(object).at(pointer, comment)', aText, aText),
};

const ofValueTakes = takes('Comment.ofValue(value, comment)', anExpression, aText);

/** The comments on the values of each chart, by path. */
const ofValues = new WeakMap<IConstruct, Map<string, string>>();

/** The comments on the values of a chart, by path: `api.image.tag`. */
export const valueCommentsOf = (chart: IConstruct): ReadonlyMap<string, string> => ofValues.get(chart) ?? new Map();

const notAValue: Problem = {
  code: 'invalid-comment',
  message: 'Comment.ofValue(value, comment) takes a value of a chart, and this is computed from values',
  remedy: 'Give the reference itself, as in Comment.ofValue(this.values.api.image.tag, ...).',
};

/** What ends a comment, or is in none. */
const noLine = /[\0-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;

/** Comments of an object, for whoever reads or updates it. */
export class Comment {
  static of(object: IConstruct): Comment {
    commentTakes.of(object);
    return new Comment(subjectOf(object));
  }

  private constructor(private readonly object: IConstruct) {}

  /**
   * A comment behind a value in the values files of the chart, where programs look for it that write the value:
   * `Comment.ofValue(this.values.api.image.tag, '{"$imagepolicy": "flux-system:web:tag"}')`.
   *
   * @param value a value of a chart, by its reference; not a group of them
   * @param comment on one line, without `#`
   * @throws DefinitionError for a comment of several lines, and for what is not a value of a chart
   */
  static ofValue(value: Expression, comment: string): void {
    ofValueTakes(value, comment);
    const { node } = value;
    if (node.kind !== 'reference' || !Construct.isConstruct(node.owner)) throw new DefinitionError([notAValue]);
    const comments = ofValues.get(node.owner) ?? new Map<string, string>();
    ofValues.set(node.owner, comments);
    comments.set(node.path.join('.'), oneLine(comment, `values.${node.path.join('.')}`));
  }

  /** A sentence that stands above the object in both outputs. */
  set(comment: string): this {
    commentTakes.set(comment);
    traitsOf(this.object).comment = comment;
    return this;
  }

  /**
   * A comment at the end of the line of a field, in the plain output, where programs look for it that write the field:
   * `Comment.of(deployment).at('/spec/template/spec/containers/0/image', '{"$imagepolicy": "flux-system:web"}')`. A chart has what is to
   * be written in its values: `Comment.ofValue`.
   *
   * @param pointer JSON pointer of the field in the finished object
   * @param comment on one line, without `#`
   * @throws DefinitionError for a comment of several lines
   */
  at(pointer: string, comment: string): this {
    commentTakes.at(pointer, comment);
    traitsOf(this.object).fieldComments.push({ pointer, text: oneLine(comment, this.object.node.path) });
    return this;
  }
}

/** A comment that is one line, as it stands behind a field. */
export function oneLine(comment: string, construct: string): string {
  const text = comment.trim();
  if (text !== '' && !noLine.test(text)) return text;
  const message = `the comment ${JSON.stringify(comment)} is not one line of text`;
  throw new DefinitionError([
    {
      code: 'invalid-comment',
      construct,
      message,
      remedy: 'Say it on one line; Comment.of(object).set(...) takes several, above the object.',
    },
  ]);
}

/** The comments whose field is there, or may be; a pointer that leads nowhere is a problem. */
export function fieldComments(
  object: Tree,
  comments: readonly FieldComment[],
  construct: string,
  problems: Problem[],
): FieldComment[] {
  return comments.filter(({ pointer }) => {
    const missing = missingAt(object, pointer);
    if (missing === undefined) return true;
    problems.push({
      code: 'unreachable-comment',
      construct,
      path: pointer,
      message: `there is no such field to comment on: the object has nothing at ${missing}`,
      remedy: 'Give the JSON pointer of a field of the finished object, as in /spec/template/spec/containers/0/image.',
    });
    return false;
  });
}

/** The first place on a pointer's way that is not there; what an expression holds is known only with values. */
function missingAt(object: Tree, pointer: string): string | undefined {
  const keys = keysOfPointer(pointer);
  if (!pointer.startsWith('/') || keys.length === 0) return JSON.stringify(pointer);
  let node: Tree | undefined = object;
  for (const [i, key] of keys.entries()) {
    if (node instanceof Expression) return undefined;
    const isThere: boolean = typeof node === 'object' && Object.hasOwn(node, key);
    if (!isThere) return pointerTo('', ...keys.slice(0, i + 1));
    node = (node as { readonly [key: string]: Tree })[key];
  }
  return undefined;
}

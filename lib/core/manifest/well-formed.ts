import {
  Expression,
  Merged,
  isBlock,
  operandsOf,
  pointerTo,
  presence,
  typeOfOperand,
  type ExpressionNode,
  type Problem,
  type Tree,
  type ValueType,
} from '../values';
import { fileFault } from './file-fault';
import { sameTree } from '../values/same-tree';

/** Where an expression stands: as an entry, in a list, among the entries of a map, or as the argument of another one. */
type Position = 'entry' | 'element' | 'part' | 'argument';

type Node<K extends ExpressionNode['kind']> = Extract<ExpressionNode, { kind: K }>;

/**
 * What is wrong with the expressions of one chart, so that neither output could be printed. Each printer and the evaluator may count
 * on what passes.
 */
export class WellFormed {
  private readonly named = new Map<string, { readonly node: Node<'named'>; readonly construct: string }>();
  private readonly seen = new Map<Expression, Set<string>>();

  constructor(private readonly problems: Problem[]) {}

  /**
   * Looks at a tree.
   *
   * @param construct path of the construct that it belongs to
   * @param isInChartOnly whether no plain output has it
   */
  check(tree: Tree | undefined, construct: string, isInChartOnly = false): void {
    this.visit(tree, { construct, pointer: '', variables: [], isInChartOnly }, 'entry');
  }

  /** Looks at a condition. */
  checkExpression(expression: Expression, construct: string, isInChartOnly = false): void {
    const place = { construct, pointer: '', variables: [], isInChartOnly };
    this.mustBe('boolean', expression, 'a condition', place);
    this.visit(expression, place, 'argument');
  }

  /** Looks at what NOTES.txt tells. */
  checkNote(text: Expression, construct: string): void {
    const place = { construct, pointer: '', variables: [], isInChartOnly: true };
    if (text instanceof Expression && text.node.kind === 'text') return this.visit(text, place, 'argument');
    this.refuse(
      place,
      'a note is not a text`...`',
      'Write it as text`...`: chart.note(text`Open ${url}`).',
      'invalid-note',
    );
  }

  private visit(tree: Tree | undefined, place: ExpressionPlace, position: Position): void {
    if (tree instanceof Expression) this.expression(tree, place, position);
    else if (tree instanceof Merged) tree.parts.forEach((part) => this.visit(part, place, 'part'));
    else if (isBlock(tree)) {
      const own = Array.isArray(tree) ? 'element' : 'entry';
      for (const [key, value] of Object.entries(tree)) {
        // There is nothing to say of a literal.
        if (isBlock(value)) this.visit(value, inside(place, key), own);
      }
    }
  }

  private expression(expression: Expression, place: ExpressionPlace, position: Position): void {
    const { node } = expression;
    const how = `${position} ${place.variables.join()} ${place.isInChartOnly}`;
    const known = this.seen.get(expression) ?? new Set();
    if (known.has(how)) return;
    this.seen.set(expression, known.add(how));
    if ((node.kind === 'when' || node.kind === 'each') && isOutOfPlace(node, position)) {
      const { message, remedy } = outOfPlace[node.kind];
      return this.refuse(place, message, remedy);
    }
    this.own(expression, place);
    switch (node.kind) {
      case 'when':
        this.visit(node.condition, place, 'argument');
        return this.visit(node.tree, place, position);
      case 'each':
        this.visit(node.source, place, 'argument');
        return this.visit(node.body, { ...place, variables: [...place.variables, ...variablesOf(node)] }, 'element');
      case 'named':
        // It is printed by itself, where no loop is around it.
        return this.visit(node.body, { ...place, variables: [] }, 'entry');
      default:
        return operandsOf(expression).forEach((part) => this.visit(part, place, 'argument'));
    }
  }

  /** What an expression has to be beside its parts. */
  private own({ node }: Expression, place: ExpressionPlace): void {
    switch (node.kind) {
      case 'and':
      case 'or':
        if (node.operands.length === 0)
          this.refuse(place, `${node.kind}() was given no condition`, 'Give it at least one, or leave it out.');
        return node.operands.forEach((operand) => this.mustBe('boolean', operand, `${node.kind}()`, place));
      case 'not':
        return this.mustBe('boolean', node.operand, 'not()', place);
      case 'choose':
      case 'when':
        return this.mustBe('boolean', node.condition, `${node.kind}()`, place);
      case 'equals':
        return this.comparable(node, place);
      case 'concat':
        if (node.lists.length === 0) this.refuse(place, 'concat() was given no list', 'Give it at least one.');
        return node.lists.forEach((list) => this.mustBe('list', list, 'concat()', place));
      case 'overlay':
        if (node.maps.length === 0) this.refuse(place, 'overlaid() was given no map', 'Give it at least one.');
        return node.maps.forEach((map) => this.mustBe('map', map, 'overlaid()', place));
      case 'join':
      case 'items':
        return this.mustBe('list', node.list, `${node.kind}()`, place);
      case 'without':
        return this.mustBe('map', node.map, 'entries()', place);
      case 'each':
        return this.loop(node, place);
      case 'item':
        if (!place.variables.includes(node.variable)) {
          const message = `the element "${node.variable}" of a loop stands where that loop is not around it`;
          this.refuse(
            place,
            message,
            'Use it only inside the function that was given to each(), and not inside named().',
          );
        }
        return;
      case 'named':
        return this.template(node, place);
      case 'builtin':
        return this.builtin(node, place);
      case 'file': {
        const fault = fileFault(node);
        if (fault) this.refuse(place, fault.message, fault.remedy);
        return;
      }
      default:
    }
  }

  /** What is applied without Helm is neither installed nor upgraded. */
  private builtin({ name }: Node<'builtin'>, place: ExpressionPlace): void {
    if (place.isInChartOnly || (name !== 'Release.IsInstall' && name !== 'Release.IsUpgrade')) return;
    this.refuse(
      place,
      `.${name} stands in an object that both outputs have, and only Helm knows whether a release is installed or upgraded`,
      "Use a hook for what differs: Hook.of(object).on('pre-upgrade'). In notes, and in tests and hooks that only the chart has, it can stand.",
    );
  }

  private loop(node: Node<'each'>, place: ExpressionPlace): void {
    const { key, source, variable } = node;
    if (key === undefined && source.valueType === 'map') {
      const remedy = "Name key and value: each(map, ['key', 'value'], (key, value) => ...).";
      this.refuse(place, 'each() with one name was given a map, where it takes a list', remedy);
    } else this.mustBe(key === undefined ? 'list' : 'map', source, 'each()', place);
    for (const name of variablesOf(node).filter((each) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(each))) {
      const message = `each() cannot name its element ${JSON.stringify(name)}: templates take letters, digits and underscores`;
      this.refuse(place, message, "Use a name such as 'host'.");
    }
    if (key === variable) {
      const message = `each() calls both the key and the value of an entry ${JSON.stringify(key)}`;
      this.refuse(place, message, "Give each a name of its own, as in ['name', 'value'].");
    }
    if (presence(node.body) === true) return;
    const message = `an element of the loop over "${node.variable}" may be left out, which would leave a gap in the list`;
    this.refuse(place, message, 'Give the element a field that is always there.');
  }

  /** A name is that of one body. */
  private template(node: Node<'named'>, place: ExpressionPlace): void {
    if (!/^[A-Za-z0-9]([-A-Za-z0-9._/]*[A-Za-z0-9])?$/.test(node.name)) {
      const message = `named() cannot call its template ${JSON.stringify(node.name)}`;
      return this.refuse(place, message, 'Use letters, digits, dots and dashes.');
    }
    if (node.description.includes('*/') || node.description.includes('}}')) {
      const message = `the description of named(${JSON.stringify(node.name)}, ...) ends the comment that it stands in`;
      this.refuse(place, message, 'Leave out "*/" and "}}".');
    }
    const other = this.named.get(node.name);
    if (!other) return void this.named.set(node.name, { node, construct: place.construct });
    if (other.node === node) return;
    if (other.node.description === node.description && sameTree(other.node.body, node.body)) return;
    const message = `two different templates are called named(${JSON.stringify(node.name)}, ...); the other one is in ${other.construct}`;
    this.refuse(place, message, 'Give each a name of its own.', 'same-name');
  }

  /** Templates do not compare a string with a number; numbers of all kinds, and what may be a string or a number, are compared as JSON. */
  private comparable({ left, right }: Node<'equals'>, place: ExpressionPlace): void {
    const types = [left, right].map((side) => typeOfOperand(side));
    const [a, b] = types as [ValueType, ValueType];
    const block = types.find((type) => type === 'list' || type === 'map');
    if (block !== undefined) {
      this.refuse(place, `equals() was given a ${block}`, 'Compare strings, numbers or booleans.');
    } else if (a !== b && !types.some((type) => type === 'number' || type === 'scalar')) {
      const remedy = 'Compare values of one type: equals(port, 80), and not equals(port, "80").';
      this.refuse(
        place,
        `equals() was given ${withArticle(a)} and ${withArticle(b)}, which are never the same`,
        remedy,
      );
    }
  }

  private mustBe(type: keyof typeof remedies, expression: Expression, name: string, place: ExpressionPlace): void {
    const { valueType } = expression;
    if (valueType === type || isOutOfPlace(expression.node, 'argument')) return;
    this.refuse(place, `${name} was given ${withArticle(valueType)} where it takes a ${type}`, remedies[type]);
  }

  private refuse(
    { construct, pointer }: ExpressionPlace,
    message: string,
    remedy: string,
    code = 'invalid-expression',
  ): void {
    this.problems.push({ code, construct, ...(pointer === '' ? {} : { path: pointer }), message, remedy });
  }
}

/** What a loop calls what it gives to its body. */
const variablesOf = ({ key, variable }: Node<'each'>): readonly string[] =>
  key === undefined ? [variable] : [key, variable];

const withArticle = (type: ValueType) => `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;

/** What to do where an expression has another type than the one that is wanted. */
const remedies = {
  boolean: 'Use a boolean of the values, or ask for what is meant: isSet(text), equals(value, other).',
  list: 'Use a list of the values; for the entries of a map there is entries(map).',
  map: 'Use a map of the values; for the elements of a list there is items(list).',
};

interface ExpressionPlace {
  readonly construct: string;
  readonly pointer: string;
  /** The loops around the place, by the names of their elements. */
  readonly variables: readonly string[];
  /** Whether it is in the chart alone. @default false */
  readonly isInChartOnly?: boolean;
}

const inside = (place: ExpressionPlace, key: string): ExpressionPlace => ({
  ...place,
  pointer: pointerTo(place.pointer, key),
});

/** What stands for a field or for elements, and so has no value of its own that a function could take. */
const isOutOfPlace = ({ kind }: ExpressionNode, position: Position): boolean =>
  (kind === 'when' && position === 'argument') || (kind === 'each' && position !== 'element');

const outOfPlace = {
  when: {
    message: 'when() stands for a field or an element, and was given to a function',
    remedy: 'Use choose(condition, a, b) for a value, or put when() around the whole field.',
  },
  each: {
    message: 'each() stands for the elements of a list, and was used as something else',
    remedy: 'Put it into a list: [...each(list, name, body)].',
  },
};

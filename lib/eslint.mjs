/*
 * Settings for ESLint that find what an author's code does to a reference as if it were its value; for `eslint.config.mjs`:
 * `import chartwright from 'chartwright/eslint'; export default [...chartwright];`. They need typescript-eslint.
 */
import tseslint from 'typescript-eslint';

const comparisons = new Set(['===', '!==', '==', '!=']);
/** Methods of a list that ask each element whether it is true. */
const asking = new Set(['filter', 'find', 'findIndex', 'findLast', 'findLastIndex', 'some', 'every']);

const remedies = {
  compared: 'This compares what stands for a value while the app is built: use equals(a, b), choose() and when().',
  asked: 'A reference is always true: use choose(), when() or Condition.of(construct).when(...).',
};

/** What the rules of typescript-eslint let pass: a reference that is compared, or made true or false by a function. */
const referenceAsValue = {
  meta: { type: 'problem', messages: remedies, schema: [] },
  create(context) {
    const { parserServices } = context.sourceCode;
    const checker = parserServices.program.getTypeChecker();
    const isReference = (node) => holdsReferences(parserServices.getTypeAtLocation(node));
    const refuse = (node, messageId) => context.report({ node, messageId });
    const isBoolean = (node) => node?.type === 'Identifier' && node.name === 'Boolean';
    return {
      BinaryExpression(node) {
        const { operator, left, right } = node;
        if (!comparisons.has(operator) || [left, right].some(isNothing)) return;
        if (isReference(left) || isReference(right)) refuse(node, 'compared');
      },
      SwitchStatement({ discriminant, cases }) {
        const compared = [discriminant, ...cases.flatMap(({ test }) => test ?? [])];
        const found = compared.find(isReference);
        if (found) refuse(found, 'compared');
      },
      UnaryExpression(node) {
        if (node.operator === '!' && !isCondition(node) && isReference(node.argument)) refuse(node, 'asked');
      },
      CallExpression(node) {
        const { callee, arguments: given } = node;
        if (isBoolean(callee) && given[0] && isReference(given[0])) return refuse(node, 'asked');
        if (callee.type !== 'MemberExpression' || !asking.has(callee.property.name) || !isBoolean(given[0])) return;
        const list = parserServices.getTypeAtLocation(callee.object);
        const element = checker.getIndexTypeOfType(list, 1);
        if (element && holdsReferences(element)) refuse(node, 'asked');
      },
    };
  },
};

/** Whether all values of a type are references; one that may be missing can be asked for. */
function holdsReferences(type) {
  if (type.isUnion()) return type.types.every(holdsReferences);
  const symbol = type.getSymbol();
  return symbol?.name === 'Expression' && ['node', 'shape', 'valueType'].every((name) => type.getProperty(name));
}

/** Whether something decides what is done, about which no-unnecessary-condition has a word to say. */
function isCondition(node) {
  const { parent } = node;
  if (parent.type === 'UnaryExpression' && parent.operator === '!') return isCondition(parent);
  return parent.test === node || (parent.type === 'LogicalExpression' && parent.left === node);
}

const isNothing = (node) =>
  (node.type === 'Literal' && node.value === null) || (node.type === 'Identifier' && node.name === 'undefined');

export default [
  {
    name: 'chartwright',
    files: ['**/*.ts', '**/*.mts', '**/*.cts'],
    plugins: {
      '@typescript-eslint': tseslint.plugin,
      chartwright: { rules: { 'reference-as-value': referenceAsValue } },
    },
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
    rules: {
      // A reference is always true: `if (values.search.enabled)`, `values.a || values.b`, `values.a ?? values.b`.
      '@typescript-eslint/no-unnecessary-condition': 'error',
      // `values.a === values.b`, `switch (values.level)`, `Boolean(values.flag)`.
      'chartwright/reference-as-value': 'error',
      // `'http://' + values.host` and `values.port + 1`: one asks for a text, the other for a sum, which no template can give.
      '@typescript-eslint/restrict-plus-operands': 'error',
      // `values.a == 'x'` compares what stands for the value.
      eqeqeq: 'error',
    },
  },
];

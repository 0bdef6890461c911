/** An expression as an author writes it, and what it means. */
interface Row {
  readonly code: string;
  readonly means: string;
  /** Where alone it can stand. */
  readonly only?: 'notes';
}

interface Section {
  readonly title: string;
  readonly about?: string;
  readonly rows: readonly Row[];
}

export const introduction = `# Expressions

<!-- Written by \`npm run expressions\`, by the two printers; a test holds it to them, and both Helms print the same objects. -->

No value is known while a definition runs. What depends on values is an expression: the chart has it as an action of a template, the plain
YAML what comes out of it. This page has all of them. Each stands as the field \`x\` of an object, with these values:

\`\`\`ts
values({
  replicas: integer(3, 'Number of pods', { minimum: 1, maximum: 100 }),
  parts: integer(2, 'Number of parts', { minimum: 1, maximum: 9 }),
  ratio: number(0.1, 'Share', { minimum: 0, maximum: 1 }),
  host: string('db.example.org', 'Host'),
  user: string('', 'User'),
  level: oneOf(['info', 'debug'], 'info', 'Log level'),
  isOn: boolean(true, 'Whether it is on'),
  share: block<string | number>({ type: ['integer', 'string'] }, '50%', 'A number or a percentage'),
  hosts: list<string>(string('', 'Host'), ['a', 'b'], 'Hosts'),
  more: list<string>(string('', 'Host'), ['c'], 'More hosts'),
  ports: list(object({ name: string('', 'Name'), port: integer(1, 'Port') }, 'A port'), [{ name: 'http', port: 80 }], 'Ports'),
  env: stringMap({ LEVEL: 'info', A: '1' }, 'Environment variables'),
  labels: stringMap({ team: 'core' }, 'Labels'),
  site: templated(string('{{ .Release.Name }}.example.org', 'Name of the site')),
  memory: quantity('512Mi', 'Memory'),
});
\`\`\`

**Empty** is \`""\`, an empty list, an empty map. 0 and \`false\` are values, unlike in templates of Helm.`;

export const sections: readonly Section[] = [
  {
    title: 'Values and facts',
    rows: [
      { code: 'values.host', means: 'A value. A string stands in quotes, which nothing in it can break.' },
      {
        code: 'values.replicas',
        means: "A whole number. Helm's numbers are floats, and 12345678 would print as 1.2345678e+07.",
      },
      { code: 'values.ratio', means: 'Any other number, as JSON.' },
      { code: 'values.level', means: 'One of a few words that need no quotes.' },
      { code: 'values.share', means: 'A number or a string, as JSON tells them apart.' },
      { code: 'values.labels', means: 'A map or list; left out where it is empty.' },
      {
        code: 'values.site',
        means:
          'A text in which users may write templates, of a closed set that its schema says: it was declared with `templated(...)`.',
      },
      { code: 'releaseName', means: 'The name of the release.' },
      { code: 'releaseNamespace', means: 'The namespace of the release.' },
      { code: 'chartName', means: "The chart's name." },
      { code: 'chartVersion', means: "The chart's version." },
      { code: 'appVersion', means: 'The version of the application.' },
      { code: 'fullname', means: 'What all names of the release begin with.' },
      {
        code: 'wellKnownPrefix',
        means: 'The same with a dash, and nothing in the release that has the name of the chart.',
      },
      { code: 'labels', means: 'The labels of every object.' },
      { code: 'selectorLabels', means: 'The labels by which a release knows its objects.' },
    ],
  },
  {
    title: 'Conditions',
    about: 'They stand in `when`, `choose`, `Condition.of(construct).when(condition)`, and in any boolean field.',
    rows: [
      { code: 'values.isOn', means: 'A boolean is a condition.' },
      { code: "equals(values.level, 'debug')", means: 'Both sides are the same scalar, of one type.' },
      { code: 'lessThan(values.replicas, 3)', means: 'The first number is less than the second.' },
      { code: 'greaterThan(values.ratio, 0.5)', means: 'The first number is more than the second.' },
      { code: 'lessOrEqual(values.replicas, 3)', means: 'The first number is at most the second.' },
      { code: 'greaterOrEqual(values.ratio, 0.5)', means: 'The first number is at least the second.' },
      {
        code: "quantityAtMost(values.memory, '1Gi')",
        means: 'An amount is at most another one, in whatever units they are, exactly.',
      },
      {
        code: 'isSet(values.user)',
        means: 'A string, list or map is not empty. A number or boolean is refused: it never is.',
      },
      { code: 'not(values.isOn)', means: 'The condition does not hold.' },
      { code: 'and(values.isOn, isSet(values.hosts))', means: 'Each condition holds.' },
      { code: 'or(values.isOn, isSet(values.user))', means: 'At least one condition holds.' },
      { code: "contains(values.host, 'example')", means: 'A text has another one in it; the empty one is in each.' },
      { code: "contains(values.hosts, 'a')", means: 'A list has an element, of the same type: 80 is not "80".' },
      { code: "startsWith(values.host, 'db')", means: 'A text begins with another one.' },
      { code: "endsWith(values.host, '.org')", means: 'A text ends with another one.' },
      {
        code: "matches(values.host, '^[a-z.]+$')",
        means: 'A regular expression finds something in a text. It has what Go and JavaScript read alike.',
      },
      {
        code: "isUnique(values.ports, 'name')",
        means: 'No two elements of a list are the same in these fields; without fields, the same as a whole.',
      },
    ],
  },
  {
    title: 'One or the other, there or not',
    rows: [
      {
        code: "choose(values.isOn, 'on', 'off')",
        means: 'The first where the condition holds, else the second. Both are scalars.',
      },
      { code: "orElse(values.user, 'nobody')", means: 'The value where it is not empty, else the other.' },
      {
        code: "orElse(values.user, values.host, 'nobody')",
        means: 'Of several the first that is not empty, else the last.',
      },
      { code: 'optional(values.user)', means: 'A string where it is not empty; else the field is left out.' },
      {
        code: 'when(values.isOn, { port: 80 })',
        means: 'A field, an element, a subtree where the condition holds; else it is left out.',
      },
    ],
  },
  {
    title: 'Numbers',
    about: `Whole numbers are computed with as such, exactly. All others are computed with as decimals, by the digits that they are written with: 0.1 + 0.2 is 0.3,
and the result is the float that is nearest. A result is whole where all operands are, by their schema.

The bounds of the schema are carried on: \`add(values.replicas, 1)\` is 2 to 101. Where they let a whole result pass 2^53 - 1, up to which both outputs
have all whole numbers, or another one pass 1.8 * 10^308, the call is refused where it stands; say the \`maximum\` (and \`minimum\`) of the value, or take
\`min(value, 1000)\` of a value that is not yours. So is a division by what may be 0: say \`minimum: 1\`, or divide by \`max(value, 1)\`. There is no NaN,
no infinity, and no -0. Quantities such as \`512Mi\` are texts, with which nothing is computed.`,
    rows: [
      { code: 'add(values.replicas, 1)', means: 'The sum, of two or more.' },
      { code: 'add(values.ratio, 0.2)', means: 'The sum of decimals: 0.1 and 0.2 are 0.3.' },
      { code: 'sub(values.replicas, 1)', means: 'The first less the second.' },
      { code: 'mul(values.replicas, 1000)', means: 'The product, of two or more.' },
      { code: 'mul(values.replicas, values.ratio)', means: 'The product of decimals.' },
      {
        code: 'div(values.replicas, values.parts)',
        means: 'Of whole numbers the whole quotient, cut off at the point: -7 by 2 is -3.',
      },
      {
        code: 'div(values.ratio, values.parts)',
        means: 'Else a decimal, rounded to 16 places, half of one away from zero.',
      },
      {
        code: 'mod(values.replicas, 2)',
        means: 'What a division of whole numbers leaves, with the sign of the first.',
      },
      { code: 'min(values.replicas, 10)', means: 'The smallest.' },
      { code: 'max(values.ratio, 0.5)', means: 'The largest.' },
      { code: 'floor(mul(values.replicas, 0.5))', means: 'The next whole number that is not larger.' },
      { code: 'ceil(mul(values.replicas, 0.5))', means: 'The next whole number that is not smaller.' },
      {
        code: 'round(mul(values.replicas, 0.5))',
        means: 'The nearest whole number, the larger one of two: 1.5 gives 2, -1.5 gives -1.',
      },
      { code: 'length(values.hosts)', means: 'The elements of a list, the entries of a map.' },
      {
        code: 'length(values.host)',
        means: 'The bytes of a text in UTF-8, by which Kubernetes limits names; é has two.',
      },
    ],
  },
  {
    title: 'Texts',
    rows: [
      {
        code: 'text`http://${values.host}:${values.replicas}`',
        means: 'A text with values in it; numbers and booleans as YAML writes them.',
      },
      { code: 'text`${fullname}-db`', means: 'A text that needs no quotes is printed as it reads.' },
      { code: "textOf(['a', values.host])", means: 'The same of pieces in a list.' },
      { code: "join(values.hosts, ',')", means: 'The strings of a list with a separator between them.' },
      { code: 'upper(values.level)', means: 'In capitals, letter by letter.' },
      { code: 'lower(values.host)', means: 'In small letters, letter by letter.' },
      { code: 'trim(values.host)', means: 'Without blanks and line breaks at both ends.' },
      { code: "trimPrefix(values.host, 'db.')", means: 'Without another text at its beginning, once.' },
      { code: "trimSuffix(values.host, '.org')", means: 'Without another text at its end, once.' },
      {
        code: "replace(values.host, '.', '-')",
        means: 'With another text in place of each that is found; nothing is a pattern.',
      },
      { code: 'base64(values.host)', means: 'In base64, of its UTF-8.' },
      { code: 'urlEncode(values.host)', means: 'For a part of a URL; a space is `%20`.' },
      { code: 'json(values.hosts)', means: 'A value as JSON, for a place in a document. JSON is YAML too.' },
      { code: 'digest(values.labels)', means: 'SHA-256 of a map as JSON: changes when the data do.' },
      { code: "file('app.conf', 'listen 80;')", means: 'A text kept as a file of the chart, `files/app.conf`.' },
    ],
  },
  {
    title: 'Lists and maps',
    rows: [
      { code: "['x', ...items(values.hosts)]", means: 'The elements of a list among others.' },
      { code: 'concat(values.hosts, values.more)', means: 'The elements of all lists.' },
      {
        code: "[...each(values.hosts, 'host', (host) => text`${host}.local`)]",
        means: 'An element for each element of a list.',
      },
      {
        code: "[...each(values.ports, 'port', (port) => ({ containerPort: port.field('port') }))]",
        means: 'Of a list of maps: their fields.',
      },
      {
        code: "[...each(values.env, ['name', 'value'], (name, value) => ({ name, value }))]",
        means: 'An element for each entry of a map, sorted by the bytes of their keys, as Helm sorts.',
      },
      {
        code: "{ a: 'b', ...entries(values.labels) }",
        means: 'The entries of a map among others; those that are written here win.',
      },
      {
        code: 'overlaid(values.labels, values.env)',
        means: 'The entries of all maps; where several have a key, the last one.',
      },
    ],
  },
  {
    title: 'The cluster and the release',
    about: `The chart asks the cluster. Plain YAML is for the cluster that \`--kubernetes 1.34\` and \`--api-versions keda.sh/v1alpha1\` of \`synth\` and \`verify\` say; else for
what the environment says, \`environments: { production: { kubernetes: '1.34', apis: ['keda.sh/v1alpha1'], ... } }\`; else for the oldest Kubernetes that
\`kubeVersion\` of the chart takes, 1.28 where it says none, with no other APIs. \`verify\` tells Helm the same. Here it is 1.34 with KEDA.`,
    rows: [
      { code: 'kubernetesVersion', means: 'The version of Kubernetes, as the cluster says it.' },
      {
        code: "kubernetesAtLeast('1.29')",
        means: 'The cluster has this version or a newer one, of whatever provider.',
      },
      {
        code: "hasApi('keda.sh/v1alpha1')",
        means:
          'The cluster has an API, or a kind (`keda.sh/v1alpha1/ScaledObject`). Of those of Kubernetes itself: ask for its version.',
      },
      {
        code: 'isInstall',
        only: 'notes',
        means:
          'The release is installed. In what the chart alone has: notes, tests, hooks of a rollback or deletion. Elsewhere it is refused, since who applies plain YAML does not say which it is.',
      },
      { code: 'isUpgrade', only: 'notes', means: 'The release is upgraded or rolled back; likewise.' },
    ],
  },
  {
    title: 'Templates with a name',
    rows: [
      {
        code: "named('url', 'The URL.', text`http://${values.host}`)",
        means: 'A subtree that is printed once, in `_helpers.tpl`.',
      },
      {
        code: "call({ name: 'hello', description: 'Hello.', type: 'string', template: () => 'hello', evaluate: () => 'hello' })",
        means: 'A template written by hand, with what it means. `npm run verify` proves that both agree.',
      },
    ],
  },
];

/** @param refused the functions of Helm that are refused, as code */
export const outroduction = (refused: string): string => `## Tokens

\`token(value)\`, \`numberToken(value)\` and \`nameToken(value)\` stand for a value in constructs that want a string, a number or a name
([authoring](authoring.md)). What is computed goes where a value goes: into fields, texts, bindings, conditions and tokens.

## What is refused

Neither output would be the same twice with ${refused}. A template of \`call()\` in which one of them is called is refused:

- \`lookup\` asks the cluster. Declare a value for what is looked up, say with \`External.of(construct)\` that an object exists, or ask with
  \`hasApi()\` and \`kubernetesAtLeast()\`.
- Random texts, keys and certificates change at each upgrade. Passwords come from a store of secrets, or from \`declareLocalSecret()\` with
  \`random()\` for a cluster on a desk; certificates from cert-manager; a name that changes with its content from \`NamedByContent\`.
- The clock changes at each rendering. \`digest(map)\` rolls pods when their data change.
- Text with \`{{ }}\` in it is text: it comes out as it stands in both outputs, since it may be of another program (Prometheus, Grafana).
`;

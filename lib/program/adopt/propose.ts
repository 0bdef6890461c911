import { declarationOf, groupImports, overridesOf } from './declare';
import { editAt, type Edit } from './edit';
import { compared, sameSystems, type ProposedEnvironment } from './environments';
import { groupsOf } from './groups';
import { offersOf } from './offers';
import type { Offer, Use } from './offer';
import { isJavaScript, Places } from './place';
import type { Project } from './project';
import type { Printed, PrintedChart } from './printed';
import { scopeOf, type Scope } from './scope';
import { literal, quoted } from './words';

/** A value, and all that is to be written for it. */
export interface ProposedValue {
  readonly offer: Offer;
  readonly places: readonly { readonly use?: Use; readonly edit: Edit }[];
}

/** What an app's author may do to a chart. */
export interface Proposal {
  readonly chart: PrintedChart;
  readonly values: readonly ProposedValue[];
  /** TypeScript that declares the values. */
  readonly declaration: string;
  /** What makes the chart a `HelmChart`, and the constants and imports that the texts of the values need. */
  readonly frame: readonly Edit[];
  readonly environments: readonly ProposedEnvironment[];
  readonly notes: readonly string[];
}

/** One proposal for each system: charts of one class are one system in several environments. */
export function proposals(charts: readonly PrintedChart[], project: Project, against?: PrintedChart): Proposal[] {
  const systems = against ? charts.map((chart) => [chart, against]) : sameSystems(charts);
  return systems.map(([chart, ...others]) => propose([chart!, ...others], project));
}

function propose(charts: readonly PrintedChart[], project: Project): Proposal {
  const chart = charts[0]!;
  const { offers, environments, notes } = compared(charts, offersOf(chart.objects), groupsOf(chart.objects));
  const scope = scopeOf(chart, project);
  const declaration = declarationOf(offers);
  const said = [...notes];
  if (!scope) {
    said.push(
      'the sources do not show where this chart is made: no class of its name with a constructor, and no constant that holds it',
    );
    return {
      chart,
      values: offers.map((offer) => ({ offer, places: [] })),
      declaration,
      frame: [],
      environments,
      notes: said,
    };
  }
  const places = new Places(chart, scope, project);
  const values = offers.map((offer) => ({ offer, places: places.editsOf(offer) }));
  const body = values.flatMap((value) => value.places.map(({ edit }) => edit.replacement)).join('\n');
  const frame = [...places.declared, ...frameOf(chart, scope, environments, offers, declaration, body)];
  return { chart, values, declaration, frame, environments, notes: said };
}

/** All that a proposal writes. */
export const editsOf = ({ values, frame }: Proposal): Edit[] => [
  ...frame,
  ...values.flatMap(({ places }) => places.map(({ edit }) => edit)),
];

function frameOf(
  chart: PrintedChart,
  scope: Scope,
  environments: readonly ProposedEnvironment[],
  offers: readonly Offer[],
  declaration: string,
  body: string,
): Edit[] {
  if (chart.isHelmChart) return [importsOf(scope, namesIn(body), '')];
  const isUntyped = isJavaScript(scope.source.file);
  const props = `{ values: Values, environments: ${environmentsText(environments)}, version: '0.1.0', appVersion: '0.1.0', description: ${quoted(chart.name)}, ${labelsText(environments)}ownsNamespace: false }`;
  const edits: Edit[] = [];
  const { head, made, source } = scope;
  const call = head ? head.superCall : made;
  if (head) edits.push(editAt(source, head.extends, isUntyped ? 'HelmChart' : 'HelmChart<typeof Values>'));
  else if (made)
    edits.push(
      editAt(source, { start: made.start, end: made.start + source.slice(made).indexOf('(') }, 'new HelmChart'),
    );
  const [scopeArg, id, third] = call?.args ?? [];
  if (call && scopeArg && id)
    edits.push(third ? editAt(source, third, props) : editAt(source, { start: id.end, end: id.end }, `, ${props}`));
  const names = [
    ...namesIn(body),
    'HelmChart',
    ...groupImports(offers),
    ...offers.flatMap(({ imports }) => imports.filter((name) => declaration.includes(`${name}(`))),
  ];
  edits.push(importsOf(scope, names, `\n${declaration}`));
  return edits;
}

const ours = [
  'External',
  'when',
  'not',
  'equals',
  'Binding',
  'Condition',
  'containerImage',
  'token',
  'text',
  'size',
  'cron',
  'port',
  'count',
  'choiceOf',
];

/** What the texts of a proposal name of the package, and `ApiObject` of cdk8s. */
const namesIn = (body: string): string[] =>
  [...ours, 'ApiObject'].filter((name) => new RegExp(`(?<![.\\w])${name}[.(\`]`).test(body));

/** The lines behind the last import of a file. */
function importsOf({ source }: Scope, names: readonly string[], more: string): Edit {
  const isRequire = isJavaScript(source.file) && !/^import\b/m.test(source.text);
  const lines = [
    ...source.text.matchAll(
      /^(?:import\b[^;]*?['"][^'"\n]+['"]\s*;?|(?:const|var|let) [^;=]*= require\([^)]*\);?)[ \t]*$/gm,
    ),
  ];
  const last = lines.at(-1);
  const at = last ? last.index + last[0].length : 0;
  const before = source.text.slice(0, at);
  const imported = (name: string) => new RegExp(`(import|const)\\b[^;]*\\b${name}\\b[^;]*(from|require)`).test(before);
  const own = [...new Set(names)].filter((name) => name !== 'ApiObject' && !imported(name)).sort();
  const line = (list: readonly string[], from: string) =>
    isRequire ? `const { ${list.join(', ')} } = require('${from}');` : `import { ${list.join(', ')} } from '${from}';`;
  const added = [
    ...(names.includes('ApiObject') && !imported('ApiObject') ? [line(['ApiObject'], 'cdk8s')] : []),
    ...(own.length > 0 ? [line(own, 'chartwright')] : []),
  ];
  const text = `${added.join('\n')}${added.length > 0 ? '\n' : ''}${more}`.trimEnd();
  return editAt(source, { start: at, end: at }, last ? `\n${text}` : `${text}\n\n`);
}

/** The labels that all environments have, as a property. */
function labelsText(environments: readonly ProposedEnvironment[]): string {
  const [first] = environments;
  return first && haveSameLabels(environments) && Object.keys(first.labels).length > 0
    ? `labels: ${literal(first.labels)}, `
    : '';
}

const haveSameLabels = ([first, ...others]: readonly ProposedEnvironment[]): boolean =>
  others.every(({ labels }) => JSON.stringify(labels) === JSON.stringify(first?.labels));

/** The environments of a `HelmChart`, as TypeScript. */
export function environmentsText(environments: readonly ProposedEnvironment[]): string {
  const areOwnLabels = !haveSameLabels(environments);
  const texts = environments.map(({ name, namespace, labels, values }) => {
    const common = areOwnLabels && Object.keys(labels).length > 0 ? [{ path: ['commonLabels'], value: labels }] : [];
    const key = environments.length === 1 ? 'default' : name;
    const said = namespace === undefined ? '' : `namespace: ${quoted(namespace)}, `;
    return `${/^[A-Za-z]\w*$/.test(key) ? key : quoted(key)}: { ${said}values: ${overridesOf([...common, ...values])} }`;
  });
  return `{ ${texts.join(', ')} }`;
}

/** The construct of an object, as messages name it. */
export const pathOf = (chart: PrintedChart, object: Printed): string => [chart.id, ...object.ids].join('/');

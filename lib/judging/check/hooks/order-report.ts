import {
  engineNames,
  engines,
  scenarios,
  stepsOf,
  type Engine,
  type Ordered,
  type Step,
} from '../../../core/order/engines';
import type { Need } from '../../../core/order/graph';
import { faultsOf } from '../../../core/order/judge';
import type { ClusterObject } from '../../../core/references/cluster-object';
import { nameOf } from '../../../core/references/objects';
import type { CheckInput } from '../finding';
import { orderOf } from './engines';
import { hookOrder, shortName } from './hook-order';

const reasons: { readonly [reason in Need['reason']]: string } = {
  name: 'names it',
  maker: 'names what it makes',
  pods: 'its pods wait',
  author: 'the author says so',
  dependency: 'addDependency',
  hook: 'a hook before it',
};

/** How many objects of a step are told by name. */
const few = 6;

/** What an engine does, as a table: each step with its objects, what it waits for, and what goes wrong. */
export function engineTable(input: CheckInput, engine: Engine): string {
  const ordered = orderOf(input);
  if (!ordered) return 'no objects\n';
  const title = engineNames[engine];
  const byScenario = new Map<string, string[]>();
  for (const scenario of scenarios) {
    const table = stepsOf(engine, scenario, ordered).map(stepLine).join('\n');
    byScenario.set(table, [...(byScenario.get(table) ?? []), scenario]);
  }
  const tables = [...byScenario].map(([table, names]) => `${title}: ${names.join(', ')}\n${table}`);
  return `${[...tables, ...faultLines(engine, ordered)].join('\n')}\n`;
}

const waits = { applied: '', done: ', until done', ready: ', until ready' } as const;

function stepLine({ name, objects, until }: Step): string {
  const names = objects.length <= few ? objects.map(shortName).join(', ') : kindsOf(objects);
  return `  ${name}: ${names}${waits[until]}`;
}

function kindsOf(objects: readonly ClusterObject[]): string {
  const counts = new Map<string, number>();
  for (const { object } of objects) {
    const kind = String(object['kind']);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => (count === 1 ? kind : `${count} ${kind}`)).join(', ');
}

const faultLines = (engine: Engine, ordered: Ordered): string[] => [
  ...new Set(
    faultsOf(engine, ordered).map((fault) =>
      fault.kind === 'deadlock'
        ? `  waits for ever: ${shortName(fault.object)}${fault.need ? ` for ${shortName(fault.need.to)}` : ''}`
        : `  goes on too early: ${shortName(fault.need.from)} before ${shortName(fault.need.to)} is ready`,
    ),
  ),
];

/** The order as text: what must be ready before what, then each engine, Helm's hooks with what they need. */
export function orderText(input: CheckInput, chosen: readonly Engine[] = engines): string {
  const ordered = orderOf(input);
  const needs = ordered ? ordered.graph.all().filter(({ until }) => until === 'ready') : [];
  const lines = needs.map(({ from, to, reason }) => `  ${shortName(from)} after ${shortName(to)} (${reasons[reason]})`);
  const isHelm = (engine: Engine) => engine === 'helm' || engine === 'helm-wait';
  return [
    lines.length > 0 ? `must be ready before\n${lines.join('\n')}\n` : '',
    ...chosen.map((engine) => engineTable(input, engine)),
    chosen.some(isHelm) ? `hooks of Helm\n${indented(hookOrder(input))}` : '',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

const indented = (text: string) => text.replace(/^(?=.)/gm, '  ');

/** The graph as a flowchart of Mermaid, a box for each stage. An arrow leads from what comes first; a thick one means that it must be ready. */
export function orderMermaid(input: CheckInput): string {
  const ordered = orderOf(input);
  if (!ordered) return 'flowchart LR\n';
  const { graph, stages } = ordered;
  const ids = new Map(stages.flatMap(({ objects }) => objects).map((object, i) => [object, `n${i}`]));
  const boxes = stages.flatMap(({ name, objects }) => [
    `  subgraph ${name}`,
    ...objects.map((object) => `    ${ids.get(object)}["${shortName(object).replace(/["<>&]/g, '')}"]`),
    '  end',
  ]);
  const arrows = graph.all().flatMap(({ from, to, until }) => {
    const [first, then] = [ids.get(to), ids.get(from)];
    return first === undefined || then === undefined ? [] : [`  ${first} ${until === 'ready' ? '==>' : '-->'} ${then}`];
  });
  return `${['flowchart LR', ...boxes, ...arrows].join('\n')}\n`;
}

/** The order of one environment as data, for `--format json`. */
export function orderData(input: CheckInput) {
  const ordered = orderOf(input);
  if (!ordered) return { objects: [], needs: [], engines: {} };
  const { graph, places, stages } = ordered;
  const stageOf = new Map(stages.flatMap(({ name, objects }) => objects.map((object) => [object, name] as const)));
  const ids = new Map(graph.objects.map((object, i) => [object, i]));
  const idOf = (object: ClusterObject) => ids.get(object)!;
  return {
    objects: graph.objects.map((object) => ({
      id: idOf(object),
      apiVersion: object.object['apiVersion'],
      kind: object.object['kind'],
      name: nameOf(object),
      ...(object.construct !== undefined && { construct: object.construct }),
      place: places.get(object),
      stage: stageOf.get(object) ?? null,
    })),
    needs: graph.all().map(({ from, to, reason, until, pointer }) => ({
      from: idOf(from),
      to: idOf(to),
      reason,
      until,
      pointer,
    })),
    engines: Object.fromEntries(
      engines.map((engine) => [
        engine,
        {
          steps: Object.fromEntries(
            scenarios.map((scenario) => [
              scenario,
              stepsOf(engine, scenario, ordered).map(({ name, objects, until }) => ({
                step: name,
                until,
                objects: objects.map(idOf),
              })),
            ]),
          ),
          faults: faultsOf(engine, ordered).map((fault) =>
            fault.kind === 'deadlock'
              ? {
                  kind: fault.kind,
                  scenario: fault.scenario,
                  object: idOf(fault.object),
                  ...(fault.need && { needs: idOf(fault.need.to) }),
                }
              : {
                  kind: fault.kind,
                  scenario: fault.scenario,
                  object: idOf(fault.need.from),
                  needs: idOf(fault.need.to),
                },
          ),
        },
      ]),
    ),
  };
}

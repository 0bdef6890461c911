import { inHookOrder, readHook } from '../../core/order/read-hook';
import type { ClusterObject } from '../../core/references/cluster-object';
import { at, isMap, nameOf, podOf } from '../../core/references/objects';
import type { Json } from '../../core/values';

/*
 * What must not change unnoticed: when pods are taken to be well, what they may use, and in which order hooks run. Each is a table
 * with a line for each container, probe or hook of each environment.
 */

/** An environment and its objects: those of the release, and all hooks. */
export interface TabledEnvironment {
  readonly name: string;
  readonly objects: readonly ClusterObject[];
}

/** A container that a row of a table is about. */
export interface TabledContainer {
  readonly environment: string;
  /** Name of the object that is the pod, or that makes it. */
  readonly pod: string;
  readonly container: string;
}

/** The tables, by name, in the order in which they are printed. */
export const tableNames = ['probes', 'resources', 'hooks'] as const;
export type TableName = (typeof tableNames)[number];

/** Whether a table tells of a container. */
export type Wanted = (container: TabledContainer) => boolean;

/** The tables of some environments, as text that begins and ends with a line break. A table without rows is its head. */
export const tablesOf = (
  environments: readonly TabledEnvironment[],
  isWanted: Wanted = () => true,
): { readonly [table in TableName]: string } => ({
  probes: probes(environments, isWanted),
  resources: resources(environments, isWanted),
  hooks: hooks(environments),
});

type Row = readonly string[];

/** Columns as wide as their widest cell. */
function table(head: Row, rows: readonly Row[]): string {
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i]?.length ?? 0)));
  const line = (row: Row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd();
  return `\n${[head, ...rows].map(line).join('\n')}\n`;
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
const byText = (a: Row, b: Row) => compare(a.join('\0'), b.join('\0'));
const shown = (value: Json | undefined) =>
  value === undefined ? '-' : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** Every container that is wanted, and its specification. */
const containersOf = (environments: readonly TabledEnvironment[], isWanted: Wanted) =>
  environments.flatMap(({ name: environment, objects }) =>
    objects.flatMap((object) =>
      (podOf(object)?.containers ?? [])
        .map(({ name, value }) => ({ environment, pod: nameOf(object), container: name, spec: value }))
        .filter(({ pod, container }) => isWanted({ environment, pod, container })),
    ),
  );

/** What a probe asks, as `GET /health on http`. */
function question(probe: Json | undefined): string {
  const [kind, details] = isMap(probe) ? (Object.entries(probe).find(([, value]) => isMap(value)) ?? []) : [];
  const port = () => shown(at(details, 'port'));
  if (kind === 'httpGet') return `GET ${shown(at(details, 'path'))} on ${port()}`;
  if (kind === 'grpc') return `gRPC on ${port()}`;
  if (kind === 'tcpSocket') return `TCP on ${port()}`;
  const command = at(details, 'command');
  if (kind === 'exec' && Array.isArray(command)) return inOneLine(command.join(' '));
  return kind ?? '-';
}

/** Of a script, what fits beside other columns. */
const inOneLine = (text: string) => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
};

const timesOfProbe = ['initialDelaySeconds', 'periodSeconds', 'timeoutSeconds', 'failureThreshold'];

function probes(environments: readonly TabledEnvironment[], isWanted: Wanted): string {
  const rows = containersOf(environments, isWanted).flatMap(({ environment, pod, spec }) =>
    ['startupProbe', 'livenessProbe', 'readinessProbe'].flatMap((kind): Row[] => {
      const probe = at(spec, kind);
      if (probe === undefined) return [];
      const times = timesOfProbe.map((time) => shown(at(probe, time)));
      return [[environment, pod, kind.replace('Probe', ''), question(probe), ...times]];
    }),
  );
  const head = ['environment', 'pod', 'probe', 'asks', 'delay', 'period', 'timeout', 'failures'];
  return table(head, rows.sort(byText));
}

function resources(environments: readonly TabledEnvironment[], isWanted: Wanted): string {
  const rows = containersOf(environments, isWanted).map(({ environment, pod, container, spec }): Row => {
    const amounts = ['requests', 'limits'].flatMap((kind) =>
      ['cpu', 'memory'].map((what) => shown(at(spec, 'resources', kind, what))),
    );
    return [environment, pod, container, ...amounts];
  });
  const head = ['environment', 'pod', 'container', 'cpu', 'memory', 'cpu limit', 'memory limit'];
  return table(head, rows.sort(byText));
}

/** The hooks of each event in the order in which Helm runs them. */
function hooks(environments: readonly TabledEnvironment[]): string {
  const sorted = [...environments].sort((a, b) => compare(a.name, b.name));
  const rows = sorted.flatMap(({ name, objects }) => {
    const all = objects.flatMap((object) => readHook(object) ?? []).sort(inHookOrder);
    const events = [...new Set(all.flatMap((hook) => hook.events))].sort(compare);
    return events.flatMap((event) =>
      all
        .filter((hook) => hook.events.includes(event))
        .map(({ of, weight, deletePolicies }): Row => {
          const deleted = deletePolicies.length === 0 ? '-' : deletePolicies.join(',');
          return [name, event, String(weight), nameOf(of), shown(of.object['kind']), deleted];
        }),
    );
  });
  return table(['environment', 'event', 'weight', 'name', 'kind', 'deleted'], rows);
}

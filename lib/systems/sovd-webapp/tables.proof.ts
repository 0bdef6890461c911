import { expect, test } from '@jest/globals';
import { isMap, type KubernetesObject, type Value } from '../../judging/verify/kubernetes-object';
import { at, elements, environmentNames, renderedFor, type EnvironmentName, type Objects } from './output.fixture';

/*
 * What must not change unnoticed: when pods are taken to be well, what they may use, and in which order hooks run. Each is a
 * table with a line for each container or hook, as the real Helm renders it.
 */

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
const shown = (value: Value | undefined) => (value === undefined ? '-' : String(value));

interface Container {
  readonly environment: EnvironmentName;
  readonly pod: string;
  readonly name: string;
  readonly spec: Value;
}

const podSpec = (object: KubernetesObject): Value | undefined =>
  object.kind === 'Pod' ? object['spec'] : at(object, 'spec', 'template', 'spec');

function containersOf(environment: EnvironmentName, objects: Objects): Container[] {
  return objects.all.flatMap((object) => {
    const spec = podSpec(object);
    const all = [...elements(at(spec, 'initContainers')), ...elements(at(spec, 'containers'))];
    return all.map((container) => ({
      environment,
      pod: object.metadata.name,
      name: shown(at(container, 'name')),
      spec: container,
    }));
  });
}

/** Every container that is there with all switches on. */
async function allContainers(): Promise<Container[]> {
  const found = environmentNames.map(async (environment) =>
    containersOf(environment, await renderedFor(environment, { set: ['vehicleConnector.enabled=true'] })),
  );
  return (await Promise.all(found)).flat();
}

function question(probe: Value | undefined): string {
  const [kind, details] = isMap(probe) ? (Object.entries(probe).find(([, value]) => isMap(value)) ?? []) : [];
  if (kind === 'httpGet') return `GET ${shown(at(details, 'path'))} on ${shown(at(details, 'port'))}`;
  if (kind === 'grpc') return `gRPC on ${shown(at(details, 'port'))}`;
  return kind ?? '-';
}

test('probes', async () => {
  const rows = (await allContainers()).flatMap(({ environment, pod, spec }) =>
    ['startupProbe', 'livenessProbe', 'readinessProbe'].flatMap((kind): Row[] => {
      const probe = at(spec, kind);
      if (probe === undefined) return [];
      const times = ['initialDelaySeconds', 'periodSeconds', 'timeoutSeconds', 'failureThreshold'];
      return [
        [environment, pod, kind.replace('Probe', ''), question(probe), ...times.map((time) => shown(at(probe, time)))],
      ];
    }),
  );
  const head = ['environment', 'pod', 'probe', 'asks', 'delay', 'period', 'timeout', 'failures'];
  expect(table(head, rows.sort(byText))).toMatchSnapshot();
});

test('resources', async () => {
  const rows = (await allContainers())
    .filter(({ name, environment }) => name !== 'check' || environment === 'production')
    .map(({ environment, pod, name, spec }): Row => {
      const amounts = ['requests', 'limits'].flatMap((kind) =>
        ['cpu', 'memory'].map((what) => shown(at(spec, 'resources', kind, what))),
      );
      return [environment, pod, name, ...amounts];
    });
  const head = ['environment', 'pod', 'container', 'cpu', 'memory', 'cpu limit', 'memory limit'];
  expect(table(head, rows.sort(byText))).toMatchSnapshot();
});

test('hooks in the order in which Helm runs them', async () => {
  const rows: [string, string, number, string, string, string][] = [];
  for (const environment of environmentNames) {
    for (const { kind, metadata } of (await renderedFor(environment)).all) {
      const annotation = (name: string) => shown(at(metadata, 'annotations', name));
      if (annotation('helm.sh/hook') === '-') continue;
      for (const event of annotation('helm.sh/hook').split(',')) {
        const weight = Number(annotation('helm.sh/hook-weight'));
        rows.push([environment, event, weight, metadata.name, kind, annotation('helm.sh/hook-delete-policy')]);
      }
    }
  }
  rows.sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]) || a[2] - b[2] || compare(a[3], b[3]));
  const head = ['environment', 'event', 'weight', 'name', 'kind', 'deleted'];
  expect(
    table(
      head,
      rows.map((row) => row.map(String)),
    ),
  ).toMatchSnapshot();
});

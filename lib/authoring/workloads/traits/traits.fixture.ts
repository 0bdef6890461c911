import { App } from 'cdk8s';
import { printChart } from '../../../printing/chart';
import { systemsOf, type System } from '../../../program/app';
import { HelmChart, evaluateManifest } from '../../../core/manifest';
import { defaults, object, overlay, values, type Fields, type JsonObject } from '../../../core/values';
import { deployment } from '../controllers/deployment';
import { fieldsOf } from '../trait';
import { preset } from '../preset';
import { Workload } from '../workload';
import { traitCases } from './trait-cases.fixture';

const camel = (id: string) => id.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** A chart with a workload for each trait, which has no other trait. */
export function traitsApp(): App {
  const app = new App();
  const groups = Object.entries(traitCases).map(([id, each]) => {
    const fields = fieldsOf([...(each.beside ?? []), each.trait], each.defaults ?? {});
    return [camel(id), object(fields, `A workload with the trait ${id}`)] as const;
  });
  const Values = values(Object.fromEntries(groups) as Fields);
  const chart = new HelmChart(app, 'traits', {
    values: Values,
    environments: { local: { values: {} } },
    version: '1.0.0',
    appVersion: '1',
    description: 'Each trait alone',
  });
  for (const [id, { trait, beside = [], props, controller = deployment }] of Object.entries(traitCases)) {
    const kind = preset('Workload', { name: 'values', fields: [] }, [...beside, trait], controller);
    new Workload(chart, id, kind, { values: chart.values[camel(id)] as object, ...props?.(chart) });
  }
  return app;
}

/** The values of all workloads, as the cases say. */
export const valuesOf = (state: 'on' | 'off'): JsonObject =>
  Object.fromEntries(Object.entries(traitCases).map(([id, each]) => [camel(id), each[state][0]]));

/** What a system comes to under values, by workload. */
export function objectsOf({ definition, manifests }: System, over: JsonObject, id: string): JsonObject[] {
  const release = {
    values: overlay(defaults(definition.schema), over),
    release: { name: 'traits', namespace: 'traits' },
    chart: { name: 'traits', version: '1.0.0', appVersion: '1' },
  };
  const own = manifests.filter(({ file }) => file.startsWith(`${id}-`) || file === id);
  return own.map((manifest) => evaluateManifest(manifest, release)).filter((made) => made !== undefined);
}

/** The chart, and the text of its templates by workload. */
export function printedTraits() {
  const [system] = systemsOf(traitsApp());
  const { files } = printChart(system!.definition, system!.manifests);
  const templatesOf = (id: string) =>
    [...files]
      .flatMap(([path, text]) => (path.startsWith(`templates/${id}-`) || path === `templates/${id}.yaml` ? text : []))
      .join('\n');
  return { system: system!, templatesOf };
}

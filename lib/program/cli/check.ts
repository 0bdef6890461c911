import type { App } from 'cdk8s';
import { isSound, refusedOnly, unneededByAll, withLevels, type CheckReport } from '../../judging/check/check';
import { checkSystem } from '../../judging/check/check-system';
import { sharingDefinitions } from '../../judging/check/custom-resources';
import { readDefinitionsFrom, type DefinitionFolders } from '../../judging/check/custom-resources/read-folder';
import { levelInput } from '../../judging/check/environment';
import type { Finding } from '../../judging/check/finding';
import { levelsOf } from '../../judging/check/levels';
import { formats, type Format, type Report } from '../../judging/check/report';
import { levelsJson, levelsText, type ListedLevels } from '../../judging/check/report/levels';
import { madeAtPath } from '../../core/manifest';
import { kubernetesVersions } from '../../core/kubernetes/definitions';
import { mustBeOneOf, readArguments } from './arguments';
import { isColoured } from './colour';
import { definitionsFor, externalOf, folderAbout, reportOfFolder, usage, type FolderCheck } from './check-folder';
import { checkInputs } from './check-inputs';
import { outputPlaces, plainFolder } from './output-places';
import { print } from './print';
import { environmentOf, isWholeApp, systemsOf } from '../app';

/**
 * `check [SYSTEM...] [--environment E] [--path DIR [--config FILE] [--external KIND/NAME...]] [--crds PATH...]
 * [--kubernetes 1.34] [--format text|json|sarif|github|junit] [--only-what-the-cluster-refuses] [--list-rules]`: what a cluster would
 * refuse, or accept and then fail on. `--crds` names files and folders of
 * CustomResourceDefinitions that are known beside those checked. Without `--path` it looks at the systems of the app, whatever is in
 * `dist/`. Without `--kubernetes` objects are held to the version that a chart or configuration declares. The exit code is 1 when
 * there are errors; warnings do not count.
 */
export function check(app: App, args: readonly string[]): number {
  const { values: options, positionals } = readArguments(args, {
    path: { type: 'string', short: 'p' },
    config: { type: 'string' },
    environment: { type: 'string', short: 'e' },
    kubernetes: { type: 'string' },
    format: { type: 'string', default: 'text' },
    external: { type: 'string', multiple: true, default: [] },
    crds: { type: 'string', multiple: true, default: [] },
    'only-what-the-cluster-refuses': { type: 'boolean', default: false },
    'list-rules': { type: 'boolean', default: false },
  });
  const { path, environment, kubernetes, format, config } = options;
  const externals = options.external.map(externalOf);
  if (kubernetes !== undefined) mustBeOneOf('--kubernetes', 'Kubernetes', kubernetes, kubernetesVersions);
  mustBeOneOf('--format', 'format', format, Object.keys(formats));
  if (path !== undefined && (positionals.length > 0 || environment !== undefined)) {
    throw usage(
      '--path looks at a folder of YAML, whichever systems it is of',
      'Leave out the systems and the environment.',
    );
  }
  if (path === undefined && externals.length > 0) {
    throw usage(
      '--external goes with --path',
      'A system declares what is external: External.of(construct).secret(name, { reason }).',
    );
  }
  if (path === undefined && config !== undefined) {
    throw usage(
      '--config goes with --path',
      'A system says it in its definition: Rules.of(app).use(...), and Exception.of(construct).allow(code, reason).',
    );
  }
  const folder: FolderCheck | undefined =
    path === undefined ? undefined : { path, config, externals, ...(kubernetes === undefined ? {} : { kubernetes }) };
  if (options['list-rules']) {
    const lists = folder
      ? [{ of: '', levels: levelsOf(folderAbout(folder)) }]
      : levelsOfApp(app, positionals, environment);
    print(format === 'json' ? levelsJson(lists) : levelsText(lists));
    return 0;
  }
  const definitions = readDefinitionsFrom([...(folder ? definitionsFor(folder) : []), ...options.crds]);
  const whole = folder
    ? reportOfFolder(folder, definitions)
    : reportOfApp(app, positionals, environment, kubernetes, definitions);
  const report = options['only-what-the-cluster-refuses'] ? refusedOnly(whole) : whole;
  print(formats[format as Format](report, isColoured(process.stdout)));
  return isSound(report) ? 0 : 1;
}

/** The levels of the environments of systems; those of one system that have the same are listed once. */
function levelsOfApp(app: App, names: readonly string[], environment: string | undefined): ListedLevels[] {
  return systemsOf(app, names).flatMap((system) => {
    const { name, environments, declarations } = system.definition;
    const chosen = environment === undefined ? environments : [environmentOf(system, environment)];
    const lists = new Map<string, { names: string[]; levels: ListedLevels['levels'] }>();
    for (const each of chosen) {
      const levels = levelsOf(levelInput(declarations, each, name));
      const key = JSON.stringify([...levels].map(([code, { level }]) => [code, level]));
      const known = lists.get(key);
      if (known) known.names.push(each.name);
      else lists.set(key, { names: [each.name], levels });
    }
    return Array.from(lists.values(), (list) => ({ of: `${name}: ${list.names.join(', ')}`, levels: list.levels }));
  });
}

function reportOfApp(
  app: App,
  names: readonly string[],
  environment: string | undefined,
  kubernetes: string | undefined,
  { definitions, findings }: DefinitionFolders,
): Report {
  const plain = plainFolder(outputPlaces(app));
  const systems = systemsOf(app, names);
  const checked = systems.map((system) => {
    const { environments } = system.definition;
    const chosen = environment === undefined ? environments : [environmentOf(system, environment)];
    return { system, inputs: checkInputs(system, chosen, kubernetes, plain) };
  });
  const all = sharingDefinitions(
    checked.flatMap(({ inputs }) => inputs),
    definitions,
  );
  // Definitions are of no system: what is said of their files has the levels of the first.
  const ofFiles = all[0] ? withLevels(findings, all[0]) : findings;
  const reports = checked.map(({ system, inputs: { length } }): Report => {
    const inputs = all.splice(0, length);
    return {
      ...checkSystem(system, inputs, environment === undefined),
      objects: inputs.flatMap(({ objects }) => objects).length,
    };
  });
  const isAll = environment === undefined && isWholeApp(systems);
  const shared = { findings: isAll ? unneededByAll(reports) : [], allowed: [], objects: 0 };
  return withPlaces(together([{ findings: ofFiles, allowed: [], objects: 0 }, ...reports, shared]), app);
}

/** Says of each finding where its construct was made. */
function withPlaces(report: Report, app: App): Report {
  const place = (finding: Finding): Finding => {
    const at = madeAtPath(app, finding.construct);
    return at === undefined ? finding : { ...finding, at };
  };
  const allowed = report.allowed.map(({ finding, ...others }) => ({ ...others, finding: place(finding) }));
  return { ...report, findings: report.findings.map(place), allowed };
}

const together = (reports: readonly Report[]): Report => ({
  findings: reports.flatMap(({ findings }: CheckReport) => findings),
  allowed: reports.flatMap(({ allowed }: CheckReport) => allowed),
  objects: reports.reduce((sum, { objects }) => sum + objects, 0),
});

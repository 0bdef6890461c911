import { existsSync } from 'node:fs';
import type { App } from 'cdk8s';
import { checkAll, isSound, unneededByAll, type CheckReport } from '../check/check';
import { checkSystem } from '../check/check-system';
import { sharingDefinitions, type ResourceDefinition } from '../check/custom-resources';
import { readDefinitionsFrom } from '../check/custom-resources/read-folder';
import { readFolder } from '../check/folder/read-folder';
import { formats, type Format, type Report } from '../check/report';
import { externalKinds, type External, type Finding } from '../check/finding';
import { madeAtPath } from '../manifest';
import { kubernetesVersions } from '../kubernetes/definitions';
import { DefinitionError, didYouMean } from '../values';
import { readArguments } from './arguments';
import { checkInputs } from './check-inputs';
import { outputPlaces, plainFolder } from './output-places';
import { environmentOf, isWholeApp, systemsOf } from './systems';

/**
 * `check [SYSTEM...] [--environment E] [--path DIR] [--external KIND/NAME...] [--kubernetes 1.34]
 * [--crds PATH...] [--format text|json|sarif|github]`: what a cluster would refuse, or accept and then fail on. Without `--path` it looks at the systems of the app, whatever is in `dist/`.
 * The exit code is 1 when there are errors; warnings do not count.
 */
export function check(app: App, args: readonly string[]): number {
  const { values: options, positionals } = readArguments(args, {
    path: { type: 'string', short: 'p' },
    environment: { type: 'string', short: 'e' },
    kubernetes: { type: 'string', default: kubernetesVersions[0]! },
    format: { type: 'string', default: 'text' },
    external: { type: 'string', multiple: true, default: [] },
    crds: { type: 'string', multiple: true, default: [] },
  });
  const { path, environment, kubernetes, format } = options;
  const externals = options.external.map(externalOf);
  mustBeOneOf('--kubernetes', 'Kubernetes', kubernetes, kubernetesVersions);
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
  const known = readDefinitionsFrom(options.crds);
  const report =
    path === undefined
      ? reportOfApp(app, positionals, environment, kubernetes, known.definitions)
      : reportOfFolder(path, kubernetes, externals, known.definitions);
  const whole = together([{ findings: known.findings, allowed: [], objects: 0 }, report]);
  const isColoured = process.stdout.isTTY && !process.env['NO_COLOR'];
  process.stdout.write(formats[format as Format](whole, isColoured));
  return isSound(whole) ? 0 : 1;
}

function reportOfApp(
  app: App,
  names: readonly string[],
  environment: string | undefined,
  kubernetes: string,
  definitions: readonly ResourceDefinition[],
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
  const reports = checked.map(({ system, inputs: { length } }): Report => {
    const inputs = all.splice(0, length);
    return {
      ...checkSystem(system, inputs, environment === undefined),
      objects: inputs.flatMap(({ objects }) => objects).length,
    };
  });
  const isAll = environment === undefined && isWholeApp(systems);
  const shared = { findings: isAll ? unneededByAll(reports) : [], allowed: [], objects: 0 };
  return withPlaces(together([...reports, shared]), app);
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

function reportOfFolder(
  path: string,
  kubernetes: string,
  externals: readonly External[],
  definitions: readonly ResourceDefinition[],
): Report {
  if (path !== '-' && !existsSync(path))
    throw usage(`there is no "${path}"`, 'Name a folder or a file; - is standard input.');
  const { inputs, findings } = readFolder(path, kubernetes);
  const reports = sharingDefinitions(inputs, definitions).map((input): Report => ({
    ...checkAll([{ ...input, externals }]),
    objects: input.objects.length,
  }));
  return together([{ findings, allowed: [], objects: 0 }, ...reports]);
}

/** What `--external Secret/name` declares. */
function externalOf(given: string): External {
  const [written = '', name, ...rest] = given.split('/');
  const kind = externalKinds.find((each) => each.toLowerCase() === written.toLowerCase());
  if (kind && name && rest.length === 0) return { kind, name, reason: 'declared on the command line' };
  const message = `--external: "${given}" is no kind and name${kind ? '' : didYouMean(written, externalKinds)}`;
  throw usage(message, `As in --external Secret/database; the kinds are ${externalKinds.join(', ')}.`);
}

const together = (reports: readonly Report[]): Report => ({
  findings: reports.flatMap(({ findings }: CheckReport) => findings),
  allowed: reports.flatMap(({ allowed }: CheckReport) => allowed),
  objects: reports.reduce((sum, { objects }) => sum + objects, 0),
});

function mustBeOneOf(option: string, noun: string, given: string, known: readonly string[]): void {
  if (known.includes(given)) return;
  throw usage(`${option}: there is no ${noun} "${given}"${didYouMean(given, known)}`, `One of: ${known.join(', ')}.`);
}

const usage = (message: string, remedy: string) => new DefinitionError([{ code: 'usage', message, remedy }]);

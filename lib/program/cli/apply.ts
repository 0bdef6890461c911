import { createInterface } from 'node:readline/promises';
import type { App } from 'cdk8s';
import { madeAtPath } from '../../core/manifest';
import { isClusterScoped } from '../../core/kubernetes/scopes';
import { DefinitionError } from '../../core/values';
import { findKubectl } from '../../judging/verify/find-tools';
import { type PlainObject, plainStages } from '../../printing/trees';
import { environmentOf, systemsOf } from '../app';
import { synthesizedSystem } from '../app/output';
import {
  apply as applyPlan,
  Kubectl,
  type PrintedEnvironment,
  rivalsOf,
  skewOf,
  targetOf,
  usualPace,
  versionsOf,
} from '../apply';
import { readArguments } from './arguments';
import { checkSynth } from './check-synth';
import { placeholderLines } from './placeholders';
import { print } from './print';
import { readValuesFiles } from './values-files';

const usage = 'chartwright apply SYSTEM ENVIRONMENT --context C';

/**
 * `apply SYSTEM ENVIRONMENT --context C [--values FILE...] [--dry-run=server] [--timeout T] [--prune [--yes]] [--force-conflicts] [--kubectl PATH]`:
 * applies what `synth` prints to a cluster, stage by stage. The exit code is 1 where the cluster refuses something, an object fails, or is
 * not ready in time.
 */
export async function apply(app: App, args: readonly string[]): Promise<number> {
  const { values: options, positionals } = readArguments(args, {
    context: { type: 'string' },
    values: { type: 'string', short: 'f', multiple: true, default: [] },
    'dry-run': { type: 'string' },
    timeout: { type: 'string', default: '10m' },
    prune: { type: 'boolean', default: false },
    yes: { type: 'boolean', short: 'y', default: false },
    'force-conflicts': { type: 'boolean', default: false },
    kubectl: { type: 'string' },
  });
  const [systemName, environmentName, ...others] = positionals;
  if (systemName === undefined || environmentName === undefined || others.length > 0)
    throw refusal('apply wants a system and an environment', `${usage}.`);
  const timeout = millisecondsOf(options.timeout);
  if (options['dry-run'] !== undefined && options['dry-run'] !== 'server') {
    const remedy =
      '--dry-run=server asks the API server. `chartwright synth SYSTEM -e ENVIRONMENT --stdout` prints, and asks nobody.';
    throw refusal(`there is no --dry-run=${options['dry-run']}`, remedy);
  }
  const isDry = options['dry-run'] === 'server';
  if (options.yes && !options.prune) throw refusal('--yes answers what --prune asks, which is missing', 'Add --prune.');
  if (options.prune && !options.yes && !isDry && !process.stdin.isTTY) {
    const remedy = 'Add --yes to remove without asking, or leave out --prune, which lists what is left over.';
    throw refusal('--prune asks before it removes, and there is no terminal to ask at', remedy);
  }

  const [system] = systemsOf(app, [systemName]);
  const environment = environmentOf(system!, environmentName);
  const synthesized = synthesizedSystem(system!, [environment], readValuesFiles(options.values));
  const { errors } = checkSynth([synthesized], false);
  for (const line of [...errors, ...placeholderLines(synthesized)]) console.error(line);
  const { plain } = synthesized.outputs[0]!;

  const found = findKubectl({
    given: options.kubectl === undefined ? [] : [options.kubectl],
    tell: (line) => console.error(line),
  });
  const program = new Kubectl(found.path);
  const target = await targetOf(program, options.context);
  const kubectl = program.for(target.context);
  const versions = await versionsOf(kubectl, target);
  const name = `${systemName} ${environmentName}`;
  const laidOver = options.values.length === 0 ? '' : ` with ${options.values.join(', ')}`;
  print(`${name}${laidOver}: ${placeOf(plain, environment.namespace, target.namespace)}\n`);
  print(`context ${target.context}: ${target.server}, Kubernetes ${versions.server}, kubectl ${versions.client}\n`);
  const skew = skewOf(versions);
  if (skew !== undefined) console.error(`Warning: ${skew}`);

  const { interrupted, killed, release } = interruptions();
  try {
    const begun = Date.now();
    const isDone = await applyPlan(
      kubectl,
      target,
      {
        system: systemName,
        environment: environmentName,
        namespace: environment.namespace,
        stages: plainStages(plain),
        rivals: rivalsOf(
          { system: systemName, environment: environmentName, namespace: environment.namespace, plain },
          everythingOf(app),
          target.namespace,
        ),
        originOf: ({ manifest }) => manifest && originOf(app, manifest.construct),
      },
      {
        isDry,
        timeout,
        prune: !options.prune ? 'never' : options.yes ? 'always' : 'ask',
        forceConflicts: options['force-conflicts'],
        interrupted,
        killed,
        say: (line) => print(`${line}\n`),
        tell: (line) => console.error(line),
        ask,
        pace: usualPace,
      },
    );
    if (isDone && !isDry)
      print(`${name}: all is applied and ready after ${Math.round((Date.now() - begun) / 1000)} s\n`);
    return isDone ? 0 : 1;
  } finally {
    release();
  }
}

/** All environments of all systems, as they are printed; where some cannot be, none, which is told. */
function everythingOf(app: App): PrintedEnvironment[] {
  try {
    return systemsOf(app).flatMap((system) =>
      synthesizedSystem(system, system.definition.environments).outputs.map(({ environment, plain }) => ({
        system: system.definition.name,
        environment: environment.name,
        namespace: environment.namespace,
        plain,
      })),
    );
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    console.error(`Warning: whether other environments have the same objects is not known: ${error.message}`);
    return [];
  }
}

/** The namespaces that objects go to. */
function placeOf(plain: readonly PlainObject[], release: string, home: string): string {
  const named = new Set<string>();
  for (const { object } of plain) {
    const { apiVersion, kind, metadata } = object as {
      apiVersion: string;
      kind: string;
      metadata: { namespace?: string };
    };
    if (!isClusterScoped(apiVersion, kind)) named.add(metadata.namespace ?? home);
  }
  const names = named.size === 0 ? [release] : [...named].sort();
  return `namespace${names.length === 1 ? '' : 's'} ${names.join(', ')}`;
}

function originOf(app: App, construct: string): string {
  const at = madeAtPath(app, construct);
  return at === undefined ? construct : `${construct} at ${at}`;
}

/** Milliseconds of a time as Go writes it: `10m`, `90s`, `1h30m`. */
function millisecondsOf(text: string): number {
  const units: { readonly [unit: string]: number } = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  const sum = parts.reduce((all, [, amount, unit]) => all + Number(amount) * units[unit!]!, 0);
  if (parts.map(([part]) => part).join('') !== text || sum <= 0)
    throw refusal(`--timeout ${text} is not a length of time`, 'Such as --timeout 10m, 90s or 1h30m, for each stage.');
  return sum;
}

/** Signals of what a user asks for by Ctrl-C: the first time to stop, the second time at once. */
function interruptions() {
  const [first, second] = [new AbortController(), new AbortController()];
  const onSignal = () => (first.signal.aborted ? second.abort() : first.abort());
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, onSignal);
  return {
    interrupted: first.signal,
    killed: second.signal,
    release: () => signals.forEach((signal) => process.off(signal, onSignal)),
  };
}

/** Asks at the terminal; only `y` means yes. */
async function ask(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question(question)).trim() === 'y';
  } finally {
    terminal.close();
  }
}

const refusal = (message: string, remedy: string) => new DefinitionError([{ code: 'usage', message, remedy }]);

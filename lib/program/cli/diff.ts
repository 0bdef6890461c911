import type { App } from 'cdk8s';
import { diffOutputs, formats, isSafe, type Format, type PlacedObject } from '../../judging/diff';
import { plainObjects } from '../../printing/trees';
import { mustBeOneOf, readArguments } from './arguments';
import { isColoured } from './colour';
import { earlierOutput, type EarlierOutput } from './committed-output';
import { outputPlaces, plainFolder } from './output-places';
import { print } from './print';
import { releaseOf, systemsOf } from '../app';

/**
 * `diff [SYSTEM...] [--from REF|DIR] [--format text|github|markdown|json]`: what an upgrade from an earlier output does, object by object,
 * and what is applied in another order than before. The earlier output is what git HEAD has in the folder of the plain YAML unless
 * another is named. The exit code is 1 when the API server would refuse a change, or data would be lost, in whatever format.
 */
export function diff(app: App, args: readonly string[]): number {
  const { values: options, positionals } = readArguments(args, {
    from: { type: 'string', default: 'HEAD' },
    format: { type: 'string', default: 'text' },
  });
  mustBeOneOf('--format', 'format', options.format, Object.keys(formats));
  const systems = systemsOf(app, positionals);
  const names = new Set(systems.map(({ definition }) => definition.name));
  const before = withoutNumbers(earlierOutput(options.from, plainFolder(outputPlaces(app))), names);
  const after = new Map<string, readonly PlacedObject[]>(
    systems.flatMap((system) => {
      const { name, environments, ownsNamespace } = system.definition;
      return environments.map((environment) => {
        const plain = plainObjects(system.manifests, releaseOf(system, environment), ownsNamespace);
        const objects = plain.map(({ object, manifest, file }) => ({
          object,
          path: file,
          ...(manifest?.hook ? { hook: manifest.hook } : {}),
        }));
        return [`${name}/${environment.name}`, objects] as const;
      });
    }),
  );
  const gone = [...before.keys()].filter(
    (key) => !after.has(key) && (positionals.length === 0 || names.has(key.split('/')[0]!)),
  );
  const environments = [...after.keys(), ...gone].map((name) => ({
    name,
    changes: diffOutputs(before.get(name) ?? [], after.get(name) ?? []),
  }));
  print(formats[options.format as Format]({ from: options.from, environments }, isColoured(process.stdout)));
  return environments.every(({ changes }) => isSafe(changes)) ? 0 : 1;
}

/** The output under the names of systems: where charts have an order, their folders have a number before that. */
const withoutNumbers = (output: EarlierOutput, names: ReadonlySet<string>): EarlierOutput =>
  new Map(
    Array.from(output, ([key, objects]) => {
      const plain = key.replace(/^\d{2,}-/, '');
      const isNumbered = !names.has(key.split('/')[0]!) && names.has(plain.split('/')[0]!);
      return [isNumbered ? plain : key, objects];
    }),
  );

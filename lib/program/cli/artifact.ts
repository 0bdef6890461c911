import { resolve } from 'node:path';
import type { App } from 'cdk8s';
import { imageLayout, manifestArtifact } from '../../printing/artifact';
import { writeOutput } from '../../printing/files/write-output';
import { DefinitionError } from '../../core/values';
import { systemsOf } from '../app';
import { synthesizedSystem } from '../app/output';
import { plainOutput } from '../app/plain-output';
import { readArguments } from './arguments';
import { print } from './print';
import { chosenEnvironments } from './synth';

/**
 * `artifact [SYSTEM...] [--environment E] [--whole] [--destination DIR] [--source URL] [--revision REVISION] [--force]`: writes the plain
 * YAML as OCI artifacts of a single layer, each an image layout in a folder of its own, and prints the digest and the folder of
 * each. An artifact is one environment, with its files at the top; with `--whole` all of them are in one, as in `dist`. What is pushed has
 * the digest that was printed.
 */
export function artifact(app: App, args: readonly string[]): number {
  const { values: options, positionals } = readArguments(args, {
    environment: { type: 'string', short: 'e' },
    whole: { type: 'boolean', default: false },
    destination: { type: 'string', short: 'd', default: '.build/artifacts' },
    source: { type: 'string' },
    revision: { type: 'string' },
    force: { type: 'boolean', default: false },
  });
  if (options.whole && (positionals.length > 0 || options.environment !== undefined)) {
    const message = '--whole is all systems and environments in one artifact';
    throw new DefinitionError([{ code: 'usage', message, remedy: 'Leave out the systems and the environment.' }]);
  }
  const systems = systemsOf(app, positionals);
  const chosen = chosenEnvironments(systems, options.environment);
  const synthesized = systems.map((system) => synthesizedSystem(system, chosen.get(system) ?? []));
  const filesOf = (some: typeof synthesized) =>
    plainOutput({ systems: some, hasAllSystems: false, hasAllEnvironments: false }, '').files;

  const contents = new Map<string, { title: string; files: ReadonlyMap<string, string | Uint8Array> }>();
  if (options.whole) contents.set('dist', { title: 'dist', files: filesOf(synthesized) });
  else {
    for (const { system, outputs } of synthesized) {
      for (const output of outputs) {
        const title = `${system.definition.name}/${output.environment.name}`;
        contents.set(title, { title, files: atTop(filesOf([{ system, outputs: [output] }])) });
      }
    }
  }
  const { source, revision } = options;
  const said = {
    ...(source === undefined ? {} : { 'org.opencontainers.image.source': source }),
    ...(revision === undefined ? {} : { 'org.opencontainers.image.revision': revision }),
  };
  const layouts = new Map<string, Uint8Array>();
  const lines: string[] = [];
  for (const [folder, { title, files }] of contents) {
    const made = manifestArtifact(files, { 'org.opencontainers.image.title': title, ...said });
    imageLayout(made).forEach((bytes, path) => layouts.set(`${folder}/${path}`, bytes));
    lines.push(`${made.manifest.digest}  ${options.destination}/${folder}\n`);
  }
  // A layout holds one artifact: the blobs of an earlier one go. Layouts of other systems and environments stay.
  writeOutput(resolve(options.destination), layouts, [''], {
    scope: [...contents.keys()],
    force: options.force,
    elsewhere: '--destination DIR',
  });
  print(lines.join(''));
  return 0;
}

/** Files without the two folders that name the system and the environment. */
const atTop = (files: ReadonlyMap<string, string | Uint8Array>) =>
  new Map(Array.from(files, ([path, content]) => [path.split('/').slice(2).join('/'), content]));

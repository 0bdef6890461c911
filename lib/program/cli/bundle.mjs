/* Makes one file of an app and all its sources, for `chartwright.mjs`, which runs it. Types are not checked. */
import { spawnSync } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { linkedSources } from './linked-sources.mjs';

const require = createRequire(import.meta.url);

/**
 * Compiles an app into a file.
 *
 * @param app the source file that begins it
 * @param stem path of the file, without its ending
 * @param format of the file: `cjs`, which loads faster and takes any package; `esm` for what only a module may do
 * @param inputs a file for what esbuild says of the sources, its metafile @default none
 * @returns the file and its format: `esm` also where the app waits at its top level, which no other can
 * @throws when the sources do not compile; esbuild has then said where and what
 */
export async function bundle(app, stem, format, inputs) {
  const file = `${stem}.${format === 'cjs' ? 'cjs' : 'mjs'}`;
  const options = {
    ...optionsFor(app, file, format, linkedSources(app)),
    logLevel: 'error',
    ...(inputs !== undefined && { metafile: inputs }),
  };
  const problems = compile(options);
  if (problems !== undefined) {
    if (format === 'cjs' && problems.includes('Top-level await')) return bundle(app, stem, 'esm', inputs);
    compile(options, 'inherit'); // Which fails once more, aloud.
    throw new Error('the app does not compile');
  }
  if (sayOwnPlace(readFileSync(file, 'utf8'))) {
    const esbuild = loadEsbuild();
    await withoutLeftovers(esbuild, () =>
      esbuild.build({ ...options, metafile: false, plugins: [sourcePlaces(esbuild)] }),
    );
  }
  return { file, format };
}

/** What esbuild is told of an app; `alias` says where the packages lie that belong to its sources. */
export const optionsFor = (app, outfile, format, alias) => ({
  entryPoints: [app],
  outfile,
  bundle: true,
  packages: 'external',
  alias,
  platform: 'node',
  format,
  target: 'node20',
  sourcemap: 'inline',
  sourcesContent: false,
});

/**
 * Compiles once. Gives what there is to say where that fails.
 *
 * @param stderr `inherit` says it aloud instead
 */
export function compile(options, stderr = 'pipe') {
  const ran = compileByProgram(options, stderr);
  if (ran !== undefined) return ran.status === 0 ? undefined : ran.stderr;
  try {
    const { metafile: inputs } = options;
    const quiet = stderr === 'pipe' ? 'silent' : 'error';
    const { metafile } = loadEsbuild().buildSync({ ...options, metafile: inputs !== undefined, logLevel: quiet });
    if (inputs !== undefined) writeFileSync(inputs, JSON.stringify(metafile));
    return undefined;
  } catch (error) {
    if (error.errors) return error.errors.map(({ text }) => text).join('\n');
    if (stderr === 'inherit')
      console.error(`chartwright: esbuild, which compiles the app, does not run\n    ${error.message}`);
    return error.message;
  }
}

/**
 * Runs the program that esbuild's library would start and talk to: for one build that costs a sixth of loading that library and
 * waiting for its answers. Undefined where the program is not in esbuild's package for this machine; the library knows all other
 * ways in which it may be installed.
 */
function compileByProgram({ entryPoints, ...options }, to) {
  const flags = Object.entries(options).flatMap(([name, value]) => {
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (typeof value === 'object') return Object.entries(value).map(([key, its]) => `${flag}:${key}=${its}`);
    return value === true ? flag : `${flag}=${value}`;
  });
  try {
    if (process.env.ESBUILD_BINARY_PATH || process.versions.pnp) return undefined;
    const { resolve } = createRequire(require.resolve('esbuild/package.json'));
    const folder = `@esbuild/${process.platform}-${process.arch}`;
    const program = resolve(process.platform === 'win32' ? `${folder}/esbuild.exe` : `${folder}/bin/esbuild`);
    const { status, stderr } = spawnSync(program, [...entryPoints, ...flags], {
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', to],
      maxBuffer: Infinity,
      windowsHide: true,
    });
    // It ends with 1 where something is wrong with the app.
    return status === 0 || status === 1 ? { status, stderr: stderr ?? '' } : undefined;
  } catch {
    return undefined;
  }
}

/** What a source file says where it lies, and what esbuild makes of it. */
const ownPlace = /\b__(?:dirname|filename)\b|\bimport(?:_|\.)meta\d*\b|\b(?:__)?require\d*\.resolve\b/;

/** Whether a compiled app asks where its sources lie. */
export const sayOwnPlace = (text) => ownPlace.test(text);

/** In a source that looks for files by `require.resolve`, what does so from where the source is. */
const resolver = 'chartwrightResolve';

/** Source files are where their author has put them, not where the bundle is. */
export const sourcePlaces = ({ transform }) => ({
  name: 'source-places',
  setup(build) {
    build.onLoad({ filter: /\.[cm]?[jt]sx?$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!ownPlace.test(source)) return undefined;
      const [directory, file, url] = [dirname(path), path, pathToFileURL(path).href].map((text) =>
        JSON.stringify(text),
      );
      const { code } = await transform(source, {
        loader: extname(path).replace(/^\.[cm]?/, ''),
        target: 'node20',
        sourcefile: path,
        sourcemap: 'inline',
        sourcesContent: false,
        logLevel: 'silent',
        banner: source.includes('require.resolve')
          ? `const ${resolver} = require("node:module").createRequire(${file}).resolve;`
          : '',
        define: {
          'require.resolve': resolver,
          __dirname: directory,
          __filename: file,
          'import.meta.dirname': directory,
          'import.meta.filename': file,
          'import.meta.url': url,
        },
      }).catch(() => ({ code: undefined })); // What does not compile is said of the source itself.
      return code === undefined ? undefined : { contents: code, loader: 'js' };
    });
  },
});

/** Waits for a build that needs esbuild's own process beside this one, and for the end of that process. */
export async function withoutLeftovers(esbuild, build) {
  const children = [];
  const note = ({ process: child }) => children.push(child);
  subscribe('child_process', note);
  try {
    await build();
  } finally {
    unsubscribe('child_process', note);
    children.forEach((child) => child.ref());
    const ends = children.map((child) => once(child, 'exit'));
    await esbuild.stop();
    await Promise.all(ends);
  }
}

/**
 * esbuild, so loaded that it starts one process for a build and waits for its end. By itself it keeps a process at hand for
 * further builds, which this one would leave behind.
 */
export function loadEsbuild() {
  const { ESBUILD_WORKER_THREADS: before } = process.env;
  process.env.ESBUILD_WORKER_THREADS = '0';
  try {
    return require('esbuild');
  } finally {
    if (before === undefined) delete process.env.ESBUILD_WORKER_THREADS;
    else process.env.ESBUILD_WORKER_THREADS = before;
  }
}

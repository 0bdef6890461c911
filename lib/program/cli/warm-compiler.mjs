/*
 * Compiles an app for `synth --watch`, again and again: esbuild stays, and reads anew what has changed since. A file comes out as
 * `bundle.mjs` would make it in the process that runs it, which waits for none then.
 */
import { existsSync, realpathSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { optionsFor, sayOwnPlace, sourcePlaces } from './bundle.mjs';
import { linkedSources } from './linked-sources.mjs';

const require = createRequire(import.meta.url);

export class WarmCompiler {
  /** @param app the source file that begins the app */
  constructor(app) {
    this.app = app;
    this.contexts = new Map();
    this.earlier = Promise.resolve();
  }

  /** Compiles for the first time, so that the next time is fast. */
  begin() {
    if (this.contexts.size === 0) void this.inTurn(() => this.texts());
  }

  /**
   * Compiles the app as a CommonJS module for a process.
   *
   * @returns the files with the program and with what esbuild says of its sources; undefined where the process had better compile by
   * itself: it tells what is wrong with the sources, and knows all forms of programs
   */
  async compile(pid) {
    const folder = resolve('node_modules/.cache/chartwright');
    const made = existsSync(folder) ? await this.inTurn(() => this.texts()) : undefined;
    if (made === undefined) return undefined;
    try {
      const stem = join(realpathSync(folder), `app-${pid}`);
      const [file, inputs] = [`${stem}.cjs`, `${stem}.inputs.json`];
      writeFileSync(file, made.text);
      writeFileSync(inputs, JSON.stringify(made.metafile));
      return { file, format: 'cjs', inputs };
    } catch {
      return undefined;
    }
  }

  /** Forgets what it knows, as when packages are others. */
  async forget() {
    await this.inTurn(() => this.dispose());
  }

  /** One build after the other: one that began before a change knows nothing of it. */
  inTurn(work) {
    return (this.earlier = this.earlier.then(work));
  }

  async dispose() {
    const all = [...this.contexts.values()];
    this.contexts.clear();
    for (const { context } of all) await context.dispose().catch(() => undefined);
  }

  async texts() {
    try {
      const made = await this.build(false);
      return sayOwnPlace(made.text) ? { ...(await this.build(true)), metafile: made.metafile } : made;
    } catch {
      await this.dispose();
      return undefined;
    }
  }

  /** @param withPlaces whether sources say where they are */
  async build(withPlaces) {
    const esbuild = require('esbuild');
    const stem = join(realpathSync(resolve('node_modules/.cache/chartwright')), 'app-watched');
    const alias = linkedSources(this.app);
    const about = JSON.stringify([stem, alias]);
    if (this.contexts.get(withPlaces)?.about !== about) {
      const context = await esbuild.context({
        ...optionsFor(this.app, `${stem}.cjs`, 'cjs', alias),
        write: false,
        metafile: true,
        logLevel: 'silent',
        ...(withPlaces && { plugins: [sourcePlaces(esbuild)] }),
      });
      this.contexts.set(withPlaces, { about, context });
    }
    const { outputFiles, metafile } = await this.contexts.get(withPlaces).context.rebuild();
    return { text: outputFiles[0].text, metafile };
  }
}

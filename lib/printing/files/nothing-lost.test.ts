import { join } from 'node:path';

import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';

import { outputOf, readTree, remove, temporaryFolder, writeTree } from './test-disk';
import { OutputError } from './output-error';
import { writeOutput } from './write-output';

// The module itself, whose functions can be replaced for all who use it.
const fs = require('node:fs') as typeof import('node:fs');

/*
 * Any sequence of runs, crashes and changes by hand: no byte of a user is lost, and every run that is not refused leaves the
 * output that it should.
 */

let root = '';

beforeAll(() => {
  root = temporaryFolder();
});

afterAll(() => {
  remove(root);
});

const changing = ['renameSync', 'rmSync', 'rmdirSync', 'mkdirSync', 'writeFileSync', 'chmodSync'] as const;

class Crash extends Error {}

/** Runs something whose process ends before its change number `moment` of the disk; says whether it came to that. */
function crashing(moment: number, run: () => void): boolean {
  let changes = 0;
  const spies = changing.map((name) => {
    const original = fs[name] as (...args: unknown[]) => unknown;
    return jest.spyOn(fs, name).mockImplementation(((...args: unknown[]) => {
      // A process that has ended changes nothing more, not even to clean up.
      if (changes++ >= moment) throw new Crash();
      return original(...args);
    }) as never);
  });
  try {
    run();
    return false;
  } catch (error) {
    if (changes <= moment) throw error;
    return true;
  } finally {
    spies.forEach((spy) => spy.mockRestore());
  }
}

type Files = Readonly<Record<string, string>>;

/** The output folders' files as they are now, without what a crash has left behind. */
const output = (): Record<string, string> =>
  Object.fromEntries(Object.entries(outputOf(readTree(root))).filter(([path]) => !path.startsWith('.chartwright-')));

const names = ['a', 'b', 'index.yaml'] as const;
const path = fc
  .tuple(
    fc.constantFrom('dist/x', 'dist/y', 'charts'),
    fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 2 }),
  )
  .map(([folder, rest]) => [folder, ...rest].join('/'));
const isTree = (paths: readonly string[]) => !paths.some((a) => paths.some((b) => b.startsWith(`${a}/`)));
/** What a definition gives; its contents are never those of a user. */
const definition = fc
  .uniqueArray(path, { maxLength: 7 })
  .filter(isTree)
  .chain((paths) => fc.tuple(...paths.map(() => fc.constantFrom('v1', 'v2'))).map((texts) => pairs(paths, texts)));
const pairs = (paths: readonly string[], texts: readonly string[]): Files =>
  Object.fromEntries(paths.map((each, i) => [each, texts[i]!]));

type Step =
  | {
      readonly kind: 'run';
      readonly files: Files;
      readonly part: string;
      readonly force: boolean;
      readonly crash: number;
    }
  | { readonly kind: 'write'; readonly path: string; readonly text: string }
  | { readonly kind: 'remove'; readonly path: string };
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('run' as const),
      files: definition,
      part: fc.constantFrom('', '', 'dist/x', 'dist'),
      force: fc.constantFrom(false, false, true),
      crash: fc.oneof(fc.constant(Infinity), fc.nat(60)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('write' as const), path, text: fc.constantFrom('mine', 'mine too') }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), path }) },
);

/** What we expect of the disk, from what has happened so far. */
class World {
  /** The user's files. */
  readonly mine = new Map<string, string>();
  /** Paths that are listed for sure, and those that may be listed since a run for them crashed. */
  listed = new Set<string>();
  perhaps = new Set<string>();
  hasCrashed = false;

  apply(each: Step): void {
    if (each.kind === 'run') this.run(each);
    else if (each.kind === 'remove') this.remove(each.path);
    else if (this.canWrite(each.path)) {
      writeTree(root, { [each.path]: each.text });
      this.mine.set(each.path, each.text);
    }
    this.nothingIsLost();
  }

  /** A user does not write over a folder, nor below a file. */
  private canWrite(wanted: string): boolean {
    return Object.keys(output()).every((known) => known === wanted || isTree([known, wanted])) && !isFolder(wanted);
  }

  private remove(wanted: string): void {
    if (!(wanted in output())) return;
    fs.rmSync(join(root, wanted));
    this.mine.delete(wanted);
  }

  private run({ files, part, force, crash }: Extract<Step, { kind: 'run' }>): void {
    const isInPart = (each: string) => part === '' || each === part || each.startsWith(`${part}/`);
    const wanted = Object.fromEntries(Object.entries(files).filter(([each]) => isInPart(each)));
    const folders = part === '' ? ['dist', 'charts'] : ['dist'];
    const scope = part === '' ? folders : [part];
    const before = output();
    let refused: OutputError | undefined;
    const crashed = crashing(crash, () => {
      try {
        writeOutput(root, new Map(Object.entries(wanted)), folders, { scope, force, waitMs: 0 });
      } catch (error) {
        if (!(error instanceof OutputError) || error.cause instanceof Crash) throw error;
        refused = error;
      }
    });

    const isStale = (each: string) => isInPart(each) && !(each in wanted);
    const inWay = [...this.mine.keys()].filter((each) => each in wanted || !isTree([...Object.keys(wanted), each]));
    const changed = (known: ReadonlySet<string>) =>
      [...this.mine.keys()].filter((each) => known.has(each) && isStale(each));
    const isFolderInWay = inWay.some((each) => Object.keys(wanted).some((file) => each.startsWith(`${file}/`)));
    if (refused !== undefined) {
      expect(output()).toEqual(before);
      const causes = force ? isFolderInWay : inWay.length + changed(this.perhaps).length > 0;
      expect([refused.message, causes]).toEqual([refused.message, true]);
      return;
    }
    if (crashed) {
      this.hasCrashed = true;
      Object.keys(wanted).forEach((each) => this.perhaps.add(each));
      this.takeOver(wanted, force);
      return;
    }
    expect(force ? isFolderInWay : inWay.length + changed(this.listed).length > 0).toBe(false);
    this.takeOver(wanted, force);
    for (const each of [...this.perhaps].filter(isInPart)) {
      this.listed.delete(each);
      this.perhaps.delete(each);
    }
    for (const each of Object.keys(wanted)) {
      this.listed.add(each);
      this.perhaps.add(each);
    }
    const now = output();
    const inPart = Object.keys({ ...now, ...wanted }).filter((each) => isInPart(each) && !this.mine.has(each));
    expect(
      pairs(
        inPart,
        inPart.map((each) => now[each] ?? '(missing)'),
      ),
    ).toEqual(wanted);
    const outside = Object.keys({ ...now, ...before }).filter((each) => !isInPart(each));
    expect(outside.map((each) => [each, now[each]])).toEqual(outside.map((each) => [each, before[each]]));
  }

  /** With force, what is in the way is given up by its user, as far as the run has come. */
  private takeOver(wanted: Files, force: boolean): void {
    if (!force) return;
    const now = output();
    for (const [each, text] of this.mine) {
      const isInWay = each in wanted || Object.keys(wanted).some((file) => file.startsWith(`${each}/`));
      if (isInWay && now[each] !== text) this.mine.delete(each);
    }
  }

  private nothingIsLost(): void {
    const now = output();
    const found = Array.from(this.mine.keys(), (each) => [each, now[each]]);
    expect(found).toEqual([...this.mine]);
  }
}

const isFolder = (wanted: string): boolean => `${wanted}/` in readTree(root);

test('no byte of a user is lost, and every run that is not refused leaves the right output', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 2, maxLength: 8 }), definition, (steps, last) => {
      remove(root);
      fs.mkdirSync(root);
      const world = new World();
      steps.forEach((each) => world.apply(each));
      // However it ended, the user can always get out by moving what is in the way.
      for (const mine of world.mine.keys()) world.apply({ kind: 'remove', path: mine });
      world.apply({ kind: 'run', files: last, part: '', force: false, crash: Infinity });
      expect(world.listed).toEqual(new Set(Object.keys(last)));
    }),
    { numRuns: 80 },
  );
});

test('a run that crashes at any change leaves a state from which any other run goes on', () => {
  const before = { 'dist/x/a': 'v1', 'dist/x/b': 'v1', 'dist/y/index.yaml': 'v1', 'charts/a': 'v1' };
  const after = { 'dist/x/a': 'v2', 'dist/x/b/a': 'v1', 'dist/y/index.yaml': 'v1', 'charts/b': 'v2' };
  const next = { 'dist/x/a': 'v3', 'dist/x/b/b': 'v3', 'charts/a/b': 'v3' };
  const whole = { kind: 'run', part: '', force: false, crash: Infinity } as const;
  let moment = 0;
  for (let hasEnded = false; !hasEnded; moment++) {
    const world = new World();
    remove(root);
    fs.mkdirSync(root);
    world.apply({ ...whole, files: before });
    world.apply({ ...whole, files: after, crash: moment });
    const then = [before, after, next][moment % 3]!;
    world.apply({ ...whole, files: then });
    expect(output()).toEqual(then);
    hasEnded = !world.hasCrashed;
  }
  expect(moment).toBeGreaterThan(15);
});

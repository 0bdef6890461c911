import { rmSync } from 'node:fs';
import { afterAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { Fleet, fleetApp } from './fleet.fixture';
import { removeProjects } from './project.fixture';

/* Whatever is changed in a fleet, `synth --changed` leaves the bytes that a whole run leaves. */

afterAll(removeProjects);

const names = Array.from({ length: 12 }, (_, i) => `system-${i}`);
const before = "import { existsSync, readdirSync, readFileSync } from 'node:fs';\nimport { word } from 'own';";

/** What a system may say, of which each reaches other files. */
const words = [
  "'one'",
  "'two'",
  'word',
  "readFileSync('shared/word.txt', 'utf8')",
  "readFileSync(__dirname + '/word.txt', 'utf8')",
  "String(existsSync('shared/more.txt'))",
  "readdirSync('shared').join()",
  "process.env['WORD'] ?? 'none'",
];

interface Edit {
  readonly say: string;
  readonly in: (fleet: Fleet) => void;
}

const name = fc.constantFrom(...names);
const text = fc.constantFrom('one', 'two', 'three');
const edits: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(name, fc.constantFrom(...words)).map(([its, word]): Edit => ({
      say: `${its} says ${word}`,
      in: (fleet) => {
        fleet.write(`systems/${its}/main.ts`, fleetApp(its, { before, word }));
        fleet.write(`systems/${its}/word.txt`, 'one');
      },
    })),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.oneof(
          fc.constant('shared/word.txt'),
          name.map((its) => `systems/${its}/word.txt`),
        ),
        text,
      )
      .map(([path, its]): Edit => ({
        say: `${path} is ${its}`,
        in: (fleet) => fleet.exists(path) && fleet.write(path, its),
      })),
  },
  text.map((its): Edit => ({
    say: `the team is ${its}`,
    in: (fleet) => fleet.write('shared/team.ts', `export const team = '${its}';\n`),
  })),
  text.map((its): Edit => ({
    say: `the package says ${its}`,
    in: (fleet) => fleet.write('node_modules/own/index.js', `exports.word = '${its}';\n`),
  })),
  fc.constantFrom('shared/more.txt', 'shared/team/index.ts', 'systems/package.json').map((path): Edit => ({
    say: `${path} comes or goes`,
    in: (fleet) =>
      fleet.exists(path) ? rmSync(fleet.at(path)) : fleet.write(path, path.endsWith('.json') ? '{}' : ''),
  })),
  name.map((its): Edit => ({
    say: `${its} goes`,
    in: (fleet) => rmSync(fleet.at(`systems/${its}`), { recursive: true, force: true }),
  })),
  fc.tuple(name, fc.constantFrom('dist', 'charts')).map(([its, folder]): Edit => ({
    say: `${folder}/${its} goes`,
    in: (fleet) => rmSync(fleet.at(`${folder}/${its}`), { recursive: true, force: true }),
  })),
  fc.constantFrom('dist/.chartwright', 'charts/index.yaml').map((path): Edit => ({
    say: `${path} goes`,
    in: (fleet) => rmSync(fleet.at(path), { force: true }),
  })),
  fc.tuple(name, text).map(([its, value]): Edit => ({
    say: `the values of ${its} are ${value} by hand`,
    in: (fleet) => {
      const path = `charts/${its}/values.yaml`;
      if (fleet.exists(path)) fleet.write(path, `by: ${value}\n`);
    },
  })),
);

/** One run after some edits, with a word in the environment. */
const step = fc.record({ edits: fc.array(edits, { minLength: 1, maxLength: 3 }), word: text });

test('after any edits, a run for what has changed leaves the bytes of a whole run', async () => {
  let [some, all] = [0, 0];
  const steps = fc.array(step, { minLength: 6, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(steps, async (given) => {
      const fleets = [new Fleet(names), new Fleet(names)] as const;
      for (const fleet of fleets) fleet.write('shared/word.txt', 'one');
      for (const { edits: made, word } of [{ edits: [], word: 'one' }, ...given]) {
        for (const edit of made) for (const fleet of fleets) edit.in(fleet);
        const env = { WORD: word };
        const [part, whole] = await Promise.all([
          fleets[0].synth(['--changed', '--force'], { env }),
          fleets[1].synth(['--force'], { env }),
        ]);
        expect({ code: part.code, stderr: part.stderr }).toEqual({ code: whole.code, stderr: whole.stderr });
        expect(whole.code).toBe(0);
        expect(fleets[0].contents()).toEqual(fleets[1].contents());
        some += part.made.length;
        all += whole.made.length;
      }
    }),
    { numRuns: 3, endOnFailure: true },
  );
  // What is compared is worth comparing: most systems were left out.
  expect(some).toBeLessThan(0.8 * all);
}, 600_000);

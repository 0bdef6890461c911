import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { checkSystem } from '../../judging/check/check-system';
import { environmentInput } from '../../judging/check/environment';
import { systemsOf } from '../../program/app';
import { synthesizedSystem } from '../../program/app/output';
import { isSaid, printPage, sections } from './page.fixture';
import { anchorOf } from '../../markdown.fixture';
import type { Phrase } from './phrase.fixture';

const all = sections.flatMap(({ phrases }) => phrases);
const said = all.filter(isSaid);

/** What the linter says of pieces: they name what is not there, and leave out what has nothing to do with the idiom. */
const ofPieces =
  /^(missing-service|missing-secret|service-without-pods|pod-security-(capabilities|privilege-escalation|run-as-non-root|seccomp))$/;

function errorsIn(phrase: Phrase): string[] {
  const [system] = systemsOf(phrase.make('shop'));
  const { outputs } = synthesizedSystem(system!, system!.definition.environments);
  const inputs = outputs.map((output) => environmentInput({ ...system!, ...output }, output.environment.name));
  const { findings } = checkSystem(system!, inputs, true);
  return findings
    .filter(({ severity, code }) => severity === 'error' && !ofPieces.test(code))
    .map(({ code, message }) => `${code}: ${message}`);
}

describe('the phrase book', () => {
  test('is what its programs come to; npm run phrases writes it', () => {
    expect(readFileSync('docs/phrase-book.md', 'utf8')).toBe(printPage());
  });

  test('says at least forty idioms, each under a heading of its own', () => {
    expect(said.length).toBeGreaterThanOrEqual(40);
    const anchors = all.map(({ title }) => anchorOf(title));
    expect(new Set(anchors).size).toBe(all.length);
  });

  test.each(said.map((phrase) => [phrase.title, phrase] as const))(
    'shows for "%s" what an API server takes',
    (_, phrase) => {
      expect(errorsIn(phrase)).toEqual([]);
    },
  );
});

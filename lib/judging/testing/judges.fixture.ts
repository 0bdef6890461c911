import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, test } from '@jest/globals';
import { install, packages } from './judges.json';

/** A program whose word we take; `judges.json` says which Debian package each is in. */
export type Judge = keyof typeof packages;

/** Where Debian keeps programs that not everybody needs. */
function foldersOfDebian(): string[] {
  const versions = '/usr/lib/postgresql';
  const postgres = existsSync(versions) ? readdirSync(versions).map((version) => join(versions, version, 'bin')) : [];
  return ['/usr/sbin', '/usr/local/sbin', ...postgres];
}

/**
 * The path of a program; undefined where it is not installed.
 *
 * @param path folders that are looked through first, as in `PATH`
 * @param folders folders that are looked through after them
 */
export function find(
  program: string,
  path: string = process.env['PATH'] ?? '',
  folders: readonly string[] = foldersOfDebian(),
): string | undefined {
  return [...path.split(delimiter), ...folders]
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, program))
    .find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** What becomes of tests that some judges decide. */
export type Hearing<Name extends Judge> =
  | { readonly kind: 'held'; readonly title: string; readonly paths: Paths<Name> }
  | { readonly kind: 'skipped'; readonly title: string; readonly paths: Paths<Name> }
  | { readonly kind: 'failed'; readonly title: string; readonly message: string };

/** The path of each judge; its name where it is missing, and nobody runs it. */
type Paths<Name extends Judge> = { readonly [name in Name]: string };

/**
 * Held when all judges are there; else skipped, or failed where judges are required.
 *
 * @param locate the path of a program; undefined where it is not installed
 */
export function hearingOf<Name extends Judge>(
  judges: readonly Name[],
  title: string,
  { locate, areRequired }: { readonly locate: (judge: Name) => string | undefined; readonly areRequired: boolean },
): Hearing<Name> {
  const located = judges.map((judge) => [judge, locate(judge)] as const);
  const missing = located.filter(([, path]) => path === undefined).map(([judge]) => judge);
  const paths = Object.fromEntries(located.map(([judge, path]) => [judge, path ?? judge])) as Paths<Name>;
  if (missing.length === 0) return { kind: 'held', title, paths };
  const names = missing.join(', ');
  if (areRequired) {
    const needed = [...new Set(missing.map((judge) => packages[judge]))].join(' ');
    return { kind: 'failed', title, message: `Not judged, for want of ${names}. Run: ${install} ${needed}` };
  }
  // `report-judges.js` finds the tests by this mark.
  return { kind: 'skipped', title: `${title} (not judged, for want of ${names})`, paths };
}

/**
 * Tests that real programs decide. Where one is missing, each of them is skipped, and the run ends with a line that says so;
 * with `CHARTWRIGHT_REQUIRE_JUDGES=1`, as in the gate, that is a failure which says what to install.
 *
 * @param tests declares the tests; gets the path of each judge by its name
 */
export function judgedBy<Name extends Judge>(
  judges: Name | readonly Name[],
  title: string,
  tests: (paths: Paths<Name>) => void,
): void {
  const areRequired = process.env['CHARTWRIGHT_REQUIRE_JUDGES'] === '1';
  const hearing = hearingOf([judges].flat() as Name[], title, { locate: (judge) => find(judge), areRequired });
  switch (hearing.kind) {
    case 'held':
      return describe(hearing.title, () => tests(hearing.paths));
    case 'skipped':
      return describe.skip(hearing.title, () => tests(hearing.paths));
    case 'failed':
      return test(hearing.title, () => {
        throw new Error(hearing.message);
      });
  }
}

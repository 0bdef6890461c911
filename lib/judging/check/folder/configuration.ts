import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { kubernetesVersions } from '../../../core/kubernetes/definitions';
import { tiers, type RuleSettings, type Tier } from '../../../core/manifest';
import { DefinitionError, didYouMean, type Json, type JsonObject, type Problem } from '../../../core/values';
import { decodeText } from '../../../core/yaml/decode-text';
import { readYaml } from '../../../core/yaml/read-yaml';
import { externalKinds, type DeclaredException, type DeclaredExternal } from '../finding';
import { settingProblems } from '../levels';
import { lineOfNode } from '../../../core/yaml/line-of';
import { isMap } from '../../../core/references/objects';
import { ruleOf, ruleTexts } from '../rules';

/** What the file is called. */
export const configurationName = 'chartwright.yaml';

/** What a file says of the folder that is checked, as a definition says it of a chart. */
export interface FolderConfiguration {
  /** The file, as reports name it. */
  readonly file: string;
  readonly rules?: RuleSettings;
  readonly exceptions: readonly DeclaredException[];
  readonly externals: readonly DeclaredExternal[];
  /** Kubernetes version to check against. @default the oldest that is known */
  readonly kubernetes?: string;
  /** What the objects are for. @default no production */
  readonly tier?: Tier;
  /** Whether all that the objects refer to is in the folder. @default false */
  readonly isComplete?: boolean;
  /** Files and folders of CustomResourceDefinitions that are known beside those that are checked, from where the command is run. */
  readonly crds: readonly string[];
}

/**
 * The configuration of a folder: the file in it, or in the nearest folder above it that has one, up to the one where the
 * command is run.
 *
 * @param path the folder, a file in it, or `-`, which is where the command is run
 */
export function findConfiguration(path: string): string | undefined {
  const here = resolve('.');
  const given = path === '-' ? here : resolve(path);
  const start = statSync(given).isDirectory() ? given : dirname(given);
  const isBelow = start.startsWith(`${here}${sep}`);
  for (let folder = start; ; folder = dirname(folder)) {
    const file = join(folder, configurationName);
    if (existsSync(file)) return file;
    if (!isBelow || folder === here) return undefined;
  }
}

/**
 * Reads a configuration.
 *
 * @throws DefinitionError with everything in it that nobody could follow, each with its line
 */
export function readConfiguration(path: string): FolderConfiguration {
  const file = (relative('.', path) || path).replaceAll('\\', '/');
  const decoded = decodeText(readFileSync(path));
  if (!('text' in decoded)) throw new DefinitionError([{ code, where: file, message: decoded.message }]);
  const { documents, faults, lines } = readYaml(decoded.text, 'manifests');
  if (faults.length > 0) {
    throw new DefinitionError(
      faults.map(({ line, message, remedy }) => ({ code, where: `${file}:${line}`, message, remedy })),
    );
  }
  const [document] = documents;
  const lineOf = (keys: readonly string[]) => (document ? lineOfNode(document.parsed, lines, keys) : 1);
  const reader = new Reader((keys) => `${file}:${lineOf(keys)}`, dirname(file));
  const configuration = reader.read((document?.value ?? {}) as Json);
  if (reader.problems.length > 0) throw new DefinitionError(reader.sorted);
  return { file, ...configuration };
}

const code = 'invalid-configuration';

type Path = readonly string[];

class Reader {
  readonly problems: Problem[] = [];

  /** The problems in the order of the file. */
  get sorted(): readonly Problem[] {
    const line = ({ where = '' }: Problem) => Number(/\d+$/.exec(where)?.[0]);
    return [...this.problems].sort((a, b) => line(a) - line(b));
  }

  constructor(
    private readonly placeOf: (keys: Path) => string,
    private readonly folder: string,
  ) {}

  read(value: Json): Omit<FolderConfiguration, 'file'> {
    const given = this.map(value, [], ['rules', 'exceptions', 'externals', 'kubernetes', 'tier', 'complete', 'crds']);
    const { rules, kubernetes, tier, complete } = given;
    const version = this.choice(kubernetes, ['kubernetes'], kubernetesVersions);
    const ofTier = this.choice(tier, ['tier'], tiers);
    if (complete !== undefined && typeof complete !== 'boolean')
      this.refuse(
        ['complete'],
        'complete is neither true nor false',
        'Say whether the folder has all that it refers to.',
      );
    return {
      ...(rules === undefined ? {} : { rules: this.rules(rules) }),
      exceptions: this.list(given['exceptions'], 'exceptions', (each, path) => this.exception(each, path)),
      externals: this.list(given['externals'], 'externals', (each, path) => this.external(each, path)),
      crds: this.list(given['crds'], 'crds', (each, path) => this.crds(each, path)),
      ...(version === undefined ? {} : { kubernetes: version }),
      ...(ofTier === undefined ? {} : { tier: ofTier }),
      ...(typeof complete === 'boolean' ? { isComplete: complete } : {}),
    };
  }

  private rules(value: Json): RuleSettings {
    // YAML reads off as false, here as in any other file.
    const settings = isMap(value)
      ? Object.fromEntries(Object.entries(value).map(([key, level]) => [key, level === false ? 'off' : level]))
      : value;
    const given = settings as RuleSettings;
    for (const { key, message, remedy } of settingProblems(given))
      this.refuse(key === undefined ? ['rules'] : ['rules', key], message, remedy);
    return given;
  }

  private exception(value: Json, path: Path): DeclaredException[] {
    const given = this.map(value, path, ['code', 'object', 'file', 'reason']);
    const rule = this.text(given, path, 'code', true);
    const reason = this.text(given, path, 'reason', true);
    const object = this.text(given, path, 'object', false);
    const glob = this.text(given, path, 'file', false);
    if (rule !== undefined && !ruleOf(rule)) {
      const codes = ruleTexts.map((each) => each.code);
      this.refuse(
        [...path, 'code'],
        `there is no rule "${rule}"${didYouMean(rule, codes)}`,
        'docs/rules.md lists them, as does `chartwright check --list-rules`.',
      );
    }
    if (object === undefined && glob === undefined) {
      this.refuse(
        path,
        'an exception says neither of which object nor of which file it is',
        "Add object: 'apps/v1 Deployment shop/backend', as reports name it, or file: 'vendor/**'.",
      );
    }
    if (rule === undefined || reason === undefined) return [];
    return [
      {
        code: rule,
        reason,
        declaredAt: this.placeOf(path),
        ...(object === undefined ? {} : { object }),
        ...(glob === undefined ? {} : { glob: join(this.folder, glob).replaceAll('\\', '/') }),
      },
    ];
  }

  private external(value: Json, path: Path): DeclaredExternal[] {
    const given = this.map(value, path, ['kind', 'name', 'keys', 'reason']);
    const kind = this.choice(given['kind'] ?? '', [...path, 'kind'], externalKinds);
    const name = this.text(given, path, 'name', true);
    const reason = this.text(given, path, 'reason', true);
    const keys = this.list(given['keys'], [...path, 'keys'].join('/'), (key) => (typeof key === 'string' ? [key] : []));
    if (kind === undefined || name === undefined || reason === undefined) return [];
    return [{ kind, name, reason, ...(keys.length > 0 ? { keys } : {}) }];
  }

  private crds(value: Json, path: Path): string[] {
    const found = typeof value === 'string' ? this.fromHere(value) : undefined;
    if (found !== undefined && existsSync(found)) return [found];
    this.refuse(
      path,
      typeof value === 'string' ? `there is no "${value}"` : 'this is not a path',
      'Name a file or folder of CustomResourceDefinitions, from where this file lies.',
    );
    return [];
  }

  /** Findings name files from where the command is run, and the file does from where it lies. */
  private fromHere(path: string): string {
    return (isAbsolute(path) ? path : join(this.folder, path)).replaceAll('\\', '/');
  }

  private text(given: JsonObject, path: Path, key: string, isNeeded: boolean): string | undefined {
    const value = given[key];
    if (typeof value === 'string' && value.trim() !== '') return value;
    if (value !== undefined) this.refuse([...path, key], `${key} is not a text`, `Say it in words: ${key}: '...'.`);
    else if (isNeeded) this.refuse(path, `there is no ${key}`, `Add ${key}: '...'.`);
    return undefined;
  }

  private list<T>(value: Json | undefined, key: string, read: (each: Json, path: Path) => T[]): T[] {
    const path = key.split('/');
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return (value as readonly Json[]).flatMap((each, i) => read(each, [...path, String(i)]));
    this.refuse(path, `${path.at(-1)} is not a list`, 'Begin each entry with a dash.');
    return [];
  }

  private choice<T extends string>(value: Json | undefined, path: Path, known: readonly T[]): T | undefined {
    const found = known.find((each) => each === value);
    if (value === undefined || found !== undefined) return found;
    const key = path.at(-1)!;
    const guess = typeof value === 'string' ? didYouMean(value, known) : '';
    const quotes = typeof value === 'number' ? ' It needs quotes: without, 1.30 is the number 1.3.' : '';
    this.refuse(path, `there is no ${key} ${JSON.stringify(value)}${guess}`, `One of: ${known.join(', ')}.${quotes}`);
    return undefined;
  }

  /** The value as a map that has no other keys than these. */
  private map(value: Json, path: Path, keys: readonly string[]): JsonObject {
    if (!isMap(value)) {
      this.refuse(
        path,
        `${path.length === 0 ? 'the file' : 'this'} is not a map`,
        `It has the keys ${keys.join(', ')}.`,
      );
      return {};
    }
    for (const key of Object.keys(value)) {
      if (!keys.includes(key))
        this.refuse([...path, key], `there is no "${key}" here${didYouMean(key, keys)}`, `Use ${keys.join(', ')}.`);
    }
    return value;
  }

  private refuse(path: Path, message: string, remedy: string): void {
    this.problems.push({ code, where: this.placeOf(path), message, remedy });
  }
}

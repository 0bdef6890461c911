import {
  ruleLevels,
  ruleSets,
  type RuleLayer,
  type RuleLevel,
  type RuleSet,
  type RuleSettings,
} from '../../core/manifest';
import { DefinitionError, didYouMean, isMap, type Problem } from '../../core/values';
import type { CheckInput, Severity } from './finding';
import { ruleOf, ruleTexts, type RuleText } from './rules';

/** The level of a rule, and who says so. */
export interface LevelInForce {
  readonly level: RuleLevel;
  /** Where it comes from, for people. */
  readonly from: string;
  /** Whether the rule is a policy that nobody has asked for. */
  readonly isAdvice: boolean;
}

/** The level of every rule, by code. */
export type LevelsInForce = ReadonlyMap<string, LevelInForce>;

/** Rules that have no levels: what a cluster refuses is wrong wherever it is. */
export const isCorrectness = ({ question }: Pick<RuleText, 'question'>): boolean =>
  question === 'refused' || question === 'cannot-work';

/** Whoever checks objects without saying more wants to hear everything. */
const everything: readonly RuleLayer[] = [{ from: 'default', rules: 'strict' }];

/**
 * The levels of all rules for an input, worked out once, so that a finding costs one look into a map.
 *
 * @throws DefinitionError with every code and level that there is not
 */
export function levelsOf({
  rules = everything,
  isComplete = true,
}: Pick<CheckInput, 'rules' | 'isComplete'>): LevelsInForce {
  const problems = rules.flatMap((layer) => layerProblems(layer));
  if (problems.length > 0) throw new DefinitionError(problems);
  const levels = new Map<string, LevelInForce>();
  for (const rule of ruleTexts) levels.set(rule.code, outermost(rule, isComplete));
  for (const { from, rules: settings, isDefault = false } of rules) {
    const { extends: set, ...single } = typeof settings === 'string' ? { extends: settings } : settings;
    if (set !== undefined) {
      for (const rule of ruleTexts) {
        if (rule.question !== 'policy')
          // What single rules were told further out does not count either.
          levels.set(rule.code, outermost(rule, isComplete));
        else
          levels.set(rule.code, {
            level: levelIn(rule, set),
            from: `${set}, ${isDefault ? 'with which ' : ''}${from}${isDefault ? ' begins' : ''}`,
            isAdvice: set === 'advisory',
          });
      }
    }
    for (const [code, level] of Object.entries(single)) levels.set(code, { level, from, isAdvice: false });
  }
  return levels;
}

function outermost(rule: RuleText, isComplete: boolean): LevelInForce {
  if (rule.question !== 'closed-world') return { level: rule.severity, from: 'always', isAdvice: false };
  const from = isComplete ? 'the output is complete' : 'what is missing may be elsewhere';
  return { level: isComplete ? rule.severity : 'warning', from, isAdvice: false };
}

/** The level of a policy in a set. */
export function levelIn({ severity, recommended = 'warning' }: RuleText, set: RuleSet): Severity {
  if (set === 'strict') return severity;
  return set === 'recommended' ? recommended : 'warning';
}

/** What is wrong with the levels that a place asks for. */
const layerProblems = ({ from, rules, construct }: RuleLayer): Problem[] =>
  settingProblems(rules).map(({ message, remedy }) => ({
    code: 'invalid-rules',
    ...(construct === undefined ? { where: from } : { construct: construct === '' ? 'the app' : construct }),
    message,
    remedy,
  }));

/** A setting that cannot be followed. */
export interface SettingProblem {
  /** Key of the setting; undefined where it is about all of them. */
  readonly key?: string;
  readonly message: string;
  readonly remedy: string;
}

const levelWords: readonly RuleLevel[] = ruleLevels;

/** What is wrong with levels. The compiler finds most of it; a file, and what is not TypeScript, has no compiler. */
export function settingProblems(settings: RuleSettings): SettingProblem[] {
  const given: unknown = settings;
  const sets: readonly string[] = ruleSets;
  const noSet = (set: unknown) => ({
    message: `there is no set of rules ${quoted(set)}${typeof set === 'string' ? didYouMean(set, sets) : ''}`,
    remedy: `Use one of: ${sets.join(', ')}.`,
  });
  if (typeof given === 'string') return sets.includes(given) ? [] : [noSet(given)];
  if (!isMap(given)) return [noSet(given)];
  return Object.entries(given).flatMap(([key, level]: [string, unknown]): SettingProblem[] => {
    if (key === 'extends') return sets.includes(String(level)) ? [] : [{ key, ...noSet(level) }];
    const rule = ruleOf(key);
    if (!rule) {
      const known = ruleTexts.filter((each) => !isCorrectness(each)).map(({ code }) => code);
      const message = `there is no rule "${key}"${didYouMean(key, known)}`;
      return [{ key, message, remedy: 'docs/rules.md lists them, as does `chartwright check --list-rules`.' }];
    }
    if (isCorrectness(rule)) {
      const what = rule.question === 'refused' ? 'what a cluster refuses' : 'what cannot work';
      const message = `"${key}" is about ${what}, and has no level`;
      return [{ key, message, remedy: 'Let the one object break it, with a reason, by an exception.' }];
    }
    if (levelWords.some((each) => each === level)) return [];
    const message = `"${key}" has the level ${quoted(level)}${typeof level === 'string' ? didYouMean(level, levelWords) : ''}`;
    return [{ key, message, remedy: `Use one of: ${levelWords.join(', ')}; in YAML "off" needs quotes.` }];
  });
}

const quoted = (value: unknown) => (value === undefined ? 'undefined' : JSON.stringify(value));

import { isCorrectness, type LevelsInForce } from '../levels';
import { ruleTexts } from '../rules';

/** The levels of some objects: of a folder, or of environments that have the same. */
export interface ListedLevels {
  /** Whose they are; nothing is printed where it is empty. */
  readonly of: string;
  readonly levels: LevelsInForce;
}

/** The rules with what they do and who says so, for people. Rules that have no levels are counted only. */
export function levelsText(lists: readonly ListedLevels[]): string {
  return lists
    .map(({ of, levels }) => {
      const rows = ruleTexts
        .filter((rule) => !isCorrectness(rule))
        .map(({ code, question }) => {
          const { level, from } = levels.get(code)!;
          return [level, question, code, from] as const;
        });
      const width = Math.max(...rows.map(([, , code]) => code.length));
      const always = ruleTexts.filter(isCorrectness).length;
      return [
        ...(of === '' ? [] : [`# ${of}`]),
        `error    correctness   ${always} rules about what is refused and what cannot work, always`,
        ...rows.map(([level, question, code, from]) =>
          `${level.padEnd(8)} ${question.padEnd(13)} ${code.padEnd(width)}  ${from}`.trimEnd(),
        ),
        '',
      ].join('\n');
    })
    .join('\n');
}

/** The same for programs: `[{ of, rules: [{ code, question, level, from }] }]`, all rules in it. */
export function levelsJson(lists: readonly ListedLevels[]): string {
  const json = lists.map(({ of, levels }) => ({
    ...(of === '' ? {} : { of }),
    rules: ruleTexts.map(({ code, question }) => {
      const { level, from } = levels.get(code)!;
      return { code, question, level, from };
    }),
  }));
  return `${JSON.stringify(json, null, 2)}\n`;
}

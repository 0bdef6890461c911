import type { IConstruct } from 'constructs';
import { didYouMean } from '../values';
import { aConstruct, aMap, eitherOf, said, takes, wordOf, type Kind } from '../values/argument';
import { ruleCodes, type RuleCode } from './rule-codes';

/** What a rule does: nothing, tell, or refuse. */
export const ruleLevels = ['off', 'warning', 'error'] as const;
export type RuleLevel = (typeof ruleLevels)[number];

/** The sets of levels that there are, from the most lenient. */
export const ruleSets = ['advisory', 'recommended', 'strict'] as const;

/**
 * The levels of all policies at once.
 *
 * - `advisory`: each is a warning, and reports sum them up by rule. A cdk8s `Chart` and a folder begin with it.
 * - `recommended`: an error is what loses data, leaks a secret or takes the service down. A `HelmChart` begins with it.
 * - `strict`: all are errors but for a few.
 */
export type RuleSet = (typeof ruleSets)[number];

/**
 * The levels of the linter's rules: those of a set, or of single rules, laid over what was said further out. With `extends`
 * what was said further out does not count. Only policies, and what is missing in the output, have levels: a rule about
 * what a cluster refuses is broken by an `Exception` with a reason, or not at all.
 */
export type RuleSettings = RuleSet | ({ readonly extends?: RuleSet } & { readonly [C in RuleCode]?: RuleLevel });

/** The levels that are asked for at one place. */
export interface RuleLayer {
  /** Where, for people: `the chart shop`, `environment "local"`, `chartwright.yaml`. */
  readonly from: string;
  readonly rules: RuleSettings;
  /** Path of the construct. @default none */
  readonly construct?: string;
  /** Whether nobody has asked for it: what there is without. @default false */
  readonly isDefault?: boolean;
}

const aSet = wordOf(ruleSets);
const aLevel = wordOf(ruleLevels);
const known: ReadonlySet<string> = new Set(ruleCodes);

/** The levels of single rules. What is wrong with one is told with the line on which an author says it. */
const levels: Kind = {
  ...aMap,
  words: 'an object of levels by rule',
  inside: (value: object, place) =>
    Object.entries(value).flatMap(([code, level]: [string, unknown]) => {
      const wanted = code === 'extends' ? aSet : aLevel;
      if (wanted === aLevel && !known.has(code)) {
        return [
          {
            place: `${place}.${code}`,
            message: `is not a rule that has levels${didYouMean(code, ruleCodes)}`,
            remedy:
              'docs/rules.md lists them. What a cluster refuses has none: Exception.of(construct).allow(code, reason) lets one object break it.',
          },
        ];
      }
      return wanted.holds(level)
        ? []
        : [{ place: `${place}.${code}`, message: `must be ${wanted.words}, but ${said(level)}` }];
    }),
};

/** What `rules` of a chart and of an environment take. */
export const ruleSettings: Kind = eitherOf(aSet, levels);

const rulesTakes = {
  of: takes('Rules.of(construct)', aConstruct),
  use: takes('Rules.of(construct).use(rules)', ruleSettings),
};

const declared = new WeakMap<IConstruct, RuleSettings[]>();

/** Sets the levels of the linter's rules for all charts at and below a construct; what stands nearer to a chart wins. */
export class Rules {
  static of(construct: IConstruct): Rules {
    rulesTakes.of(construct);
    return new Rules(construct);
  }

  private constructor(private readonly construct: IConstruct) {}

  /** @param rules a set, or levels of single rules; see `docs/rules.md` */
  use(rules: RuleSettings): this {
    rulesTakes.use(rules);
    declared.set(this.construct, [...settingsAt(this.construct), rules]);
    return this;
  }
}

/** What `Rules.of(construct)` was told, in order. */
export const settingsAt = (construct: IConstruct): readonly RuleSettings[] => declared.get(construct) ?? [];

import { Exceptions, keyOf, unneeded } from './exceptions';
import type { Breach, CheckInput, DeclaredException, Finding, Rule } from './finding';
import { levelsOf, type LevelInForce } from './levels';
import { describe } from '../../core/references/objects';
import { oneLine } from './one-line';
import { families, ruleOf } from './rules';

/** A finding that the definition allows, and why. */
export interface Allowed {
  readonly finding: Finding;
  readonly reason: string;
}

/** What the linter says of a system. */
export interface CheckReport {
  /** In the order of the objects, then of the places in them. */
  readonly findings: readonly Finding[];
  /** What would be findings but for the exceptions in the definition. */
  readonly allowed: readonly Allowed[];
  /** The exceptions that hold for other systems too, and whether this one needs them. @default none */
  readonly shared?: readonly { readonly exception: DeclaredException; readonly isNeeded: boolean }[];
}

const rules: readonly Rule[] = Object.values(families).flat();

/** What is wrong with the objects of one environment. */
export const check = (input: CheckInput): Finding[] => [...checkAll([input]).findings];

/**
 * Checks several environments of one system. An exception is needed when it hides something in at least one of them.
 *
 * @param isWhole false when these are not all environments, so that nothing can be said of exceptions without effect
 * @param others what is wrong beside the objects, such as with files; it has the levels and exceptions of the first input
 * @throws DefinitionError when a level is asked for that there is not
 */
export function checkAll(inputs: readonly CheckInput[], isWhole = true, others: readonly Finding[] = []): CheckReport {
  const findings: Finding[] = [];
  const allowed: Allowed[] = [];
  const needed = new Set<string>();
  const [first] = inputs;
  const settle = (found: readonly Finding[], { exceptions }: Pick<CheckInput, 'exceptions'>) => {
    const known = new Exceptions(exceptions);
    for (const finding of found) {
      const exception = known.for(finding);
      if (exception) {
        needed.add(keyOf(exception));
        allowed.push({ finding, reason: exception.reason });
      } else findings.push(finding);
    }
  };
  settle(first ? withLevels(others, first) : others, first ?? {});
  for (const input of inputs) settle(findingsOf(input), input);
  const exceptions = [...new Map(inputs.flatMap((input) => input.exceptions ?? []).map((e) => [keyOf(e), e])).values()];
  const without = exceptions.filter((exception) => !needed.has(keyOf(exception)));
  if (isWhole) findings.push(...without.filter(({ isShared }) => !isShared).map(unneeded));
  const shared = exceptions.filter(({ isShared }) => isShared);
  return {
    findings,
    allowed,
    shared: shared.map((exception) => ({ exception, isNeeded: needed.has(keyOf(exception)) })),
  };
}

/** The exceptions that hold for several systems and that none of them needs. All systems that they hold for must be there. */
export function unneededByAll(reports: readonly CheckReport[]): Finding[] {
  const all = reports.flatMap(({ shared = [] }) => shared);
  const needed = new Set(all.filter(({ isNeeded }) => isNeeded).map(({ exception }) => keyOf(exception)));
  const without = new Map(all.map(({ exception }) => [keyOf(exception), exception]));
  return [...without].filter(([key]) => !needed.has(key)).map(([, exception]) => unneeded(exception));
}

/** Whether nothing speaks against using the objects. */
export const isSound = ({ findings }: Pick<CheckReport, 'findings'>): boolean =>
  findings.every(({ severity }) => severity !== 'error');

/** Of a report, what kubectl or the API server would refuse. What is allowed is refused all the same, and so no longer said. */
export const refusedOnly = <R extends CheckReport>(report: R): R => ({
  ...report,
  findings: report.findings.filter(({ question, severity }) => question === 'refused' && severity === 'error'),
});

function findingsOf(input: CheckInput): Finding[] {
  const levels = levelsOf(input);
  const places = new Map(input.objects.map((object, i) => [object, i]));
  const found = rules.flatMap((rule, i) => {
    const inForce = levels.get(rule.code)!;
    const breaches = rule.check(input);
    // What cannot work in this output is not a matter of levels, whatever the rule is about elsewhere.
    const heard = inForce.level === 'off' ? breaches.filter(({ question }) => question !== undefined) : breaches;
    return heard.map((breach) => ({ place: places.get(breach.at) ?? 0, rule, order: i, breach, inForce }));
  });
  const told = found.filter(readable(found));
  told.sort((a, b) => a.place - b.place || compare(a.breach.pointer, b.breach.pointer) || a.order - b.order);
  return told.map(({ rule, breach, inForce }) => finding(rule, breach, inForce, input));
}

interface Found {
  readonly rule: Rule;
  readonly breach: Breach;
}

const semantic = new Set<string>(families.Semantics.map(({ code }) => code));

/** Tells what rules say of the meaning of values from what they say of those that cannot be read, of which the schema has spoken. */
function readable(found: readonly Found[]): (each: Found) => boolean {
  const unreadable = new Map<Breach['at'], Set<string>>();
  for (const { rule, breach } of found) {
    if (rule.code !== 'schema-bad-value' && rule.code !== 'schema-wrong-type') continue;
    const places = unreadable.get(breach.at) ?? new Set();
    unreadable.set(breach.at, places.add(breach.pointer));
  }
  return ({ rule, breach }) => !semantic.has(rule.code) || !unreadable.get(breach.at)?.has(breach.pointer);
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function finding(rule: Rule, breach: Breach, { level, isAdvice }: LevelInForce, { source }: CheckInput): Finding {
  const { at, pointer, message, question } = breach;
  const own = question === undefined && level !== 'off' ? level : rule.severity;
  return {
    code: rule.code,
    severity: breach.severity ?? own,
    question: question ?? rule.question,
    object: describe(at),
    pointer,
    message: oneLine(message),
    remedy: breach.remedy ?? (source === 'folder' ? rule.remedyInFolder : undefined) ?? rule.remedy,
    ...(at.construct === undefined ? {} : { construct: at.construct }),
    ...(at.file === undefined ? {} : { file: at.file }),
    ...(isAdvice && question === undefined ? { isAdvice } : {}),
    // Worked out only for the reports that print it.
    get line() {
      return at.lineOf ? at.lineOf(pointer) : at.line;
    },
  };
}

/** Findings that were made without regard to levels, with those of an input. */
export function withLevels(findings: readonly Finding[], input: CheckInput): Finding[] {
  const levels = levelsOf(input);
  return findings.flatMap((each) => {
    const { level, isAdvice } = levels.get(each.code)!;
    if (level === 'off') return [];
    return [{ ...each, severity: level, ...(isAdvice ? { isAdvice } : {}), message: oneLine(each.message) }];
  });
}

/** A finding of a rule that is not about an object. */
export function findingOf(
  code: string,
  place: Pick<Finding, 'object' | 'pointer' | 'message'> & Partial<Finding>,
): Finding {
  const { severity, question, remedy } = ruleOf(code)!;
  return { code, severity, question, remedy, ...place };
}

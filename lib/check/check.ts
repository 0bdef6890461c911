import { didYouMean } from '../values';
import type { Breach, CheckInput, Exception, Finding, Rule } from './finding';
import { describe } from './objects';
import { families, ruleTexts } from './rules';

/** A finding that the definition allows, and why. */
export interface Allowed {
  readonly finding: Finding;
  readonly reason: string;
}

/** What the linker says of a system. */
export interface CheckReport {
  /** In the order of the objects, then of the places in them. */
  readonly findings: readonly Finding[];
  /** What would be findings but for the exceptions in the definition. */
  readonly allowed: readonly Allowed[];
  /** The exceptions that hold for other systems too, and whether this one needs them. @default none */
  readonly shared?: readonly { readonly exception: Exception; readonly isNeeded: boolean }[];
}

const rules: readonly Rule[] = Object.values(families).flat();

/** What is wrong with the objects of one environment. */
export const check = (input: CheckInput): Finding[] => [...checkAll([input]).findings];

/**
 * Checks several environments of one system. An exception is needed when it hides something in at least one of them.
 *
 * @param isWhole false when these are not all environments, so that nothing can be said of exceptions without effect
 */
export function checkAll(inputs: readonly CheckInput[], isWhole = true): CheckReport {
  const findings: Finding[] = [];
  const allowed: Allowed[] = [];
  const needed = new Set<string>();
  for (const input of inputs) {
    for (const finding of findingsOf(input)) {
      const exception = input.exceptions?.find((each) => covers(each, finding));
      if (exception) {
        needed.add(keyOf(exception));
        allowed.push({ finding, reason: exception.reason });
      } else findings.push(finding);
    }
  }
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
export const isSound = ({ findings }: CheckReport): boolean => findings.every(({ severity }) => severity !== 'error');

function findingsOf(input: CheckInput): Finding[] {
  const places = new Map(input.objects.map((object, i) => [object, i]));
  const found = rules.flatMap((rule, i) =>
    rule.check(input).map((breach) => ({ place: places.get(breach.at) ?? 0, rule, order: i, breach })),
  );
  found.sort((a, b) => a.place - b.place || compare(a.breach.pointer, b.breach.pointer) || a.order - b.order);
  return found.map(({ rule, breach }) => finding(rule, breach));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function finding({ code, severity, remedy }: Rule, { at, pointer, message, remedy: own = remedy }: Breach): Finding {
  return {
    code,
    severity,
    object: describe(at),
    pointer,
    message,
    remedy: own,
    ...(at.construct === undefined ? {} : { construct: at.construct }),
    ...(at.file === undefined ? {} : { file: at.file }),
    // Worked out only for the reports that print it.
    get line() {
      return at.lineOf ? at.lineOf(pointer) : at.line;
    },
  };
}

const covers = ({ code, construct }: Exception, { code: broken, construct: path }: Finding): boolean =>
  code === broken && path !== undefined && (construct === '' || path === construct || path.startsWith(`${construct}/`));

const keyOf = ({ code, construct }: Exception) => `${code} ${construct}`;

const unneededTexts = ruleTexts.find(({ code }) => code === 'unneeded-exception')!;

function unneeded({ code, construct, reason }: Exception): Finding {
  const codes = ruleTexts.map((rule) => rule.code as string);
  const isCode = codes.includes(code);
  const message = isCode
    ? `nothing here breaks "${code}" any more, for which an exception was declared: ${reason}`
    : `there is no rule "${code}" to make an exception from${didYouMean(code, codes)}`;
  const { severity, remedy } = unneededTexts;
  const object = construct || 'the app';
  return { code: unneededTexts.code, severity, object, pointer: '', message, remedy, construct: object };
}

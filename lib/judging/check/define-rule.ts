import type { Breach, CheckedObject, CheckInput, Examples, Question, Rule, Severity } from './finding';
import { at, indexOf, pointerTo, type Container, type Place, type Pod } from '../../core/references/objects';

/** A rule whose code the compiler knows. */
export type RuleOf<C extends string> = Rule & { readonly code: C };

/** What a rule says of itself. */
export interface RuleTexts<C extends string> {
  readonly code: C;
  /** @default refused */
  readonly question?: Question;
  /** @default error */
  readonly severity?: Severity;
  /** Of a policy: its level where policies are as recommended. @default warning */
  readonly recommended?: Severity;
  readonly why: string;
  readonly remedy: string;
  /** What to do in a folder, where no definition can be changed. @default the remedy */
  readonly remedyInFolder?: string;
  /** For docs/rules.md. @default those in `examples/` */
  readonly examples?: Examples;
  /** Where it is written that this is so, for docs/rules.md. */
  readonly source?: string;
}

/** A place in the object that is looked at. */
export type BreachInObject = Omit<Breach, 'at'>;

/** A rule that looks at the whole input. */
export function inputRule<const C extends string>(
  texts: RuleTexts<C>,
  check: (input: CheckInput) => readonly Breach[],
): RuleOf<C> {
  return { question: 'refused', severity: 'error', ...texts, check };
}

/** A rule that looks at one object at a time. */
export const objectRule = <const C extends string>(
  texts: RuleTexts<C>,
  check: (checked: CheckedObject, input: CheckInput) => readonly BreachInObject[],
): RuleOf<C> => inputRule(texts, (input) => input.objects.flatMap((object) => placed(object, check(object, input))));

/** A rule that looks at one pod, or template of one, at a time. */
export const podRule = <const C extends string>(
  texts: RuleTexts<C>,
  check: (pod: Pod, input: CheckInput) => readonly BreachInObject[],
): RuleOf<C> => inputRule(texts, (input) => indexOf(input).pods.flatMap((pod) => placed(pod.owner, check(pod, input))));

/** A rule that looks at one container at a time. */
export const containerRule = <const C extends string>(
  texts: RuleTexts<C>,
  check: (container: Container, pod: Pod, input: CheckInput) => readonly BreachInObject[],
): RuleOf<C> => podRule(texts, (pod, input) => pod.containers.flatMap((container) => check(container, pod, input)));

const placed = (object: CheckedObject, found: readonly BreachInObject[]): Breach[] =>
  found.map((each) => ({ ...each, at: object }));

/** The pointer of the deepest place on a path that is there: a field that is missing has none of its own. */
export function deepest({ value, pointer }: Place, ...path: readonly string[]): string {
  let depth = 0;
  while (depth < path.length && at(value, ...path.slice(0, depth + 1)) !== undefined) depth++;
  return pointerTo(pointer, ...path.slice(0, depth));
}

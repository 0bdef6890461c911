import { and, not, type Expression } from '../values';
import { referencesIn, told } from './sentence';

/** What a chart requires of its values together, beside what the schema says of each. */
export interface Guard {
  /** Path of the construct that states it. */
  readonly construct: string;
  /** The line of the author's code that states it, as `file:line:column`; asked for only where it is told, since it takes a look at the source. */
  readonly at?: () => string | undefined;
  /** The values that it is about, by path: `web.autoscaling.minReplicas`. */
  readonly values: readonly string[];
  /** What it asks for, for the documents of these values. */
  readonly sentence: string;
  /** Where this holds, the guard is broken. @default where `fault` is not empty */
  readonly broken?: Expression<boolean>;
  /** What is wrong, a line for each fault: a text that names values by their paths, or a loop with such texts. */
  readonly fault: Expression;
}

/** What is known of a guard beside what it asks for. */
export interface GuardOrigin extends Pick<Guard, 'construct' | 'at'> {
  /** Where the guard is asked for at all. @default everywhere */
  readonly where?: Expression<boolean>;
  /** The values that it is about. @default those that the condition refers to */
  readonly values?: readonly string[];
}

/**
 * A guard that asks for a condition.
 *
 * @param condition what must hold
 * @param sentence what is asked for; the name of a value in it, or the end of its path, stands for the whole path
 */
export function guardOf(
  condition: Expression<boolean>,
  sentence: string,
  { construct, at, where, values: given }: GuardOrigin,
): Guard {
  const references = referencesIn(condition);
  const named = given ?? references.map(({ path }) => path);
  const values =
    given ?? references.flatMap(({ path, inherited }) => (inherited === undefined ? [path] : [path, inherited]));
  const { node } = condition;
  const fails = node.kind === 'not' ? node.operand : not(condition);
  const broken = where === undefined ? fails : and(where, fails);
  return {
    construct,
    ...(at !== undefined && { at }),
    values,
    sentence,
    broken,
    fault: told(sentence, references, named),
  };
}

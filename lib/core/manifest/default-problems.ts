import { validateValues, type JsonObject, type Problem, type TSchema } from '../values';

/** The defaults that their own schema refuses. They show in each environment that leaves them as they are. */
export class DefaultProblems {
  private readonly known: ReadonlyMap<string, Problem>;
  private readonly met = new Set<Problem>();

  constructor(schema: TSchema, defaults: JsonObject, where: string) {
    const wrong = validateValues(schema, defaults, where).filter(({ code }) => code !== 'missing-value');
    this.known = new Map(wrong.map((problem) => [keyOf(problem), problem]));
  }

  /** The problems of an environment that are its own. */
  without(problems: readonly Problem[]): Problem[] {
    return problems.filter((problem) => {
      const ofDefault = this.known.get(keyOf(problem));
      if (ofDefault) this.met.add(ofDefault);
      return !ofDefault;
    });
  }

  /** Those that at least one environment does not mend, each once. */
  get shown(): Problem[] {
    return [...this.known.values()]
      .filter((problem) => this.met.has(problem))
      .map((problem) => ({ ...problem, code: 'invalid-default', remedy: remedyOf(problem) }));
  }
}

const keyOf = ({ code, path, message }: Problem) => `${code} ${path} ${message}`;

const remedyOf = ({ remedy = '' }: Problem) =>
  `${remedy} Change the default or its constraints; a value that has no sensible default is required(...).`.trim();

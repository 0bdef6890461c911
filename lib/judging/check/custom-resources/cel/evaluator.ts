import { InvalidArgument } from './invalid-argument';
import { loadLibrary, type Environment, type Expression, type Library, type Node } from './library';
import { withLists } from './lists';
import { withMacros } from './macros';
import { withNamedFormats } from './named-formats';
import { withNetworks } from './network';
import { withQuantities } from './quantity';
import { withTexts } from './texts';
import { withUrls } from './url';

/** What comes of a rule: a value; a reason why the API server has none either; or why none can be told here. */
export type Outcome = { readonly value: unknown } | { readonly failure: string } | { readonly unknown: string };

/** Errors of the library that are about the data, and that the API server has with the same data. */
const aboutData: ReadonlySet<string> = new Set([
  'no_such_key',
  'index_out_of_bounds',
  'index_out_of_range',
  'division_by_zero',
  'modulo_by_zero',
  'numeric_overflow',
  'int_conversion_error',
  'double_conversion_error',
  'invalid_duration',
  'invalid_timestamp',
  'optional_value_missing',
]);

/** An environment with all functions of the API server that are known here, and variables of these types. */
export function environmentOf(library: Library, variables: { readonly [name: string]: string }): Environment {
  const { Environment, Optional } = library;
  const environment = new Environment({
    unlistedVariablesAreDyn: false,
    homogeneousAggregateLiterals: false,
    enableOptionalTypes: true,
  });
  for (const [name, type] of Object.entries(variables)) environment.registerVariable(name, type);
  environment.registerFunction('OptionalNamespace.ofNonZeroValue(dyn): optional', (_: unknown, value: unknown) =>
    isZero(value) ? Optional.none() : Optional.of(value),
  );
  for (const extend of [withTexts, withLists, withQuantities, withUrls, withNetworks, withNamedFormats, withMacros])
    extend(environment, library);
  return environment;
}

/** Evaluates rules as the API server does, with all of its functions that are known here. */
export class Evaluator {
  private readonly expressions = new Map<string, Expression | string>();

  private constructor(
    private readonly environment: Environment,
    /** What an optional value is that is not there. */
    readonly none: unknown,
  ) {}

  private static made?: Evaluator | string;

  /** The evaluator; a text that says why there is none, where this Node.js cannot load its library. */
  static get(): Evaluator | string {
    Evaluator.made ??= Evaluator.make();
    return Evaluator.made;
  }

  private static make(): Evaluator | string {
    let library: Library;
    try {
      library = loadLibrary();
    } catch (error) {
      return `rules in CEL are evaluated with Node.js 20.19 or later: ${firstLine(error)}`;
    }
    const environment = environmentOf(library, { self: 'dyn', oldSelf: 'dyn' });
    return new Evaluator(environment, library.Optional.none());
  }

  evaluate(rule: string, self: unknown): Outcome {
    const expression = this.expressionOf(rule);
    if (typeof expression === 'string') return { unknown: expression };
    try {
      return { value: expression({ self, oldSelf: this.none }) };
    } catch (error) {
      const code = (error as { readonly code?: unknown }).code;
      const isAboutData = error instanceof InvalidArgument || (typeof code === 'string' && aboutData.has(code));
      return isAboutData ? { failure: firstLine(error) } : { unknown: firstLine(error) };
    }
  }

  /** The tree of a rule; undefined where it cannot be read. */
  treeOf(rule: string): Node | undefined {
    const expression = this.expressionOf(rule);
    return typeof expression === 'string' ? undefined : expression.ast;
  }

  /** A duration, as rules see a text of that format; undefined where it is not one. */
  duration(text: string): unknown {
    const outcome = this.evaluate(`duration(${JSON.stringify(text)})`, undefined);
    return 'value' in outcome ? outcome.value : undefined;
  }

  private expressionOf(rule: string): Expression | string {
    let known = this.expressions.get(rule);
    if (known === undefined) {
      try {
        known = this.environment.parse(withGoPatterns(rule));
      } catch (error) {
        known = firstLine(error);
      }
      this.expressions.set(rule, known);
    }
    return known;
  }
}

/** The texts in a rule, which stay as they are, the calls of `matches`, and a duration of nothing without a unit. */
const literalOrMatches =
  /duration\((?:'0'|"0")\)|([rR]?(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'))|\.matches\(/g;

/** How `matches` is called in a rule whose patterns are those of Go. */
export const matchesGo = 'matchesGo';

/** A rule whose patterns and durations are those of Go. */
export const withGoPatterns = (rule: string): string =>
  rule.replace(literalOrMatches, (whole, literal?: string) => {
    if (literal !== undefined) return literal;
    return whole.startsWith('.') ? `.${matchesGo}(` : "duration('0s')";
  });

/** A rule in which texts are blank. */
export const withoutTexts = (rule: string): string => rule.replace(literalOrMatches, ' ');

/** Whether a rule is about what an object was before. */
export const isTransition = (rule: string): boolean => /\boldSelf\b/.test(withoutTexts(rule));

function isZero(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return !value;
  if (value instanceof Map) return value.size === 0;
  return Object.keys(value).length === 0 && !(value instanceof Date);
}

export const firstLine = (error: unknown) => (error instanceof Error ? error.message : String(error)).split('\n')[0]!;

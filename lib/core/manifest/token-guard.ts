import { App, type IResolver, type ResolutionContext } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { DefinitionError, Expression, NumberStandIn, decode } from '../values';

/*
 * cdk8s has ways of its own to print objects, which know nothing of values: `app.synth()`, and `toJson()` of an object. No
 * token may get into a file through them.
 */

let isOurs = false;

/** Lets the objects that are resolved meanwhile hold tokens. */
export function withTokens<T>(resolve: () => T): T {
  const before = isOurs;
  isOurs = true;
  try {
    return resolve();
  } finally {
    isOurs = before;
  }
}

/** Keeps cdk8s from printing tokens of any object in the app around a construct. */
export function guardTokens(scope: IConstruct): void {
  const { resolvers } = App.of(scope) as Partial<App>;
  if (resolvers?.some((resolver) => resolver instanceof TokenGuard)) return;
  resolvers?.unshift(new TokenGuard());
}

/** Keeps cdk8s from printing the app around a construct by itself. */
export function refuseOwnSynth(scope: IConstruct): void {
  const app = App.of(scope);
  app.synth = () => {
    throw new DefinitionError([
      {
        code: 'own-synth',
        message: 'app.synth() cannot print a HelmChart, whose values it does not know',
        remedy:
          "Write `void run(app);` in its place, where run comes from 'chartwright'. In a test: Testing.synth(chart).",
      },
    ]);
  };
}

/** cdk8s asks it about everything that it meets in an object. */
class TokenGuard implements IResolver {
  resolve(context: ResolutionContext): void {
    const { obj, value } = context as { readonly obj: ResolutionContext['obj']; readonly value: unknown };
    const within = inUnion(value);
    if (within && isOurs) context.replaceValue({ value: within.resolve() });
    if (isOurs || (!within && !holdsToken(value))) return;
    throw new DefinitionError([
      {
        code: 'own-synth',
        construct: obj.node.path,
        message: 'cdk8s prints this object by itself, and cannot know the values that are in it',
        remedy:
          'Testing.synth(chart) and toJson() of a HelmChart give its objects with the defaults; run(app) writes them.',
      },
    ]);
  }
}

/**
 * What stands in a class that holds either a string or a number, such as `IntOrString`. cdk8s knows of strings and numbers alone there,
 * and the typed constructs ask for a `value`.
 */
function inUnion(value: unknown): Expression | NumberStandIn | undefined {
  if (typeof value !== 'object' || value === null || !('value' in value) || value.constructor === Object)
    return undefined;
  return standsForValue(value.value) ? value.value : undefined;
}

const standsForValue = (value: unknown): value is Expression | NumberStandIn =>
  value instanceof Expression || value instanceof NumberStandIn;

function holdsToken(value: unknown): boolean {
  if (standsForValue(value)) return true;
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  let holds = false;
  const note = () => (holds = true);
  decode(value, { found: note, mangled: note, strange: () => undefined });
  return holds;
}

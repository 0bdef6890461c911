import type { IConstruct } from 'constructs';
import { guardOf, type Guard } from '../guards';
import { sameTree } from '../values/same-tree';
import { DefinitionError, and, expressionsIn, type Expression, type Problem } from '../values';
import { callSite } from '../values/call-site';
import { withoutTokens } from '../values/text';
import { conditionOf, traitsOf } from './traits';

/** What a construct requires of the values: a condition with a sentence, or what tells by itself what is wrong. */
export type GuardSaid =
  | { readonly condition: Expression<boolean>; readonly sentence: string; readonly at?: Guard['at'] }
  | Omit<Guard, 'construct'>;

/** Requires a condition wherever a construct exists. */
export function requireOf(construct: IConstruct, condition: Expression<boolean>, message: string): void {
  refuseMessage(construct, message);
  const { at } = callSite();
  addGuards(construct, () => [{ condition, sentence: message, at }]);
}

/** Adds what a construct requires; asked for when the chart is complete. */
export const addGuards = (construct: IConstruct, produce: () => readonly GuardSaid[]): void => {
  traitsOf(construct).guards.push(produce);
};

function refuseMessage({ node }: IConstruct, message: string): void {
  const isPlain = typeof withoutTokens(message) === 'string' && !/[\n\r]/.test(message);
  if (isPlain) return;
  throw new DefinitionError([
    {
      code: 'invalid-argument',
      ...(node.path !== '' && { construct: node.path }),
      message: 'the message of require() is no plain sentence on one line',
      remedy: "Name values by their names, 'minReplicas may not exceed maxReplicas': what they are is told beside it.",
    },
  ]);
}

/** All that the constructs of a chart require; each guard only where its construct exists. */
export function guardsOf(chart: IConstruct): Guard[] {
  return chart.node.findAll().flatMap((construct) => {
    const { guards } = traitsOf(construct);
    if (guards.length === 0) return [];
    const where = conditionOf(construct, chart);
    return guards.flatMap((produce) => produce().map((said) => completed(said, construct.node.path, where)));
  });
}

function completed(said: GuardSaid, construct: string, where: Expression<boolean> | undefined): Guard {
  if ('condition' in said)
    return guardOf(said.condition, said.sentence, { construct, where, ...(said.at && { at: said.at }) });
  if (where === undefined) return { ...said, construct };
  return { ...said, construct, broken: said.broken ? and(where, said.broken) : where };
}

/** A guard that no value and nothing else of a release can break or mend, which its author did not mean. */
export function constantGuards(guards: readonly Guard[]): Problem[] {
  return guards
    .filter((guard) => !dependsOnRelease(guard))
    .map(({ construct, sentence, at }) => {
      const place = at?.();
      return {
        code: 'invalid-guard',
        construct,
        message: `require(..., ${JSON.stringify(sentence)}) depends on no value and on nothing else of a release`,
        remedy: 'Give it a condition on values of the chart, such as lessOrEqual(values.min, values.max).',
        ...(place !== undefined && { at: place }),
      };
    });
}

const changing: ReadonlySet<Expression['node']['kind']> = new Set([
  'reference',
  'builtin',
  'helper',
  'kubernetesAtLeast',
  'hasApi',
]);

const dependsOnRelease = ({ broken, fault }: Guard): boolean =>
  [...expressionsIn(broken ?? fault)].some(({ node }) => changing.has(node.kind));

/** The guards of objects that ask what no construct requires in its own words. */
export const besideGuards = (own: readonly Guard[], ofObjects: readonly Guard[]): Guard[] => {
  const known = own.flatMap(failureOf);
  return ofObjects.filter((guard) => !failureOf(guard).some((fails) => known.some((each) => sameTree(each, fails))));
};

/** What a guard refuses, without where it is asked for; nothing where only the text of its fault tells. */
function failureOf({ broken, fault }: Guard): readonly Expression<boolean>[] {
  if (!broken || fault.node.kind !== 'text') return [];
  return [broken.node.kind === 'and' ? broken.node.operands.at(-1)! : broken];
}

/** The guards as a chart prints them: those that are broken under one condition stand together, where the first of them is. */
export function byCondition(guards: readonly Guard[]): Guard[] {
  const blocks: Guard[][] = [];
  for (const guard of guards) {
    const { broken } = guard;
    const known = broken && blocks.find(([first]) => first?.broken && sameTree(first.broken, broken));
    if (known) known.push(guard);
    else blocks.push([guard]);
  }
  return blocks.flat();
}

import type { IConstruct } from 'constructs';
import type { Expression, Templated } from '../values';
import {
  aConstruct,
  aCondition,
  aFunction,
  aName,
  anExpression,
  aTemplatedText,
  aWholeNumber,
  mapOf,
  maybe,
  propsOf,
  takes,
  isObject,
  type Kind,
} from '../values/argument';
import { ownConstructs } from './charts-in';

/** Reads a key of a Secret of the same run: a password inside a URL. */
export type ReadKey = (secret: string, key: string) => string;

/** Gives the value of an expression in the environment. */
export type ReadValue = (expression: Expression) => string;

/** Gives another random text at each call: a part of a value. */
export type MakeRandom = (characters?: number) => string;

type Compose = (read: ReadKey, value: ReadValue, fresh: MakeRandom) => string;

/** How the value of a key is made up for a place that has no store of secrets. */
export type Recipe =
  { readonly kind: 'random'; readonly characters: number } | { readonly kind: 'composed'; readonly compose: Compose };

/** How a key of a Secret is made up. */
export const aRecipe: Kind<Recipe> = {
  words: 'a recipe, as random() and composed(...) give it',
  holds: (value) => isObject(value) && 'kind' in value,
};

const randomTakes = takes('random(characters)', maybe(aWholeNumber));

/** Letters and digits from a cryptographic source; 32 of them are more than 190 bits. */
export function random(characters = 32): Recipe {
  randomTakes(characters);
  return { kind: 'random', characters };
}

const composedTakes = takes('composed(compose)', aFunction);

/** A value made of other keys, of values of the environment and of random parts. */
export function composed(compose: Compose): Recipe {
  composedTakes(compose);
  return { kind: 'composed', compose };
}

/** A Secret that somebody must make before the installation, and how. */
export interface LocalSecret {
  /** How recipes refer to it: the id of its construct. */
  readonly id: string;
  readonly name: Expression<string>;
  /** Each key, how it is made up, what it is called in the Secret (by default as here), and whether anything reads it. */
  readonly keys: {
    readonly [key: string]: {
      readonly recipe: Recipe;
      readonly name?: Templated<string>;
      readonly when?: Expression<boolean>;
    };
  };
  /** Whether it is needed. @default always */
  readonly condition?: Expression<boolean>;
  /** Whether the release itself has it filled from a store of secrets. @default never */
  readonly isManaged?: Expression<boolean>;
}

const declared = new WeakMap<IConstruct, LocalSecret>();

const declareTakes = takes(
  'declareLocalSecret(construct, secret)',
  aConstruct,
  propsOf<LocalSecret>({
    id: aName,
    name: anExpression,
    keys: mapOf(
      propsOf<LocalSecret['keys'][string]>({
        recipe: aRecipe,
        name: maybe(aTemplatedText),
        when: maybe(aCondition),
      }),
    ),
    condition: maybe(aCondition),
    isManaged: maybe(aCondition),
  }),
);

/** Says that a Secret must be there, and how `chartwright secrets` makes it up. */
export const declareLocalSecret = (construct: IConstruct, secret: LocalSecret): void => {
  declareTakes(construct, secret);
  declared.set(construct, secret);
};

/** The Secrets that constructs of a chart, or of a part of one, want, in the order of their declaration. */
export const localSecretsBelow = (scope: IConstruct): LocalSecret[] =>
  ownConstructs(scope).flatMap((construct) => declared.get(construct) ?? []);

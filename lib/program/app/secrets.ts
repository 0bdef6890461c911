import { randomInt } from 'node:crypto';
import type { LocalSecret } from '../../core/manifest';
import { evaluate, holds, type JsonObject, type Release } from '../../core/values';

/** The Secrets as objects, with values made up by their recipes. */
export function makeSecrets(wanted: readonly LocalSecret[], release: Release): JsonObject[] {
  const made = new Map<string, string>();
  const value = (secret: string, key: string): string => {
    const known = made.get(`${secret}/${key}`);
    if (known !== undefined) return known;
    const recipe = wanted.find(({ id }) => id === secret)?.keys[key]?.recipe;
    if (!recipe) throw new TypeError(`no Secret "${secret}" with a key "${key}" is made here`);
    const result =
      recipe.kind === 'random'
        ? randomText(recipe.characters)
        : recipe.compose(value, (expression) => String(evaluate(expression, release)), randomText);
    made.set(`${secret}/${key}`, result);
    return result;
  };
  return wanted.map(({ id, name, keys }) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: String(evaluate(name, release)), namespace: release.release.namespace },
    type: 'Opaque',
    stringData: Object.fromEntries(
      Object.entries(keys)
        .filter(([, { when }]) => holds(when, release))
        .map(([key, { name: called = key }]) => [String(evaluate(called, release)), value(id, key)]),
    ),
  }));
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const randomText = (characters = 32) =>
  Array.from({ length: characters }, () => alphabet[randomInt(alphabet.length)]).join('');

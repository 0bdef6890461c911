import { randomInt } from 'node:crypto';
import type { App } from 'cdk8s';
import { localSecretsBelow, type LocalSecret } from '../manifest';
import { printYaml } from '../print';
import { DefinitionError, evaluate, holds, type JsonObject, type Release } from '../values';
import { readArguments } from './arguments';
import { environmentOf, releaseOf, systemsOf } from './systems';

/**
 * `secrets SYSTEM ENVIRONMENT`: prints the Secrets that the environment needs, with strong random values, for
 * `| kubectl apply --filename -`. Nothing is written to disk, and each run prints other values.
 */
export function secrets(app: App, args: readonly string[]): number {
  const { positionals } = readArguments(args, {});
  const [systemName, environmentName, ...others] = positionals;
  if (systemName === undefined || environmentName === undefined || others.length > 0) {
    const message = 'secrets wants a system and an environment';
    throw new DefinitionError([
      { code: 'usage', message, remedy: 'chartwright secrets SYSTEM ENVIRONMENT | kubectl apply --filename -' },
    ]);
  }
  const [system] = systemsOf(app, [systemName]);
  const release = releaseOf(system!, environmentOf(system!, environmentName));
  const all = localSecretsBelow(system!.root);
  const wanted = all.filter(({ condition }) => holds(condition, release));
  for (const { name } of all.filter(({ isManaged }) => isManaged && holds(isManaged, release))) {
    console.error(
      `The External Secrets Operator fills the Secret ${String(evaluate(name, release))}: nothing to make up.`,
    );
  }
  if (wanted.length === 0) console.error(`${systemName} ${environmentName} needs no Secret made by hand.`);
  process.stdout.write(makeSecrets(wanted, release).map(printYaml).join('---\n'));
  return 0;
}

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
        .map(([key]) => [key, value(id, key)]),
    ),
  }));
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const randomText = (characters = 32) =>
  Array.from({ length: characters }, () => alphabet[randomInt(alphabet.length)]).join('');

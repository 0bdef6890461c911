import type { App } from 'cdk8s';
import { localSecretsBelow } from '../../core/manifest';
import { printYaml } from '../../printing/trees';
import { DefinitionError, evaluate, holds } from '../../core/values';
import { readArguments } from './arguments';
import { print } from './print';
import { environmentOf, releaseOf, systemsOf } from '../app';
import { makeSecrets } from '../app/secrets';

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
  print(makeSecrets(wanted, release).map(printYaml).join('---\n'));
  return 0;
}

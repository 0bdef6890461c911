import type { IConstruct } from 'constructs';
import { mistake } from '../../../core/values';
import type { SecretSourceProps } from './secret-source';
import type { SecretStoreKind } from './stores';

/** Refuses a store that is not the one of the values, or which cannot be read as the author wants. */
export function refuseOthersStore(
  construct: IConstruct,
  { externalSecrets, secretsStore, keys }: Pick<SecretSourceProps, 'externalSecrets' | 'secretsStore' | 'keys'>,
  { title, fields, ofOperator, driver, ...store }: SecretStoreKind,
): void {
  const problem = (message: string, remedy: string) =>
    mistake({ code: 'invalid-props', construct: construct.node.path, message, remedy });
  const declared = [
    ['externalSecrets', externalSecrets, { ...fields, ...ofOperator }],
    ['secretsStore', secretsStore, fields],
  ] as const;
  for (const [prop, refs, wanted] of declared) {
    const missing = Object.keys(wanted).find((field) => refs && !(field in refs));
    if (missing === undefined) continue;
    throw problem(
      `is told of ${title}, and ${prop} has no "${missing}"`,
      `Declare the values with the same store: ${prop}: ${prop}Values(true, store).`,
    );
  }
  if (externalSecrets && !store.operator && !store.clusterStore) {
    throw problem(`has a store that External Secrets cannot read: ${title}`, 'Give it an operator or a clusterStore.');
  }
  if (!secretsStore) return;
  if (!driver) {
    throw problem(
      `has a store for which the Secrets Store CSI Driver has no provider: ${title}`,
      'Read it with externalSecrets, or choose another store.',
    );
  }
  for (const [key, { remote }] of Object.entries(keys)) {
    for (const [field, remedy] of Object.entries(driver.lacks ?? {})) {
      if (remote?.[field as keyof typeof remote] === undefined) continue;
      throw problem(
        `has the key "${key}" with a ${field}, which the CSI provider for ${title} does not know`,
        `${remedy}.`,
      );
    }
  }
}

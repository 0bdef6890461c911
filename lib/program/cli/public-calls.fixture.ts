import type { PublicCall } from './public-call.fixture';
import { publicConstructs } from './public-constructs.fixture';
import { publicFunctions } from './public-functions.fixture';
import { publicIntegrations } from './public-integrations.fixture';
import { publicMethods } from './public-methods.fixture';
import { publicObjects } from './public-objects.fixture';
import { publicSecrets } from './public-secrets.fixture';

/** A correct call of everything public that an app is made of. */
export const calls: { readonly [name: string]: PublicCall } = {
  ...publicFunctions,
  ...publicConstructs,
  ...publicIntegrations,
  ...publicSecrets,
  ...publicMethods,
  ...publicObjects,
};

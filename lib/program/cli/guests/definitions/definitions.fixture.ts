import { batch } from './batch.fixture';
import { configuration } from './configuration.fixture';
import { containers } from './containers.fixture';
import type { Definition } from './definition.fixture';
import { network, scaling } from './network.fixture';
import { permissions } from './permissions.fixture';
import { pods } from './pods.fixture';
import { scheduling } from './scheduling.fixture';
import { services } from './services.fixture';
import { storages } from './storage.fixture';
import { workloads } from './workloads.fixture';

/** Definitions over all constructs of cdk8s-plus, in the manner of its documentation. */
export const definitions: readonly Definition[] = [
  ...workloads,
  ...batch,
  ...containers,
  ...pods,
  ...services,
  ...configuration,
  ...storages,
  ...permissions,
  ...network,
  ...scaling,
  ...scheduling,
];

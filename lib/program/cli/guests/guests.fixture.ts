import type { App } from 'cdk8s';
import { batchAndStorage } from './batch-and-storage.fixture';
import { customResource } from './custom-resource.fixture';
import { filesInConfigMap } from './files-in-config-map.fixture';
import { includedYaml } from './included-yaml.fixture';
import { nestedCharts } from './nested-charts.fixture';
import { orderedCharts } from './ordered-charts.fixture';
import { ownConstructs } from './own-constructs.fixture';
import { ownNamespace } from './own-namespace.fixture';
import { permissions } from './permissions.fixture';
import { plainWebApp } from './plain-web-app.fixture';
import { scalingAndNetwork } from './scaling-and-network.fixture';
import { shop } from './shop.fixture';

/** Programs as the guides of cdk8s teach to write them, which know nothing of us: their file, what makes them, and their charts. */
export const guests: readonly (readonly [string, () => App, charts: number])[] = [
  ['plain-web-app', plainWebApp, 1],
  ['shop', shop, 1],
  ['ordered-charts', orderedCharts, 2],
  ['nested-charts', nestedCharts, 6],
  ['included-yaml', includedYaml, 1],
  ['own-namespace', ownNamespace, 1],
  ['custom-resource', customResource, 1],
  ['permissions', permissions, 1],
  ['files-in-config-map', filesInConfigMap, 1],
  ['batch-and-storage', batchAndStorage, 1],
  ['scaling-and-network', scalingAndNetwork, 1],
  ['own-constructs', ownConstructs, 1],
];

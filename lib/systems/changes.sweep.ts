import { proveChanges } from './prove-changes.fixture';

proveChanges('microshop', 'kirana');

import { provedQuickly } from './systems.fixture';
import { proveApartFromEachOther } from './two-releases.fixture';

/* One system, and in `two-releases.sweep.ts` all others. */

proveApartFromEachOther(provedQuickly);

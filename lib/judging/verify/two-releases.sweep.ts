import { provedQuickly } from './systems.fixture';
import { proveApartFromEachOther } from './two-releases.fixture';

proveApartFromEachOther((system) => !provedQuickly(system));

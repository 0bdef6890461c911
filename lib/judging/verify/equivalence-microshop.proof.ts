import { proveApart } from './equivalence.fixture';

proveApart('microshop');

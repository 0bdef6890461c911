import { proveApart } from './equivalence.fixture';

proveApart('kirana');

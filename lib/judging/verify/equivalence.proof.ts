import { proveOthers } from './equivalence.fixture';

proveOthers();

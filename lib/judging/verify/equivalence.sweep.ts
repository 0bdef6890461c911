import { sweepAll } from './equivalence.fixture';

sweepAll();

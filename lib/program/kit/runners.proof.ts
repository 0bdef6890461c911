import { describe } from '@jest/globals';
import { underJest } from './runners.fixture';
import { proveRunner } from './runners-tests.fixture';

/* The runner that `init` sets up; `runners.sweep.ts` and `vitest.sweep.ts` have the others. */

describe('Jest', () => proveRunner(underJest, { packages: () => [], canSkip: false }));

import { describe } from '@jest/globals';
import { underNode } from './runners.fixture';
import { proveRunner } from './runners-tests.fixture';

describe('node:test', () => proveRunner(underNode, { packages: () => [], canSkip: true }));

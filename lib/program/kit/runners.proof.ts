import { describe } from '@jest/globals';
import { underJest, underNode } from './runners.fixture';
import { proveRunner } from './runners-tests.fixture';

describe('Jest', () => proveRunner(underJest, { packages: () => [], canSkip: false }));
describe('node:test', () => proveRunner(underNode, { packages: () => [], canSkip: true }));

import { beforeEach, expect } from '@jest/globals';

/* A test that took part and asserted nothing fails: it would pass whatever the code does. */
beforeEach(() => expect.hasAssertions());

const { relative, join } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');
const weights = require('./weights.json');

const library = join(__dirname, '../..');
const isProof = ({ path }) => !path.endsWith('.test.ts');
/** Seconds that a test file took when `weights.json` was written; 0 for one that is short or newer. */
const weightOf = ({ path }) => weights[relative(library, path).replaceAll('\\', '/')] ?? 0;

/**
 * Starts the proofs before the units. They take many times as long, so that no worker is left alone with one of them at the end.
 * The longest come first: by what they took here before, and on a machine that has never run them by `weights.json`.
 */
module.exports = class ProofsFirst extends Sequencer {
  sort(tests) {
    // Jest notes what each file took before; by itself it takes large files for long ones.
    const sorted = [...super.sort(tests)];
    if (!sorted.some(({ duration }) => duration !== undefined)) sorted.sort((a, b) => weightOf(b) - weightOf(a));
    return [...sorted.filter(isProof), ...sorted.filter((test) => !isProof(test))];
  }
};

const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * Starts the proofs before the units. They take many times as long, so that no worker is left alone with one of them at the end.
 * On a machine that has run them before, the longest come first.
 */
module.exports = class ProofsFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isProof = ({ path }) => !path.endsWith('.test.ts');
    return [...sorted.filter(isProof), ...sorted.filter((test) => !isProof(test))];
  }
};

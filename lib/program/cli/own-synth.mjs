import { createRequire } from 'node:module';

/**
 * Keeps an app from printing itself as cdk8s does: it would write its files before anybody has looked at them, beside those of
 * `run(app)` or in their place. An app with values refuses it by itself, also where it runs without this program.
 */
export function refuseOwnSynth(app) {
  const { App } = createRequire(app)('cdk8s');
  App.prototype.synth = function () {
    const problem = {
      code: 'own-synth',
      message: 'app.synth() is how cdk8s writes an app; chartwright has its own way, which looks at it first',
      remedy:
        "Write `void run(app);` in its place, where run comes from 'chartwright'. In a test: Testing.synth(chart).",
    };
    const { message, remedy } = problem;
    const error = Object.assign(new Error(`${message}. ${remedy}`), {
      name: 'DefinitionError',
      problems: [problem],
    });
    // The line at fault is the one that calls this.
    Error.captureStackTrace(error, App.prototype.synth);
    throw error;
  };
}

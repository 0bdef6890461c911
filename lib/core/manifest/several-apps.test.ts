import { expect, test } from '@jest/globals';
import { App, Chart } from 'cdk8s';
import { KubeConfigMap } from '../../../imports/k8s';
import { DefinitionError, releaseName, text, token } from '../values';
import { synthesize } from './synthesize';

/** An app whose one object has a reference that belongs to no chart, or has taken it and lost it. */
function app(isLost: boolean): App {
  const made = new App();
  const name = `of-${String(token(text`${releaseName}`))}`;
  new KubeConfigMap(new Chart(made, 'web'), 'settings', { data: { NAME: isLost ? 'none' : name } });
  return made;
}

const problems = (made: App) => {
  try {
    return synthesize(made).length;
  } catch (error) {
    if (error instanceof DefinitionError) return error.problems.map(({ code }) => code);
    throw error;
  }
};

test('a reference of no chart that another app has is not lost, and one that no app has is', () => {
  const [first, second, third] = [app(false), app(false), app(true)];
  expect(problems(first)).toBe(1);
  expect(problems(second)).toBe(1);
  expect(problems(third)).toEqual(['lost-token']);
  // Another look at an app that there was an output of.
  expect(problems(first)).toBe(1);
});

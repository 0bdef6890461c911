import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../core/values';
import type { CounterExample } from './counter-example';
import { shrinkExample, type Judge } from './shrink-example';
import { smallSubject } from './small.fixture';

const example: CounterExample = {
  ...{ kind: 'different', fault: 'port', message: 'large', channel: 'batch' },
  installation: { release: 'a.b', namespace: 'c', values: { port: 81, word: 'b', words: { x: 'y' } } },
};

/** A judge who finds the fault where a port is given, and another one everywhere. */
const judge =
  (isShown: (values: JsonObject, release: string) => boolean): Judge =>
  (installation) =>
    Promise.resolve([
      { ...example, fault: 'other', installation },
      ...(isShown(installation.values, installation.release) ? [{ ...example, message: 'small', installation }] : []),
    ]);

test('of values that show a fault those stay that it needs, in a release that is called like the chart', async () => {
  const { installation, message } = await shrinkExample(
    smallSubject(),
    example,
    judge((values) => 'port' in values),
  );
  expect(Object.keys(installation.values)).toEqual(['port']);
  expect(installation).toMatchObject({ release: 'small', namespace: 'small' });
  expect(message).toBe('small');
});

test('a fault of one release keeps its release', async () => {
  const { installation } = await shrinkExample(
    smallSubject(),
    example,
    judge((_, release) => release === 'a.b'),
  );
  expect(installation).toEqual({ release: 'a.b', namespace: 'small', values: {} });
});

test('a fault that is not seen again stays as it is', async () => {
  expect(
    await shrinkExample(
      smallSubject(),
      example,
      judge(() => false),
    ),
  ).toEqual(example);
});

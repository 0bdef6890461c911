import { packageChart } from '../../printing/chart';
import {
  boolean,
  integer,
  list,
  samplesOfSynth,
  string,
  stringMap,
  trialRelease,
  validateValues,
  values,
} from '../../core/values';

/*
 * A process of `synth --watch` waits for its run with everything loaded that it will need, and with what takes longest done once: what
 * V8 has compiled by then, it has when somebody waits for the result. Nothing of it is kept.
 */

/** Gets ready for `synth`. */
export function warm(): void {
  require('./synth');
  const schema = values({
    text: string('a', 'Text'),
    number: integer(1, 'Number'),
    flag: boolean(false, 'Flag'),
    texts: list<string>(string('', 'Text'), [], 'Texts'),
    labels: stringMap({}, 'Labels'),
  });
  for (const sample of samplesOfSynth) validateValues(schema, trialRelease(schema, sample).values, 'warm');
  const text = Array.from({ length: 600 }, (_, i) => `key-${i}: value of ${i * 7919}`).join('\n');
  packageChart('warm', new Map([['values.yaml', text]]));
}

import {
  block,
  blockText,
  boolean,
  integer,
  list,
  number,
  object,
  oneOf,
  string,
  stringMap,
  values,
} from '../../core/values';
import { bothPrinters } from './both.fixture';

const hosts = [
  { host: 'a.example.org', port: 12345678 },
  { host: 'b.example.org', port: 2 },
];

/** Values of each type, one that is set and one that is empty. */
const schema = values({
  flag: boolean(true, 'On'),
  beta: boolean(false, 'Off'),
  name: string('api', 'A name'),
  empty: string('', 'An empty string'),
  count: integer(3, 'A small number'),
  zero: integer(0, 'A number that a template takes as false'),
  big: integer(12345678, 'A number that Helm would print as 1.2345678e+07'),
  ratio: number(0.5, 'A fraction'),
  labels: stringMap({ team: 'core' }, 'A map'),
  noLabels: stringMap({}, 'An empty map'),
  names: list<string>(blockText(), ['a', 'b'], 'A list'),
  noNames: list<string>(blockText(), [], 'An empty list'),
  ports: list<number>(integer(1, 'A port'), [80, 443], 'A list of numbers'),
  hosts: list<(typeof hosts)[number]>(
    object({ host: string('', 'A host'), port: integer(1, 'A port') }, 'A host and its port'),
    hosts,
    'A list of maps',
  ),
  level: oneOf(['info', 'debug'], 'info', 'One of a few words'),
  mode: oneOf(['on', 'off', '1e3'], 'on', 'One of a few words that YAML takes for something else'),
  percent: block<string | number>({ type: ['integer', 'string'] }, '50%', 'A number or a percentage'),
  block: block<{ cpu: string; shares: number }>({ type: 'object' }, { cpu: '1', shares: 12345678 }, 'A block'),
  noBlock: block<object>({ type: 'object' }, {}, 'An empty block'),
});

/** One case for both printers and both Helms, under values of which each boolean and each emptiness was flipped. */
export const both = bothPrinters(schema, [
  { flag: false },
  { beta: true },
  { flag: false, beta: true },
  {
    labels: { team: null },
    names: [],
    ports: [],
    hosts: [],
    block: { cpu: null, shares: null },
    name: '',
    count: 0,
    big: 0,
  },
  {
    empty: 'e',
    zero: 4,
    noLabels: { size: '1e3' },
    noNames: ['yes'],
    noBlock: { list: [1, 'on'] },
    ratio: 1e21,
    mode: '1e3',
  },
  { level: 'debug', mode: 'off', percent: 12345678 },
]);

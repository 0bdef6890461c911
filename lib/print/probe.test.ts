import { describe } from '@jest/globals';
import * as v from '../values';
import { bothPrinters } from './both.fixture';

const schema = v.values({
  flag: v.boolean(true, 'f'), beta: v.boolean(false, 'f'),
  name: v.string('api', 'n'), empty: v.string('', 'n'),
  count: v.integer(3, 'c'), zero: v.integer(0, 'c'), big: v.integer(12345678, 'c'), ratio: v.number(0.5, 'r', ),
  labels: v.stringMap({ team: 'a' }, 'l'), noLabels: v.stringMap({}, 'l'),
  names: v.list<string>(v.blockText(), ['a', 'b'], 'l'), noNames: v.list<string>(v.blockText(), [], 'l'),
  ports: v.list<number>(v.integer(0, ''), [80, 443], 'p'),
  hosts: v.list<{ host: string; port: number; labels?: object }>(v.object({ host: v.string('', ''), port: v.integer(1, '') }, 'x'), [{ host: 'h1', port: 12345678 }, { host: 'h2', port: 2 }], 'h'),
  block: v.block<{ cpu: string; n: number }>({ type: 'object' }, { cpu: '1', n: 12345678 }, 'b'),
  noBlock: v.block<object>({ type: 'object' }, {}, 'b'),
});
const all = [{ flag: false }, { beta: true }, { flag: false, beta: true }, { labels: { team: null, x: 'y', z: '' } }, { labels: { team: null }, names: [], hosts: [], ports: [], block: { cpu: null, n: null }, name: '', count: 0, zero: 4, empty: 'e', noLabels: { q: '1e3' }, noNames: ['n'], noBlock: { z: [1] } }] as const;

const only = process.env.ONLY;
const both = (t: string, f: (values: v.Refs<typeof schema>) => Record<string, unknown>) => { if (!only || t === only) bothPrinters(schema)(t, (x) => ({ tree: f(x), also: all as never })); };
const X = (e: unknown) => e as never;

describe('probe', () => {
  both('ref', (x) => ({ a: x.flag, b: x.name, c: x.big, d: x.ratio, e: x.labels, f: x.names, g: x.ports, h: x.hosts, i: x.block, j: x.noBlock }));
  both('elements', (x) => ({ l: [x.flag, x.name, x.big, x.ratio, 'x'] }));
  both('elementMap', (x) => ({ l: [x.block, 'x', x.labels, x.noBlock] }));
  both('elementList', (x) => ({ l: [x.names, 'x', x.noNames] }));
  both('elementOptional', (x) => ({ l: [v.optional(x.name), v.optional(x.empty), 'x'], m: [v.optional(x.empty)] }));
  both('whenItems', (x) => ({ l: ['x', v.when(x.flag, v.items(x.names)[0]), v.when(x.beta, X(v.items(x.ports)[0]))] }));
  both('whenEach', (x) => ({ l: [v.when(x.flag, v.each(x.names, 'n', (n) => ({ n }))[0])] }));
  both('whenWhen', (x) => ({ l: [v.when(x.flag, v.when(x.beta, { a: 1 }))], m: [v.when(x.flag, v.when(x.beta, 'a')), 1], k: v.when(x.flag, v.when(x.beta, 'a')), j: v.when(x.flag, v.when(x.beta, { b: x.noLabels })) }));
  both('whenMaps', (x) => ({ a: v.when(x.flag, { b: 1, c: [] }), d: v.when(x.flag, { b: v.optional(x.empty), c: x.noLabels }), e: v.when(x.flag, [v.when(x.beta, 1)]), f: v.when(x.beta, x.block), g: v.when(x.flag, x.noBlock) }));
  both('nothingLeft', (x) => ({ a: { b: { c: v.optional(x.empty), d: x.noNames } }, l: [v.when(x.beta, 'a'), ...v.items(x.noNames)], m: [{ q: v.optional(x.empty) }, { r: x.noLabels, s: v.when(x.beta, 1) }], n: {}, o: [], p: [{}], q: [[]] }));
  both('nestedLists', (x) => ({ a: [['x', x.name], [v.optional(x.empty)], []], b: [[['y']]] }));
  both('entries', (x) => ({ a: { ...v.entries(x.labels), k: 'v' }, b: { ...v.entries(x.noLabels) }, c: { k: 'v', ...v.entries(v.when(x.beta, { z: '1', y: x.noLabels } as never)) }, d: { ...v.entries(v.when(x.beta, x.noLabels)), m: v.optional(x.empty) } }));
  both('entriesTwo', (x) => ({ a: { ...v.entries(x.labels), ...v.entries(x.noLabels), k: 'v' }, e: [{ ...v.entries(x.noLabels), ...v.entries(v.when(x.beta, { q: '1' })) }] }));
  both('eachScalar', (x) => ({ l: v.each(x.names, 'n', (n) => n), m: ['first', ...v.each(x.noNames, 'n', (n) => v.text`${n}-x`)] }));
  both('eachNumber', (x) => ({ l: v.each(x.ports, 'p', (p) => ({ port: p })) }));
  both('eachMap', (x) => ({ l: v.each(x.hosts, 'h', (h) => ({ host: h.field('host'), port: h.field('port', 'integer'), root: x.name, when: v.when(x.flag, v.text`${h.field('host')}:${h.field('port', 'integer')}`) })) }));
  both('eachNested', (x) => ({ l: v.each(x.hosts, 'h', (h) => ({ host: h.field('host'), inner: v.each(x.names, 'n', (n) => v.text`${h.field('host')}-${n}`), named: v.named('en', 'd', { q: x.name }) })) }));
  both('choose', (x) => ({ a: v.choose(x.flag, 'y', 'n'), b: v.choose(x.flag, x.big, 5), c: v.choose(v.equals(x.name, 'api'), x.name, x.empty), d: v.choose(v.not(x.beta), x.beta, true), e: v.choose(v.isSet(x.labels), 'l', 'n'), f: v.orElse(x.empty, x.name), g: v.orElse(x.zero, x.big), h: v.orElse(x.empty, v.text`${x.name}-x`), i: v.choose(v.and(x.flag, v.not(x.beta)), x.ratio, 2.5), j: [v.choose(x.flag, 'a"b', 'c{{d')] }));
  both('equals', (x) => ({ a: v.equals(x.count, 3), b: v.equals(x.name, 'api'), c: v.equals(x.flag, true), f: v.equals(x.count, x.big), g: v.equals(x.flag, x.beta) }));
  both('equalsRatio', (x) => ({ d: v.equals(x.ratio, 0.5), e: v.equals(x.ratio, 1), f: v.equals(x.ratio, x.count) }));
  both('logic', (x) => ({ a: v.and(x.flag, x.beta), b: v.or(x.flag, x.beta), c: v.not(x.flag), d: v.isSet(x.labels), e: v.and(v.isSet(x.name), v.or(x.beta, v.not(v.isSet(x.names)))), f: v.not(v.and(x.flag, x.beta)), g: v.text`${v.and(x.flag, x.beta)} ${v.isSet(x.labels)}` }));
  both('text', (x) => ({ a: v.text`${x.big}`, b: v.text`${x.ratio}`, c: v.text`${x.flag}`, d: v.text`100%-${x.name}"\\\n{{ x }}-${x.big}/${x.ratio}/${x.flag}`, e: v.text`${v.releaseName}-${x.big}`, f: v.text`a{${x.name}}`, g: v.text`{${v.releaseName}}`, h: [v.text`${v.chartName}-x`, v.text`${v.releaseName}`] }));
  both('builtins', () => ({ a: v.releaseName, b: v.releaseNamespace, c: v.chartName, d: v.chartVersion, e: v.appVersion }));
  both('optional', (x) => ({ a: v.optional(x.name), b: v.optional(x.empty), c: v.optional(x.zero), d: v.optional(x.beta), e: v.optional(x.ratio), f: v.optional(x.labels), g: v.optional(x.noBlock), h: v.optional(v.text`${x.empty}`), i: v.optional(v.choose(x.flag, '', 'b')) }));
  both('concat', (x) => ({ a: v.concat(x.names, x.noNames), b: v.concat(x.noNames, x.noNames), c: ['x', ...v.items(v.concat(x.names, x.noNames))], d: v.when(x.flag, v.concat(x.names, x.noNames)), e: v.join(v.concat(x.names, x.noNames), ', ') }));
  both('join', (x) => ({ a: v.join(x.names, ','), b: v.join(x.noNames, '"'), c: v.text`[${v.join(x.names, '\n')}]` }));
  both('overlay', (x) => ({ a: v.overlaid(x.labels, x.noLabels), b: v.overlaid(x.noLabels, x.labels) }));
  both('digest', (x) => ({ a: v.digest(x.labels), b: v.digest(x.block), c: v.digest(x.hosts), d: v.digest(v.concat(x.names, x.noNames)), e: v.digest(v.overlaid(x.labels, x.noLabels)), f: v.text`sha-${v.digest(x.noLabels)}` }));
  both('digestNamed', (x) => ({ a: v.digest(v.named('dn', 'd', { a: x.name, b: 'yes', c: v.text`x: ${x.big}` , d: 1, e: x.big, f: true })), b: v.digest(v.named('dl', 'd', ['a', x.name])) }));
  both('namedMap', (x) => ({ a: v.named('m', 'd', { a: x.name, b: v.optional(x.empty) }), b: { ...v.entries(v.named('m2', 'd', { z: '1' }) as never), c: 1 }, e: v.named('m3', 'd', { a: v.optional(x.empty) }), l: [v.named('m', 'd', { a: x.name, b: v.optional(x.empty) })] }));
  both('namedList', (x) => ({ a: v.named('l', 'd', ['a', x.name]), b: ['x', ...v.items(v.named('l2', 'd', ['a', x.name]) as never)], c: v.concat(v.named('l3', 'd', ['a', x.name]), x.names) }));
  both('namedEach', (x) => ({ d: v.each(v.named('l4', 'd', ['a', x.name]), 'i', (i) => ({ i })), e: v.join(v.named('l5', 'd', ['a', x.name]), ',') }));
  both('namedBlock', (x) => ({ a: v.named('b', 'd', x.labels), b: v.named('b2', 'd', x.names), c: v.named('b3', 'd', v.concat(x.names, x.noNames)), d: v.named('b4', 'd', v.when(x.flag, { a: 1 })), e: v.named('b5', 'd', { ...v.entries(x.labels), zz: '1' }) }));
  both('namedScalar', (x) => ({ a: v.named('s', 'd', x.name), b: v.named('i', 'd', x.big), c: v.named('n', 'd', x.ratio), d: v.named('f', 'd', x.beta), e: v.when(v.named('f2', 'd', x.beta), 1), f: v.choose(v.named('f3', 'd', v.not(x.beta)), 'a', 'b'), g: v.equals(v.named('i2', 'd', x.big), 12345678), h: v.text`${v.named('s3', 'd', x.name)}:${v.named('i4', 'd', x.big)}`, i: v.optional(v.named('s5', 'd', x.empty)), j: v.named('c', 'd', v.choose(x.flag, x.big, 4)), k: v.optional(v.named('z', 'd', x.zero)) }));
  both('namedWhen', (x) => ({ a: v.when(x.flag, v.named('w', 'd', { a: x.name })), b: v.when(x.beta, v.named('w2', 'd', { a: v.optional(x.empty) })), c: [v.when(x.flag, v.named('w3', 'd', { a: 1 })) ] }));
  both('namedMultiline', (x) => ({ a: v.named('ml', 'd', { a: 'line\n\nother\n', b: x.name, c: 'x\n {{ y }}\n' }), b: v.digest(v.named('ml', 'd', { a: 'line\n\nother\n', b: x.name, c: 'x\n {{ y }}\n' })) }));
  both('files', () => ({ a: v.file('a.txt', 'one\n{{ two }}\n'), b: v.file('b.txt', 'no newline'), c: v.file('c.txt', '\n  lead\n\n'), d: v.file('d.txt', 'x\u0085y\u2028z\u007f\n'), e: [v.file('e.txt', 'el"em')], f: v.text`<${v.file('f.txt', 'in\ntext')}>`, g: v.file('g.txt', ''), h: v.file('h.txt', 'a\r\nb\r\n'), i: v.file('i.txt', 'x\u0085y\n'), j: v.file('j.txt', 'a\n b\n') }));
  both('braces', (x) => ({ a: '{{ x }}', b: 'l1 {{ a }}\nl2 {{{{ }}\n', '{{k}}': { '{{ j }}': 1 }, l: ['{{', { '{{': 1 }], c: 'x\n{{ y }}', d: '`{{`', q: { '{{x': v.optional(x.name), '{{y': x.labels, '{{z': x.name } }));
  both('blocks', (x) => ({ a: 'one\n\n', b: v.when(x.flag, 'x'), c: 'a\n\nb\n', d: v.when(x.beta, 'y'), e: ['a\nb', v.when(x.beta, 'q'), 'c\n\n\n', v.when(x.flag, 'r')], f: 'end\n\n' }));
  both('firstConditional', (x) => ({ l: [{ a: v.when(x.flag, 1), b: 2 }, { a: v.when(x.flag, 1), b: v.when(x.beta, 2) }, { a: x.noLabels, b: x.name }, { a: v.when(x.flag, 1), b: { c: v.when(x.flag, 1) } }] }));
  both('helpers', (x) => ({ a: v.fullname, b: v.labels, c: { ...v.entries(v.selectorLabels), ...v.entries(x.labels), zz: '1' }, d: v.text`${v.fullname}-x` }));
});

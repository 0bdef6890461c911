import type { Json, JsonObject } from '../../../core/values';
import { isMap } from '../../../core/references/objects';

/*
 * Rules in the style of public definitions, each with a value that it takes and one that it refuses. The third part says what the
 * schema of `self` is where that cannot be seen from the values, as YAML.
 */
export const celRules = `
self.replicas <= 5                                             | {replicas: 5}                | {replicas: 6}
self.minReplicas <= self.maxReplicas                           | {minReplicas: 1, maxReplicas: 1} | {minReplicas: 2, maxReplicas: 1}
has(self.a) != has(self.b)                                     | {a: x}                       | {a: x, b: y}
(has(self.a) ? 1 : 0) + (has(self.b) ? 1 : 0) == 1             | {b: x}                       | {}
!has(self.tls) || has(self.tls.secretName)                     | {tls: {secretName: a}}       | {tls: {}}
self.type == 'Exact' ? has(self.value) : true                  | {type: Exact, value: x}      | {type: Exact}
self.name in ['a', 'b']                                        | {name: a}                    | {name: c}
!(self.protocol in ['UDP', 'TCP']) || !has(self.hostname)      | {protocol: TCP}              | {protocol: TCP, hostname: a}
self.all(l, l.protocol in ['HTTP', 'TLS'] ? has(l.host) : true) | [{protocol: HTTP, host: a}] | [{protocol: TLS}]
self.all(l1, self.exists_one(l2, l1.name == l2.name))          | [{name: a}, {name: b}]       | [{name: a}, {name: a}]
self.exists(x, x.isDefault)                                    | [{isDefault: true}]          | [{isDefault: false}]
self.filter(x, x.weight > 0).size() >= 1                       | [{weight: 1}]                | [{weight: 0}]
self.map(x, x.weight).sum() == 100                             | [{weight: 40}, {weight: 60}] | [{weight: 40}, {weight: 50}]
self.matches('^[a-z]+$')                                       | abc                          | ABC
self.matches('(?i)^abc$')                                      | ABC                          | ABD
self.matches(r'^[[:alnum:]]+\\z')                              | a1                           | a-1
matches(self, '^a')                                            | ab                           | ba
self.startsWith('/') && !self.contains('//')                   | /a/b                         | /a//b
!self.endsWith('/..')                                          | /a                           | /a/..
self.size() < 4 && size(self) > 0                              | 😀ab                         | abcd
self.__namespace__ == 'a'                                      | {namespace: a}               | {namespace: b}
self.x__dash__y == 1                                           | {x-y: 1}                     | {x-y: 2}
self.a__dot__b == 'c'                                          | {a.b: c}                     | {a.b: d}
self.?a.orValue('x') == 'x'                                    | {}                           | {a: y}
self.?a.?b.hasValue()                                          | {a: {b: 1}}                  | {a: {c: 1}}
self[?'a'].orValue(3) > 2                                      | {}                           | {a: 1}
self.?a.optMap(x, x.size()).orValue(0) == 0                    | {}                           | {a: abc}
optional.ofNonZeroValue(self.a).hasValue()                     | {a: 1}                       | {a: 0}
quantity(self.limit).compareTo(quantity(self.request)) >= 0    | {limit: 1Gi, request: 512Mi} | {limit: 1G, request: 1Gi}
quantity(self).isGreaterThan(quantity('100m'))                 | "1"                          | 50m
isQuantity(self) && quantity(self).sign() == 1                 | "1e3"                        | "-1"
quantity(self).add(quantity('1')).isLessThan(quantity('3'))    | 1500m                        | "2"
isURL(self) && url(self).getScheme() == 'https'                | https://a.example            | http://a.example
url(self).getHostname() == 'a.example' && url(self).getPort() == '443' | https://a.example:443/b | https://a.example/b
url(self).getEscapedPath() == '/b'                             | https://a.example/b?c        | https://a.example/c
isIP(self) && ip(self).family() == 4                           | 10.0.0.1                     | "fe80::1"
ip.isCanonical(self)                                           | "2001:db8::1"                | "2001:DB8:0::1"
isCIDR(self) && cidr(self).prefixLength() >= 24                | 10.0.0.0/24                  | 10.0.0.0/8
cidr('10.0.0.0/8').containsIP(self)                            | 10.1.2.3                     | 11.1.2.3
cidr('10.0.0.0/8').containsCIDR(cidr(self))                    | 10.1.0.0/16                  | 11.0.0.0/16
cidr(self) == cidr(self).masked()                              | 10.0.0.0/8                   | 10.0.0.1/8
duration(self.timeout) < duration(self.interval)               | {timeout: 30s, interval: 1m} | {timeout: 90s, interval: 1m}
self.wait <= duration('1h')                                    | {wait: 45m}                  | {wait: 90m}                  | {type: object, properties: {wait: {type: string, format: duration}}}
self.from < self.until                                         | {from: "2024-01-01T00:00:00Z", until: "2024-01-02T00:00:00Z"} | {from: "2024-01-02T00:00:00Z", until: "2024-01-01T00:00:00Z"} | {type: object, properties: {from: {type: string, format: date-time}, until: {type: string, format: date-time}}}
timestamp(self).getFullYear() >= 2024                          | "2024-01-01T00:00:00Z"       | "2023-01-01T00:00:00Z"
self.size() == 3                                               | YWJj                         | YWI=                         | {type: string, format: byte}
self.isSorted()                                                | [a, b]                       | [b, a]
self.min() >= 1 && self.max() <= 9                             | [1, 9]                       | [1, 10]
self.indexOf('a') == 0                                         | [a, b]                       | [b, a]
sets.contains(['a', 'b'], self)                                | [a]                          | [c]
sets.intersects(self.a, self.b)                                | {a: [x], b: [x, y]}          | {a: [x], b: [z]}
sets.equivalent(self, ['a', 'b'])                              | [b, a, a]                    | [a]
!has(self.a) || self.b == 1                                    | {a: null, b: 2}              | {a: 1, b: 2}                 | {type: object, properties: {a: {type: integer, nullable: true}, b: {type: integer}}}
self.indexOf(duration('1m')) == 1                              | [1s, 1m]                     | [1m, 1s]                     | {type: array, items: {type: string, format: duration}}
self.lastIndexOf(timestamp('2024-01-01T00:00:00Z')) == 1       | [2023-01-01, 2024-01-01]     | [2024-01-01, 2023-01-01]     | {type: array, items: {type: string, format: date}}
self.sum() == duration('61s')                                  | [1s, 1m]                     | [1s]                         | {type: array, items: {type: string, format: duration}}
self >= duration('0')                                          | "0"                          | -1s                          | {type: string, format: duration}
url(self).getQuery() == {'k': ['a']}                           | https://a.example/b?k=a#c    | https://a.example/b?k=c
url(self).getEscapedPath() == '/a%20b'                         | https://a.example/a b        | https://a.example/ab
isURL(self)                                                    | https://a.example/a b        | https://a example/
'%e'.format([self]) == '1.500000e+03'                          | 1500                         | 150                          | {type: number}
self.lowerAscii() == self                                      | abc                          | aBc
self.split('/').size() == 2                                    | a/b                          | a
self.replace('-', '').matches('^[a-z]*$')                      | a-b                          | a-1
self.trim() == self && self.charAt(0) != '-'                   | a                            | -a
self.find('[0-9]+') == '12'                                    | a12b                         | a1b
self.findAll('[0-9]').size() == 2                              | a1b2                         | a1b
'%s-%d'.format([self.name, self.n]) == 'a-1'                   | {name: a, n: 1}              | {name: a, n: 2}
self.join(',') == 'a,b'                                        | [a, b]                       | [b, a]
self.all(k, k.size() <= 3)                                     | {abc: x}                     | {abcd: x}                    | {type: object, additionalProperties: {type: string}}
self.all(k, self[k] != '')                                     | {a: x}                       | {a: ""}                      | {type: object, additionalProperties: {type: string}}
'a' in self && self['a'] == 1                                  | {a: 1}                       | {b: 1}                       | {type: object, additionalProperties: {type: integer}}
self.all(k, v, v > 0 && k != 'x')                              | {a: 1}                       | {a: 0}                       | {type: object, additionalProperties: {type: integer}}
self.exists(i, v, i == 0 && v == 'a')                          | [a, b]                       | [b, a]
type(self) == int ? self > 0 : self.endsWith('%')              | 5%                           | 0                            | {x-kubernetes-int-or-string: true}
self > 0.5                                                     | 1                            | 0.25                         | {type: number}
self.port == 443 || self.scheme != 'https'                     | {port: 443, scheme: https}   | {port: 80, scheme: https}
self % 2 == 0                                                  | 4                            | 3
!format.dns1123Label().validate(self).hasValue()               | a-b                          | A_b
format.named('uuid').value().validate(self).orValue([]).size() == 0 | 123e4567-e89b-12d3-a456-426614174000 | 123e
string(self.port) + self.proto == '80TCP'                      | {port: 80, proto: TCP}       | {port: 81, proto: TCP}
int(self) < 5                                                  | "4"                          | "5"
self.a == self.b                                               | {a: [{x: 1}], b: [{x: 1}]}   | {a: [{x: 1}], b: [{x: 2}]}
!self.a.exists(x, x.type == 'b' && (!has(x.n) || x.n == 0))    | {a: [{type: b, n: 1}]}       | {a: [{type: b}]}
self.a.b.c == 1                                                | {a: {b: {c: 1}}}             | {a: {b: {}}}
(self.type in ['Exact', 'Prefix']) ? self.value.matches(r"""^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$""") : true | {type: Exact, value: /a(b)} | {type: Exact, value: "/a b"}
self.all(l1, self.exists_one(l2, l1.port == l2.port && (has(l1.host) && has(l2.host) ? l1.host == l2.host : !has(l1.host) && !has(l2.host)))) | [{port: 80}, {port: 80, host: a}] | [{port: 80}, {port: 80}]
self.all(p1, self.all(p2, p1.name == p2.name ? ((!has(p1.section) || p1.section == '') == (!has(p2.section) || p2.section == '')) : true)) | [{name: a, section: b}, {name: a, section: c}] | [{name: a, section: b}, {name: a}]
!(has(self.a) && has(self.b) && duration(self.a) != duration('0s') && duration(self.b) > duration(self.a)) | {a: 0s, b: 1s} | {a: 1s, b: 2s}
self.all(x, x in ['a/b'] || !x.find("^([^/]+)").endsWith("kubernetes.io")) | [a/b, c.io/d] | [node.kubernetes.io/d]
self.all(x, (x.operator == 'Gt') ? (x.values.size() == 1 && int(x.values[0]) >= 0) : true) | [{operator: Gt, values: ["1"]}] | [{operator: Gt, values: ["-1"]}]
[has(self.a), has(self.b), has(self.c)].filter(x, x == true).size() == 1 | {a: x} | {a: x, b: y}
self.soft.all(e, e in self.periods) | {soft: {a: x}, periods: {a: y}} | {soft: {a: x}, periods: {b: y}} | {type: object, properties: {soft: {type: object, additionalProperties: {type: string}}, periods: {type: object, additionalProperties: {type: string}}}}
self.alias.split('@')[0] in ['al2', 'bottlerocket'] | {alias: al2@latest} | {alias: al1@latest}
self.all(x, has(x.schedule) == has(x.duration)) // both or none | [{schedule: a, duration: b}] | [{schedule: a}]
!has(self.pool) ? !has(self.size) : self.size <= self.pool * 2 | {pool: 2, size: 4} | {size: 4}
self[0] == 'a'                                                 | [a]                          | []
`
  .trim()
  .split('\n')
  .map((line) => line.split(/\s+\|\s+/).map((cell) => cell.trim()))
  .map(([rule = '', valid = '', invalid = '', schema]) => ({ rule, valid, invalid, schema }));

/** The schema of two values, as far as it shows in them. */
export function schemaOf(a: Json | undefined, b: Json | undefined): JsonObject {
  const value = a ?? b ?? '';
  if (Array.isArray(value)) {
    const all = [a, b].flatMap((each) => (Array.isArray(each) ? (each as Json[]) : []));
    return { type: 'array', items: schemaOf(all[0], all[1]) };
  }
  if (isMap(value)) {
    const other = isMap(b) ? b : {};
    const keys = new Set([...Object.keys(value), ...Object.keys(other)]);
    const properties = Object.fromEntries([...keys].map((key) => [key, schemaOf(value[key], other[key])]));
    return { type: 'object', properties };
  }
  return { type: Number.isInteger(value) ? 'integer' : typeof value };
}

import { isMap, type Helper, type Json, type JsonObject } from '../values';
import { listOf, mapOf } from '../values/json-parts';
import { network } from '../validation/networks';

/*
 * Named templates that tell what is wrong with rules of network policies.
 */

const nibbles = Array.from('0123456789abcdef', (digit) => [digit, parseInt(digit, 16).toString(2).padStart(4, '0')]);

/** The bits that all addresses of `.network` have in common, behind its family: `4:00001010` is 10.0.0.0/8. */
export const networkBitsHelper: Helper = {
  name: 'networkBits',
  description: 'The bits that the addresses of a network have in common, behind its family.',
  type: 'string',
  isPure: true,
  template: () => `{{- $address := splitList "/" .network | first | lower }}
{{- $length := splitList "/" .network | last | atoi }}
{{- $bits := "" }}
{{- if contains ":" $address }}
{{- /* The last two groups may be written as an address of IPv4. */}}
{{- with regexFind "[0-9]+[.][0-9.]+$" $address }}
{{- $bytes := splitList "." . }}
{{- $groups := printf "%02x%02x:%02x%02x" (index $bytes 0 | atoi) (index $bytes 1 | atoi) (index $bytes 2 | atoi) (index $bytes 3 | atoi) }}
{{- $address = printf "%s%s" (trimSuffix . $address) $groups }}
{{- end }}
{{- $before := without (splitList "::" $address | first | splitList ":") "" }}
{{- $after := without (splitList "::" (printf "%s::" $address) | rest | first | splitList ":") "" }}
{{- $zeros := list }}
{{- range until (sub 8 (add (len $before) (len $after)) | int) }}
{{- $zeros = append $zeros "0" }}
{{- end }}
{{- $digits := dict ${nibbles.map(([digit, bits]) => `"${digit}" "${bits}"`).join(' ')} }}
{{- range concat $before $zeros $after }}
{{- range splitList "" (printf "0000%s" . | trunc -4) }}
{{- $bits = printf "%s%s" $bits (get $digits .) }}
{{- end }}
{{- end }}
{{- printf "6:%s" (trunc $length $bits) }}
{{- else }}
{{- range splitList "." $address }}
{{- $bits = printf "%s%08b" $bits (atoi .) }}
{{- end }}
{{- printf "4:%s" (trunc $length $bits) }}
{{- end }}`,
  evaluate: (_, { network: text }) => bitsOf(String(text)),
};

function bitsOf(text: string): string {
  const found = network(text);
  if (!found) return '';
  const whole = found.family === 'ipv4' ? ipv4Bits(found.address) : ipv6Bits(found.address);
  return `${found.family.slice(-1)}:${whole.slice(0, found.length)}`;
}

const ipv4Bits = (address: string): string =>
  address
    .split('.')
    .map((byte) => Number(byte).toString(2).padStart(8, '0'))
    .join('');

function ipv6Bits(address: string): string {
  const [before = '', after] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (side: string | undefined) => (side ? side.split(':') : []);
  const [left, right] = [groups(before), groups(after)];
  const zeros = Array<string>(8 - left.length - right.length).fill('0');
  return [...left, ...zeros, ...right].map((group) => parseInt(group, 16).toString(2).padStart(16, '0')).join('');
}

/** `.rules` of a network policy are at `.path`. */
export const policyRulesHelper: Helper = {
  name: 'policyRules',
  description:
    'What is wrong with rules of a network policy: ranges of ports that end before they begin, exceptions outside of their network.',
  type: 'string',
  isPure: true,
  uses: [networkBitsHelper],
  template: (chart) => `{{- range $i, $rule := .rules }}
{{- range $j, $port := $rule.ports }}
{{- if and (hasKey $port "endPort") (lt (int64 $port.endPort) (int64 $port.port)) }}
- {{ printf "%s[%d].ports[%d].endPort: %d is less than port, %d" $.path $i $j (int64 $port.endPort) (int64 $port.port) }}
{{- end }}
{{- end }}
{{- range $side := list "from" "to" }}
{{- range $j, $peer := get $rule $side | default list }}
{{- with $peer.ipBlock }}
{{- $cidr := .cidr }}
{{- $whole := include "${chart}.networkBits" (dict "network" $cidr) }}
{{- range $k, $network := .except }}
{{- $part := include "${chart}.networkBits" (dict "network" $network) }}
{{- if or (eq $part $whole) (not (hasPrefix $whole $part)) }}
- {{ printf "%s[%d].%s[%d].ipBlock.except[%d]: %s is not part of %s" $.path $i $side $j $k $network $cidr }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}`,
  evaluate: (_, { rules, path }) =>
    mapsIn(rules)
      .flatMap((rule, i) => [...backwardRanges(rule), ...strangeExceptions(rule)].map((fault) => `[${i}].${fault}`))
      .map((fault) => `\n- ${String(path)}${fault}`)
      .join(''),
};

const mapsIn = (value: Json | undefined): JsonObject[] => listOf(value).filter((each) => isMap(each));

const backwardRanges = ({ ports }: JsonObject): string[] =>
  mapsIn(ports).flatMap(({ port, endPort }, j) =>
    typeof endPort === 'number' && endPort < Number(port)
      ? [`ports[${j}].endPort: ${endPort} is less than port, ${Number(port)}`]
      : [],
  );

const strangeExceptions = (rule: JsonObject): string[] =>
  ['from', 'to'].flatMap((side) =>
    mapsIn(rule[side]).flatMap(({ ipBlock }, j) => {
      const { cidr, except } = mapOf(ipBlock);
      const whole = bitsOf(String(cidr));
      return listOf(except).flatMap((network, k) => {
        const part = bitsOf(String(network));
        if (part !== whole && part.startsWith(whole)) return [];
        return [`${side}[${j}].ipBlock.except[${k}]: ${String(network)} is not part of ${String(cidr)}`];
      });
    }),
  );

import { type Helper } from '../values';
import { listOf, mapOf, mapsIn } from '../values/json-parts';
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

/** `.ports` of a network policy are at `.path`. */
export const policyPortsHelper: Helper = {
  name: 'policyPorts',
  description: 'The ranges of ports of a network policy that end before they begin.',
  type: 'string',
  isPure: true,
  template: () => `{{- range $i, $port := .ports }}
{{- if and (hasKey $port "endPort") (lt (int64 $port.endPort) (int64 $port.port)) }}
- {{ printf "%s[%d].endPort: %d is less than port, %d" $.path $i (int64 $port.endPort) (int64 $port.port) }}
{{- end }}
{{- end }}`,
  evaluate: (_, { ports, path }) =>
    mapsIn(ports)
      .map(({ port, endPort }, i) =>
        typeof endPort === 'number' && endPort < Number(port)
          ? `\n- ${String(path)}[${i}].endPort: ${endPort} is less than port, ${Number(port)}`
          : '',
      )
      .join(''),
};

/** `.peers` of a network policy are at `.path`. */
export const policyPeersHelper: Helper = {
  name: 'policyPeers',
  description: 'The exceptions of peers of a network policy that are outside of their network.',
  type: 'string',
  isPure: true,
  uses: [networkBitsHelper],
  template: (chart) => `{{- range $i, $peer := .peers }}
{{- with $peer.ipBlock }}
{{- $cidr := .cidr }}
{{- $whole := include "${chart}.networkBits" (dict "network" $cidr) }}
{{- range $j, $network := .except }}
{{- $part := include "${chart}.networkBits" (dict "network" $network) }}
{{- if or (eq $part $whole) (not (hasPrefix $whole $part)) }}
- {{ printf "%s[%d].ipBlock.except[%d]: %s is not part of %s" $.path $i $j $network $cidr }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}`,
  evaluate: (_, { peers, path }) =>
    mapsIn(peers)
      .flatMap(({ ipBlock }, i) => {
        const { cidr, except } = mapOf(ipBlock);
        const whole = bitsOf(String(cidr));
        return listOf(except).map((network, j) => {
          const part = bitsOf(String(network));
          if (part !== whole && part.startsWith(whole)) return '';
          return `\n- ${String(path)}[${i}].ipBlock.except[${j}]: ${String(network)} is not part of ${String(cidr)}`;
        });
      })
      .join(''),
};

/** `.rules` of a network policy are at `.path`. */
export const policyRulesHelper: Helper = {
  name: 'policyRules',
  description: 'What is wrong with ports and peers of rules of a network policy.',
  type: 'string',
  isPure: true,
  uses: [policyPortsHelper, policyPeersHelper],
  template: (chart) => `{{- range $i, $rule := .rules }}
{{- include "${chart}.policyPorts" (dict "ports" $rule.ports "path" (printf "%s[%d].ports" $.path $i)) }}
{{- range list "from" "to" }}
{{- include "${chart}.policyPeers" (dict "peers" (get $rule . | default list) "path" (printf "%s[%d].%s" $.path $i .)) }}
{{- end }}
{{- end }}`,
  evaluate: (release, { rules, path }) =>
    mapsIn(rules)
      .map((rule, i) => {
        const place = `${String(path)}[${i}]`;
        const sides = ['from', 'to'].map((side) =>
          policyPeersHelper.evaluate(release, { peers: rule[side] ?? [], path: `${place}.${side}` }),
        );
        const ports = policyPortsHelper.evaluate(release, { ports: rule['ports'] ?? [], path: `${place}.ports` });
        return [ports, ...sides].map(String).join('');
      })
      .join(''),
};

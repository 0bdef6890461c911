import type { Helper, Json, JsonObject } from '../values';
import { comparableQuantity } from '../values/comparable-quantity';
import { goJson } from '../values/go-json';
import { quantityHelper } from '../values/guard-functions';
import { mapOf } from '../values/json-parts';

/*
 * Named templates that tell what is wrong with the resources of a container, a line for each fault, and nothing where all is well.
 */

const lines = (faults: readonly string[]): string => faults.map((fault) => `\n- ${fault}`).join('');
const shown = (value: Json | undefined): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : goJson(value);
/** The keys of a map as a template goes through them. */
const inOrder = (map: JsonObject): string[] =>
  Object.keys(map).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

const ofKubernetes = /(^|[.])kubernetes[.]io\//;
const isShared = (name: string): boolean =>
  !name.startsWith('hugepages-') && (!name.includes('/') || ofKubernetes.test(name));

/** `.resources` of a container are at `.path`. */
export const overLimitsHelper: Helper = {
  name: 'overLimits',
  description: 'The requests of a container that its limits do not allow.',
  type: 'string',
  uses: [quantityHelper],
  template: (chart) => `{{- $limits := .resources.limits | default dict }}
{{- range $name, $request := .resources.requests }}
{{- $isShared := and (not (hasPrefix "hugepages-" $name)) (or (not (contains "/" $name)) (regexMatch "(^|[.])kubernetes[.]io/" $name)) }}
{{- $asked := ternary $request (toJson $request) (kindIs "string" $request) }}
{{- $place := printf "%s.requests.%s" $.path $name }}
{{- if hasKey $limits $name }}
{{- $limit := get $limits $name }}
{{- $most := ternary $limit (toJson $limit) (kindIs "string" $limit) }}
{{- $order := list (include "${chart}.quantity" (dict "quantity" $asked)) (include "${chart}.quantity" (dict "quantity" $most)) }}
{{- if gt (first $order) (last $order) }}
- {{ printf "%s: %s is more than the limit, %s" $place $asked $most }}
{{- else if and (not $isShared) (ne (first $order) (last $order)) }}
- {{ printf "%s: %s must be the limit, %s" $place $asked $most }}
{{- end }}
{{- else if not $isShared }}
- {{ printf "%s: there must be a limit of %s" $place $asked }}
{{- end }}
{{- end }}`,
  evaluate: (_, { resources, path }) => {
    const { requests, limits } = resources as JsonObject;
    const [asked, most] = [requests, limits].map(mapOf);
    return lines(
      inOrder(asked!).flatMap((name): string[] => {
        const place = `${String(path)}.requests.${name}`;
        const request = shown(asked![name]);
        if (!Object.hasOwn(most!, name)) {
          return isShared(name) ? [] : [`${place}: there must be a limit of ${request}`];
        }
        const limit = shown(most![name]);
        const [lower, upper] = [comparableQuantity(request), comparableQuantity(limit)];
        if (lower > upper) return [`${place}: ${request} is more than the limit, ${limit}`];
        return isShared(name) || lower === upper ? [] : [`${place}: ${request} must be the limit, ${limit}`];
      }),
    );
  },
};

/** A whole number of bytes, or of Ki and so on; the page sizes of the schema have four digits at most. */
const bytes = '^0*([0-9]+)([KMGTPE]i)?$';
const powers: { readonly [unit: string]: number } = { Ki: 1, Mi: 2, Gi: 3, Ti: 4, Pi: 5, Ei: 6 };
const isHuge = (name: string): boolean => name.startsWith('hugepages-');

/** `.amount` and `.size` are bytes; the text is empty where the amount is a multiple of the size. */
export const brokenPageHelper: Helper = {
  name: 'brokenPage',
  description: 'What is left of an amount of huge pages when it is given out in whole ones.',
  type: 'string',
  isPure: true,
  template: () => `{{- $powers := dict ${Object.entries(powers)
    .map(([unit, power]) => `"${unit}" ${power}`)
    .join(' ')} }}
{{- $size := regexReplaceAll "${bytes}" .size "\${1}" | int64 }}
{{- $rest := regexReplaceAll "${bytes}" .amount "\${1}" | int64 }}
{{- $power := get $powers (regexReplaceAll "${bytes}" .amount "\${2}") | default 0 }}
{{- $least := get $powers (regexReplaceAll "${bytes}" .size "\${2}") | default 0 }}
{{- $isBroken := false }}
{{- range until (max 0 (sub $least $power) | int) }}
{{- $isBroken = or $isBroken (ne (mod $rest 1024) 0) }}
{{- $rest = div $rest 1024 }}
{{- end }}
{{- range until (max 0 (sub $power $least) | int) }}
{{- $rest = mul (mod $rest $size) 1024 }}
{{- end }}
{{- if or $isBroken (ne (mod $rest $size) 0) }}broken{{ end }}`,
  evaluate: (_, { amount, size }) => (isWhole(amount, size) ? '' : 'broken'),
};

const isWhole = (amount: Json | undefined, size: Json | undefined): boolean => inBytes(amount) % inBytes(size) === 0n;

function inBytes(amount: Json | undefined): bigint {
  const [, number = '0', unit = ''] = new RegExp(bytes, 'u').exec(String(amount)) ?? [];
  return BigInt(number) * 1024n ** BigInt(powers[unit] ?? 0);
}

/** `.resources` of a container are at `.path`. */
export const hugePagesHelper: Helper = {
  name: 'hugePages',
  description: 'The huge pages of a container that are not whole, or have neither CPU nor memory beside them.',
  type: 'string',
  uses: [brokenPageHelper],
  template: (chart) => `{{- $hasOthers := false }}
{{- $place := "" }}
{{- range $side := list "requests" "limits" }}
{{- range $name, $amount := get $.resources $side | default dict }}
{{- if has $name (list "cpu" "memory") }}
{{- $hasOthers = true }}
{{- else if hasPrefix "hugepages-" $name }}
{{- $place = printf "%s.%s.%s" $.path $side $name }}
{{- $given := ternary $amount (toJson $amount) (kindIs "string" $amount) }}
{{- if include "${chart}.brokenPage" (dict "amount" $given "size" (trimPrefix "hugepages-" $name)) }}
- {{ printf "%s: %s is not a multiple of the page" $place $given }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- if and $place (not $hasOthers) }}
- {{ printf "%s: huge pages need cpu or memory beside them" $place }}
{{- end }}`,
  evaluate: (_, { resources, path }) => {
    const given = ['requests', 'limits'].flatMap((side) => {
      const amounts = mapOf((resources as JsonObject)[side]);
      return inOrder(amounts).map((name) => ({
        name,
        amount: shown(amounts[name]),
        place: `${String(path)}.${side}.${name}`,
      }));
    });
    const pages = given.filter(({ name }) => isHuge(name));
    const broken = pages.filter(({ name, amount }) => !isWhole(amount, name.slice('hugepages-'.length)));
    const told = broken.map(({ place, amount }) => `${place}: ${amount} is not a multiple of the page`);
    const last = pages.at(-1);
    const isAlone = !given.some(({ name }) => name === 'cpu' || name === 'memory');
    return lines(last && isAlone ? [...told, `${last.place}: huge pages need cpu or memory beside them`] : told);
  },
};

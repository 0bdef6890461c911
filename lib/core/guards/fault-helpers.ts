import { partsOfKey } from '../kubernetes/list-keys';
import { type Helper, type Json, type JsonObject } from '../values';
import { goJson } from '../values/go-json';
import { listOf, mapOf, mapsIn } from '../values/json-parts';
import { sortedKeys } from './key-helpers';

/*
 * Named templates that tell what is wrong with a value, a line for each fault, and nothing where all is well.
 */

const lines = (faults: readonly string[]): string => faults.map((fault) => `\n- ${fault}`).join('');
const shown = (value: Json | undefined): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : goJson(value);

/** What the keys of an element are, each with the name of its field; those that are not there are left out. */
const saidIn = (element: JsonObject, fields: readonly ReturnType<typeof partsOfKey>[]): string =>
  fields
    .flatMap(({ field, otherwise }) => {
      const value = shown(element[field]) === '' ? otherwise : element[field]!;
      return value === '' ? [] : [`${field} ${goJson(value)}`];
    })
    .join(' and ');

/** `.list` is at `.path`; `.keys` tell its elements apart; `.taken` are the keys that the chart sets itself, each after a comma. */
export const repeatedHelper: Helper = {
  name: 'repeated',
  description: 'The elements of a list of users that have the keys of another one, or of one of the chart.',
  type: 'string',
  template: () => `{{- $seen := dict }}
{{- range $i, $element := .list }}
{{- $parts := list }}
{{- $said := list }}
{{- range $key := splitList "," $.keys }}
{{- $field := splitList "=" $key | first }}
{{- $value := get $element $field | default (splitList "=" (printf "%s=" $key) | rest | first) }}
{{- $parts = append $parts (ternary $value (toJson $value) (kindIs "string" $value)) }}
{{- if ne (toString $value) "" }}
{{- $said = append $said (printf "%s %s" $field (toJson $value)) }}
{{- end }}
{{- end }}
{{- $id := join "/" $parts }}
{{- $entry := ternary (toJson $id) (printf "an entry with %s" (join " and " $said)) (eq (len $parts) 1) }}
{{- $place := printf "%s[%d].%s" $.path $i (splitList "," $.keys | first) }}
{{- if hasKey $seen $id }}
- {{ printf "%s: there is %s already" $place $entry }}
{{- else if contains (printf ",%s," $id) (printf "%s," $.taken) }}
- {{ printf "%s: %s is set by the chart" $place $entry }}
{{- end }}
{{- $_ := set $seen $id true }}
{{- end }}`,
  evaluate: (_, { list, path, keys, taken }) => {
    const fields = String(keys).split(',').map(partsOfKey);
    const seen = new Set<string>();
    return lines(
      mapsIn(list).flatMap((element, i) => {
        const id = fields.map(({ field, otherwise }) => shown(element[field]) || otherwise).join('/');
        const place = `${String(path)}[${i}].${fields[0]!.field}`;
        const isSeen = seen.has(id);
        seen.add(id);
        const entry = fields.length === 1 ? goJson(id) : `an entry with ${saidIn(element, fields)}`;
        if (isSeen) return [`${place}: there is ${entry} already`];
        return `${String(taken)},`.includes(`,${id},`) ? [`${place}: ${entry} is set by the chart`] : [];
      }),
    );
  },
};

/** `.list` are mounts at `.path`; `.known` are the volumes of the chart, each after a comma; `.volumes` are those of users. */
export const unknownVolumesHelper: Helper = {
  name: 'unknownVolumes',
  description: 'The mounts of users whose volume the pods do not have.',
  type: 'string',
  template: () => `{{- $known := .known }}
{{- range .volumes }}
{{- $known = printf "%s,%s" $known .name }}
{{- end }}
{{- range $i, $mount := .list }}
{{- if not (contains (printf ",%s," $mount.name) (printf "%s," $known)) }}
- {{ printf "%s[%d].name: the pods have no volume %s" $.path $i (toJson $mount.name) }}
{{- end }}
{{- end }}`,
  evaluate: (_, { list, path, known, volumes }) => {
    const names = [String(known), ...mapsIn(volumes).map(({ name }) => shown(name))].join(',');
    return lines(
      mapsIn(list).flatMap(({ name }, i) =>
        `${names},`.includes(`,${shown(name)},`)
          ? []
          : [`${String(path)}[${i}].name: the pods have no volume ${goJson(shown(name))}`],
      ),
    );
  },
};

/** `.list` are mounts at `.path`, of a container with `.securityContext`. */
export const bidirectionalHelper: Helper = {
  name: 'bidirectionalMounts',
  description: 'The mounts of users that a container has in both directions without being privileged.',
  type: 'string',
  isPure: true,
  template: () => `{{- if not (dig "privileged" false (.securityContext | default dict)) }}
{{- range $i, $mount := .list }}
{{- if eq (toString $mount.mountPropagation) "Bidirectional" }}
- {{ printf "%s[%d].mountPropagation: Bidirectional is for privileged containers only" $.path $i }}
{{- end }}
{{- end }}
{{- end }}`,
  evaluate: (_, { list, path, securityContext }) =>
    mapOf(securityContext)['privileged'] === true
      ? ''
      : lines(
          mapsIn(list).flatMap(({ mountPropagation }, i) =>
            mountPropagation === 'Bidirectional'
              ? [`${String(path)}[${i}].mountPropagation: Bidirectional is for privileged containers only`]
              : [],
          ),
        ),
};

/** What no two of `.all` can have, as `,path=key` each, those of the chart first and without a path; `.what` goes on behind "another". */
export const sharedHelper: Helper = {
  name: 'shared',
  description: 'What two objects of the release want, and only one can have.',
  type: 'string',
  template: () => `{{- $seen := dict }}
{{- range compact (splitList "," .all) }}
{{- $path := splitList "=" . | first }}
{{- $key := splitList "=" . | last }}
{{- if not (hasKey $seen $key) }}
{{- $_ := set $seen $key (ternary "" (printf ", by %s" $path) (eq $path "")) }}
{{- else if $path }}
- {{ printf "%s: another %s %s%s" $path $.what $key (get $seen $key) }}
{{- end }}
{{- end }}`,
  evaluate: (_, { all, what }) => {
    const seen = new Map<string, string>();
    return lines(
      String(all)
        .split(',')
        .filter((each) => each !== '')
        .flatMap((each) => {
          const [path = '', key = ''] = each.split('=');
          const first = seen.get(key);
          if (first === undefined) seen.set(key, path === '' ? '' : `, by ${path}`);
          return first === undefined || path === '' ? [] : [`${path}: another ${String(what)} ${key}${first}`];
        }),
    );
  },
};

/** `$(NAME)`, behind an odd number of dollars, for of two of them Kubernetes makes one that means nothing. */
const naming = /(\$+)\(([A-Za-z_][-.A-Za-z0-9_]*)\)/g;

/** What a text names beside what is known. */
const unknownIn = (text: string, known: readonly string[]): string[] =>
  [...text.matchAll(naming)].flatMap(([, dollars = '', name = '']) =>
    dollars.length % 2 === 0 || /_SERVICE_(HOST|PORT)/.test(name) || known.includes(name) ? [] : [name],
  );

/** What is said of a name that is not known. */
const unknownName = (place: string, name: string): string =>
  `${place}: $(${name}) names no variable that stands before it; $$(${name}) is the text itself`;

/** Template that writes a line for each `$(NAME)` of a text at a place that is not known. The arguments are expressions of Helm. */
const forUnknownNames = (text: string, known: string, place: string): string =>
  `{{- range regexFindAll "[$]+[(][A-Za-z_][-.A-Za-z0-9_]*[)]" ${text} -1 }}
{{- $name := regexReplaceAll "[$()]" . "" }}
{{- $isMeant := eq (mod (len (regexFind "^[$]+" .)) 2) 1 }}
{{- if and $isMeant (not (regexMatch "_SERVICE_(HOST|PORT)" $name)) (not (contains (printf ",%s," $name) (printf "%s," ${known}))) }}
- {{ printf "${unknownName('%s', '%[2]s')}" ${place} $name }}
{{- end }}
{{- end }}`;

/** `.text` of the values `.path` becomes a variable; `.known` are those before it, each after a comma; `.from` brings others that nobody knows. */
export const unknownNamesHelper: Helper = {
  name: 'unknownNames',
  description: 'What a text that becomes a variable names, as in $(NAME), and does not stand before it.',
  type: 'string',
  isPure: true,
  template: () => forUnknownNames('(ternary "" .text (gt (len (.from | default list)) 0))', '$.known', '$.path'),
  evaluate: (_, { text, path, known, from }) => {
    if (listOf(from).length > 0) return '';
    return lines(unknownIn(shown(text), String(known).split(',')).map((name) => unknownName(String(path), name)));
  },
};

/** A variable, and where its value stands. */
interface NamedText {
  readonly name: string;
  readonly value: string;
  readonly place: string;
}

/** What variables name that is neither known nor stands before them. */
function unknownInOrder(variables: readonly NamedText[], { known, from }: { readonly [name: string]: Json }): string {
  if (listOf(from).length > 0) return '';
  const names = String(known).split(',');
  return lines(
    variables.flatMap(({ name, value, place }) => {
      const missing = unknownIn(value, names);
      names.push(name);
      return missing.map((other) => unknownName(place, other));
    }),
  );
}

/** `.list` are variables at `.path`; `.known` are those of the chart, each after a comma; `.from` brings others that nobody knows. */
export const unknownVariablesHelper: Helper = {
  name: 'unknownVariables',
  description: 'The variables of users that name, as in $(NAME), one that does not stand before them.',
  type: 'string',
  template: () => `{{- $known := .known }}
{{- range $i, $variable := ternary list .list (gt (len (.from | default list)) 0) }}
${forUnknownNames('($variable.value | default "")', '$known', '(printf "%s[%d].value" $.path $i)')}
{{- $known = printf "%s,%s" $known $variable.name }}
{{- end }}`,
  evaluate: (_, { list, path, ...others }) => {
    const variables = mapsIn(list).map(({ name, value }, i) => ({
      ...{ name: shown(name), value: shown(value), place: `${String(path)}[${i}].value` },
    }));
    return unknownInOrder(variables, others);
  },
};

/**
 * `.map` is at `.path`, and each of its entries becomes a variable whose name is the key between `.before` and `.after`; `.known` are those
 * before it, each after a comma; `.from` brings others that nobody knows.
 */
export const unknownEntriesHelper: Helper = {
  name: 'unknownEntries',
  description: 'The entries of a map that name, as in $(NAME), a variable that does not stand before them.',
  type: 'string',
  template: () => `{{- $known := .known }}
{{- range $key, $value := ternary dict .map (gt (len (.from | default list)) 0) }}
${forUnknownNames('$value', '$known', '(printf "%s.%s" $.path $key)')}
{{- $known = printf "%s,%s%s%s" $known $.before $key $.after }}
{{- end }}`,
  evaluate: (_, { map, path, before, after, ...others }) => {
    const variables = sortedKeys(map).map((key) => ({
      name: `${String(before)}${key}${String(after)}`,
      value: shown(mapOf(map)[key]),
      place: `${String(path)}.${key}`,
    }));
    return unknownInOrder(variables, others);
  },
};

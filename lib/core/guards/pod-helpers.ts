import { isMap, type Helper, type JsonObject } from '../values';
import { goJson } from '../values/go-json';
import { at, mapOf, mapsIn } from '../values/json-parts';

/*
 * Named templates that tell what is wrong with what users say of pods, a line for each fault, and nothing where all is well.
 */

const lines = (faults: readonly string[]): string => faults.map((fault) => `\n- ${fault}`).join('');

/** `.securityContext` of pods is at `.path`. */
export const repeatedSysctlsHelper: Helper = {
  name: 'repeatedSysctls',
  description: 'The settings of the kernel that are there twice.',
  type: 'string',
  template: () => `{{- $seen := dict }}
{{- range $i, $sysctl := dig "sysctls" list .securityContext }}
{{- if hasKey $seen $sysctl.name }}
- {{ printf "%s.sysctls[%d].name: there is %s already" $.path $i (toJson $sysctl.name) }}
{{- end }}
{{- $_ := set $seen $sysctl.name true }}
{{- end }}`,
  evaluate: (_, { securityContext, path }) => {
    const names = mapsIn(mapOf(securityContext)['sysctls']).map(({ name }) => String(name));
    return lines(
      names.flatMap((name, i) =>
        names.indexOf(name) < i ? [`${String(path)}.sysctls[${i}].name: there is ${goJson(name)} already`] : [],
      ),
    );
  },
};

const listed = ['secret', 'configMap', 'downwardAPI'];

/** `.volumes` of pods are at `.path`. */
export const repeatedFilesHelper: Helper = {
  name: 'repeatedFiles',
  description: 'The files of projected volumes that have the path of another one.',
  type: 'string',
  template: () => `{{- range $i, $volume := .volumes }}
{{- $seen := dict }}
{{- range $j, $source := dig "projected" "sources" list $volume }}
{{- $place := printf "%s[%d].projected.sources[%d]" $.path $i $j }}
{{- $files := list }}
{{- range $kind := list ${listed.map((kind) => `"${kind}"`).join(' ')} }}
{{- range $k, $item := dig $kind "items" list $source }}
{{- $files = append $files (list (printf "%s.items[%d]" $kind $k) $item.path) }}
{{- end }}
{{- end }}
{{- with $source.serviceAccountToken }}
{{- $files = append $files (list "serviceAccountToken" .path) }}
{{- end }}
{{- range $files }}
{{- if hasKey $seen (last .) }}
- {{ printf "%s.%s.path: there is a file %s already" $place (first .) (toJson (last .)) }}
{{- end }}
{{- $_ := set $seen (last .) true }}
{{- end }}
{{- end }}
{{- end }}`,
  evaluate: (_, { volumes, path }) =>
    lines(
      mapsIn(volumes).flatMap((volume, i) => {
        const seen = new Set<string>();
        return mapsIn(at(volume, 'projected', 'sources')).flatMap((source, j) =>
          filesOf(source).flatMap(([place, file]) => {
            const isSeen = seen.has(file);
            seen.add(file);
            if (!isSeen) return [];
            const whole = `${String(path)}[${i}].projected.sources[${j}].${place}.path`;
            return [`${whole}: there is a file ${goJson(file)} already`];
          }),
        );
      }),
    ),
};

/** The files of a source of a projected volume, each with its place. */
function filesOf(source: JsonObject): (readonly [place: string, path: string])[] {
  const items = listed.flatMap((kind) =>
    mapsIn(mapOf(source[kind])['items']).map(({ path }, k) => [`${kind}.items[${k}]`, String(path)] as const),
  );
  const { serviceAccountToken: token } = source;
  return isMap(token) ? [...items, ['serviceAccountToken', String(token['path'])]] : items;
}

/** What annotations of AppArmor begin with, before the name of a container. */
export const appArmor = 'container.apparmor.security.beta.kubernetes.io/';
const profile = '^(runtime/default|unconfined|localhost/.+)?$';

/** `.annotations` of pods are at `.path`; `.known` are the names of the chart's containers, each after a comma; `.containers` and `.initContainers` are those of users. */
export const wrongProfilesHelper: Helper = {
  name: 'wrongProfiles',
  description: 'The annotations of AppArmor that name no container or no profile.',
  type: 'string',
  template: () => `{{- $known := .known }}
{{- range concat (.containers | default list) (.initContainers | default list) }}
{{- $known = printf "%s,%s" $known .name }}
{{- end }}
{{- range $key, $profile := .annotations }}
{{- $name := trimPrefix "${appArmor}" $key }}
{{- if eq $name $key }}
{{- else if not (contains (printf ",%s," $name) (printf "%s," $known)) }}
- {{ printf "%s.%s: there is no container %s" $.path $key (toJson $name) }}
{{- else if not (regexMatch "${profile}" $profile) }}
- {{ printf "%s.%s: %s is none of runtime/default, unconfined and localhost/NAME" $.path $key (toJson $profile) }}
{{- end }}
{{- end }}`,
  evaluate: (_, { annotations, path, known, containers, initContainers }) => {
    const others = [containers, initContainers].flatMap((list) => mapsIn(list).map(({ name }) => String(name)));
    const names = [String(known), ...others, ''].join(',');
    const given = mapOf(annotations);
    const keys = Object.keys(given).filter((key) => key.startsWith(appArmor));
    return lines(
      keys
        .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
        .flatMap((key) => {
          const [name, place] = [key.slice(appArmor.length), `${String(path)}.${key}`];
          if (!names.includes(`,${name},`)) return [`${place}: there is no container ${goJson(name)}`];
          const value = String(given[key]);
          if (new RegExp(profile, 'u').test(value)) return [];
          return [`${place}: ${goJson(value)} is none of runtime/default, unconfined and localhost/NAME`];
        }),
    );
  },
};

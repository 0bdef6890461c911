import { type Helper, type Json, type JsonObject } from '../values';
import { goJson } from '../values/go-json';
import { mapOf, mapsIn } from '../values/json-parts';
import { bidirectionalHelper, repeatedHelper, unknownVariablesHelper, unknownVolumesHelper } from './fault-helpers';
import { hugePagesHelper, overLimitsHelper } from './resource-helpers';
import { rootUsersHelper } from './user-helpers';

/*
 * A named template that asks of containers of users what is asked of the parts that users give to a container of the chart.
 */

/** What is asked of each container, with the field and the arguments; those of Helm are expressions. */
const asked = [
  [repeatedHelper, 'env', '"list" $container.env "keys" "name" "taken" ""'],
  [repeatedHelper, 'ports', '"list" $container.ports "keys" "containerPort,protocol=TCP" "taken" ""'],
  [repeatedHelper, 'volumeMounts', '"list" $container.volumeMounts "keys" "mountPath" "taken" ""'],
  [unknownVolumesHelper, 'volumeMounts', '"list" $container.volumeMounts "known" $.known "volumes" $.volumes'],
  [bidirectionalHelper, 'volumeMounts', '"list" $container.volumeMounts "securityContext" $container.securityContext'],
  [overLimitsHelper, 'resources', '"resources" ($container.resources | default dict)'],
  [hugePagesHelper, 'resources', '"resources" ($container.resources | default dict)'],
  [unknownVariablesHelper, 'env', '"list" $container.env "known" "" "from" $container.envFrom'],
] as const;

/** The same arguments, for the evaluation. */
const argumentsOf = (
  { env, envFrom, ports, volumeMounts, resources, securityContext }: JsonObject,
  { known = '', volumes = [] }: { readonly [name: string]: Json | undefined },
): readonly { readonly [name: string]: Json }[] => {
  const mounts = { list: volumeMounts ?? [] };
  return [
    { list: env ?? [], keys: 'name', taken: '' },
    { list: ports ?? [], keys: 'containerPort,protocol=TCP', taken: '' },
    { ...mounts, keys: 'mountPath', taken: '' },
    { ...mounts, known, volumes },
    { ...mounts, securityContext: securityContext ?? {} },
    { resources: mapOf(resources) },
    { resources: mapOf(resources) },
    { list: env ?? [], known: '', from: envFrom ?? [] },
  ];
};

/**
 * `.list` are containers of users at `.path`. `.names` and `.ports` are the names that those of the chart and their ports have, each after a
 * comma; `.others` are containers of users in the other list of the pod. `.known` are volumes of the chart, `.volumes` those of users. What the
 * pod says of its user is there as for `rootUsers`.
 */
export const containersHelper: Helper = {
  name: 'wrongContainers',
  description: 'What is wrong with containers that users add to pods.',
  type: 'string',
  isPure: true,
  uses: [...new Set(asked.map(([helper]) => helper)), rootUsersHelper],
  template: (chart) => `{{- $names := .names }}
{{- $ports := .ports }}
{{- range .others }}
{{- $names = printf "%s,%s" $names .name }}
{{- range .ports }}
{{- $ports = printf "%s,%s" $ports .name }}
{{- end }}
{{- end }}
{{- range $i, $container := .list }}
{{- $place := printf "%s[%d]" $.path $i }}
{{- if contains (printf ",%s," .name) (printf "%s," $names) }}
- {{ printf "%s.name: there is a container %s already" $place (toJson .name) }}
{{- end }}
{{- $names = printf "%s,%s" $names .name }}
{{- range $j, $port := .ports }}
{{- if contains (printf ",%s," .name) (printf "%s," $ports) }}
- {{ printf "%s.ports[%d].name: there is a port %s already" $place $j (toJson .name) }}
{{- end }}
{{- $ports = printf "%s,%s" $ports .name }}
{{- end }}
${asked
  .map(
    ([helper, field, args]) =>
      `{{- include "${chart}.${helper.name}" (dict "path" (printf "%s.${field}" $place) ${args}) }}`,
  )
  .join('\n')}
{{- include "${chart}.rootUsers" (merge (dict "container" (.securityContext | default dict) "containerPath" (printf "%s.securityContext" $place)) $) }}
{{- end }}`,
  evaluate: (release, args) => {
    const { list, path, names = '', ports = '', others = [] } = args;
    const seen = [...String(names).split(','), ...mapsIn(others).map(({ name }) => String(name))];
    const seenPorts = [...String(ports).split(','), ...mapsIn(others).flatMap(portNames)];
    const faults = mapsIn(list).flatMap((container, i) => {
      const place = `${String(path)}[${i}]`;
      const name = String(container['name']);
      const own = seen.includes(name) ? [`\n- ${place}.name: there is a container ${goJson(name)} already`] : [];
      seen.push(name);
      const ofPorts = portNames(container).flatMap((port, j) => {
        const isSeen = seenPorts.includes(port);
        seenPorts.push(port);
        return isSeen ? [`\n- ${place}.ports[${j}].name: there is a port ${goJson(port)} already`] : [];
      });
      const ofParts = argumentsOf(container, args).map((each, j) => {
        const [helper, field] = asked[j]!;
        return String(helper.evaluate(release, { ...each, path: `${place}.${field}` }));
      });
      const ofUser = { container: mapOf(container['securityContext']), containerPath: `${place}.securityContext` };
      const said = rootUsersHelper.evaluate(release, { ...args, ...ofUser });
      return [...own, ...ofPorts, ...ofParts, String(said)];
    });
    return faults.join('');
  },
};

const portNames = ({ ports }: JsonObject): string[] => mapsIn(ports).map(({ name }) => String(name));

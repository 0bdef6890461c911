import type { Helper, Json, JsonObject } from './expression';
import { isMap } from './is-map';

/*
 * Named templates for blocks of Kubernetes of which one member alone counts. A user's choice is merged into the default, and wins
 * over the default's. Each stands here twice, as Helm text and as its meaning.
 */

const handlers = ['exec', 'grpc', 'httpGet', 'sleep', 'tcpSocket'];

const without = (block: JsonObject, keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(block).filter(([key]) => !keys.includes(key)));

function oneHandler(block: JsonObject, usual: Json | undefined): JsonObject {
  if (block['enabled'] === false) return {};
  const given = handlers.filter((each) => Object.hasOwn(block, each));
  const chosen = block['type'] ?? given.find((each) => each !== usual) ?? usual;
  return without(block, ['enabled', 'type', ...given.filter((each) => each !== chosen)]);
}

/** A probe or a handler of a container's lifecycle; `default` is the handler of the chart, and empty where it has none. */
export const handlerHelper: Helper = {
  name: 'handler',
  description:
    'A probe, or what runs at a moment of the life of a container, with one handler: that of its type, else one that is not the default.',
  type: 'map',
  isPure: true,
  mayBeEmpty: true,
  template: () => `{{- $handler := omit .handler "enabled" "type" }}
{{- $given := keys (pick $handler ${handlers.map((each) => `"${each}"`).join(' ')}) }}
{{- $chosen := .handler.type | default (without $given .default | first) | default .default }}
{{- range without $given $chosen }}
{{- $_ := unset $handler . }}
{{- end }}
{{- if and $handler (dig "enabled" true .handler) }}
{{- toYaml $handler }}
{{- end }}`,
  evaluate: (_, args) => oneHandler(args['handler'] as JsonObject, args['default']),
};

/** What runs after the start and before the stop of a container, with the handler that the chart has for each. */
export const lifecycleHelper: Helper = {
  name: 'lifecycle',
  description: 'What runs after the start and before the stop of a container, each with one handler.',
  type: 'map',
  isPure: true,
  mayBeEmpty: true,
  uses: [handlerHelper],
  template: (chart) => `{{- $lifecycle := omit .lifecycle "postStart" "preStop" }}
{{- range $moment := list "postStart" "preStop" }}
{{- with get $.lifecycle $moment }}
{{- with include "${chart}.handler" (dict "handler" . "default" (get $ $moment)) }}
{{- /* A literal block at its end needs a line break. */}}
{{- $_ := set $lifecycle $moment (printf "%s\\n" . | fromYaml) }}
{{- end }}
{{- end }}
{{- end }}
{{- with $lifecycle }}
{{- toYaml . }}
{{- end }}`,
  evaluate: (_, { lifecycle, ...usual }) => {
    const moments = Object.entries(lifecycle as JsonObject).map(([moment, handler]) => [
      moment,
      isMap(handler) ? oneHandler(handler, usual[moment]) : handler,
    ]);
    return Object.fromEntries(
      moments.filter(([, handler]) => !isMap(handler) || Object.keys(handler).length > 0),
    ) as Json;
  },
};

/** How pods are replaced. */
export const strategyHelper: Helper = {
  name: 'strategy',
  description: 'How pods are replaced: the numbers of a rolling update belong to no other type.',
  type: 'map',
  isPure: true,
  mayBeEmpty: true,
  template: () => `{{- $strategy := .strategy }}
{{- if ne (default "RollingUpdate" $strategy.type) "RollingUpdate" }}
{{- $strategy = omit $strategy "rollingUpdate" }}
{{- end }}
{{- with $strategy }}
{{- toYaml . }}
{{- end }}`,
  evaluate: (_, args) => {
    const strategy = args['strategy'] as JsonObject;
    return (strategy['type'] ?? 'RollingUpdate') === 'RollingUpdate' ? strategy : without(strategy, ['rollingUpdate']);
  },
};

{{/*
The chart's name, or what the user put in its place.
*/}}
{{- define "task-manager-api.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/*
The name that all objects of the release begin with, unique among the releases of a namespace.
*/}}
{{- define "task-manager-api.fullname" -}}
{{- $name := include "task-manager-api.name" . }}
{{- $full := printf "%s-%s" .Release.Name $name }}
{{- if .Values.fullnameOverride }}
{{- $full = .Values.fullnameOverride }}
{{- else if and .Chart.IsRoot (eq $name .Release.Name) }}
{{- /* A subchart keeps its name: its parent, or itself under another alias, may have that of the release. */}}
{{- $full = .Release.Name }}
{{- end }}
{{- /* A name that is cut keeps apart from others by its hash; 38 leaves room for suffixes within 63. */}}
{{- if gt (len $full) 38 }}
{{- $full = printf "%s-%s" ($full | trunc 29 | trimSuffix "-") ($full | sha256sum | trunc 8) }}
{{- end }}
{{- $full | trimSuffix "-" }}
{{- end }}

{{/*
What stands before a well-known name: nothing in the release that has the name of the chart.
*/}}
{{- define "task-manager-api.prefix" -}}
{{- if ne (include "task-manager-api.fullname" .) .Chart.Name }}
{{- printf "%s-" (include "task-manager-api.fullname" .) }}
{{- end }}
{{- end }}

{{/*
Chart name and version, for the label helm.sh/chart.
*/}}
{{- define "task-manager-api.chart" -}}
{{- printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimAll "-_." }}
{{- end }}

{{/*
The labels by which a release knows its own objects: they never change, so selectors may use them.
*/}}
{{- define "task-manager-api.selectorLabels" -}}
app.kubernetes.io/name: {{ include "task-manager-api.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{/*
The labels of every object.
*/}}
{{- define "task-manager-api.labels" -}}
helm.sh/chart: {{ include "task-manager-api.chart" . | quote }}
{{ include "task-manager-api.selectorLabels" . }}
app.kubernetes.io/version: {{ regexReplaceAll "[^-A-Za-z0-9_.]" .Chart.AppVersion "_" | trunc 63 | trimAll "-_." | quote }}
app.kubernetes.io/part-of: {{ include "task-manager-api.name" . | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/*
How pods are replaced: the numbers of a rolling update belong to no other type.
*/}}
{{- define "task-manager-api.strategy" -}}
{{- $strategy := .strategy }}
{{- if ne (default "RollingUpdate" $strategy.type) "RollingUpdate" }}
{{- $strategy = omit $strategy "rollingUpdate" }}
{{- end }}
{{- with $strategy }}
{{- toYaml . }}
{{- end }}
{{- end }}

{{/*
The reference of an image: a digest wins over the tag, the tag defaults to the app version.
*/}}
{{- define "task-manager-api.image" -}}
{{- $image := .image }}
{{- $reference := $image.repository }}
{{- with .root.Values.global.imageRegistry }}
{{- $reference = printf "%s/%s" (trimSuffix "/" .) $reference }}
{{- end }}
{{- if $image.digest }}
{{- printf "%s@%s" $reference $image.digest }}
{{- else }}
{{- printf "%s:%s" $reference (default .root.Chart.AppVersion $image.tag) }}
{{- end }}
{{- end }}

{{/*
A probe, or what runs at a moment of the life of a container, with one handler: that of its type, else one that is not the default.
*/}}
{{- define "task-manager-api.handler" -}}
{{- $handler := omit .handler "enabled" "type" }}
{{- $given := keys (pick $handler "exec" "grpc" "httpGet" "sleep" "tcpSocket") }}
{{- $chosen := .handler.type | default (without $given .default | first) | default .default }}
{{- range without $given $chosen }}
{{- $_ := unset $handler . }}
{{- end }}
{{- if and $handler (dig "enabled" true .handler) }}
{{- toYaml $handler }}
{{- end }}
{{- end }}

{{/*
What runs after the start and before the stop of a container, each with one handler.
*/}}
{{- define "task-manager-api.lifecycle" -}}
{{- $lifecycle := omit .lifecycle "postStart" "preStop" }}
{{- range $moment := list "postStart" "preStop" }}
{{- with get $.lifecycle $moment }}
{{- with include "task-manager-api.handler" (dict "handler" . "default" (get $ $moment)) }}
{{- $_ := set $lifecycle $moment (fromYaml .) }}
{{- end }}
{{- end }}
{{- end }}
{{- with $lifecycle }}
{{- toYaml . }}
{{- end }}
{{- end }}

{{/*
The paths of every host.
*/}}
{{- define "task-manager-api.ingress.paths" -}}
- path: /
  pathType: Prefix
  backend:
    service:
      name: {{ include "task-manager-api.prefix" . }}task-api
      port:
        name: http
{{- end }}

{{/*
The Secret that the hook reads.
*/}}
{{- define "task-manager-api.migration.secretName" -}}
{{- if and .Values.externalSecrets.enabled (not .Values.existingSecret) }}
{{- printf "%smigration-secrets" (include "task-manager-api.prefix" .) }}
{{- else }}
{{- include "task-manager-api.task-api-secrets.name" . }}
{{- end }}
{{- end }}

{{/*
The ServiceAccount of the pods of migration.
*/}}
{{- define "task-manager-api.migration.serviceAccountName" -}}
{{- if .Values.migration.serviceAccount.create }}
{{- .Values.migration.serviceAccount.name | default (printf "%smigration" (include "task-manager-api.prefix" .)) }}
{{- else }}
{{- .Values.migration.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The Secret that workloads read.
*/}}
{{- define "task-manager-api.postgres-secret.name" -}}
{{- .Values.postgres.existingSecret | default (printf "%spostgres-secret" (include "task-manager-api.prefix" .)) }}
{{- end }}

{{/*
The ServiceAccount of the pods of postgres.
*/}}
{{- define "task-manager-api.postgres.serviceAccountName" -}}
{{- if .Values.postgres.server.serviceAccount.create }}
{{- .Values.postgres.server.serviceAccount.name | default (printf "%spostgres" (include "task-manager-api.prefix" .)) }}
{{- else }}
{{- .Values.postgres.server.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The Secret that workloads read.
*/}}
{{- define "task-manager-api.task-api-secrets.name" -}}
{{- .Values.existingSecret | default (printf "%stask-api-secrets" (include "task-manager-api.prefix" .)) }}
{{- end }}

{{/*
The SecretStore, whose name no two releases share.
*/}}
{{- define "task-manager-api.task-api-secrets.store" -}}
{{- printf "%saws-secrets-manager" (include "task-manager-api.prefix" .) }}
{{- end }}

{{/*
The ServiceAccount of the pods of task-api.
*/}}
{{- define "task-manager-api.task-api.serviceAccountName" -}}
{{- if .Values.api.serviceAccount.create }}
{{- .Values.api.serviceAccount.name | default (printf "%stask-api" (include "task-manager-api.prefix" .)) }}
{{- else }}
{{- .Values.api.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

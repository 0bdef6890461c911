{{/*
The chart's name, or what the user put in its place.
*/}}
{{- define "sovd-webapp.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/*
The name that all objects of the release begin with, unique among the releases of a namespace.
*/}}
{{- define "sovd-webapp.fullname" -}}
{{- $name := include "sovd-webapp.name" . }}
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
Chart name and version, for the label helm.sh/chart.
*/}}
{{- define "sovd-webapp.chart" -}}
{{- printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimAll "-_." }}
{{- end }}

{{/*
The labels by which a release knows its own objects: they never change, so selectors may use them.
*/}}
{{- define "sovd-webapp.selectorLabels" -}}
app.kubernetes.io/name: {{ include "sovd-webapp.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{/*
The labels of every object.
*/}}
{{- define "sovd-webapp.labels" -}}
helm.sh/chart: {{ include "sovd-webapp.chart" . | quote }}
{{ include "sovd-webapp.selectorLabels" . }}
app.kubernetes.io/version: {{ regexReplaceAll "[^-A-Za-z0-9_.]" .Chart.AppVersion "_" | trunc 63 | trimAll "-_." | quote }}
app.kubernetes.io/part-of: {{ include "sovd-webapp.name" . | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/*
What stands before a well-known name: nothing in the release that has the name of the chart.
*/}}
{{- define "sovd-webapp.prefix" -}}
{{- if ne (include "sovd-webapp.fullname" .) .Chart.Name }}
{{- printf "%s-" (include "sovd-webapp.fullname" .) }}
{{- end }}
{{- end }}

{{/*
The reference of an image: a digest wins over the tag, the tag defaults to the app version.
*/}}
{{- define "sovd-webapp.image" -}}
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
{{- define "sovd-webapp.handler" -}}
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
{{- define "sovd-webapp.lifecycle" -}}
{{- $lifecycle := omit .lifecycle "postStart" "preStop" }}
{{- range $moment := list "postStart" "preStop" }}
{{- with get $.lifecycle $moment }}
{{- with include "sovd-webapp.handler" (dict "handler" . "default" (get $ $moment)) }}
{{- $_ := set $lifecycle $moment (fromYaml .) }}
{{- end }}
{{- end }}
{{- end }}
{{- with $lifecycle }}
{{- toYaml . }}
{{- end }}
{{- end }}

{{/*
How pods are replaced: the numbers of a rolling update belong to no other type.
*/}}
{{- define "sovd-webapp.strategy" -}}
{{- $strategy := .strategy }}
{{- if ne (default "RollingUpdate" $strategy.type) "RollingUpdate" }}
{{- $strategy = omit $strategy "rollingUpdate" }}
{{- end }}
{{- with $strategy }}
{{- toYaml . }}
{{- end }}
{{- end }}

{{/*
The ServiceAccount of the pods of backend.
*/}}
{{- define "sovd-webapp.backend.serviceAccountName" -}}
{{- if .Values.backend.serviceAccount.create }}
{{- .Values.backend.serviceAccount.name | default (printf "%s-backend" (include "sovd-webapp.fullname" .)) }}
{{- else }}
{{- .Values.backend.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The data of the ConfigMap config, apart so that pods can carry their checksum.
*/}}
{{- define "sovd-webapp.config.data" -}}
JWT_ALGORITHM: HS256
LOG_LEVEL: {{ .Values.logLevel | quote }}
ENVIRONMENT: {{ .Values.environment | quote }}
DATABASE_HOST: {{ .Values.database.host | quote }}
DATABASE_PORT: {{ .Values.database.port | int64 | quote }}
DATABASE_NAME: {{ .Values.database.name | quote }}
DATABASE_USER: {{ .Values.database.user | quote }}
REDIS_HOST: {{ .Values.redis.host | quote }}
REDIS_PORT: {{ .Values.redis.port | int64 | quote }}
{{- end }}

{{/*
The data of the ConfigMap frontend-config, apart so that pods can carry their checksum.
*/}}
{{- define "sovd-webapp.frontend-config.data" -}}
VITE_API_BASE_URL: "http://{{ include "sovd-webapp.fullname" . }}-backend:{{ .Values.backend.service.port | int64 }}"
{{- end }}

{{/*
The ServiceAccount of the pods of frontend.
*/}}
{{- define "sovd-webapp.frontend.serviceAccountName" -}}
{{- if .Values.frontend.serviceAccount.create }}
{{- .Values.frontend.serviceAccount.name | default (printf "%s-frontend" (include "sovd-webapp.fullname" .)) }}
{{- else }}
{{- .Values.frontend.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The paths of every host.
*/}}
{{- define "sovd-webapp.ingress.paths" -}}
- path: /api
  pathType: Prefix
  backend:
    service:
      name: {{ include "sovd-webapp.fullname" . }}-backend
      port:
        name: http
- path: /ws
  pathType: Prefix
  backend:
    service:
      name: {{ include "sovd-webapp.fullname" . }}-backend
      port:
        name: http
- path: /health
  pathType: Prefix
  backend:
    service:
      name: {{ include "sovd-webapp.fullname" . }}-backend
      port:
        name: http
- path: /docs
  pathType: Prefix
  backend:
    service:
      name: {{ include "sovd-webapp.fullname" . }}-backend
      port:
        name: http
- path: /openapi.json
  pathType: Prefix
  backend:
    service:
      name: {{ include "sovd-webapp.fullname" . }}-backend
      port:
        name: http
- path: /
  pathType: Prefix
  backend:
    service:
      name: {{ include "sovd-webapp.fullname" . }}-frontend
      port:
        name: http
{{- end }}

{{/*
The Secret that the hook reads.
*/}}
{{- define "sovd-webapp.migration.secretName" -}}
{{- if and .Values.externalSecrets.enabled (not .Values.existingSecret) }}
{{- printf "%s-migration-secrets" (include "sovd-webapp.fullname" .) }}
{{- else }}
{{- include "sovd-webapp.secrets.name" . }}
{{- end }}
{{- end }}

{{/*
The ServiceAccount of the pods of migration.
*/}}
{{- define "sovd-webapp.migration.serviceAccountName" -}}
{{- if .Values.migration.serviceAccount.create }}
{{- .Values.migration.serviceAccount.name | default (printf "%s-migration" (include "sovd-webapp.fullname" .)) }}
{{- else }}
{{- .Values.migration.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The Secret that workloads read.
*/}}
{{- define "sovd-webapp.secrets.name" -}}
{{- .Values.existingSecret | default (printf "%s-secrets" (include "sovd-webapp.fullname" .)) }}
{{- end }}

{{/*
The SecretStore, whose name no two releases share.
*/}}
{{- define "sovd-webapp.secrets.store" -}}
{{- printf "%saws-secrets-manager" (include "sovd-webapp.prefix" .) }}
{{- end }}

{{/*
The ServiceAccount of the pods of vehicle-connector.
*/}}
{{- define "sovd-webapp.vehicle-connector.serviceAccountName" -}}
{{- if .Values.vehicleConnector.serviceAccount.create }}
{{- .Values.vehicleConnector.serviceAccount.name | default (printf "%s-vehicle-connector" (include "sovd-webapp.fullname" .)) }}
{{- else }}
{{- .Values.vehicleConnector.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

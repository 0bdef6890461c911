{{/*
The chart's name, or what the user put in its place.
*/}}
{{- define "microshop.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/*
The name that all objects of the release begin with, unique among the releases of a namespace.
*/}}
{{- define "microshop.fullname" -}}
{{- $name := include "microshop.name" . }}
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
{{- define "microshop.prefix" -}}
{{- if ne (include "microshop.fullname" .) .Chart.Name }}
{{- printf "%s-" (include "microshop.fullname" .) }}
{{- end }}
{{- end }}

{{/*
Chart name and version, for the label helm.sh/chart.
*/}}
{{- define "microshop.chart" -}}
{{- printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimAll "-_." }}
{{- end }}

{{/*
The labels by which a release knows its own objects: they never change, so selectors may use them.
*/}}
{{- define "microshop.selectorLabels" -}}
app.kubernetes.io/name: {{ include "microshop.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{/*
The labels of every object.
*/}}
{{- define "microshop.labels" -}}
helm.sh/chart: {{ include "microshop.chart" . | quote }}
{{ include "microshop.selectorLabels" . }}
app.kubernetes.io/version: {{ regexReplaceAll "[^-A-Za-z0-9_.]" .Chart.AppVersion "_" | trunc 63 | trimAll "-_." | quote }}
app.kubernetes.io/part-of: {{ include "microshop.name" . | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/*
How pods are replaced: the numbers of a rolling update belong to no other type.
*/}}
{{- define "microshop.strategy" -}}
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
{{- define "microshop.image" -}}
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
{{- define "microshop.handler" -}}
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
{{- define "microshop.lifecycle" -}}
{{- $lifecycle := omit .lifecycle "postStart" "preStop" }}
{{- range $moment := list "postStart" "preStop" }}
{{- with get $.lifecycle $moment }}
{{- with include "microshop.handler" (dict "handler" . "default" (get $ $moment)) }}
{{- $_ := set $lifecycle $moment (fromYaml .) }}
{{- end }}
{{- end }}
{{- end }}
{{- with $lifecycle }}
{{- toYaml . }}
{{- end }}
{{- end }}

{{/*
The data of the ConfigMap gateway-config, apart so that pods can carry their checksum.
*/}}
{{- define "microshop.gateway-config.data" -}}
USER_SERVICE_URL: "http://{{ include "microshop.prefix" . }}user:{{ .Values.user.service.port | int64 }}"
PRODUCT_SERVICE_URL: "http://{{ include "microshop.prefix" . }}product:{{ .Values.product.service.port | int64 }}"
ORDER_SERVICE_URL: "http://{{ include "microshop.prefix" . }}order:{{ .Values.order.service.port | int64 }}"
CORS_ORIGINS: {{ .Values.config.corsOrigins | quote }}
LOG_LEVEL: {{ .Values.config.gatewayLogLevel }}
PORT: "8080"
{{- end }}

{{/*
The Secret that workloads read.
*/}}
{{- define "microshop.gateway-secret.name" -}}
{{- .Values.existingSecrets.gateway | default (printf "%sgateway-secret" (include "microshop.prefix" .)) }}
{{- end }}

{{/*
The ServiceAccount of the pods of gateway.
*/}}
{{- define "microshop.gateway.serviceAccountName" -}}
{{- if .Values.gateway.serviceAccount.create }}
{{- .Values.gateway.serviceAccount.name | default (printf "%sgateway" (include "microshop.prefix" .)) }}
{{- else }}
{{- .Values.gateway.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The paths of every host.
*/}}
{{- define "microshop.ingress.paths" -}}
- path: /
  pathType: Prefix
  backend:
    service:
      name: "{{ include "microshop.prefix" . }}gateway"
      port:
        name: http
{{- end }}

{{/*
The data of the ConfigMap order-config, apart so that pods can carry their checksum.
*/}}
{{- define "microshop.order-config.data" -}}
USER_SERVICE_URL: "http://{{ include "microshop.prefix" . }}user:{{ .Values.user.service.port | int64 }}"
PRODUCT_SERVICE_URL: "http://{{ include "microshop.prefix" . }}product:{{ .Values.product.service.port | int64 }}"
LOG_LEVEL: {{ .Values.config.orderLogLevel }}
PORT: "8000"
{{- end }}

{{/*
The ServiceAccount of the pods of order-db.
*/}}
{{- define "microshop.order-db.serviceAccountName" -}}
{{- if .Values.orderDatabase.serviceAccount.create }}
{{- .Values.orderDatabase.serviceAccount.name | default (printf "%sorder-db" (include "microshop.prefix" .)) }}
{{- else }}
{{- .Values.orderDatabase.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The Secret that workloads read.
*/}}
{{- define "microshop.order-secret.name" -}}
{{- .Values.existingSecrets.order | default (printf "%sorder-secret" (include "microshop.prefix" .)) }}
{{- end }}

{{/*
The ServiceAccount of the pods of order.
*/}}
{{- define "microshop.order.serviceAccountName" -}}
{{- if .Values.order.serviceAccount.create }}
{{- .Values.order.serviceAccount.name | default (printf "%sorder" (include "microshop.prefix" .)) }}
{{- else }}
{{- .Values.order.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The data of the ConfigMap product-config, apart so that pods can carry their checksum.
*/}}
{{- define "microshop.product-config.data" -}}
LOG_LEVEL: {{ .Values.config.productLogLevel }}
PORT: "8000"
{{- end }}

{{/*
The ServiceAccount of the pods of product-db.
*/}}
{{- define "microshop.product-db.serviceAccountName" -}}
{{- if .Values.productDatabase.serviceAccount.create }}
{{- .Values.productDatabase.serviceAccount.name | default (printf "%sproduct-db" (include "microshop.prefix" .)) }}
{{- else }}
{{- .Values.productDatabase.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The Secret that workloads read.
*/}}
{{- define "microshop.product-secret.name" -}}
{{- .Values.existingSecrets.product | default (printf "%sproduct-secret" (include "microshop.prefix" .)) }}
{{- end }}

{{/*
The ServiceAccount of the pods of product.
*/}}
{{- define "microshop.product.serviceAccountName" -}}
{{- if .Values.product.serviceAccount.create }}
{{- .Values.product.serviceAccount.name | default (printf "%sproduct" (include "microshop.prefix" .)) }}
{{- else }}
{{- .Values.product.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The data of the ConfigMap user-config, apart so that pods can carry their checksum.
*/}}
{{- define "microshop.user-config.data" -}}
JWT_EXPIRES_IN: {{ .Values.config.jwtExpiresIn | quote }}
LOG_LEVEL: {{ .Values.config.userLogLevel }}
PORT: "8000"
{{- end }}

{{/*
The ServiceAccount of the pods of user-db.
*/}}
{{- define "microshop.user-db.serviceAccountName" -}}
{{- if .Values.userDatabase.serviceAccount.create }}
{{- .Values.userDatabase.serviceAccount.name | default (printf "%suser-db" (include "microshop.prefix" .)) }}
{{- else }}
{{- .Values.userDatabase.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The Secret that workloads read.
*/}}
{{- define "microshop.user-secret.name" -}}
{{- .Values.existingSecrets.user | default (printf "%suser-secret" (include "microshop.prefix" .)) }}
{{- end }}

{{/*
The ServiceAccount of the pods of user.
*/}}
{{- define "microshop.user.serviceAccountName" -}}
{{- if .Values.user.serviceAccount.create }}
{{- .Values.user.serviceAccount.name | default (printf "%suser" (include "microshop.prefix" .)) }}
{{- else }}
{{- .Values.user.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The chart's name, or what the user put in its place.
*/}}
{{- define "family-gifting.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/*
The name that all objects of the release begin with, unique among the releases of a namespace.
*/}}
{{- define "family-gifting.fullname" -}}
{{- $name := include "family-gifting.name" . }}
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
{{- define "family-gifting.prefix" -}}
{{- if ne (include "family-gifting.fullname" .) .Chart.Name }}
{{- printf "%s-" (include "family-gifting.fullname" .) }}
{{- end }}
{{- end }}

{{/*
Chart name and version, for the label helm.sh/chart.
*/}}
{{- define "family-gifting.chart" -}}
{{- printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimAll "-_." }}
{{- end }}

{{/*
The labels by which a release knows its own objects: they never change, so selectors may use them.
*/}}
{{- define "family-gifting.selectorLabels" -}}
app.kubernetes.io/name: {{ include "family-gifting.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{/*
The labels of every object.
*/}}
{{- define "family-gifting.labels" -}}
helm.sh/chart: {{ include "family-gifting.chart" . | quote }}
{{ include "family-gifting.selectorLabels" . }}
app.kubernetes.io/version: {{ regexReplaceAll "[^-A-Za-z0-9_.]" .Chart.AppVersion "_" | trunc 63 | trimAll "-_." | quote }}
app.kubernetes.io/part-of: {{ include "family-gifting.name" . | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/*
How pods are replaced: the numbers of a rolling update belong to no other type.
*/}}
{{- define "family-gifting.strategy" -}}
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
{{- define "family-gifting.image" -}}
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
{{- define "family-gifting.handler" -}}
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
{{- define "family-gifting.lifecycle" -}}
{{- $lifecycle := omit .lifecycle "postStart" "preStop" }}
{{- range $moment := list "postStart" "preStop" }}
{{- with get $.lifecycle $moment }}
{{- with include "family-gifting.handler" (dict "handler" . "default" (get $ $moment)) }}
{{- $_ := set $lifecycle $moment (fromYaml .) }}
{{- end }}
{{- end }}
{{- end }}
{{- with $lifecycle }}
{{- toYaml . }}
{{- end }}
{{- end }}

{{/*
The data of the ConfigMap api-config, apart so that pods can carry their checksum.
*/}}
{{- define "family-gifting.api-config.data" -}}
cors-origins: {{ .Values.config.corsOrigins | quote }}
{{- end }}

{{/*
The Secret that workloads read.
*/}}
{{- define "family-gifting.api-secret.name" -}}
{{- .Values.existingSecrets.api | default (printf "%sapi-secret" (include "family-gifting.prefix" .)) }}
{{- end }}

{{/*
The ServiceAccount of the pods of api.
*/}}
{{- define "family-gifting.api.serviceAccountName" -}}
{{- if .Values.api.serviceAccount.create }}
{{- .Values.api.serviceAccount.name | default (printf "%sapi" (include "family-gifting.prefix" .)) }}
{{- else }}
{{- .Values.api.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The paths of every host.
*/}}
{{- define "family-gifting.ingress.paths" -}}
- path: /api
  pathType: Prefix
  backend:
    service:
      name: "{{ include "family-gifting.prefix" . }}api"
      port:
        name: http
- path: /ws
  pathType: Prefix
  backend:
    service:
      name: "{{ include "family-gifting.prefix" . }}api"
      port:
        name: http
- path: /health
  pathType: Prefix
  backend:
    service:
      name: "{{ include "family-gifting.prefix" . }}api"
      port:
        name: http
- path: /
  pathType: Prefix
  backend:
    service:
      name: "{{ include "family-gifting.prefix" . }}web"
      port:
        name: http
{{- end }}

{{/*
What the Job postgres-backup-first-job does, apart so that its name can end in a hash of it.
*/}}
{{- define "family-gifting.postgres-backup-first-job.spec" -}}
backoffLimit: 2
activeDeadlineSeconds: 3600
template:
  metadata:
    labels:
      {{- include "family-gifting.selectorLabels" . | nindent 6 }}
      app.kubernetes.io/component: postgres-backup
      {{- with .Values.backup.podLabels }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
    {{- with .Values.backup.podAnnotations }}
    annotations:
      {{- toYaml . | nindent 6 }}
    {{- end }}
  spec:
    restartPolicy: Never
    {{- if or .Values.backup.serviceAccount.create .Values.backup.serviceAccount.name }}
    serviceAccountName: {{ include "family-gifting.postgres-backup.serviceAccountName" . | quote }}
    {{- end }}
    automountServiceAccountToken: {{ .Values.backup.serviceAccount.automount }}
    {{- with concat .Values.global.imagePullSecrets .Values.imagePullSecrets }}
    imagePullSecrets:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    {{- with .Values.backup.podSecurityContext }}
    securityContext:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    terminationGracePeriodSeconds: {{ .Values.backup.terminationGracePeriodSeconds | int64 }}
    {{- with .Values.backup.priorityClassName }}
    priorityClassName: {{ . | quote }}
    {{- end }}
    {{- with .Values.backup.nodeSelector }}
    nodeSelector:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    {{- with .Values.backup.tolerations }}
    tolerations:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    {{- with .Values.backup.affinity }}
    affinity:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    {{- if .Values.backup.topologySpreadConstraints }}
    topologySpreadConstraints:
      {{- range $constraint := .Values.backup.topologySpreadConstraints }}
      - maxSkew: {{ $constraint.maxSkew | int64 }}
        topologyKey: {{ $constraint.topologyKey | quote }}
        whenUnsatisfiable: {{ $constraint.whenUnsatisfiable }}
        labelSelector:
          matchLabels:
            {{- include "family-gifting.selectorLabels" $ | nindent 12 }}
            app.kubernetes.io/component: postgres-backup
      {{- end }}
    {{- end }}
    {{- with .Values.backup.hostAliases }}
    hostAliases:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    containers:
      - name: backup
        image: {{ include "family-gifting.image" (dict "image" .Values.postgres.image "root" .) | quote }}
        imagePullPolicy: {{ .Values.postgres.image.pullPolicy }}
        command:
          - /bin/sh
          - "-ec"
          - |
            until pg_isready --quiet; do
              echo 'waiting for what is backed up'
              sleep 5
            done
            find /backups -maxdepth 1 -name '*.dump.part' -mmin +120 -delete
            target=/backups/$(date +%Y-%m-%dT%H-%M-%S).dump.part
            trap 'rm -f "$target"' EXIT
            pg_dump --host "$PGHOST" --username "$PGUSER" --format custom --file "$target" "$PGDATABASE"
            mv "$target" "${target%.part}"
            find /backups -maxdepth 1 -name '*.dump' -mmin +"$((RETENTION_DAYS * 24 * 60))" -delete
            ls -l /backups
        env:
          - name: PGHOST
            value: "{{ include "family-gifting.prefix" . }}postgres"
          - name: PGUSER
            value: {{ .Values.postgres.user | quote }}
          - name: PGDATABASE
            value: {{ .Values.postgres.database | quote }}
          - name: PGPASSWORD
            valueFrom:
              secretKeyRef:
                name: {{ include "family-gifting.postgres-secret.name" . | quote }}
                key: password
          - name: RETENTION_DAYS
            value: {{ .Values.backup.retentionDays | int64 | quote }}
          {{- with .Values.backup.extraEnv }}
          {{- toYaml . | nindent 10 }}
          {{- end }}
        {{- with .Values.backup.extraEnvFrom }}
        envFrom:
          {{- toYaml . | nindent 10 }}
        {{- end }}
        {{- with .Values.backup.resources }}
        resources:
          {{- toYaml . | nindent 10 }}
        {{- end }}
        {{- with include "family-gifting.lifecycle" (dict "lifecycle" .Values.backup.lifecycle) }}
        lifecycle:
          {{- . | nindent 10 }}
        {{- end }}
        {{- with .Values.backup.securityContext }}
        securityContext:
          {{- toYaml . | nindent 10 }}
        {{- end }}
        volumeMounts:
          - name: tmp
            mountPath: /tmp
          - name: backups
            mountPath: /backups
          {{- with .Values.backup.extraVolumeMounts }}
          {{- toYaml . | nindent 10 }}
          {{- end }}
    volumes:
      - name: tmp
        emptyDir: {}
      - name: backups
        persistentVolumeClaim:
          claimName: {{ include "family-gifting.prefix" . }}postgres-backup
      {{- with .Values.backup.extraVolumes }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
{{- end }}

{{/*
The ServiceAccount of the pods of postgres-backup.
*/}}
{{- define "family-gifting.postgres-backup.serviceAccountName" -}}
{{- if .Values.backup.serviceAccount.create }}
{{- .Values.backup.serviceAccount.name | default (printf "%spostgres-backup" (include "family-gifting.prefix" .)) }}
{{- else }}
{{- .Values.backup.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The Secret that workloads read.
*/}}
{{- define "family-gifting.postgres-secret.name" -}}
{{- .Values.existingSecrets.postgres | default (printf "%spostgres-secret" (include "family-gifting.prefix" .)) }}
{{- end }}

{{/*
The ServiceAccount of the pods of postgres.
*/}}
{{- define "family-gifting.postgres.serviceAccountName" -}}
{{- if .Values.postgres.serviceAccount.create }}
{{- .Values.postgres.serviceAccount.name | default (printf "%spostgres" (include "family-gifting.prefix" .)) }}
{{- else }}
{{- .Values.postgres.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The data of the ConfigMap web-config, apart so that pods can carry their checksum.
*/}}
{{- define "family-gifting.web-config.data" -}}
api-url: "http://{{ include "family-gifting.prefix" . }}api:{{ .Values.api.service.port | int64 }}"
ws-url: "ws://{{ include "family-gifting.prefix" . }}api:{{ .Values.api.service.port | int64 }}"
{{- end }}

{{/*
The ServiceAccount of the pods of web.
*/}}
{{- define "family-gifting.web.serviceAccountName" -}}
{{- if .Values.web.serviceAccount.create }}
{{- .Values.web.serviceAccount.name | default (printf "%sweb" (include "family-gifting.prefix" .)) }}
{{- else }}
{{- .Values.web.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

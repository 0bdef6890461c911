{{/*
What is wrong with values that fit the schema, a line for each fault; nothing where all is well.
*/}}
{{- define "task-manager-api.faults" -}}
{{- if and .Values.postgres.enabled (ne (include "task-manager-api.missingNameservers" (dict "policy" (.Values.postgres.server.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.postgres.server.dnsConfig | default .Values.defaults.dnsConfig))) "") }}
- postgres.server.dnsPolicy None needs nameservers in postgres.server.dnsConfig ("{{ .Values.postgres.server.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- if and (not .Values.postgres.enabled) (ne (include "task-manager-api.missingNameservers" (dict "policy" (.Values.migration.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.migration.dnsConfig | default .Values.defaults.dnsConfig))) "") }}
- migration.dnsPolicy None needs nameservers in migration.dnsConfig ("{{ .Values.migration.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- if ne (include "task-manager-api.missingNameservers" (dict "policy" (.Values.api.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.api.dnsConfig | default .Values.defaults.dnsConfig))) "" }}
- api.dnsPolicy None needs nameservers in api.dnsConfig ("{{ .Values.api.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- include "task-manager-api.repeated" (dict "list" .Values.api.service.extraPorts "path" "api.service.extraPorts" "keys" "name" "taken" ",http" "root" .) }}
{{- if and .Values.api.autoscaling.enabled (not .Values.api.autoscaling.external) (gt (int64 .Values.api.autoscaling.minReplicas) (int64 .Values.api.autoscaling.maxReplicas)) }}
- api.autoscaling.minReplicas may not exceed api.autoscaling.maxReplicas ({{ .Values.api.autoscaling.minReplicas | int64 }} and {{ .Values.api.autoscaling.maxReplicas | int64 }})
{{- end }}
{{- if and .Values.migration.rollbackRevision (ne (include "task-manager-api.missingNameservers" (dict "policy" (.Values.migration.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.migration.dnsConfig | default .Values.defaults.dnsConfig))) "") }}
- migration.dnsPolicy None needs nameservers in migration.dnsConfig ("{{ .Values.migration.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- if not (or (not .Values.ingress.enabled) (lt (int64 .Values.ingress.alb.healthCheck.timeoutSeconds) (int64 .Values.ingress.alb.healthCheck.intervalSeconds))) }}
- ingress.alb.healthCheck.timeoutSeconds must be less than ingress.alb.healthCheck.intervalSeconds ({{ .Values.ingress.alb.healthCheck.timeoutSeconds | int64 }} and {{ .Values.ingress.alb.healthCheck.intervalSeconds | int64 }})
{{- end }}
{{- if .Values.ingress.enabled }}
{{- include "task-manager-api.repeated" (dict "list" .Values.ingress.extraPaths "path" "ingress.extraPaths" "keys" "path" "taken" ",/" "root" .) }}
{{- include "task-manager-api.longAnnotations" (dict "annotations" .Values.ingress.annotations "path" "ingress.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if .Values.postgres.enabled }}
{{- include "task-manager-api.repeated" (dict "list" .Values.postgres.server.topologySpreadConstraints "path" "postgres.server.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "task-manager-api.repeated" (dict "list" .Values.postgres.server.hostAliases "path" "postgres.server.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "task-manager-api.repeated" (dict "list" .Values.postgres.server.extraEnv "path" "postgres.server.extraEnv" "keys" "name" "taken" (printf ",POSTGRES_DB,POSTGRES_USER,POSTGRES_PASSWORD,PGDATA,%s" (include "task-manager-api.keys" (dict "map" .Values.postgres.server.env))) "root" .) }}
{{- include "task-manager-api.repeated" (dict "list" .Values.postgres.server.extraVolumeMounts "path" "postgres.server.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp,/var/lib/postgresql/data,/var/run/postgresql" "root" .) }}
{{- include "task-manager-api.repeated" (dict "list" .Values.postgres.server.extraVolumes "path" "postgres.server.extraVolumes" "keys" "name" "taken" (printf ",tmp,var-run-postgresql%s" (ternary ",data" "" (and .Values.postgres.enabled (not (empty .Values.postgres.server.persistence.existingClaim))))) "root" .) }}
{{- include "task-manager-api.takenKeys" (dict "map" .Values.postgres.server.env "path" "postgres.server.env" "taken" ",POSTGRES_DB,POSTGRES_USER,POSTGRES_PASSWORD,PGDATA") }}
{{- include "task-manager-api.unknownVolumes" (dict "list" .Values.postgres.server.extraVolumeMounts "path" "postgres.server.extraVolumeMounts" "known" ",tmp,var-run-postgresql,data" "volumes" .Values.postgres.server.extraVolumes "root" .) }}
{{- include "task-manager-api.overLimits" (dict "resources" .Values.postgres.server.resources "path" "postgres.server.resources" "root" .) }}
{{- include "task-manager-api.hugePages" (dict "resources" .Values.postgres.server.resources "path" "postgres.server.resources" "root" .) }}
{{- include "task-manager-api.unknownVariables" (dict "list" .Values.postgres.server.extraEnv "path" "postgres.server.extraEnv" "known" (printf ",POSTGRES_DB,POSTGRES_USER,POSTGRES_PASSWORD,PGDATA,%s" (include "task-manager-api.keys" (dict "map" .Values.postgres.server.env))) "from" .Values.postgres.server.extraEnvFrom "root" .) }}
{{- include "task-manager-api.unknownNames" (dict "text" .Values.postgres.server.database "path" "postgres.server.database" "known" "" "from" .Values.postgres.server.extraEnvFrom) }}
{{- include "task-manager-api.unknownNames" (dict "text" .Values.postgres.server.user "path" "postgres.server.user" "known" ",POSTGRES_DB" "from" .Values.postgres.server.extraEnvFrom) }}
{{- include "task-manager-api.longHooks" (dict "lifecycle" (include "task-manager-api.lifecycle" (dict "lifecycle" .Values.postgres.server.lifecycle) | printf "%s\n" | fromYaml) "path" "postgres.server.lifecycle" "grace" .Values.postgres.server.terminationGracePeriodSeconds) }}
{{- include "task-manager-api.repeatedSysctls" (dict "securityContext" .Values.postgres.server.podSecurityContext "path" "postgres.server.podSecurityContext" "root" .) }}
{{- include "task-manager-api.repeatedFiles" (dict "volumes" .Values.postgres.server.extraVolumes "path" "postgres.server.extraVolumes" "root" .) }}
{{- include "task-manager-api.wrongProfiles" (dict "annotations" .Values.postgres.server.podAnnotations "path" "postgres.server.podAnnotations" "known" ",postgres" "containers" .Values.postgres.server.extraContainers "initContainers" .Values.postgres.server.extraInitContainers "root" .) }}
{{- include "task-manager-api.rootUsers" (dict "pod" .Values.postgres.server.podSecurityContext "podPath" "postgres.server.podSecurityContext" "container" .Values.postgres.server.securityContext "containerPath" "postgres.server.securityContext") }}
{{- include "task-manager-api.wrongContainers" (dict "list" .Values.postgres.server.extraInitContainers "path" "postgres.server.extraInitContainers" "names" ",postgres" "ports" ",postgres" "known" ",tmp,var-run-postgresql,data" "volumes" .Values.postgres.server.extraVolumes "pod" .Values.postgres.server.podSecurityContext "podPath" "postgres.server.podSecurityContext") }}
{{- include "task-manager-api.wrongContainers" (dict "list" .Values.postgres.server.extraContainers "path" "postgres.server.extraContainers" "names" ",postgres" "ports" ",postgres" "known" ",tmp,var-run-postgresql,data" "others" .Values.postgres.server.extraInitContainers "volumes" .Values.postgres.server.extraVolumes "pod" .Values.postgres.server.podSecurityContext "podPath" "postgres.server.podSecurityContext") }}
{{- include "task-manager-api.bidirectionalMounts" (dict "list" .Values.postgres.server.extraVolumeMounts "path" "postgres.server.extraVolumeMounts" "securityContext" .Values.postgres.server.securityContext) }}
{{- include "task-manager-api.longAnnotations" (dict "annotations" .Values.postgres.server.podAnnotations "path" "postgres.server.podAnnotations" "most" 65536 "root" .) }}
{{- end }}
{{- include "task-manager-api.repeated" (dict "list" .Values.defaults.topologySpreadConstraints "path" "defaults.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "task-manager-api.repeated" (dict "list" .Values.defaults.hostAliases "path" "defaults.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- if or (not .Values.postgres.enabled) .Values.migration.rollbackRevision }}
{{- include "task-manager-api.repeated" (dict "list" .Values.migration.topologySpreadConstraints "path" "migration.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "task-manager-api.repeated" (dict "list" .Values.migration.hostAliases "path" "migration.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "task-manager-api.repeated" (dict "list" .Values.migration.extraVolumeMounts "path" "migration.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp" "root" .) }}
{{- include "task-manager-api.repeated" (dict "list" .Values.migration.extraEnv "path" "migration.extraEnv" "keys" "name" "taken" (printf ",DATABASE_URL,PYTHONUNBUFFERED,%s" (include "task-manager-api.keys" (dict "map" .Values.migration.env))) "root" .) }}
{{- include "task-manager-api.repeated" (dict "list" .Values.migration.extraVolumes "path" "migration.extraVolumes" "keys" "name" "taken" ",tmp" "root" .) }}
{{- include "task-manager-api.takenKeys" (dict "map" .Values.migration.env "path" "migration.env" "taken" ",DATABASE_URL,PYTHONUNBUFFERED") }}
{{- include "task-manager-api.unknownVolumes" (dict "list" .Values.migration.extraVolumeMounts "path" "migration.extraVolumeMounts" "known" ",tmp" "volumes" .Values.migration.extraVolumes "root" .) }}
{{- include "task-manager-api.overLimits" (dict "resources" .Values.migration.resources "path" "migration.resources" "root" .) }}
{{- include "task-manager-api.hugePages" (dict "resources" .Values.migration.resources "path" "migration.resources" "root" .) }}
{{- include "task-manager-api.unknownVariables" (dict "list" .Values.migration.extraEnv "path" "migration.extraEnv" "known" (printf ",DATABASE_URL,PYTHONUNBUFFERED,%s" (include "task-manager-api.keys" (dict "map" .Values.migration.env))) "from" .Values.migration.extraEnvFrom "root" .) }}
{{- include "task-manager-api.longHooks" (dict "lifecycle" (include "task-manager-api.lifecycle" (dict "lifecycle" .Values.migration.lifecycle) | printf "%s\n" | fromYaml) "path" "migration.lifecycle" "grace" .Values.migration.terminationGracePeriodSeconds) }}
{{- include "task-manager-api.repeatedSysctls" (dict "securityContext" .Values.migration.podSecurityContext "path" "migration.podSecurityContext" "root" .) }}
{{- include "task-manager-api.repeatedFiles" (dict "volumes" .Values.migration.extraVolumes "path" "migration.extraVolumes" "root" .) }}
{{- include "task-manager-api.rootUsers" (dict "pod" .Values.migration.podSecurityContext "podPath" "migration.podSecurityContext" "container" .Values.migration.securityContext "containerPath" "migration.securityContext") }}
{{- include "task-manager-api.wrongContainers" (dict "list" .Values.migration.extraInitContainers "path" "migration.extraInitContainers" "names" ",migration,wait-for-database,rollback" "ports" "" "known" ",tmp" "volumes" .Values.migration.extraVolumes "pod" .Values.migration.podSecurityContext "podPath" "migration.podSecurityContext") }}
{{- include "task-manager-api.wrongContainers" (dict "list" .Values.migration.extraContainers "path" "migration.extraContainers" "names" ",migration,wait-for-database,rollback" "ports" "" "known" ",tmp" "others" .Values.migration.extraInitContainers "volumes" .Values.migration.extraVolumes "pod" .Values.migration.podSecurityContext "podPath" "migration.podSecurityContext") }}
{{- include "task-manager-api.bidirectionalMounts" (dict "list" .Values.migration.extraVolumeMounts "path" "migration.extraVolumeMounts" "securityContext" .Values.migration.securityContext) }}
{{- include "task-manager-api.longAnnotations" (dict "annotations" .Values.migration.podAnnotations "path" "migration.podAnnotations" "most" 65536 "root" .) }}
{{- end }}
{{- include "task-manager-api.repeated" (dict "list" .Values.api.topologySpreadConstraints "path" "api.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "task-manager-api.repeated" (dict "list" .Values.api.hostAliases "path" "api.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "task-manager-api.repeated" (dict "list" .Values.api.extraVolumeMounts "path" "api.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp" "root" .) }}
{{- include "task-manager-api.repeated" (dict "list" .Values.api.extraEnv "path" "api.extraEnv" "keys" "name" "taken" (printf ",DATABASE_URL,ADMIN_API_KEY,SERVICE_API_KEYS,GUNICORN_CMD_ARGS,%s%s" (include "task-manager-api.keys" (dict "map" .Values.api.env)) (ternary ",SERVICE_API_KEYS_PREVIOUS" "" .Values.keyRotation.enabled)) "root" .) }}
{{- include "task-manager-api.repeated" (dict "list" .Values.api.extraVolumes "path" "api.extraVolumes" "keys" "name" "taken" ",tmp" "root" .) }}
{{- include "task-manager-api.repeated" (dict "list" .Values.api.service.extraPorts "path" "api.service.extraPorts" "keys" "port,protocol=TCP" "taken" (printf ",%d/TCP" (int64 .Values.api.service.port)) "root" .) }}
{{- if .Values.httpRoute.enabled }}
{{- include "task-manager-api.repeated" (dict "list" .Values.httpRoute.parentRefs "path" "httpRoute.parentRefs" "keys" "name,namespace,kind=Gateway,group=gateway.networking.k8s.io,sectionName,port" "taken" "" "root" .) }}
{{- include "task-manager-api.wholeParents" (dict "list" .Values.httpRoute.parentRefs "path" "httpRoute.parentRefs") }}
{{- include "task-manager-api.longAnnotations" (dict "annotations" .Values.httpRoute.annotations "path" "httpRoute.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- include "task-manager-api.takenKeys" (dict "map" .Values.api.env "path" "api.env" "taken" (printf ",DATABASE_URL,ADMIN_API_KEY,SERVICE_API_KEYS,GUNICORN_CMD_ARGS%s" (ternary ",SERVICE_API_KEYS_PREVIOUS" "" .Values.keyRotation.enabled))) }}
{{- include "task-manager-api.unknownVolumes" (dict "list" .Values.api.extraVolumeMounts "path" "api.extraVolumeMounts" "known" ",tmp" "volumes" .Values.api.extraVolumes "root" .) }}
{{- include "task-manager-api.overLimits" (dict "resources" .Values.api.resources "path" "api.resources" "root" .) }}
{{- include "task-manager-api.hugePages" (dict "resources" .Values.api.resources "path" "api.resources" "root" .) }}
{{- include "task-manager-api.unknownVariables" (dict "list" .Values.api.extraEnv "path" "api.extraEnv" "known" (printf ",DATABASE_URL,%s" (include "task-manager-api.keys" (dict "map" .Values.api.env))) "from" .Values.api.extraEnvFrom "root" .) }}
{{- include "task-manager-api.shared" (dict "all" (printf "%s%s%s%s%s" (ternary (printf ",=%stask-api-secrets" (include "task-manager-api.prefix" .)) "" (and (empty .Values.externalSecrets.secretStoreRef.name) (and .Values.externalSecrets.enabled (empty .Values.existingSecret)))) (ternary (printf ",=%smigration-secrets" (include "task-manager-api.prefix" .)) "" (and (not .Values.postgres.enabled) (and (empty .Values.externalSecrets.secretStoreRef.name) (and .Values.externalSecrets.enabled (empty .Values.existingSecret))))) (ternary (printf ",api.serviceAccount.name=%s" (include "task-manager-api.task-api.serviceAccountName" .)) "" .Values.api.serviceAccount.create) (ternary (printf ",postgres.server.serviceAccount.name=%s" (include "task-manager-api.postgres.serviceAccountName" .)) "" (and .Values.postgres.enabled .Values.postgres.server.serviceAccount.create)) (ternary (printf ",migration.serviceAccount.name=%s" (include "task-manager-api.migration.serviceAccountName" .)) "" (and (not .Values.postgres.enabled) .Values.migration.serviceAccount.create))) "what" "ServiceAccount has the name" "root" .) }}
{{- include "task-manager-api.longHooks" (dict "lifecycle" (include "task-manager-api.lifecycle" (dict "lifecycle" .Values.api.lifecycle "preStop" "exec") | printf "%s\n" | fromYaml) "path" "api.lifecycle" "grace" .Values.api.terminationGracePeriodSeconds) }}
{{- if not .Values.postgres.enabled }}
{{- include "task-manager-api.wrongProfiles" (dict "annotations" .Values.migration.podAnnotations "path" "migration.podAnnotations" "known" ",migration,wait-for-database" "containers" .Values.migration.extraContainers "initContainers" .Values.migration.extraInitContainers "root" .) }}
{{- end }}
{{- if .Values.migration.rollbackRevision }}
{{- include "task-manager-api.wrongProfiles" (dict "annotations" .Values.migration.podAnnotations "path" "migration.podAnnotations" "known" ",rollback,wait-for-database" "containers" .Values.migration.extraContainers "initContainers" .Values.migration.extraInitContainers "root" .) }}
{{- end }}
{{- include "task-manager-api.repeatedSysctls" (dict "securityContext" .Values.api.podSecurityContext "path" "api.podSecurityContext" "root" .) }}
{{- include "task-manager-api.repeatedFiles" (dict "volumes" .Values.api.extraVolumes "path" "api.extraVolumes" "root" .) }}
{{- include "task-manager-api.wrongProfiles" (dict "annotations" .Values.api.podAnnotations "path" "api.podAnnotations" "known" ",task-api,wait-for-database,migrate,schema" "containers" .Values.api.extraContainers "initContainers" .Values.api.extraInitContainers "root" .) }}
{{- include "task-manager-api.rootUsers" (dict "pod" .Values.api.podSecurityContext "podPath" "api.podSecurityContext" "container" .Values.api.securityContext "containerPath" "api.securityContext") }}
{{- include "task-manager-api.wrongContainers" (dict "list" .Values.api.extraInitContainers "path" "api.extraInitContainers" "names" (printf ",task-api%s%s%s" (ternary ",wait-for-database" "" .Values.postgres.enabled) (ternary ",migrate" "" .Values.postgres.enabled) (ternary ",schema" "" (not .Values.postgres.enabled))) "ports" ",http" "known" ",tmp" "volumes" .Values.api.extraVolumes "pod" .Values.api.podSecurityContext "podPath" "api.podSecurityContext") }}
{{- include "task-manager-api.wrongContainers" (dict "list" .Values.api.extraContainers "path" "api.extraContainers" "names" (printf ",task-api%s%s%s" (ternary ",wait-for-database" "" .Values.postgres.enabled) (ternary ",migrate" "" .Values.postgres.enabled) (ternary ",schema" "" (not .Values.postgres.enabled))) "ports" ",http" "known" ",tmp" "others" .Values.api.extraInitContainers "volumes" .Values.api.extraVolumes "pod" .Values.api.podSecurityContext "podPath" "api.podSecurityContext") }}
{{- include "task-manager-api.bidirectionalMounts" (dict "list" .Values.api.extraVolumeMounts "path" "api.extraVolumeMounts" "securityContext" .Values.api.securityContext) }}
{{- if or (and (not .Values.postgres.enabled) .Values.migration.networkPolicy.enabled) (and .Values.migration.rollbackRevision .Values.migration.networkPolicy.enabled) }}
{{- include "task-manager-api.policyRules" (dict "rules" .Values.migration.networkPolicy.extraIngress "path" "migration.networkPolicy.extraIngress") }}
{{- include "task-manager-api.policyRules" (dict "rules" .Values.migration.networkPolicy.extraEgress "path" "migration.networkPolicy.extraEgress") }}
{{- end }}
{{- if and .Values.postgres.enabled .Values.postgres.server.networkPolicy.enabled }}
{{- include "task-manager-api.policyRules" (dict "rules" .Values.postgres.server.networkPolicy.extraIngress "path" "postgres.server.networkPolicy.extraIngress") }}
{{- end }}
{{- if .Values.api.networkPolicy.enabled }}
{{- include "task-manager-api.policyPeers" (dict "peers" .Values.ingressController "path" "ingressController") }}
{{- include "task-manager-api.policyRules" (dict "rules" .Values.api.networkPolicy.extraIngress "path" "api.networkPolicy.extraIngress") }}
{{- include "task-manager-api.policyRules" (dict "rules" .Values.api.networkPolicy.extraEgress "path" "api.networkPolicy.extraEgress") }}
{{- end }}
{{- if .Values.api.serviceAccount.create }}
{{- include "task-manager-api.longAnnotations" (dict "annotations" .Values.api.serviceAccount.annotations "path" "api.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and .Values.postgres.enabled .Values.postgres.server.serviceAccount.create }}
{{- include "task-manager-api.longAnnotations" (dict "annotations" .Values.postgres.server.serviceAccount.annotations "path" "postgres.server.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- include "task-manager-api.longAnnotations" (dict "annotations" .Values.defaults.podAnnotations "path" "defaults.podAnnotations" "most" 65536 "root" .) }}
{{- if and .Values.postgres.enabled (not .Values.postgres.server.persistence.existingClaim) }}
{{- include "task-manager-api.longAnnotations" (dict "annotations" .Values.postgres.server.persistence.annotations "path" "postgres.server.persistence.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and (not .Values.postgres.enabled) .Values.migration.serviceAccount.create }}
{{- include "task-manager-api.longAnnotations" (dict "annotations" .Values.migration.serviceAccount.annotations "path" "migration.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- include "task-manager-api.longAnnotations" (dict "annotations" .Values.api.podAnnotations "path" "api.podAnnotations" "most" 65536 "root" .) }}
{{- include "task-manager-api.longAnnotations" (dict "annotations" .Values.api.service.annotations "path" "api.service.annotations" "most" 131072 "root" .) }}
{{- include "task-manager-api.sourceRanges" (dict "annotations" .Values.api.service.annotations "path" "api.service.annotations" "type" .Values.api.service.type "root" .) }}
{{- end }}

{{/*
Refuses these values.
*/}}
{{- define "task-manager-api.validate" -}}
{{- with include "task-manager-api.faults" . | trim }}
{{- fail (splitList "\n" . | uniq | join "\n" | printf "these values do not fit:\n%s") }}
{{- end }}
{{- end }}

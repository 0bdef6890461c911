{{/*
What is wrong with values that fit the schema, a line for each fault; nothing where all is well.
*/}}
{{- define "family-gifting.faults" -}}
{{- if and .Values.api.autoscaling.enabled (gt (int64 .Values.api.autoscaling.minReplicas) (int64 .Values.api.autoscaling.maxReplicas)) }}
- api.autoscaling.minReplicas may not exceed api.autoscaling.maxReplicas ({{ .Values.api.autoscaling.minReplicas | int64 }} and {{ .Values.api.autoscaling.maxReplicas | int64 }})
{{- end }}
{{- if and .Values.web.autoscaling.enabled (gt (int64 .Values.web.autoscaling.minReplicas) (int64 .Values.web.autoscaling.maxReplicas)) }}
- web.autoscaling.minReplicas may not exceed web.autoscaling.maxReplicas ({{ .Values.web.autoscaling.minReplicas | int64 }} and {{ .Values.web.autoscaling.maxReplicas | int64 }})
{{- end }}
{{- include "family-gifting.repeated" (dict "list" .Values.postgres.topologySpreadConstraints "path" "postgres.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.postgres.hostAliases "path" "postgres.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.postgres.extraEnv "path" "postgres.extraEnv" "keys" "name" "taken" ",POSTGRES_DB,POSTGRES_USER,POSTGRES_PASSWORD,PGDATA" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.postgres.extraVolumeMounts "path" "postgres.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp,/var/lib/postgresql/data,/var/run/postgresql" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.postgres.extraVolumes "path" "postgres.extraVolumes" "keys" "name" "taken" ",tmp,scratch-0" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.api.topologySpreadConstraints "path" "api.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.api.hostAliases "path" "api.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.api.extraVolumeMounts "path" "api.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.api.extraEnv "path" "api.extraEnv" "keys" "name" "taken" ",DATABASE_URL,JWT_SECRET_KEY,CORS_ORIGINS" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.api.extraVolumes "path" "api.extraVolumes" "keys" "name" "taken" ",tmp" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.web.topologySpreadConstraints "path" "web.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.web.hostAliases "path" "web.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.web.extraEnv "path" "web.extraEnv" "keys" "name" "taken" ",NEXT_PUBLIC_API_URL,NEXT_PUBLIC_WS_URL" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.web.extraVolumeMounts "path" "web.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp,/app/.next/cache" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.web.extraVolumes "path" "web.extraVolumes" "keys" "name" "taken" ",tmp,cache" "root" .) }}
{{- if .Values.backup.enabled }}
{{- include "family-gifting.repeated" (dict "list" .Values.backup.topologySpreadConstraints "path" "backup.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.backup.hostAliases "path" "backup.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.backup.extraEnv "path" "backup.extraEnv" "keys" "name" "taken" ",PGHOST,PGUSER,PGDATABASE,PGPASSWORD,RETENTION_DAYS" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.backup.extraVolumeMounts "path" "backup.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp,/backups" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.backup.extraVolumes "path" "backup.extraVolumes" "keys" "name" "taken" ",tmp,backups" "root" .) }}
{{- include "family-gifting.unknownVolumes" (dict "list" .Values.backup.extraVolumeMounts "path" "backup.extraVolumeMounts" "known" ",tmp,backups" "volumes" .Values.backup.extraVolumes "root" .) }}
{{- include "family-gifting.overLimits" (dict "resources" .Values.backup.resources "path" "backup.resources" "root" .) }}
{{- include "family-gifting.hugePages" (dict "resources" .Values.backup.resources "path" "backup.resources" "root" .) }}
{{- include "family-gifting.unknownVariables" (dict "list" .Values.backup.extraEnv "path" "backup.extraEnv" "known" ",PGHOST,PGUSER,PGDATABASE,PGPASSWORD,RETENTION_DAYS" "from" .Values.backup.extraEnvFrom "root" .) }}
{{- include "family-gifting.unknownNames" (dict "text" .Values.postgres.user "path" "postgres.user" "known" ",PGHOST" "from" .Values.backup.extraEnvFrom) }}
{{- include "family-gifting.unknownNames" (dict "text" .Values.postgres.database "path" "postgres.database" "known" ",PGHOST,PGUSER" "from" .Values.backup.extraEnvFrom) }}
{{- include "family-gifting.longHooks" (dict "lifecycle" (include "family-gifting.lifecycle" (dict "lifecycle" .Values.backup.lifecycle) | printf "%s\n" | fromYaml) "path" "backup.lifecycle" "grace" .Values.backup.terminationGracePeriodSeconds) }}
{{- include "family-gifting.repeatedSysctls" (dict "securityContext" .Values.backup.podSecurityContext "path" "backup.podSecurityContext" "root" .) }}
{{- include "family-gifting.repeatedFiles" (dict "volumes" .Values.backup.extraVolumes "path" "backup.extraVolumes" "root" .) }}
{{- include "family-gifting.wrongProfiles" (dict "annotations" .Values.backup.podAnnotations "path" "backup.podAnnotations" "known" ",backup" "root" .) }}
{{- include "family-gifting.bidirectionalMounts" (dict "list" .Values.backup.extraVolumeMounts "path" "backup.extraVolumeMounts" "securityContext" .Values.backup.securityContext) }}
{{- include "family-gifting.longAnnotations" (dict "annotations" .Values.backup.podAnnotations "path" "backup.podAnnotations" "most" 131072 "root" .) }}
{{- end }}
{{- include "family-gifting.unknownVolumes" (dict "list" .Values.postgres.extraVolumeMounts "path" "postgres.extraVolumeMounts" "known" ",tmp,scratch-0,postgres-storage" "volumes" .Values.postgres.extraVolumes "root" .) }}
{{- include "family-gifting.unknownVolumes" (dict "list" .Values.api.extraVolumeMounts "path" "api.extraVolumeMounts" "known" ",tmp" "volumes" .Values.api.extraVolumes "root" .) }}
{{- include "family-gifting.unknownVolumes" (dict "list" .Values.web.extraVolumeMounts "path" "web.extraVolumeMounts" "known" ",tmp,cache" "volumes" .Values.web.extraVolumes "root" .) }}
{{- include "family-gifting.overLimits" (dict "resources" .Values.postgres.resources "path" "postgres.resources" "root" .) }}
{{- include "family-gifting.hugePages" (dict "resources" .Values.postgres.resources "path" "postgres.resources" "root" .) }}
{{- include "family-gifting.overLimits" (dict "resources" .Values.api.resources "path" "api.resources" "root" .) }}
{{- include "family-gifting.hugePages" (dict "resources" .Values.api.resources "path" "api.resources" "root" .) }}
{{- include "family-gifting.overLimits" (dict "resources" .Values.web.resources "path" "web.resources" "root" .) }}
{{- include "family-gifting.hugePages" (dict "resources" .Values.web.resources "path" "web.resources" "root" .) }}
{{- include "family-gifting.unknownVariables" (dict "list" .Values.postgres.extraEnv "path" "postgres.extraEnv" "known" ",POSTGRES_DB,POSTGRES_USER,POSTGRES_PASSWORD,PGDATA" "from" .Values.postgres.extraEnvFrom "root" .) }}
{{- include "family-gifting.unknownVariables" (dict "list" .Values.api.extraEnv "path" "api.extraEnv" "known" ",DATABASE_URL" "from" .Values.api.extraEnvFrom "root" .) }}
{{- include "family-gifting.unknownVariables" (dict "list" .Values.web.extraEnv "path" "web.extraEnv" "known" ",NEXT_PUBLIC_API_URL,NEXT_PUBLIC_WS_URL" "from" .Values.web.extraEnvFrom "root" .) }}
{{- include "family-gifting.unknownNames" (dict "text" .Values.postgres.database "path" "postgres.database" "known" "" "from" .Values.postgres.extraEnvFrom) }}
{{- include "family-gifting.unknownNames" (dict "text" .Values.postgres.user "path" "postgres.user" "known" ",POSTGRES_DB" "from" .Values.postgres.extraEnvFrom) }}
{{- include "family-gifting.shared" (dict "all" (printf "%s%s" (ternary (printf ",api.service.nodePort=%d" (int64 .Values.api.service.nodePort)) "" (and (ne .Values.api.service.type "ClusterIP") (ne (int64 .Values.api.service.nodePort) 0))) (ternary (printf ",web.service.nodePort=%d" (int64 .Values.web.service.nodePort)) "" (and (ne .Values.web.service.type "ClusterIP") (ne (int64 .Values.web.service.nodePort) 0)))) "what" "Service has the node port" "root" .) }}
{{- include "family-gifting.shared" (dict "all" (printf "%s%s%s%s" (ternary (printf ",api.serviceAccount.name=%s" (include "family-gifting.api.serviceAccountName" .)) "" .Values.api.serviceAccount.create) (ternary (printf ",backup.serviceAccount.name=%s" (include "family-gifting.postgres-backup.serviceAccountName" .)) "" (and .Values.backup.enabled .Values.backup.serviceAccount.create)) (ternary (printf ",web.serviceAccount.name=%s" (include "family-gifting.web.serviceAccountName" .)) "" .Values.web.serviceAccount.create) (ternary (printf ",postgres.serviceAccount.name=%s" (include "family-gifting.postgres.serviceAccountName" .)) "" .Values.postgres.serviceAccount.create)) "what" "ServiceAccount has the name" "root" .) }}
{{- include "family-gifting.longHooks" (dict "lifecycle" (include "family-gifting.lifecycle" (dict "lifecycle" .Values.postgres.lifecycle) | printf "%s\n" | fromYaml) "path" "postgres.lifecycle" "grace" .Values.postgres.terminationGracePeriodSeconds) }}
{{- include "family-gifting.longHooks" (dict "lifecycle" (include "family-gifting.lifecycle" (dict "lifecycle" .Values.api.lifecycle) | printf "%s\n" | fromYaml) "path" "api.lifecycle" "grace" .Values.api.terminationGracePeriodSeconds) }}
{{- include "family-gifting.longHooks" (dict "lifecycle" (include "family-gifting.lifecycle" (dict "lifecycle" .Values.web.lifecycle) | printf "%s\n" | fromYaml) "path" "web.lifecycle" "grace" .Values.web.terminationGracePeriodSeconds) }}
{{- include "family-gifting.repeatedSysctls" (dict "securityContext" .Values.postgres.podSecurityContext "path" "postgres.podSecurityContext" "root" .) }}
{{- include "family-gifting.repeatedFiles" (dict "volumes" .Values.postgres.extraVolumes "path" "postgres.extraVolumes" "root" .) }}
{{- include "family-gifting.wrongProfiles" (dict "annotations" .Values.postgres.podAnnotations "path" "postgres.podAnnotations" "known" ",postgres" "root" .) }}
{{- include "family-gifting.repeatedSysctls" (dict "securityContext" .Values.api.podSecurityContext "path" "api.podSecurityContext" "root" .) }}
{{- include "family-gifting.repeatedFiles" (dict "volumes" .Values.api.extraVolumes "path" "api.extraVolumes" "root" .) }}
{{- include "family-gifting.wrongProfiles" (dict "annotations" .Values.api.podAnnotations "path" "api.podAnnotations" "known" ",api,wait-for-postgres,migrate" "root" .) }}
{{- include "family-gifting.repeatedSysctls" (dict "securityContext" .Values.web.podSecurityContext "path" "web.podSecurityContext" "root" .) }}
{{- include "family-gifting.repeatedFiles" (dict "volumes" .Values.web.extraVolumes "path" "web.extraVolumes" "root" .) }}
{{- include "family-gifting.wrongProfiles" (dict "annotations" .Values.web.podAnnotations "path" "web.podAnnotations" "known" ",web" "root" .) }}
{{- include "family-gifting.bidirectionalMounts" (dict "list" .Values.postgres.extraVolumeMounts "path" "postgres.extraVolumeMounts" "securityContext" .Values.postgres.securityContext) }}
{{- include "family-gifting.bidirectionalMounts" (dict "list" .Values.api.extraVolumeMounts "path" "api.extraVolumeMounts" "securityContext" .Values.api.securityContext) }}
{{- include "family-gifting.bidirectionalMounts" (dict "list" .Values.web.extraVolumeMounts "path" "web.extraVolumeMounts" "securityContext" .Values.web.securityContext) }}
{{- if or .Values.api.networkPolicy.enabled .Values.web.networkPolicy.enabled }}
{{- include "family-gifting.policyPeers" (dict "peers" .Values.clients "path" "clients") }}
{{- end }}
{{- if .Values.api.networkPolicy.enabled }}
{{- include "family-gifting.policyRules" (dict "rules" .Values.api.networkPolicy.extraIngress "path" "api.networkPolicy.extraIngress") }}
{{- include "family-gifting.policyRules" (dict "rules" .Values.api.networkPolicy.extraEgress "path" "api.networkPolicy.extraEgress") }}
{{- end }}
{{- if and .Values.backup.enabled .Values.backup.networkPolicy.enabled }}
{{- include "family-gifting.policyRules" (dict "rules" .Values.backup.networkPolicy.extraIngress "path" "backup.networkPolicy.extraIngress") }}
{{- include "family-gifting.policyRules" (dict "rules" .Values.backup.networkPolicy.extraEgress "path" "backup.networkPolicy.extraEgress") }}
{{- end }}
{{- if .Values.postgres.networkPolicy.enabled }}
{{- include "family-gifting.policyRules" (dict "rules" .Values.postgres.networkPolicy.extraIngress "path" "postgres.networkPolicy.extraIngress") }}
{{- end }}
{{- if .Values.web.networkPolicy.enabled }}
{{- include "family-gifting.policyRules" (dict "rules" .Values.web.networkPolicy.extraIngress "path" "web.networkPolicy.extraIngress") }}
{{- include "family-gifting.policyRules" (dict "rules" .Values.web.networkPolicy.extraEgress "path" "web.networkPolicy.extraEgress") }}
{{- end }}
{{- if .Values.api.serviceAccount.create }}
{{- include "family-gifting.longAnnotations" (dict "annotations" .Values.api.serviceAccount.annotations "path" "api.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and .Values.backup.enabled .Values.backup.serviceAccount.create }}
{{- include "family-gifting.longAnnotations" (dict "annotations" .Values.backup.serviceAccount.annotations "path" "backup.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if .Values.web.serviceAccount.create }}
{{- include "family-gifting.longAnnotations" (dict "annotations" .Values.web.serviceAccount.annotations "path" "web.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if .Values.postgres.serviceAccount.create }}
{{- include "family-gifting.longAnnotations" (dict "annotations" .Values.postgres.serviceAccount.annotations "path" "postgres.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- include "family-gifting.longAnnotations" (dict "annotations" .Values.postgres.podAnnotations "path" "postgres.podAnnotations" "most" 131072 "root" .) }}
{{- include "family-gifting.longAnnotations" (dict "annotations" .Values.api.podAnnotations "path" "api.podAnnotations" "most" 131072 "root" .) }}
{{- include "family-gifting.longAnnotations" (dict "annotations" .Values.api.service.annotations "path" "api.service.annotations" "most" 131072 "root" .) }}
{{- include "family-gifting.sourceRanges" (dict "annotations" .Values.api.service.annotations "path" "api.service.annotations" "type" .Values.api.service.type "root" .) }}
{{- include "family-gifting.longAnnotations" (dict "annotations" .Values.web.podAnnotations "path" "web.podAnnotations" "most" 131072 "root" .) }}
{{- include "family-gifting.longAnnotations" (dict "annotations" .Values.web.service.annotations "path" "web.service.annotations" "most" 131072 "root" .) }}
{{- include "family-gifting.sourceRanges" (dict "annotations" .Values.web.service.annotations "path" "web.service.annotations" "type" .Values.web.service.type "root" .) }}
{{- if .Values.httpRoute.enabled }}
{{- include "family-gifting.longAnnotations" (dict "annotations" .Values.httpRoute.annotations "path" "httpRoute.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if .Values.ingress.enabled }}
{{- include "family-gifting.longAnnotations" (dict "annotations" .Values.ingress.annotations "path" "ingress.annotations" "most" 131072 "root" .) }}
{{- include "family-gifting.otherClass" (dict "annotations" .Values.ingress.annotations "path" "ingress.annotations" "class" .Values.ingress.className "root" .) }}
{{- end }}
{{- end }}

{{/*
Refuses these values.
*/}}
{{- define "family-gifting.validate" -}}
{{- with include "family-gifting.faults" . | trim }}
{{- fail (printf "these values do not fit:\n%s" .) }}
{{- end }}
{{- end }}

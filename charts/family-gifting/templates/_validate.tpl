{{/*
What is wrong with values that fit the schema, a line for each fault; nothing where all is well.
*/}}
{{- define "family-gifting.faults" -}}
{{- if not (or .Values.postgres.enabled .Values.postgres.external.host) }}
- postgres.external.host names your own server where postgres.enabled is off ("{{ .Values.postgres.external.host }}")
{{- end }}
{{- if and .Values.postgres.enabled (ne (include "family-gifting.missingNameservers" (dict "policy" (.Values.postgres.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.postgres.dnsConfig | default .Values.defaults.dnsConfig))) "") }}
- postgres.dnsPolicy None needs nameservers in postgres.dnsConfig ("{{ .Values.postgres.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- if ne (include "family-gifting.missingNameservers" (dict "policy" (.Values.api.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.api.dnsConfig | default .Values.defaults.dnsConfig))) "" }}
- api.dnsPolicy None needs nameservers in api.dnsConfig ("{{ .Values.api.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- include "family-gifting.repeated" (dict "list" .Values.api.service.extraPorts "path" "api.service.extraPorts" "keys" "name" "taken" ",http" "root" .) }}
{{- if and .Values.api.autoscaling.enabled (not .Values.api.autoscaling.external) (gt (int64 .Values.api.autoscaling.minReplicas) (int64 .Values.api.autoscaling.maxReplicas)) }}
- api.autoscaling.minReplicas may not exceed api.autoscaling.maxReplicas ({{ .Values.api.autoscaling.minReplicas | int64 }} and {{ .Values.api.autoscaling.maxReplicas | int64 }})
{{- end }}
{{- if ne (include "family-gifting.missingNameservers" (dict "policy" (.Values.web.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.web.dnsConfig | default .Values.defaults.dnsConfig))) "" }}
- web.dnsPolicy None needs nameservers in web.dnsConfig ("{{ .Values.web.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- include "family-gifting.repeated" (dict "list" .Values.web.service.extraPorts "path" "web.service.extraPorts" "keys" "name" "taken" ",http" "root" .) }}
{{- if and .Values.web.autoscaling.enabled (not .Values.web.autoscaling.external) (gt (int64 .Values.web.autoscaling.minReplicas) (int64 .Values.web.autoscaling.maxReplicas)) }}
- web.autoscaling.minReplicas may not exceed web.autoscaling.maxReplicas ({{ .Values.web.autoscaling.minReplicas | int64 }} and {{ .Values.web.autoscaling.maxReplicas | int64 }})
{{- end }}
{{- if and .Values.backup.enabled .Values.postgres.enabled (ne (include "family-gifting.missingNameservers" (dict "policy" (.Values.backup.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.backup.dnsConfig | default .Values.defaults.dnsConfig))) "") }}
- backup.dnsPolicy None needs nameservers in backup.dnsConfig ("{{ .Values.backup.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- if and .Values.ingress.enabled (has "/" .Values.apiPaths) }}
- apiPaths: no path may be one that leads elsewhere already: /
{{- end }}
{{- if .Values.ingress.enabled }}
{{- include "family-gifting.repeated" (dict "list" .Values.ingress.extraPaths "path" "ingress.extraPaths" "keys" "path" "taken" (printf ",%s,/" (join "," .Values.apiPaths)) "root" .) }}
{{- include "family-gifting.longAnnotations" (dict "annotations" .Values.ingress.annotations "path" "ingress.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if .Values.postgres.enabled }}
{{- include "family-gifting.repeated" (dict "list" .Values.postgres.topologySpreadConstraints "path" "postgres.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.postgres.hostAliases "path" "postgres.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.postgres.extraEnv "path" "postgres.extraEnv" "keys" "name" "taken" (printf ",POSTGRES_DB,POSTGRES_USER,POSTGRES_PASSWORD,PGDATA,%s" (include "family-gifting.keys" (dict "map" .Values.postgres.env))) "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.postgres.extraVolumeMounts "path" "postgres.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp,/var/lib/postgresql/data,/var/run/postgresql" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.postgres.extraVolumes "path" "postgres.extraVolumes" "keys" "name" "taken" (printf ",tmp,var-run-postgresql%s" (ternary ",postgres-storage" "" (and .Values.postgres.enabled (not (empty .Values.postgres.persistence.existingClaim))))) "root" .) }}
{{- include "family-gifting.takenKeys" (dict "map" .Values.postgres.env "path" "postgres.env" "taken" ",POSTGRES_DB,POSTGRES_USER,POSTGRES_PASSWORD,PGDATA") }}
{{- include "family-gifting.unknownVolumes" (dict "list" .Values.postgres.extraVolumeMounts "path" "postgres.extraVolumeMounts" "known" ",tmp,var-run-postgresql,postgres-storage" "volumes" .Values.postgres.extraVolumes "root" .) }}
{{- include "family-gifting.overLimits" (dict "resources" .Values.postgres.resources "path" "postgres.resources" "root" .) }}
{{- include "family-gifting.hugePages" (dict "resources" .Values.postgres.resources "path" "postgres.resources" "root" .) }}
{{- include "family-gifting.unknownVariables" (dict "list" .Values.postgres.extraEnv "path" "postgres.extraEnv" "known" (printf ",POSTGRES_DB,POSTGRES_USER,POSTGRES_PASSWORD,PGDATA,%s" (include "family-gifting.keys" (dict "map" .Values.postgres.env))) "from" .Values.postgres.extraEnvFrom "root" .) }}
{{- include "family-gifting.unknownNames" (dict "text" .Values.postgres.database "path" "postgres.database" "known" "" "from" .Values.postgres.extraEnvFrom) }}
{{- include "family-gifting.unknownNames" (dict "text" .Values.postgres.user "path" "postgres.user" "known" ",POSTGRES_DB" "from" .Values.postgres.extraEnvFrom) }}
{{- include "family-gifting.longHooks" (dict "lifecycle" (include "family-gifting.lifecycle" (dict "lifecycle" .Values.postgres.lifecycle) | printf "%s\n" | fromYaml) "path" "postgres.lifecycle" "grace" .Values.postgres.terminationGracePeriodSeconds) }}
{{- include "family-gifting.repeatedSysctls" (dict "securityContext" .Values.postgres.podSecurityContext "path" "postgres.podSecurityContext" "root" .) }}
{{- include "family-gifting.repeatedFiles" (dict "volumes" .Values.postgres.extraVolumes "path" "postgres.extraVolumes" "root" .) }}
{{- include "family-gifting.wrongProfiles" (dict "annotations" .Values.postgres.podAnnotations "path" "postgres.podAnnotations" "known" ",postgres" "containers" .Values.postgres.extraContainers "initContainers" .Values.postgres.extraInitContainers "root" .) }}
{{- include "family-gifting.rootUsers" (dict "pod" .Values.postgres.podSecurityContext "podPath" "postgres.podSecurityContext" "container" .Values.postgres.securityContext "containerPath" "postgres.securityContext") }}
{{- include "family-gifting.wrongContainers" (dict "list" .Values.postgres.extraInitContainers "path" "postgres.extraInitContainers" "names" ",postgres" "ports" ",postgres" "known" ",tmp,var-run-postgresql,postgres-storage" "volumes" .Values.postgres.extraVolumes "pod" .Values.postgres.podSecurityContext "podPath" "postgres.podSecurityContext") }}
{{- include "family-gifting.wrongContainers" (dict "list" .Values.postgres.extraContainers "path" "postgres.extraContainers" "names" ",postgres" "ports" ",postgres" "known" ",tmp,var-run-postgresql,postgres-storage" "others" .Values.postgres.extraInitContainers "volumes" .Values.postgres.extraVolumes "pod" .Values.postgres.podSecurityContext "podPath" "postgres.podSecurityContext") }}
{{- include "family-gifting.bidirectionalMounts" (dict "list" .Values.postgres.extraVolumeMounts "path" "postgres.extraVolumeMounts" "securityContext" .Values.postgres.securityContext) }}
{{- include "family-gifting.longAnnotations" (dict "annotations" .Values.postgres.podAnnotations "path" "postgres.podAnnotations" "most" 65536 "root" .) }}
{{- end }}
{{- include "family-gifting.repeated" (dict "list" .Values.defaults.topologySpreadConstraints "path" "defaults.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.defaults.hostAliases "path" "defaults.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.api.topologySpreadConstraints "path" "api.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.api.hostAliases "path" "api.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.api.extraVolumeMounts "path" "api.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.api.extraEnv "path" "api.extraEnv" "keys" "name" "taken" (printf ",UV_NO_SYNC,UV_CACHE_DIR,JWT_SECRET_KEY,CORS_ORIGINS%s%s%s,%s%s%s%s" (ternary ",DATABASE_PASSWORD" "" (and (not (empty .Values.migration.command)) (not .Values.postgres.enabled))) (ternary ",DATABASE_URL" "" (and (not (empty .Values.migration.command)) .Values.postgres.enabled)) (ternary ",DATABASE_URL" "" (and (not (empty .Values.migration.command)) (not .Values.postgres.enabled))) (include "family-gifting.keys" (dict "map" .Values.api.env)) (ternary ",DATABASE_PASSWORD" "" (not .Values.postgres.enabled)) (ternary ",DATABASE_URL" "" .Values.postgres.enabled) (ternary ",DATABASE_URL" "" (not .Values.postgres.enabled))) "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.api.extraVolumes "path" "api.extraVolumes" "keys" "name" "taken" ",tmp" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.api.service.extraPorts "path" "api.service.extraPorts" "keys" "port,protocol=TCP" "taken" (printf ",%d/TCP" (int64 .Values.api.service.port)) "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.web.topologySpreadConstraints "path" "web.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.web.hostAliases "path" "web.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.web.extraEnv "path" "web.extraEnv" "keys" "name" "taken" (printf ",NEXT_PUBLIC_API_URL,NEXT_PUBLIC_WS_URL,%s" (include "family-gifting.keys" (dict "map" .Values.web.env))) "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.web.extraVolumeMounts "path" "web.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp,/app/.next/cache" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.web.extraVolumes "path" "web.extraVolumes" "keys" "name" "taken" ",tmp,cache" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.web.service.extraPorts "path" "web.service.extraPorts" "keys" "port,protocol=TCP" "taken" (printf ",%d/TCP" (int64 .Values.web.service.port)) "root" .) }}
{{- if .Values.httpRoute.enabled }}
{{- include "family-gifting.repeated" (dict "list" .Values.httpRoute.parentRefs "path" "httpRoute.parentRefs" "keys" "name,namespace,kind=Gateway,group=gateway.networking.k8s.io,sectionName,port" "taken" "" "root" .) }}
{{- include "family-gifting.wholeParents" (dict "list" .Values.httpRoute.parentRefs "path" "httpRoute.parentRefs") }}
{{- include "family-gifting.longAnnotations" (dict "annotations" .Values.httpRoute.annotations "path" "httpRoute.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and .Values.backup.enabled .Values.postgres.enabled }}
{{- include "family-gifting.repeated" (dict "list" .Values.backup.topologySpreadConstraints "path" "backup.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.backup.hostAliases "path" "backup.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.backup.extraEnv "path" "backup.extraEnv" "keys" "name" "taken" (printf ",PGHOST,PGUSER,PGDATABASE,PGPASSWORD,RETENTION_DAYS,%s" (include "family-gifting.keys" (dict "map" .Values.backup.env))) "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.backup.extraVolumeMounts "path" "backup.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp,/backups" "root" .) }}
{{- include "family-gifting.repeated" (dict "list" .Values.backup.extraVolumes "path" "backup.extraVolumes" "keys" "name" "taken" ",tmp,backups" "root" .) }}
{{- include "family-gifting.takenKeys" (dict "map" .Values.backup.env "path" "backup.env" "taken" ",PGHOST,PGUSER,PGDATABASE,PGPASSWORD,RETENTION_DAYS") }}
{{- include "family-gifting.unknownVolumes" (dict "list" .Values.backup.extraVolumeMounts "path" "backup.extraVolumeMounts" "known" ",tmp,backups" "volumes" .Values.backup.extraVolumes "root" .) }}
{{- include "family-gifting.overLimits" (dict "resources" .Values.backup.resources "path" "backup.resources" "root" .) }}
{{- include "family-gifting.hugePages" (dict "resources" .Values.backup.resources "path" "backup.resources" "root" .) }}
{{- include "family-gifting.unknownVariables" (dict "list" .Values.backup.extraEnv "path" "backup.extraEnv" "known" (printf ",PGHOST,PGUSER,PGDATABASE,PGPASSWORD,RETENTION_DAYS,%s" (include "family-gifting.keys" (dict "map" .Values.backup.env))) "from" .Values.backup.extraEnvFrom "root" .) }}
{{- include "family-gifting.unknownNames" (dict "text" .Values.postgres.user "path" "postgres.user" "known" ",PGHOST" "from" .Values.backup.extraEnvFrom) }}
{{- include "family-gifting.unknownNames" (dict "text" .Values.postgres.database "path" "postgres.database" "known" ",PGHOST,PGUSER" "from" .Values.backup.extraEnvFrom) }}
{{- include "family-gifting.longHooks" (dict "lifecycle" (include "family-gifting.lifecycle" (dict "lifecycle" .Values.backup.lifecycle) | printf "%s\n" | fromYaml) "path" "backup.lifecycle" "grace" .Values.backup.terminationGracePeriodSeconds) }}
{{- include "family-gifting.repeatedSysctls" (dict "securityContext" .Values.backup.podSecurityContext "path" "backup.podSecurityContext" "root" .) }}
{{- include "family-gifting.repeatedFiles" (dict "volumes" .Values.backup.extraVolumes "path" "backup.extraVolumes" "root" .) }}
{{- include "family-gifting.wrongProfiles" (dict "annotations" .Values.backup.podAnnotations "path" "backup.podAnnotations" "known" ",backup" "containers" .Values.backup.extraContainers "initContainers" .Values.backup.extraInitContainers "root" .) }}
{{- include "family-gifting.rootUsers" (dict "pod" .Values.backup.podSecurityContext "podPath" "backup.podSecurityContext" "container" .Values.backup.securityContext "containerPath" "backup.securityContext") }}
{{- include "family-gifting.wrongContainers" (dict "list" .Values.backup.extraInitContainers "path" "backup.extraInitContainers" "names" ",backup" "ports" "" "known" ",tmp,backups" "volumes" .Values.backup.extraVolumes "pod" .Values.backup.podSecurityContext "podPath" "backup.podSecurityContext") }}
{{- include "family-gifting.wrongContainers" (dict "list" .Values.backup.extraContainers "path" "backup.extraContainers" "names" ",backup" "ports" "" "known" ",tmp,backups" "others" .Values.backup.extraInitContainers "volumes" .Values.backup.extraVolumes "pod" .Values.backup.podSecurityContext "podPath" "backup.podSecurityContext") }}
{{- include "family-gifting.bidirectionalMounts" (dict "list" .Values.backup.extraVolumeMounts "path" "backup.extraVolumeMounts" "securityContext" .Values.backup.securityContext) }}
{{- include "family-gifting.longAnnotations" (dict "annotations" .Values.backup.podAnnotations "path" "backup.podAnnotations" "most" 65536 "root" .) }}
{{- end }}
{{- include "family-gifting.takenKeys" (dict "map" .Values.api.env "path" "api.env" "taken" (printf ",UV_NO_SYNC,UV_CACHE_DIR,JWT_SECRET_KEY,CORS_ORIGINS%s%s%s%s%s%s" (ternary ",DATABASE_PASSWORD" "" (and (not (empty .Values.migration.command)) (not .Values.postgres.enabled))) (ternary ",DATABASE_URL" "" (and (not (empty .Values.migration.command)) .Values.postgres.enabled)) (ternary ",DATABASE_URL" "" (and (not (empty .Values.migration.command)) (not .Values.postgres.enabled))) (ternary ",DATABASE_PASSWORD" "" (not .Values.postgres.enabled)) (ternary ",DATABASE_URL" "" .Values.postgres.enabled) (ternary ",DATABASE_URL" "" (not .Values.postgres.enabled)))) }}
{{- include "family-gifting.takenKeys" (dict "map" .Values.web.env "path" "web.env" "taken" ",NEXT_PUBLIC_API_URL,NEXT_PUBLIC_WS_URL") }}
{{- include "family-gifting.unknownVolumes" (dict "list" .Values.api.extraVolumeMounts "path" "api.extraVolumeMounts" "known" ",tmp" "volumes" .Values.api.extraVolumes "root" .) }}
{{- include "family-gifting.unknownVolumes" (dict "list" .Values.web.extraVolumeMounts "path" "web.extraVolumeMounts" "known" ",tmp,cache" "volumes" .Values.web.extraVolumes "root" .) }}
{{- include "family-gifting.overLimits" (dict "resources" .Values.api.resources "path" "api.resources" "root" .) }}
{{- include "family-gifting.hugePages" (dict "resources" .Values.api.resources "path" "api.resources" "root" .) }}
{{- include "family-gifting.overLimits" (dict "resources" .Values.web.resources "path" "web.resources" "root" .) }}
{{- include "family-gifting.hugePages" (dict "resources" .Values.web.resources "path" "web.resources" "root" .) }}
{{- include "family-gifting.unknownVariables" (dict "list" .Values.api.extraEnv "path" "api.extraEnv" "known" (printf ",UV_NO_SYNC,UV_CACHE_DIR,%s" (include "family-gifting.keys" (dict "map" .Values.api.env))) "from" .Values.api.extraEnvFrom "root" .) }}
{{- include "family-gifting.unknownVariables" (dict "list" .Values.web.extraEnv "path" "web.extraEnv" "known" (printf ",NEXT_PUBLIC_API_URL,NEXT_PUBLIC_WS_URL,%s" (include "family-gifting.keys" (dict "map" .Values.web.env))) "from" .Values.web.extraEnvFrom "root" .) }}
{{- if and .Values.migration.command (not .Values.postgres.enabled) }}
{{- include "family-gifting.unknownNames" (dict "text" (printf "postgresql://%s:$(DATABASE_PASSWORD)@%s:%d/%s%s" .Values.postgres.user .Values.postgres.external.host (int64 .Values.postgres.external.port) .Values.postgres.database (ternary (printf "?%s" .Values.postgres.external.parameters) "" (not (empty .Values.postgres.external.parameters)))) "path" "postgres.user and postgres.database" "known" (printf "%s%s" (ternary ",DATABASE_PASSWORD" "" (and (not (empty .Values.migration.command)) (not .Values.postgres.enabled))) (ternary ",DATABASE_URL" "" (and (not (empty .Values.migration.command)) .Values.postgres.enabled))) "from" .Values.api.extraEnvFrom) }}
{{- end }}
{{- if not .Values.postgres.enabled }}
{{- include "family-gifting.unknownNames" (dict "text" (printf "postgresql://%s:$(DATABASE_PASSWORD)@%s:%d/%s%s" .Values.postgres.user .Values.postgres.external.host (int64 .Values.postgres.external.port) .Values.postgres.database (ternary (printf "?%s" .Values.postgres.external.parameters) "" (not (empty .Values.postgres.external.parameters)))) "path" "postgres.user and postgres.database" "known" (printf "%s%s" (ternary ",DATABASE_PASSWORD" "" (not .Values.postgres.enabled)) (ternary ",DATABASE_URL" "" .Values.postgres.enabled)) "from" .Values.api.extraEnvFrom) }}
{{- end }}
{{- include "family-gifting.shared" (dict "all" (printf "%s%s" (ternary (printf ",api.service.nodePort=%d" (int64 .Values.api.service.nodePort)) "" (and (ne .Values.api.service.type "ClusterIP") (ne (int64 .Values.api.service.nodePort) 0))) (ternary (printf ",web.service.nodePort=%d" (int64 .Values.web.service.nodePort)) "" (and (ne .Values.web.service.type "ClusterIP") (ne (int64 .Values.web.service.nodePort) 0)))) "what" "Service has the node port" "root" .) }}
{{- include "family-gifting.shared" (dict "all" (printf "%s%s%s%s" (ternary (printf ",api.serviceAccount.name=%s" (include "family-gifting.api.serviceAccountName" .)) "" .Values.api.serviceAccount.create) (ternary (printf ",backup.serviceAccount.name=%s" (include "family-gifting.postgres-backup.serviceAccountName" .)) "" (and (and .Values.backup.enabled .Values.postgres.enabled) .Values.backup.serviceAccount.create)) (ternary (printf ",web.serviceAccount.name=%s" (include "family-gifting.web.serviceAccountName" .)) "" .Values.web.serviceAccount.create) (ternary (printf ",postgres.serviceAccount.name=%s" (include "family-gifting.postgres.serviceAccountName" .)) "" (and .Values.postgres.enabled .Values.postgres.serviceAccount.create))) "what" "ServiceAccount has the name" "root" .) }}
{{- include "family-gifting.longHooks" (dict "lifecycle" (include "family-gifting.lifecycle" (dict "lifecycle" .Values.api.lifecycle "preStop" "exec") | printf "%s\n" | fromYaml) "path" "api.lifecycle" "grace" .Values.api.terminationGracePeriodSeconds) }}
{{- include "family-gifting.longHooks" (dict "lifecycle" (include "family-gifting.lifecycle" (dict "lifecycle" .Values.web.lifecycle "preStop" "exec") | printf "%s\n" | fromYaml) "path" "web.lifecycle" "grace" .Values.web.terminationGracePeriodSeconds) }}
{{- include "family-gifting.repeatedSysctls" (dict "securityContext" .Values.api.podSecurityContext "path" "api.podSecurityContext" "root" .) }}
{{- include "family-gifting.repeatedFiles" (dict "volumes" .Values.api.extraVolumes "path" "api.extraVolumes" "root" .) }}
{{- include "family-gifting.wrongProfiles" (dict "annotations" .Values.api.podAnnotations "path" "api.podAnnotations" "known" ",api,wait-for-postgres,migrate" "containers" .Values.api.extraContainers "initContainers" .Values.api.extraInitContainers "root" .) }}
{{- include "family-gifting.repeatedSysctls" (dict "securityContext" .Values.web.podSecurityContext "path" "web.podSecurityContext" "root" .) }}
{{- include "family-gifting.repeatedFiles" (dict "volumes" .Values.web.extraVolumes "path" "web.extraVolumes" "root" .) }}
{{- include "family-gifting.wrongProfiles" (dict "annotations" .Values.web.podAnnotations "path" "web.podAnnotations" "known" ",web" "containers" .Values.web.extraContainers "initContainers" .Values.web.extraInitContainers "root" .) }}
{{- include "family-gifting.rootUsers" (dict "pod" .Values.api.podSecurityContext "podPath" "api.podSecurityContext" "container" .Values.api.securityContext "containerPath" "api.securityContext") }}
{{- include "family-gifting.rootUsers" (dict "pod" .Values.web.podSecurityContext "podPath" "web.podSecurityContext" "container" .Values.web.securityContext "containerPath" "web.securityContext") }}
{{- include "family-gifting.wrongContainers" (dict "list" .Values.api.extraInitContainers "path" "api.extraInitContainers" "names" (printf ",api%s%s" (ternary ",wait-for-postgres" "" .Values.waiting.enabled) (ternary ",migrate" "" (not (empty .Values.migration.command)))) "ports" ",http" "known" ",tmp" "volumes" .Values.api.extraVolumes "pod" .Values.api.podSecurityContext "podPath" "api.podSecurityContext") }}
{{- include "family-gifting.wrongContainers" (dict "list" .Values.api.extraContainers "path" "api.extraContainers" "names" (printf ",api%s%s" (ternary ",wait-for-postgres" "" .Values.waiting.enabled) (ternary ",migrate" "" (not (empty .Values.migration.command)))) "ports" ",http" "known" ",tmp" "others" .Values.api.extraInitContainers "volumes" .Values.api.extraVolumes "pod" .Values.api.podSecurityContext "podPath" "api.podSecurityContext") }}
{{- include "family-gifting.wrongContainers" (dict "list" .Values.web.extraInitContainers "path" "web.extraInitContainers" "names" ",web" "ports" ",http" "known" ",tmp,cache" "volumes" .Values.web.extraVolumes "pod" .Values.web.podSecurityContext "podPath" "web.podSecurityContext") }}
{{- include "family-gifting.wrongContainers" (dict "list" .Values.web.extraContainers "path" "web.extraContainers" "names" ",web" "ports" ",http" "known" ",tmp,cache" "others" .Values.web.extraInitContainers "volumes" .Values.web.extraVolumes "pod" .Values.web.podSecurityContext "podPath" "web.podSecurityContext") }}
{{- include "family-gifting.bidirectionalMounts" (dict "list" .Values.api.extraVolumeMounts "path" "api.extraVolumeMounts" "securityContext" .Values.api.securityContext) }}
{{- include "family-gifting.bidirectionalMounts" (dict "list" .Values.web.extraVolumeMounts "path" "web.extraVolumeMounts" "securityContext" .Values.web.securityContext) }}
{{- if or .Values.api.networkPolicy.enabled .Values.web.networkPolicy.enabled }}
{{- include "family-gifting.policyPeers" (dict "peers" .Values.clients "path" "clients") }}
{{- end }}
{{- if .Values.api.networkPolicy.enabled }}
{{- include "family-gifting.policyRules" (dict "rules" .Values.api.networkPolicy.extraIngress "path" "api.networkPolicy.extraIngress") }}
{{- include "family-gifting.policyRules" (dict "rules" .Values.api.networkPolicy.extraEgress "path" "api.networkPolicy.extraEgress") }}
{{- end }}
{{- if and .Values.backup.enabled .Values.postgres.enabled .Values.backup.networkPolicy.enabled }}
{{- include "family-gifting.policyRules" (dict "rules" .Values.backup.networkPolicy.extraIngress "path" "backup.networkPolicy.extraIngress") }}
{{- include "family-gifting.policyRules" (dict "rules" .Values.backup.networkPolicy.extraEgress "path" "backup.networkPolicy.extraEgress") }}
{{- end }}
{{- if and .Values.postgres.enabled .Values.postgres.networkPolicy.enabled }}
{{- include "family-gifting.policyRules" (dict "rules" .Values.postgres.networkPolicy.extraIngress "path" "postgres.networkPolicy.extraIngress") }}
{{- end }}
{{- if .Values.web.networkPolicy.enabled }}
{{- include "family-gifting.policyRules" (dict "rules" .Values.web.networkPolicy.extraIngress "path" "web.networkPolicy.extraIngress") }}
{{- include "family-gifting.policyRules" (dict "rules" .Values.web.networkPolicy.extraEgress "path" "web.networkPolicy.extraEgress") }}
{{- end }}
{{- if .Values.api.serviceAccount.create }}
{{- include "family-gifting.longAnnotations" (dict "annotations" .Values.api.serviceAccount.annotations "path" "api.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and .Values.backup.enabled .Values.postgres.enabled .Values.backup.serviceAccount.create }}
{{- include "family-gifting.longAnnotations" (dict "annotations" .Values.backup.serviceAccount.annotations "path" "backup.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if .Values.web.serviceAccount.create }}
{{- include "family-gifting.longAnnotations" (dict "annotations" .Values.web.serviceAccount.annotations "path" "web.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and .Values.postgres.enabled .Values.postgres.serviceAccount.create }}
{{- include "family-gifting.longAnnotations" (dict "annotations" .Values.postgres.serviceAccount.annotations "path" "postgres.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- include "family-gifting.longAnnotations" (dict "annotations" .Values.defaults.podAnnotations "path" "defaults.podAnnotations" "most" 65536 "root" .) }}
{{- if and .Values.postgres.enabled (not .Values.postgres.persistence.existingClaim) }}
{{- include "family-gifting.longAnnotations" (dict "annotations" .Values.postgres.persistence.annotations "path" "postgres.persistence.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- include "family-gifting.longAnnotations" (dict "annotations" .Values.api.podAnnotations "path" "api.podAnnotations" "most" 65536 "root" .) }}
{{- include "family-gifting.longAnnotations" (dict "annotations" .Values.api.service.annotations "path" "api.service.annotations" "most" 131072 "root" .) }}
{{- include "family-gifting.sourceRanges" (dict "annotations" .Values.api.service.annotations "path" "api.service.annotations" "type" .Values.api.service.type "root" .) }}
{{- include "family-gifting.longAnnotations" (dict "annotations" .Values.web.podAnnotations "path" "web.podAnnotations" "most" 65536 "root" .) }}
{{- include "family-gifting.longAnnotations" (dict "annotations" .Values.web.service.annotations "path" "web.service.annotations" "most" 131072 "root" .) }}
{{- include "family-gifting.sourceRanges" (dict "annotations" .Values.web.service.annotations "path" "web.service.annotations" "type" .Values.web.service.type "root" .) }}
{{- if and .Values.backup.enabled .Values.postgres.enabled (not .Values.backup.persistence.existingClaim) }}
{{- include "family-gifting.longAnnotations" (dict "annotations" .Values.backup.persistence.annotations "path" "backup.persistence.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- end }}

{{/*
Refuses these values.
*/}}
{{- define "family-gifting.validate" -}}
{{- with include "family-gifting.faults" . | trim }}
{{- fail (splitList "\n" . | uniq | join "\n" | printf "these values do not fit:\n%s") }}
{{- end }}
{{- end }}

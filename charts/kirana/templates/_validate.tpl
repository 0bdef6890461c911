{{/*
What is wrong with values that fit the schema, a line for each fault; nothing where all is well.
*/}}
{{- define "kirana.faults" -}}
{{- if not (or .Values.mongodb.enabled .Values.mongodb.external.host) }}
- mongodb.external.host names your own server where mongodb.enabled is off ("{{ .Values.mongodb.external.host }}")
{{- end }}
{{- if not (or .Values.redis.enabled .Values.redis.external.host) }}
- redis.external.host names your own server where redis.enabled is off ("{{ .Values.redis.external.host }}")
{{- end }}
{{- if and .Values.mongodb.enabled (ne (include "kirana.missingNameservers" (dict "policy" (.Values.mongodb.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.mongodb.dnsConfig | default .Values.defaults.dnsConfig))) "") }}
- mongodb.dnsPolicy None needs nameservers in mongodb.dnsConfig ("{{ .Values.mongodb.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- if and .Values.redis.enabled (ne (include "kirana.missingNameservers" (dict "policy" (.Values.redis.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.redis.dnsConfig | default .Values.defaults.dnsConfig))) "") }}
- redis.dnsPolicy None needs nameservers in redis.dnsConfig ("{{ .Values.redis.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- if ne (include "kirana.missingNameservers" (dict "policy" (.Values.migration.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.migration.dnsConfig | default .Values.defaults.dnsConfig))) "" }}
- migration.dnsPolicy None needs nameservers in migration.dnsConfig ("{{ .Values.migration.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- if ne (include "kirana.missingNameservers" (dict "policy" (.Values.backend.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.backend.dnsConfig | default .Values.defaults.dnsConfig))) "" }}
- backend.dnsPolicy None needs nameservers in backend.dnsConfig ("{{ .Values.backend.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- include "kirana.repeated" (dict "list" .Values.backend.service.extraPorts "path" "backend.service.extraPorts" "keys" "name" "taken" ",http" "root" .) }}
{{- if and .Values.backend.autoscaling.enabled (not .Values.backend.autoscaling.external) (gt (int64 .Values.backend.autoscaling.minReplicas) (int64 .Values.backend.autoscaling.maxReplicas)) }}
- backend.autoscaling.minReplicas may not exceed backend.autoscaling.maxReplicas ({{ .Values.backend.autoscaling.minReplicas | int64 }} and {{ .Values.backend.autoscaling.maxReplicas | int64 }})
{{- end }}
{{- if ne (include "kirana.missingNameservers" (dict "policy" (.Values.frontend.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.frontend.dnsConfig | default .Values.defaults.dnsConfig))) "" }}
- frontend.dnsPolicy None needs nameservers in frontend.dnsConfig ("{{ .Values.frontend.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- include "kirana.repeated" (dict "list" .Values.frontend.service.extraPorts "path" "frontend.service.extraPorts" "keys" "name" "taken" ",http" "root" .) }}
{{- if and .Values.frontend.autoscaling.enabled (not .Values.frontend.autoscaling.external) (gt (int64 .Values.frontend.autoscaling.minReplicas) (int64 .Values.frontend.autoscaling.maxReplicas)) }}
- frontend.autoscaling.minReplicas may not exceed frontend.autoscaling.maxReplicas ({{ .Values.frontend.autoscaling.minReplicas | int64 }} and {{ .Values.frontend.autoscaling.maxReplicas | int64 }})
{{- end }}
{{- if ne (include "kirana.missingNameservers" (dict "policy" (.Values.nginx.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.nginx.dnsConfig | default .Values.defaults.dnsConfig))) "" }}
- nginx.dnsPolicy None needs nameservers in nginx.dnsConfig ("{{ .Values.nginx.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- include "kirana.repeated" (dict "list" .Values.nginx.service.extraPorts "path" "nginx.service.extraPorts" "keys" "name" "taken" ",http" "root" .) }}
{{- if and .Values.nginx.autoscaling.enabled (not .Values.nginx.autoscaling.external) (gt (int64 .Values.nginx.autoscaling.minReplicas) (int64 .Values.nginx.autoscaling.maxReplicas)) }}
- nginx.autoscaling.minReplicas may not exceed nginx.autoscaling.maxReplicas ({{ .Values.nginx.autoscaling.minReplicas | int64 }} and {{ .Values.nginx.autoscaling.maxReplicas | int64 }})
{{- end }}
{{- if .Values.ingress.enabled }}
{{- include "kirana.repeated" (dict "list" .Values.ingress.extraPaths "path" "ingress.extraPaths" "keys" "path" "taken" ",/" "root" .) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.ingress.annotations "path" "ingress.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and .Values.backup.enabled .Values.mongodb.enabled (ne (include "kirana.missingNameservers" (dict "policy" (.Values.backup.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.backup.dnsConfig | default .Values.defaults.dnsConfig))) "") }}
- backup.dnsPolicy None needs nameservers in backup.dnsConfig ("{{ .Values.backup.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- if and .Values.mongoExpress.enabled .Values.mongodb.enabled (ne (include "kirana.missingNameservers" (dict "policy" (.Values.mongoExpress.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.mongoExpress.dnsConfig | default .Values.defaults.dnsConfig))) "") }}
- mongoExpress.dnsPolicy None needs nameservers in mongoExpress.dnsConfig ("{{ .Values.mongoExpress.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- if and .Values.mongoExpress.enabled .Values.mongodb.enabled }}
{{- include "kirana.repeated" (dict "list" .Values.mongoExpress.service.extraPorts "path" "mongoExpress.service.extraPorts" "keys" "name" "taken" ",http" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.mongoExpress.topologySpreadConstraints "path" "mongoExpress.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.mongoExpress.hostAliases "path" "mongoExpress.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.mongoExpress.extraEnv "path" "mongoExpress.extraEnv" "keys" "name" "taken" (printf ",ME_CONFIG_MONGODB_URL,ME_CONFIG_BASICAUTH,ME_CONFIG_BASICAUTH_USERNAME%s%s,%s" (ternary ",ROOT_PASSWORD" "" (and (and .Values.mongoExpress.enabled .Values.mongodb.enabled) .Values.mongodb.enabled)) (ternary ",ME_CONFIG_BASICAUTH_PASSWORD" "" (and (and .Values.mongoExpress.enabled .Values.mongodb.enabled) .Values.mongodb.enabled)) (include "kirana.keys" (dict "map" .Values.mongoExpress.env))) "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.mongoExpress.extraVolumeMounts "path" "mongoExpress.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.mongoExpress.extraVolumes "path" "mongoExpress.extraVolumes" "keys" "name" "taken" ",tmp" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.mongoExpress.service.extraPorts "path" "mongoExpress.service.extraPorts" "keys" "port,protocol=TCP" "taken" (printf ",%d/TCP" (int64 .Values.mongoExpress.service.port)) "root" .) }}
{{- include "kirana.takenKeys" (dict "map" .Values.mongoExpress.env "path" "mongoExpress.env" "taken" (printf ",ME_CONFIG_MONGODB_URL,ME_CONFIG_BASICAUTH,ME_CONFIG_BASICAUTH_USERNAME%s%s" (ternary ",ROOT_PASSWORD" "" (and (and .Values.mongoExpress.enabled .Values.mongodb.enabled) .Values.mongodb.enabled)) (ternary ",ME_CONFIG_BASICAUTH_PASSWORD" "" (and (and .Values.mongoExpress.enabled .Values.mongodb.enabled) .Values.mongodb.enabled)))) }}
{{- include "kirana.unknownVolumes" (dict "list" .Values.mongoExpress.extraVolumeMounts "path" "mongoExpress.extraVolumeMounts" "known" ",tmp" "volumes" .Values.mongoExpress.extraVolumes "root" .) }}
{{- include "kirana.overLimits" (dict "resources" .Values.mongoExpress.resources "path" "mongoExpress.resources" "root" .) }}
{{- include "kirana.hugePages" (dict "resources" .Values.mongoExpress.resources "path" "mongoExpress.resources" "root" .) }}
{{- include "kirana.unknownVariables" (dict "list" .Values.mongoExpress.extraEnv "path" "mongoExpress.extraEnv" "known" (printf ",ME_CONFIG_MONGODB_URL,ME_CONFIG_BASICAUTH,ME_CONFIG_BASICAUTH_USERNAME%s%s,%s" (ternary ",ROOT_PASSWORD" "" (and (and .Values.mongoExpress.enabled .Values.mongodb.enabled) .Values.mongodb.enabled)) (ternary ",ME_CONFIG_BASICAUTH_PASSWORD" "" (and (and .Values.mongoExpress.enabled .Values.mongodb.enabled) .Values.mongodb.enabled)) (include "kirana.keys" (dict "map" .Values.mongoExpress.env))) "from" .Values.mongoExpress.extraEnvFrom "root" .) }}
{{- include "kirana.longHooks" (dict "lifecycle" (include "kirana.lifecycle" (dict "lifecycle" .Values.mongoExpress.lifecycle) | printf "%s\n" | fromYaml) "path" "mongoExpress.lifecycle" "grace" .Values.mongoExpress.terminationGracePeriodSeconds) }}
{{- include "kirana.repeatedSysctls" (dict "securityContext" .Values.mongoExpress.podSecurityContext "path" "mongoExpress.podSecurityContext" "root" .) }}
{{- include "kirana.repeatedFiles" (dict "volumes" .Values.mongoExpress.extraVolumes "path" "mongoExpress.extraVolumes" "root" .) }}
{{- include "kirana.wrongProfiles" (dict "annotations" .Values.mongoExpress.podAnnotations "path" "mongoExpress.podAnnotations" "known" ",mongo-express" "containers" .Values.mongoExpress.extraContainers "initContainers" .Values.mongoExpress.extraInitContainers "root" .) }}
{{- include "kirana.rootUsers" (dict "pod" .Values.mongoExpress.podSecurityContext "podPath" "mongoExpress.podSecurityContext" "container" .Values.mongoExpress.securityContext "containerPath" "mongoExpress.securityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.mongoExpress.extraInitContainers "path" "mongoExpress.extraInitContainers" "names" ",mongo-express" "ports" ",http" "known" ",tmp" "volumes" .Values.mongoExpress.extraVolumes "pod" .Values.mongoExpress.podSecurityContext "podPath" "mongoExpress.podSecurityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.mongoExpress.extraContainers "path" "mongoExpress.extraContainers" "names" ",mongo-express" "ports" ",http" "known" ",tmp" "others" .Values.mongoExpress.extraInitContainers "volumes" .Values.mongoExpress.extraVolumes "pod" .Values.mongoExpress.podSecurityContext "podPath" "mongoExpress.podSecurityContext") }}
{{- include "kirana.bidirectionalMounts" (dict "list" .Values.mongoExpress.extraVolumeMounts "path" "mongoExpress.extraVolumeMounts" "securityContext" .Values.mongoExpress.securityContext) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.mongoExpress.podAnnotations "path" "mongoExpress.podAnnotations" "most" 65536 "root" .) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.mongoExpress.service.annotations "path" "mongoExpress.service.annotations" "most" 131072 "root" .) }}
{{- include "kirana.sourceRanges" (dict "annotations" .Values.mongoExpress.service.annotations "path" "mongoExpress.service.annotations" "type" .Values.mongoExpress.service.type "root" .) }}
{{- end }}
{{- if and .Values.pgadmin.enabled (ne (include "kirana.missingNameservers" (dict "policy" (.Values.pgadmin.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.pgadmin.dnsConfig | default .Values.defaults.dnsConfig))) "") }}
- pgadmin.dnsPolicy None needs nameservers in pgadmin.dnsConfig ("{{ .Values.pgadmin.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- if .Values.pgadmin.enabled }}
{{- include "kirana.repeated" (dict "list" .Values.pgadmin.service.extraPorts "path" "pgadmin.service.extraPorts" "keys" "name" "taken" ",http" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.pgadmin.topologySpreadConstraints "path" "pgadmin.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.pgadmin.hostAliases "path" "pgadmin.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.pgadmin.extraEnv "path" "pgadmin.extraEnv" "keys" "name" "taken" (printf ",PGADMIN_LISTEN_PORT,PGADMIN_DEFAULT_EMAIL,PGADMIN_CONFIG_ALLOW_SPECIAL_EMAIL_DOMAINS,PGADMIN_DISABLE_POSTFIX%s,%s" (ternary ",PGADMIN_DEFAULT_PASSWORD" "" (and .Values.pgadmin.enabled .Values.pgadmin.enabled)) (include "kirana.keys" (dict "map" .Values.pgadmin.env))) "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.pgadmin.extraVolumeMounts "path" "pgadmin.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp,/var/lib/pgadmin" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.pgadmin.extraVolumes "path" "pgadmin.extraVolumes" "keys" "name" "taken" ",tmp,data" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.pgadmin.service.extraPorts "path" "pgadmin.service.extraPorts" "keys" "port,protocol=TCP" "taken" (printf ",%d/TCP" (int64 .Values.pgadmin.service.port)) "root" .) }}
{{- include "kirana.takenKeys" (dict "map" .Values.pgadmin.env "path" "pgadmin.env" "taken" (printf ",PGADMIN_LISTEN_PORT,PGADMIN_DEFAULT_EMAIL,PGADMIN_CONFIG_ALLOW_SPECIAL_EMAIL_DOMAINS,PGADMIN_DISABLE_POSTFIX%s" (ternary ",PGADMIN_DEFAULT_PASSWORD" "" (and .Values.pgadmin.enabled .Values.pgadmin.enabled)))) }}
{{- include "kirana.unknownVolumes" (dict "list" .Values.pgadmin.extraVolumeMounts "path" "pgadmin.extraVolumeMounts" "known" ",tmp,data" "volumes" .Values.pgadmin.extraVolumes "root" .) }}
{{- include "kirana.overLimits" (dict "resources" .Values.pgadmin.resources "path" "pgadmin.resources" "root" .) }}
{{- include "kirana.hugePages" (dict "resources" .Values.pgadmin.resources "path" "pgadmin.resources" "root" .) }}
{{- include "kirana.unknownVariables" (dict "list" .Values.pgadmin.extraEnv "path" "pgadmin.extraEnv" "known" (printf ",PGADMIN_LISTEN_PORT,PGADMIN_DEFAULT_EMAIL,PGADMIN_CONFIG_ALLOW_SPECIAL_EMAIL_DOMAINS,PGADMIN_DISABLE_POSTFIX%s,%s" (ternary ",PGADMIN_DEFAULT_PASSWORD" "" (and .Values.pgadmin.enabled .Values.pgadmin.enabled)) (include "kirana.keys" (dict "map" .Values.pgadmin.env))) "from" .Values.pgadmin.extraEnvFrom "root" .) }}
{{- include "kirana.longHooks" (dict "lifecycle" (include "kirana.lifecycle" (dict "lifecycle" .Values.pgadmin.lifecycle) | printf "%s\n" | fromYaml) "path" "pgadmin.lifecycle" "grace" .Values.pgadmin.terminationGracePeriodSeconds) }}
{{- include "kirana.repeatedSysctls" (dict "securityContext" .Values.pgadmin.podSecurityContext "path" "pgadmin.podSecurityContext" "root" .) }}
{{- include "kirana.repeatedFiles" (dict "volumes" .Values.pgadmin.extraVolumes "path" "pgadmin.extraVolumes" "root" .) }}
{{- include "kirana.wrongProfiles" (dict "annotations" .Values.pgadmin.podAnnotations "path" "pgadmin.podAnnotations" "known" ",pgadmin" "containers" .Values.pgadmin.extraContainers "initContainers" .Values.pgadmin.extraInitContainers "root" .) }}
{{- include "kirana.rootUsers" (dict "pod" .Values.pgadmin.podSecurityContext "podPath" "pgadmin.podSecurityContext" "container" .Values.pgadmin.securityContext "containerPath" "pgadmin.securityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.pgadmin.extraInitContainers "path" "pgadmin.extraInitContainers" "names" ",pgadmin" "ports" ",http" "known" ",tmp,data" "volumes" .Values.pgadmin.extraVolumes "pod" .Values.pgadmin.podSecurityContext "podPath" "pgadmin.podSecurityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.pgadmin.extraContainers "path" "pgadmin.extraContainers" "names" ",pgadmin" "ports" ",http" "known" ",tmp,data" "others" .Values.pgadmin.extraInitContainers "volumes" .Values.pgadmin.extraVolumes "pod" .Values.pgadmin.podSecurityContext "podPath" "pgadmin.podSecurityContext") }}
{{- include "kirana.bidirectionalMounts" (dict "list" .Values.pgadmin.extraVolumeMounts "path" "pgadmin.extraVolumeMounts" "securityContext" .Values.pgadmin.securityContext) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.pgadmin.podAnnotations "path" "pgadmin.podAnnotations" "most" 65536 "root" .) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.pgadmin.service.annotations "path" "pgadmin.service.annotations" "most" 131072 "root" .) }}
{{- include "kirana.sourceRanges" (dict "annotations" .Values.pgadmin.service.annotations "path" "pgadmin.service.annotations" "type" .Values.pgadmin.service.type "root" .) }}
{{- end }}
{{- if and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded") (ne (include "kirana.missingNameservers" (dict "policy" (.Values.monitoring.prometheus.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.monitoring.prometheus.dnsConfig | default .Values.defaults.dnsConfig))) "") }}
- monitoring.prometheus.dnsPolicy None needs nameservers in monitoring.prometheus.dnsConfig ("{{ .Values.monitoring.prometheus.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- if and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded") (not (eq (include "kirana.isUnique" (dict "list" .Values.monitoring.prometheus.extraScrapeConfigs "keys" "job_name" "root" .)) "true")) }}
- each job_name of monitoring.prometheus.extraScrapeConfigs stands there once
{{- end }}
{{- if and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded") (not (eq (include "kirana.isUnique" (dict "list" .Values.monitoring.prometheus.extraRuleGroups "keys" "name" "root" .)) "true")) }}
- each name of monitoring.prometheus.extraRuleGroups stands there once
{{- end }}
{{- if and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded") (ne (include "kirana.missingNameservers" (dict "policy" (.Values.monitoring.alertmanager.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.monitoring.alertmanager.dnsConfig | default .Values.defaults.dnsConfig))) "") }}
- monitoring.alertmanager.dnsPolicy None needs nameservers in monitoring.alertmanager.dnsConfig ("{{ .Values.monitoring.alertmanager.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- if and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded") (ne (include "kirana.missingNameservers" (dict "policy" (.Values.monitoring.grafana.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.monitoring.grafana.dnsConfig | default .Values.defaults.dnsConfig))) "") }}
- monitoring.grafana.dnsPolicy None needs nameservers in monitoring.grafana.dnsConfig ("{{ .Values.monitoring.grafana.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- if and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded") }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.grafana.service.extraPorts "path" "monitoring.grafana.service.extraPorts" "keys" "name" "taken" ",http" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.alertmanager.topologySpreadConstraints "path" "monitoring.alertmanager.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.alertmanager.hostAliases "path" "monitoring.alertmanager.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.alertmanager.extraEnv "path" "monitoring.alertmanager.extraEnv" "keys" "name" "taken" (printf ",%s" (include "kirana.keys" (dict "map" .Values.monitoring.alertmanager.env))) "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.alertmanager.extraVolumeMounts "path" "monitoring.alertmanager.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp,/alertmanager,/etc/alertmanager/config,/etc/alertmanager/secrets" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.alertmanager.extraVolumes "path" "monitoring.alertmanager.extraVolumes" "keys" "name" "taken" (printf ",tmp,files,credentials%s" (ternary ",data" "" (and (and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded")) (not (empty .Values.monitoring.alertmanager.persistence.existingClaim))))) "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.prometheus.topologySpreadConstraints "path" "monitoring.prometheus.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.prometheus.hostAliases "path" "monitoring.prometheus.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.prometheus.extraEnv "path" "monitoring.prometheus.extraEnv" "keys" "name" "taken" (printf ",%s" (include "kirana.keys" (dict "map" .Values.monitoring.prometheus.env))) "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.prometheus.extraVolumeMounts "path" "monitoring.prometheus.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp,/prometheus,/etc/prometheus" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.prometheus.extraVolumes "path" "monitoring.prometheus.extraVolumes" "keys" "name" "taken" (printf ",tmp,files%s" (ternary ",data" "" (and (and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded")) (not (empty .Values.monitoring.prometheus.persistence.existingClaim))))) "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.grafana.topologySpreadConstraints "path" "monitoring.grafana.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.grafana.hostAliases "path" "monitoring.grafana.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.grafana.extraEnv "path" "monitoring.grafana.extraEnv" "keys" "name" "taken" (printf ",GF_SECURITY_ADMIN_USER,GF_SECURITY_ADMIN_PASSWORD,GF_USERS_ALLOW_SIGN_UP,GF_ANALYTICS_REPORTING_ENABLED,GF_ANALYTICS_CHECK_FOR_UPDATES,GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES,GF_LOG_MODE,%s" (include "kirana.keys" (dict "map" .Values.monitoring.grafana.env))) "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.grafana.extraVolumeMounts "path" "monitoring.grafana.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp,/var/lib/grafana,/etc/grafana/provisioning/datasources,/etc/grafana/provisioning/dashboards,/var/lib/dashboards" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.grafana.extraVolumes "path" "monitoring.grafana.extraVolumes" "keys" "name" "taken" (printf ",tmp,grafana-datasources,grafana-providers,dashboards%s%s" (ternary ",data" "" (and (and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded")) .Values.monitoring.grafana.persistence.enabled)) (ternary ",data" "" (and (and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded")) (not .Values.monitoring.grafana.persistence.enabled)))) "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.grafana.service.extraPorts "path" "monitoring.grafana.service.extraPorts" "keys" "port,protocol=TCP" "taken" (printf ",%d/TCP" (int64 .Values.monitoring.grafana.service.port)) "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.nodeExporter.topologySpreadConstraints "path" "monitoring.nodeExporter.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.nodeExporter.hostAliases "path" "monitoring.nodeExporter.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.nodeExporter.extraEnv "path" "monitoring.nodeExporter.extraEnv" "keys" "name" "taken" (printf ",%s" (include "kirana.keys" (dict "map" .Values.monitoring.nodeExporter.env))) "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.nodeExporter.extraVolumeMounts "path" "monitoring.nodeExporter.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp,/node-disk" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.nodeExporter.extraVolumes "path" "monitoring.nodeExporter.extraVolumes" "keys" "name" "taken" ",tmp,node-disk" "root" .) }}
{{- include "kirana.takenKeys" (dict "map" .Values.monitoring.alertmanager.env "path" "monitoring.alertmanager.env" "taken" "") }}
{{- include "kirana.takenKeys" (dict "map" .Values.monitoring.prometheus.env "path" "monitoring.prometheus.env" "taken" "") }}
{{- include "kirana.takenKeys" (dict "map" .Values.monitoring.grafana.env "path" "monitoring.grafana.env" "taken" ",GF_SECURITY_ADMIN_USER,GF_SECURITY_ADMIN_PASSWORD,GF_USERS_ALLOW_SIGN_UP,GF_ANALYTICS_REPORTING_ENABLED,GF_ANALYTICS_CHECK_FOR_UPDATES,GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES,GF_LOG_MODE") }}
{{- include "kirana.takenKeys" (dict "map" .Values.monitoring.nodeExporter.env "path" "monitoring.nodeExporter.env" "taken" "") }}
{{- include "kirana.unknownVolumes" (dict "list" .Values.monitoring.alertmanager.extraVolumeMounts "path" "monitoring.alertmanager.extraVolumeMounts" "known" ",tmp,files,credentials,data" "volumes" .Values.monitoring.alertmanager.extraVolumes "root" .) }}
{{- include "kirana.unknownVolumes" (dict "list" .Values.monitoring.prometheus.extraVolumeMounts "path" "monitoring.prometheus.extraVolumeMounts" "known" ",tmp,files,data" "volumes" .Values.monitoring.prometheus.extraVolumes "root" .) }}
{{- include "kirana.unknownVolumes" (dict "list" .Values.monitoring.grafana.extraVolumeMounts "path" "monitoring.grafana.extraVolumeMounts" "known" (printf ",tmp,grafana-datasources,grafana-providers,dashboards%s%s" (ternary ",data" "" (and (and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded")) .Values.monitoring.grafana.persistence.enabled)) (ternary ",data" "" (and (and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded")) (not .Values.monitoring.grafana.persistence.enabled)))) "volumes" .Values.monitoring.grafana.extraVolumes "root" .) }}
{{- include "kirana.unknownVolumes" (dict "list" .Values.monitoring.nodeExporter.extraVolumeMounts "path" "monitoring.nodeExporter.extraVolumeMounts" "known" ",tmp,node-disk" "volumes" .Values.monitoring.nodeExporter.extraVolumes "root" .) }}
{{- include "kirana.overLimits" (dict "resources" .Values.monitoring.alertmanager.resources "path" "monitoring.alertmanager.resources" "root" .) }}
{{- include "kirana.hugePages" (dict "resources" .Values.monitoring.alertmanager.resources "path" "monitoring.alertmanager.resources" "root" .) }}
{{- include "kirana.overLimits" (dict "resources" .Values.monitoring.prometheus.resources "path" "monitoring.prometheus.resources" "root" .) }}
{{- include "kirana.hugePages" (dict "resources" .Values.monitoring.prometheus.resources "path" "monitoring.prometheus.resources" "root" .) }}
{{- include "kirana.overLimits" (dict "resources" .Values.monitoring.grafana.resources "path" "monitoring.grafana.resources" "root" .) }}
{{- include "kirana.hugePages" (dict "resources" .Values.monitoring.grafana.resources "path" "monitoring.grafana.resources" "root" .) }}
{{- include "kirana.overLimits" (dict "resources" .Values.monitoring.nodeExporter.resources "path" "monitoring.nodeExporter.resources" "root" .) }}
{{- include "kirana.hugePages" (dict "resources" .Values.monitoring.nodeExporter.resources "path" "monitoring.nodeExporter.resources" "root" .) }}
{{- include "kirana.unknownVariables" (dict "list" .Values.monitoring.alertmanager.extraEnv "path" "monitoring.alertmanager.extraEnv" "known" (printf ",%s" (include "kirana.keys" (dict "map" .Values.monitoring.alertmanager.env))) "from" .Values.monitoring.alertmanager.extraEnvFrom "root" .) }}
{{- include "kirana.unknownVariables" (dict "list" .Values.monitoring.prometheus.extraEnv "path" "monitoring.prometheus.extraEnv" "known" (printf ",%s" (include "kirana.keys" (dict "map" .Values.monitoring.prometheus.env))) "from" .Values.monitoring.prometheus.extraEnvFrom "root" .) }}
{{- include "kirana.unknownVariables" (dict "list" .Values.monitoring.grafana.extraEnv "path" "monitoring.grafana.extraEnv" "known" (printf ",GF_SECURITY_ADMIN_USER,GF_SECURITY_ADMIN_PASSWORD,GF_USERS_ALLOW_SIGN_UP,GF_ANALYTICS_REPORTING_ENABLED,GF_ANALYTICS_CHECK_FOR_UPDATES,GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES,GF_LOG_MODE,%s" (include "kirana.keys" (dict "map" .Values.monitoring.grafana.env))) "from" .Values.monitoring.grafana.extraEnvFrom "root" .) }}
{{- include "kirana.unknownVariables" (dict "list" .Values.monitoring.nodeExporter.extraEnv "path" "monitoring.nodeExporter.extraEnv" "known" (printf ",%s" (include "kirana.keys" (dict "map" .Values.monitoring.nodeExporter.env))) "from" .Values.monitoring.nodeExporter.extraEnvFrom "root" .) }}
{{- include "kirana.longHooks" (dict "lifecycle" (include "kirana.lifecycle" (dict "lifecycle" .Values.monitoring.alertmanager.lifecycle) | printf "%s\n" | fromYaml) "path" "monitoring.alertmanager.lifecycle" "grace" .Values.monitoring.alertmanager.terminationGracePeriodSeconds) }}
{{- include "kirana.longHooks" (dict "lifecycle" (include "kirana.lifecycle" (dict "lifecycle" .Values.monitoring.prometheus.lifecycle) | printf "%s\n" | fromYaml) "path" "monitoring.prometheus.lifecycle" "grace" .Values.monitoring.prometheus.terminationGracePeriodSeconds) }}
{{- include "kirana.longHooks" (dict "lifecycle" (include "kirana.lifecycle" (dict "lifecycle" .Values.monitoring.grafana.lifecycle) | printf "%s\n" | fromYaml) "path" "monitoring.grafana.lifecycle" "grace" .Values.monitoring.grafana.terminationGracePeriodSeconds) }}
{{- include "kirana.longHooks" (dict "lifecycle" (include "kirana.lifecycle" (dict "lifecycle" .Values.monitoring.nodeExporter.lifecycle) | printf "%s\n" | fromYaml) "path" "monitoring.nodeExporter.lifecycle" "grace" .Values.monitoring.nodeExporter.terminationGracePeriodSeconds) }}
{{- include "kirana.repeatedSysctls" (dict "securityContext" .Values.monitoring.alertmanager.podSecurityContext "path" "monitoring.alertmanager.podSecurityContext" "root" .) }}
{{- include "kirana.repeatedFiles" (dict "volumes" .Values.monitoring.alertmanager.extraVolumes "path" "monitoring.alertmanager.extraVolumes" "root" .) }}
{{- include "kirana.wrongProfiles" (dict "annotations" .Values.monitoring.alertmanager.podAnnotations "path" "monitoring.alertmanager.podAnnotations" "known" ",alertmanager" "containers" .Values.monitoring.alertmanager.extraContainers "initContainers" .Values.monitoring.alertmanager.extraInitContainers "root" .) }}
{{- include "kirana.repeatedSysctls" (dict "securityContext" .Values.monitoring.prometheus.podSecurityContext "path" "monitoring.prometheus.podSecurityContext" "root" .) }}
{{- include "kirana.repeatedFiles" (dict "volumes" .Values.monitoring.prometheus.extraVolumes "path" "monitoring.prometheus.extraVolumes" "root" .) }}
{{- include "kirana.wrongProfiles" (dict "annotations" .Values.monitoring.prometheus.podAnnotations "path" "monitoring.prometheus.podAnnotations" "known" ",prometheus" "containers" .Values.monitoring.prometheus.extraContainers "initContainers" .Values.monitoring.prometheus.extraInitContainers "root" .) }}
{{- include "kirana.repeatedSysctls" (dict "securityContext" .Values.monitoring.grafana.podSecurityContext "path" "monitoring.grafana.podSecurityContext" "root" .) }}
{{- include "kirana.repeatedFiles" (dict "volumes" .Values.monitoring.grafana.extraVolumes "path" "monitoring.grafana.extraVolumes" "root" .) }}
{{- include "kirana.wrongProfiles" (dict "annotations" .Values.monitoring.grafana.podAnnotations "path" "monitoring.grafana.podAnnotations" "known" ",grafana" "containers" .Values.monitoring.grafana.extraContainers "initContainers" .Values.monitoring.grafana.extraInitContainers "root" .) }}
{{- include "kirana.repeatedSysctls" (dict "securityContext" .Values.monitoring.nodeExporter.podSecurityContext "path" "monitoring.nodeExporter.podSecurityContext" "root" .) }}
{{- include "kirana.repeatedFiles" (dict "volumes" .Values.monitoring.nodeExporter.extraVolumes "path" "monitoring.nodeExporter.extraVolumes" "root" .) }}
{{- include "kirana.wrongProfiles" (dict "annotations" .Values.monitoring.nodeExporter.podAnnotations "path" "monitoring.nodeExporter.podAnnotations" "known" ",node-exporter" "containers" .Values.monitoring.nodeExporter.extraContainers "initContainers" .Values.monitoring.nodeExporter.extraInitContainers "root" .) }}
{{- include "kirana.rootUsers" (dict "pod" .Values.monitoring.alertmanager.podSecurityContext "podPath" "monitoring.alertmanager.podSecurityContext" "container" .Values.monitoring.alertmanager.securityContext "containerPath" "monitoring.alertmanager.securityContext") }}
{{- include "kirana.rootUsers" (dict "pod" .Values.monitoring.prometheus.podSecurityContext "podPath" "monitoring.prometheus.podSecurityContext" "container" .Values.monitoring.prometheus.securityContext "containerPath" "monitoring.prometheus.securityContext") }}
{{- include "kirana.rootUsers" (dict "pod" .Values.monitoring.grafana.podSecurityContext "podPath" "monitoring.grafana.podSecurityContext" "container" .Values.monitoring.grafana.securityContext "containerPath" "monitoring.grafana.securityContext") }}
{{- include "kirana.rootUsers" (dict "pod" .Values.monitoring.nodeExporter.podSecurityContext "podPath" "monitoring.nodeExporter.podSecurityContext" "container" .Values.monitoring.nodeExporter.securityContext "containerPath" "monitoring.nodeExporter.securityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.monitoring.alertmanager.extraInitContainers "path" "monitoring.alertmanager.extraInitContainers" "names" ",alertmanager" "ports" ",http" "known" ",tmp,files,credentials,data" "volumes" .Values.monitoring.alertmanager.extraVolumes "pod" .Values.monitoring.alertmanager.podSecurityContext "podPath" "monitoring.alertmanager.podSecurityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.monitoring.alertmanager.extraContainers "path" "monitoring.alertmanager.extraContainers" "names" ",alertmanager" "ports" ",http" "known" ",tmp,files,credentials,data" "others" .Values.monitoring.alertmanager.extraInitContainers "volumes" .Values.monitoring.alertmanager.extraVolumes "pod" .Values.monitoring.alertmanager.podSecurityContext "podPath" "monitoring.alertmanager.podSecurityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.monitoring.prometheus.extraInitContainers "path" "monitoring.prometheus.extraInitContainers" "names" ",prometheus" "ports" ",http" "known" ",tmp,files,data" "volumes" .Values.monitoring.prometheus.extraVolumes "pod" .Values.monitoring.prometheus.podSecurityContext "podPath" "monitoring.prometheus.podSecurityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.monitoring.prometheus.extraContainers "path" "monitoring.prometheus.extraContainers" "names" ",prometheus" "ports" ",http" "known" ",tmp,files,data" "others" .Values.monitoring.prometheus.extraInitContainers "volumes" .Values.monitoring.prometheus.extraVolumes "pod" .Values.monitoring.prometheus.podSecurityContext "podPath" "monitoring.prometheus.podSecurityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.monitoring.grafana.extraInitContainers "path" "monitoring.grafana.extraInitContainers" "names" ",grafana" "ports" ",http" "known" (printf ",tmp,grafana-datasources,grafana-providers,dashboards%s%s" (ternary ",data" "" (and (and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded")) .Values.monitoring.grafana.persistence.enabled)) (ternary ",data" "" (and (and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded")) (not .Values.monitoring.grafana.persistence.enabled)))) "volumes" .Values.monitoring.grafana.extraVolumes "pod" .Values.monitoring.grafana.podSecurityContext "podPath" "monitoring.grafana.podSecurityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.monitoring.grafana.extraContainers "path" "monitoring.grafana.extraContainers" "names" ",grafana" "ports" ",http" "known" (printf ",tmp,grafana-datasources,grafana-providers,dashboards%s%s" (ternary ",data" "" (and (and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded")) .Values.monitoring.grafana.persistence.enabled)) (ternary ",data" "" (and (and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded")) (not .Values.monitoring.grafana.persistence.enabled)))) "others" .Values.monitoring.grafana.extraInitContainers "volumes" .Values.monitoring.grafana.extraVolumes "pod" .Values.monitoring.grafana.podSecurityContext "podPath" "monitoring.grafana.podSecurityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.monitoring.nodeExporter.extraInitContainers "path" "monitoring.nodeExporter.extraInitContainers" "names" ",node-exporter" "ports" ",http" "known" ",tmp,node-disk" "volumes" .Values.monitoring.nodeExporter.extraVolumes "pod" .Values.monitoring.nodeExporter.podSecurityContext "podPath" "monitoring.nodeExporter.podSecurityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.monitoring.nodeExporter.extraContainers "path" "monitoring.nodeExporter.extraContainers" "names" ",node-exporter" "ports" ",http" "known" ",tmp,node-disk" "others" .Values.monitoring.nodeExporter.extraInitContainers "volumes" .Values.monitoring.nodeExporter.extraVolumes "pod" .Values.monitoring.nodeExporter.podSecurityContext "podPath" "monitoring.nodeExporter.podSecurityContext") }}
{{- include "kirana.bidirectionalMounts" (dict "list" .Values.monitoring.alertmanager.extraVolumeMounts "path" "monitoring.alertmanager.extraVolumeMounts" "securityContext" .Values.monitoring.alertmanager.securityContext) }}
{{- include "kirana.bidirectionalMounts" (dict "list" .Values.monitoring.prometheus.extraVolumeMounts "path" "monitoring.prometheus.extraVolumeMounts" "securityContext" .Values.monitoring.prometheus.securityContext) }}
{{- include "kirana.bidirectionalMounts" (dict "list" .Values.monitoring.grafana.extraVolumeMounts "path" "monitoring.grafana.extraVolumeMounts" "securityContext" .Values.monitoring.grafana.securityContext) }}
{{- include "kirana.bidirectionalMounts" (dict "list" .Values.monitoring.nodeExporter.extraVolumeMounts "path" "monitoring.nodeExporter.extraVolumeMounts" "securityContext" .Values.monitoring.nodeExporter.securityContext) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.monitoring.alertmanager.podAnnotations "path" "monitoring.alertmanager.podAnnotations" "most" 65536 "root" .) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.monitoring.prometheus.podAnnotations "path" "monitoring.prometheus.podAnnotations" "most" 65536 "root" .) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.monitoring.grafana.podAnnotations "path" "monitoring.grafana.podAnnotations" "most" 65536 "root" .) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.monitoring.grafana.service.annotations "path" "monitoring.grafana.service.annotations" "most" 131072 "root" .) }}
{{- include "kirana.sourceRanges" (dict "annotations" .Values.monitoring.grafana.service.annotations "path" "monitoring.grafana.service.annotations" "type" .Values.monitoring.grafana.service.type "root" .) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.monitoring.nodeExporter.podAnnotations "path" "monitoring.nodeExporter.podAnnotations" "most" 65536 "root" .) }}
{{- end }}
{{- if and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded") (ne (include "kirana.missingNameservers" (dict "policy" (.Values.monitoring.nodeExporter.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.monitoring.nodeExporter.dnsConfig | default .Values.defaults.dnsConfig))) "") }}
- monitoring.nodeExporter.dnsPolicy None needs nameservers in monitoring.nodeExporter.dnsConfig ("{{ .Values.monitoring.nodeExporter.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- if and .Values.monitoring.enabled .Values.mongodb.enabled (ne (include "kirana.missingNameservers" (dict "policy" (.Values.monitoring.mongodbExporter.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.monitoring.mongodbExporter.dnsConfig | default .Values.defaults.dnsConfig))) "") }}
- monitoring.mongodbExporter.dnsPolicy None needs nameservers in monitoring.mongodbExporter.dnsConfig ("{{ .Values.monitoring.mongodbExporter.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- if and .Values.monitoring.enabled .Values.mongodb.enabled }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.mongodbExporter.service.extraPorts "path" "monitoring.mongodbExporter.service.extraPorts" "keys" "name" "taken" ",http" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.mongodbExporter.topologySpreadConstraints "path" "monitoring.mongodbExporter.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.mongodbExporter.hostAliases "path" "monitoring.mongodbExporter.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.mongodbExporter.extraEnv "path" "monitoring.mongodbExporter.extraEnv" "keys" "name" "taken" (printf ",MONGODB_URI%s,%s" (ternary ",MONGODB_PASSWORD" "" (and (and .Values.monitoring.enabled .Values.mongodb.enabled) .Values.mongodb.enabled)) (include "kirana.keys" (dict "map" .Values.monitoring.mongodbExporter.env))) "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.mongodbExporter.extraVolumeMounts "path" "monitoring.mongodbExporter.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.mongodbExporter.extraVolumes "path" "monitoring.mongodbExporter.extraVolumes" "keys" "name" "taken" ",tmp" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.mongodbExporter.service.extraPorts "path" "monitoring.mongodbExporter.service.extraPorts" "keys" "port,protocol=TCP" "taken" (printf ",%d/TCP" (int64 .Values.monitoring.mongodbExporter.service.port)) "root" .) }}
{{- include "kirana.takenKeys" (dict "map" .Values.monitoring.mongodbExporter.env "path" "monitoring.mongodbExporter.env" "taken" (printf ",MONGODB_URI%s" (ternary ",MONGODB_PASSWORD" "" (and (and .Values.monitoring.enabled .Values.mongodb.enabled) .Values.mongodb.enabled)))) }}
{{- include "kirana.unknownVolumes" (dict "list" .Values.monitoring.mongodbExporter.extraVolumeMounts "path" "monitoring.mongodbExporter.extraVolumeMounts" "known" ",tmp" "volumes" .Values.monitoring.mongodbExporter.extraVolumes "root" .) }}
{{- include "kirana.overLimits" (dict "resources" .Values.monitoring.mongodbExporter.resources "path" "monitoring.mongodbExporter.resources" "root" .) }}
{{- include "kirana.hugePages" (dict "resources" .Values.monitoring.mongodbExporter.resources "path" "monitoring.mongodbExporter.resources" "root" .) }}
{{- include "kirana.unknownVariables" (dict "list" .Values.monitoring.mongodbExporter.extraEnv "path" "monitoring.mongodbExporter.extraEnv" "known" (printf ",MONGODB_URI%s,%s" (ternary ",MONGODB_PASSWORD" "" (and (and .Values.monitoring.enabled .Values.mongodb.enabled) .Values.mongodb.enabled)) (include "kirana.keys" (dict "map" .Values.monitoring.mongodbExporter.env))) "from" .Values.monitoring.mongodbExporter.extraEnvFrom "root" .) }}
{{- include "kirana.longHooks" (dict "lifecycle" (include "kirana.lifecycle" (dict "lifecycle" .Values.monitoring.mongodbExporter.lifecycle) | printf "%s\n" | fromYaml) "path" "monitoring.mongodbExporter.lifecycle" "grace" .Values.monitoring.mongodbExporter.terminationGracePeriodSeconds) }}
{{- include "kirana.repeatedSysctls" (dict "securityContext" .Values.monitoring.mongodbExporter.podSecurityContext "path" "monitoring.mongodbExporter.podSecurityContext" "root" .) }}
{{- include "kirana.repeatedFiles" (dict "volumes" .Values.monitoring.mongodbExporter.extraVolumes "path" "monitoring.mongodbExporter.extraVolumes" "root" .) }}
{{- include "kirana.wrongProfiles" (dict "annotations" .Values.monitoring.mongodbExporter.podAnnotations "path" "monitoring.mongodbExporter.podAnnotations" "known" ",mongodb-exporter" "containers" .Values.monitoring.mongodbExporter.extraContainers "initContainers" .Values.monitoring.mongodbExporter.extraInitContainers "root" .) }}
{{- include "kirana.rootUsers" (dict "pod" .Values.monitoring.mongodbExporter.podSecurityContext "podPath" "monitoring.mongodbExporter.podSecurityContext" "container" .Values.monitoring.mongodbExporter.securityContext "containerPath" "monitoring.mongodbExporter.securityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.monitoring.mongodbExporter.extraInitContainers "path" "monitoring.mongodbExporter.extraInitContainers" "names" ",mongodb-exporter" "ports" ",http" "known" ",tmp" "volumes" .Values.monitoring.mongodbExporter.extraVolumes "pod" .Values.monitoring.mongodbExporter.podSecurityContext "podPath" "monitoring.mongodbExporter.podSecurityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.monitoring.mongodbExporter.extraContainers "path" "monitoring.mongodbExporter.extraContainers" "names" ",mongodb-exporter" "ports" ",http" "known" ",tmp" "others" .Values.monitoring.mongodbExporter.extraInitContainers "volumes" .Values.monitoring.mongodbExporter.extraVolumes "pod" .Values.monitoring.mongodbExporter.podSecurityContext "podPath" "monitoring.mongodbExporter.podSecurityContext") }}
{{- include "kirana.bidirectionalMounts" (dict "list" .Values.monitoring.mongodbExporter.extraVolumeMounts "path" "monitoring.mongodbExporter.extraVolumeMounts" "securityContext" .Values.monitoring.mongodbExporter.securityContext) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.monitoring.mongodbExporter.podAnnotations "path" "monitoring.mongodbExporter.podAnnotations" "most" 65536 "root" .) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.monitoring.mongodbExporter.service.annotations "path" "monitoring.mongodbExporter.service.annotations" "most" 131072 "root" .) }}
{{- include "kirana.sourceRanges" (dict "annotations" .Values.monitoring.mongodbExporter.service.annotations "path" "monitoring.mongodbExporter.service.annotations" "type" .Values.monitoring.mongodbExporter.service.type "root" .) }}
{{- end }}
{{- if and .Values.monitoring.enabled .Values.redis.enabled (ne (include "kirana.missingNameservers" (dict "policy" (.Values.monitoring.redisExporter.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.monitoring.redisExporter.dnsConfig | default .Values.defaults.dnsConfig))) "") }}
- monitoring.redisExporter.dnsPolicy None needs nameservers in monitoring.redisExporter.dnsConfig ("{{ .Values.monitoring.redisExporter.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- if and .Values.monitoring.enabled .Values.redis.enabled }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.redisExporter.service.extraPorts "path" "monitoring.redisExporter.service.extraPorts" "keys" "name" "taken" ",http" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.redisExporter.topologySpreadConstraints "path" "monitoring.redisExporter.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.redisExporter.hostAliases "path" "monitoring.redisExporter.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.redisExporter.extraEnv "path" "monitoring.redisExporter.extraEnv" "keys" "name" "taken" (printf ",REDIS_ADDR,REDIS_PASSWORD,REDIS_EXPORTER_CHECK_SINGLE_KEYS,%s" (include "kirana.keys" (dict "map" .Values.monitoring.redisExporter.env))) "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.redisExporter.extraVolumeMounts "path" "monitoring.redisExporter.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.redisExporter.extraVolumes "path" "monitoring.redisExporter.extraVolumes" "keys" "name" "taken" ",tmp" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.redisExporter.service.extraPorts "path" "monitoring.redisExporter.service.extraPorts" "keys" "port,protocol=TCP" "taken" (printf ",%d/TCP" (int64 .Values.monitoring.redisExporter.service.port)) "root" .) }}
{{- include "kirana.takenKeys" (dict "map" .Values.monitoring.redisExporter.env "path" "monitoring.redisExporter.env" "taken" ",REDIS_ADDR,REDIS_PASSWORD,REDIS_EXPORTER_CHECK_SINGLE_KEYS") }}
{{- include "kirana.unknownVolumes" (dict "list" .Values.monitoring.redisExporter.extraVolumeMounts "path" "monitoring.redisExporter.extraVolumeMounts" "known" ",tmp" "volumes" .Values.monitoring.redisExporter.extraVolumes "root" .) }}
{{- include "kirana.overLimits" (dict "resources" .Values.monitoring.redisExporter.resources "path" "monitoring.redisExporter.resources" "root" .) }}
{{- include "kirana.hugePages" (dict "resources" .Values.monitoring.redisExporter.resources "path" "monitoring.redisExporter.resources" "root" .) }}
{{- include "kirana.unknownVariables" (dict "list" .Values.monitoring.redisExporter.extraEnv "path" "monitoring.redisExporter.extraEnv" "known" (printf ",REDIS_ADDR,REDIS_PASSWORD,REDIS_EXPORTER_CHECK_SINGLE_KEYS,%s" (include "kirana.keys" (dict "map" .Values.monitoring.redisExporter.env))) "from" .Values.monitoring.redisExporter.extraEnvFrom "root" .) }}
{{- include "kirana.longHooks" (dict "lifecycle" (include "kirana.lifecycle" (dict "lifecycle" .Values.monitoring.redisExporter.lifecycle) | printf "%s\n" | fromYaml) "path" "monitoring.redisExporter.lifecycle" "grace" .Values.monitoring.redisExporter.terminationGracePeriodSeconds) }}
{{- include "kirana.repeatedSysctls" (dict "securityContext" .Values.monitoring.redisExporter.podSecurityContext "path" "monitoring.redisExporter.podSecurityContext" "root" .) }}
{{- include "kirana.repeatedFiles" (dict "volumes" .Values.monitoring.redisExporter.extraVolumes "path" "monitoring.redisExporter.extraVolumes" "root" .) }}
{{- include "kirana.wrongProfiles" (dict "annotations" .Values.monitoring.redisExporter.podAnnotations "path" "monitoring.redisExporter.podAnnotations" "known" ",redis-exporter" "containers" .Values.monitoring.redisExporter.extraContainers "initContainers" .Values.monitoring.redisExporter.extraInitContainers "root" .) }}
{{- include "kirana.rootUsers" (dict "pod" .Values.monitoring.redisExporter.podSecurityContext "podPath" "monitoring.redisExporter.podSecurityContext" "container" .Values.monitoring.redisExporter.securityContext "containerPath" "monitoring.redisExporter.securityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.monitoring.redisExporter.extraInitContainers "path" "monitoring.redisExporter.extraInitContainers" "names" ",redis-exporter" "ports" ",http" "known" ",tmp" "volumes" .Values.monitoring.redisExporter.extraVolumes "pod" .Values.monitoring.redisExporter.podSecurityContext "podPath" "monitoring.redisExporter.podSecurityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.monitoring.redisExporter.extraContainers "path" "monitoring.redisExporter.extraContainers" "names" ",redis-exporter" "ports" ",http" "known" ",tmp" "others" .Values.monitoring.redisExporter.extraInitContainers "volumes" .Values.monitoring.redisExporter.extraVolumes "pod" .Values.monitoring.redisExporter.podSecurityContext "podPath" "monitoring.redisExporter.podSecurityContext") }}
{{- include "kirana.bidirectionalMounts" (dict "list" .Values.monitoring.redisExporter.extraVolumeMounts "path" "monitoring.redisExporter.extraVolumeMounts" "securityContext" .Values.monitoring.redisExporter.securityContext) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.monitoring.redisExporter.podAnnotations "path" "monitoring.redisExporter.podAnnotations" "most" 65536 "root" .) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.monitoring.redisExporter.service.annotations "path" "monitoring.redisExporter.service.annotations" "most" 131072 "root" .) }}
{{- include "kirana.sourceRanges" (dict "annotations" .Values.monitoring.redisExporter.service.annotations "path" "monitoring.redisExporter.service.annotations" "type" .Values.monitoring.redisExporter.service.type "root" .) }}
{{- end }}
{{- if and .Values.monitoring.enabled (ne (include "kirana.missingNameservers" (dict "policy" (.Values.monitoring.blackboxExporter.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.monitoring.blackboxExporter.dnsConfig | default .Values.defaults.dnsConfig))) "") }}
- monitoring.blackboxExporter.dnsPolicy None needs nameservers in monitoring.blackboxExporter.dnsConfig ("{{ .Values.monitoring.blackboxExporter.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- if .Values.monitoring.enabled }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.blackboxExporter.service.extraPorts "path" "monitoring.blackboxExporter.service.extraPorts" "keys" "name" "taken" ",http" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.blackboxExporter.topologySpreadConstraints "path" "monitoring.blackboxExporter.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.blackboxExporter.hostAliases "path" "monitoring.blackboxExporter.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.blackboxExporter.extraEnv "path" "monitoring.blackboxExporter.extraEnv" "keys" "name" "taken" (printf ",%s" (include "kirana.keys" (dict "map" .Values.monitoring.blackboxExporter.env))) "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.blackboxExporter.extraVolumeMounts "path" "monitoring.blackboxExporter.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp,/etc/blackbox" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.blackboxExporter.extraVolumes "path" "monitoring.blackboxExporter.extraVolumes" "keys" "name" "taken" ",tmp,blackbox-exporter-config" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.monitoring.blackboxExporter.service.extraPorts "path" "monitoring.blackboxExporter.service.extraPorts" "keys" "port,protocol=TCP" "taken" (printf ",%d/TCP" (int64 .Values.monitoring.blackboxExporter.service.port)) "root" .) }}
{{- include "kirana.takenKeys" (dict "map" .Values.monitoring.blackboxExporter.env "path" "monitoring.blackboxExporter.env" "taken" "") }}
{{- include "kirana.unknownVolumes" (dict "list" .Values.monitoring.blackboxExporter.extraVolumeMounts "path" "monitoring.blackboxExporter.extraVolumeMounts" "known" ",tmp,blackbox-exporter-config" "volumes" .Values.monitoring.blackboxExporter.extraVolumes "root" .) }}
{{- include "kirana.overLimits" (dict "resources" .Values.monitoring.blackboxExporter.resources "path" "monitoring.blackboxExporter.resources" "root" .) }}
{{- include "kirana.hugePages" (dict "resources" .Values.monitoring.blackboxExporter.resources "path" "monitoring.blackboxExporter.resources" "root" .) }}
{{- include "kirana.unknownVariables" (dict "list" .Values.monitoring.blackboxExporter.extraEnv "path" "monitoring.blackboxExporter.extraEnv" "known" (printf ",%s" (include "kirana.keys" (dict "map" .Values.monitoring.blackboxExporter.env))) "from" .Values.monitoring.blackboxExporter.extraEnvFrom "root" .) }}
{{- include "kirana.longHooks" (dict "lifecycle" (include "kirana.lifecycle" (dict "lifecycle" .Values.monitoring.blackboxExporter.lifecycle) | printf "%s\n" | fromYaml) "path" "monitoring.blackboxExporter.lifecycle" "grace" .Values.monitoring.blackboxExporter.terminationGracePeriodSeconds) }}
{{- include "kirana.repeatedSysctls" (dict "securityContext" .Values.monitoring.blackboxExporter.podSecurityContext "path" "monitoring.blackboxExporter.podSecurityContext" "root" .) }}
{{- include "kirana.repeatedFiles" (dict "volumes" .Values.monitoring.blackboxExporter.extraVolumes "path" "monitoring.blackboxExporter.extraVolumes" "root" .) }}
{{- include "kirana.wrongProfiles" (dict "annotations" .Values.monitoring.blackboxExporter.podAnnotations "path" "monitoring.blackboxExporter.podAnnotations" "known" ",blackbox-exporter" "containers" .Values.monitoring.blackboxExporter.extraContainers "initContainers" .Values.monitoring.blackboxExporter.extraInitContainers "root" .) }}
{{- include "kirana.rootUsers" (dict "pod" .Values.monitoring.blackboxExporter.podSecurityContext "podPath" "monitoring.blackboxExporter.podSecurityContext" "container" .Values.monitoring.blackboxExporter.securityContext "containerPath" "monitoring.blackboxExporter.securityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.monitoring.blackboxExporter.extraInitContainers "path" "monitoring.blackboxExporter.extraInitContainers" "names" ",blackbox-exporter" "ports" ",http" "known" ",tmp,blackbox-exporter-config" "volumes" .Values.monitoring.blackboxExporter.extraVolumes "pod" .Values.monitoring.blackboxExporter.podSecurityContext "podPath" "monitoring.blackboxExporter.podSecurityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.monitoring.blackboxExporter.extraContainers "path" "monitoring.blackboxExporter.extraContainers" "names" ",blackbox-exporter" "ports" ",http" "known" ",tmp,blackbox-exporter-config" "others" .Values.monitoring.blackboxExporter.extraInitContainers "volumes" .Values.monitoring.blackboxExporter.extraVolumes "pod" .Values.monitoring.blackboxExporter.podSecurityContext "podPath" "monitoring.blackboxExporter.podSecurityContext") }}
{{- include "kirana.bidirectionalMounts" (dict "list" .Values.monitoring.blackboxExporter.extraVolumeMounts "path" "monitoring.blackboxExporter.extraVolumeMounts" "securityContext" .Values.monitoring.blackboxExporter.securityContext) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.monitoring.blackboxExporter.podAnnotations "path" "monitoring.blackboxExporter.podAnnotations" "most" 65536 "root" .) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.monitoring.blackboxExporter.service.annotations "path" "monitoring.blackboxExporter.service.annotations" "most" 131072 "root" .) }}
{{- include "kirana.sourceRanges" (dict "annotations" .Values.monitoring.blackboxExporter.service.annotations "path" "monitoring.blackboxExporter.service.annotations" "type" .Values.monitoring.blackboxExporter.service.type "root" .) }}
{{- end }}
{{- if .Values.mongodb.enabled }}
{{- include "kirana.repeated" (dict "list" .Values.mongodb.topologySpreadConstraints "path" "mongodb.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.mongodb.hostAliases "path" "mongodb.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.mongodb.extraEnv "path" "mongodb.extraEnv" "keys" "name" "taken" (printf ",MONGO_INITDB_ROOT_USERNAME,MONGO_INITDB_ROOT_PASSWORD,APP_DATABASE,APP_USER,APP_PASSWORD,MONITOR_USER,MONITOR_PASSWORD,HOME,%s" (include "kirana.keys" (dict "map" .Values.mongodb.env))) "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.mongodb.extraVolumeMounts "path" "mongodb.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp,/data/db,/data/configdb,/docker-entrypoint-initdb.d" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.mongodb.extraVolumes "path" "mongodb.extraVolumes" "keys" "name" "taken" (printf ",tmp,data-configdb,files%s" (ternary ",data" "" (and .Values.mongodb.enabled (not (empty .Values.mongodb.persistence.existingClaim))))) "root" .) }}
{{- include "kirana.takenKeys" (dict "map" .Values.mongodb.env "path" "mongodb.env" "taken" ",MONGO_INITDB_ROOT_USERNAME,MONGO_INITDB_ROOT_PASSWORD,APP_DATABASE,APP_USER,APP_PASSWORD,MONITOR_USER,MONITOR_PASSWORD,HOME") }}
{{- include "kirana.unknownVolumes" (dict "list" .Values.mongodb.extraVolumeMounts "path" "mongodb.extraVolumeMounts" "known" ",tmp,data-configdb,files,data" "volumes" .Values.mongodb.extraVolumes "root" .) }}
{{- include "kirana.overLimits" (dict "resources" .Values.mongodb.resources "path" "mongodb.resources" "root" .) }}
{{- include "kirana.hugePages" (dict "resources" .Values.mongodb.resources "path" "mongodb.resources" "root" .) }}
{{- include "kirana.unknownVariables" (dict "list" .Values.mongodb.extraEnv "path" "mongodb.extraEnv" "known" (printf ",MONGO_INITDB_ROOT_USERNAME,MONGO_INITDB_ROOT_PASSWORD,APP_DATABASE,APP_USER,APP_PASSWORD,MONITOR_USER,MONITOR_PASSWORD,HOME,%s" (include "kirana.keys" (dict "map" .Values.mongodb.env))) "from" .Values.mongodb.extraEnvFrom "root" .) }}
{{- include "kirana.longHooks" (dict "lifecycle" (include "kirana.lifecycle" (dict "lifecycle" .Values.mongodb.lifecycle) | printf "%s\n" | fromYaml) "path" "mongodb.lifecycle" "grace" .Values.mongodb.terminationGracePeriodSeconds) }}
{{- include "kirana.repeatedSysctls" (dict "securityContext" .Values.mongodb.podSecurityContext "path" "mongodb.podSecurityContext" "root" .) }}
{{- include "kirana.repeatedFiles" (dict "volumes" .Values.mongodb.extraVolumes "path" "mongodb.extraVolumes" "root" .) }}
{{- include "kirana.wrongProfiles" (dict "annotations" .Values.mongodb.podAnnotations "path" "mongodb.podAnnotations" "known" ",mongodb" "containers" .Values.mongodb.extraContainers "initContainers" .Values.mongodb.extraInitContainers "root" .) }}
{{- include "kirana.rootUsers" (dict "pod" .Values.mongodb.podSecurityContext "podPath" "mongodb.podSecurityContext" "container" .Values.mongodb.securityContext "containerPath" "mongodb.securityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.mongodb.extraInitContainers "path" "mongodb.extraInitContainers" "names" ",mongodb" "ports" ",mongodb" "known" ",tmp,data-configdb,files,data" "volumes" .Values.mongodb.extraVolumes "pod" .Values.mongodb.podSecurityContext "podPath" "mongodb.podSecurityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.mongodb.extraContainers "path" "mongodb.extraContainers" "names" ",mongodb" "ports" ",mongodb" "known" ",tmp,data-configdb,files,data" "others" .Values.mongodb.extraInitContainers "volumes" .Values.mongodb.extraVolumes "pod" .Values.mongodb.podSecurityContext "podPath" "mongodb.podSecurityContext") }}
{{- include "kirana.bidirectionalMounts" (dict "list" .Values.mongodb.extraVolumeMounts "path" "mongodb.extraVolumeMounts" "securityContext" .Values.mongodb.securityContext) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.mongodb.podAnnotations "path" "mongodb.podAnnotations" "most" 65536 "root" .) }}
{{- end }}
{{- include "kirana.repeated" (dict "list" .Values.defaults.topologySpreadConstraints "path" "defaults.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.defaults.hostAliases "path" "defaults.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- if .Values.redis.enabled }}
{{- include "kirana.repeated" (dict "list" .Values.redis.topologySpreadConstraints "path" "redis.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.redis.hostAliases "path" "redis.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.redis.extraEnv "path" "redis.extraEnv" "keys" "name" "taken" (printf ",REDIS_PASSWORD,REDISCLI_AUTH,%s" (include "kirana.keys" (dict "map" .Values.redis.env))) "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.redis.extraVolumeMounts "path" "redis.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp,/data" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.redis.extraVolumes "path" "redis.extraVolumes" "keys" "name" "taken" (printf ",tmp%s" (ternary ",data" "" (and .Values.redis.enabled (not (empty .Values.redis.persistence.existingClaim))))) "root" .) }}
{{- include "kirana.takenKeys" (dict "map" .Values.redis.env "path" "redis.env" "taken" ",REDIS_PASSWORD,REDISCLI_AUTH") }}
{{- include "kirana.unknownVolumes" (dict "list" .Values.redis.extraVolumeMounts "path" "redis.extraVolumeMounts" "known" ",tmp,data" "volumes" .Values.redis.extraVolumes "root" .) }}
{{- include "kirana.overLimits" (dict "resources" .Values.redis.resources "path" "redis.resources" "root" .) }}
{{- include "kirana.hugePages" (dict "resources" .Values.redis.resources "path" "redis.resources" "root" .) }}
{{- include "kirana.unknownVariables" (dict "list" .Values.redis.extraEnv "path" "redis.extraEnv" "known" (printf ",REDIS_PASSWORD,REDISCLI_AUTH,%s" (include "kirana.keys" (dict "map" .Values.redis.env))) "from" .Values.redis.extraEnvFrom "root" .) }}
{{- include "kirana.longHooks" (dict "lifecycle" (include "kirana.lifecycle" (dict "lifecycle" .Values.redis.lifecycle) | printf "%s\n" | fromYaml) "path" "redis.lifecycle" "grace" .Values.redis.terminationGracePeriodSeconds) }}
{{- include "kirana.repeatedSysctls" (dict "securityContext" .Values.redis.podSecurityContext "path" "redis.podSecurityContext" "root" .) }}
{{- include "kirana.repeatedFiles" (dict "volumes" .Values.redis.extraVolumes "path" "redis.extraVolumes" "root" .) }}
{{- include "kirana.wrongProfiles" (dict "annotations" .Values.redis.podAnnotations "path" "redis.podAnnotations" "known" ",redis" "containers" .Values.redis.extraContainers "initContainers" .Values.redis.extraInitContainers "root" .) }}
{{- include "kirana.rootUsers" (dict "pod" .Values.redis.podSecurityContext "podPath" "redis.podSecurityContext" "container" .Values.redis.securityContext "containerPath" "redis.securityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.redis.extraInitContainers "path" "redis.extraInitContainers" "names" ",redis" "ports" ",redis" "known" ",tmp,data" "volumes" .Values.redis.extraVolumes "pod" .Values.redis.podSecurityContext "podPath" "redis.podSecurityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.redis.extraContainers "path" "redis.extraContainers" "names" ",redis" "ports" ",redis" "known" ",tmp,data" "others" .Values.redis.extraInitContainers "volumes" .Values.redis.extraVolumes "pod" .Values.redis.podSecurityContext "podPath" "redis.podSecurityContext") }}
{{- include "kirana.bidirectionalMounts" (dict "list" .Values.redis.extraVolumeMounts "path" "redis.extraVolumeMounts" "securityContext" .Values.redis.securityContext) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.redis.podAnnotations "path" "redis.podAnnotations" "most" 65536 "root" .) }}
{{- end }}
{{- include "kirana.repeated" (dict "list" .Values.migration.topologySpreadConstraints "path" "migration.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.migration.hostAliases "path" "migration.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.migration.extraVolumeMounts "path" "migration.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp,/migrations" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.migration.extraEnv "path" "migration.extraEnv" "keys" "name" "taken" (printf ",MONGODB_PASSWORD,MONGODB_URI,REDIS_PASSWORD,REDIS_URL,APP_VERSION,DIRECTION,JOB,APP_PASSWORD,IMAGE,HOME,%s" (include "kirana.keys" (dict "map" .Values.migration.env))) "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.migration.extraVolumes "path" "migration.extraVolumes" "keys" "name" "taken" ",tmp,migrations" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.backend.topologySpreadConstraints "path" "backend.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.backend.hostAliases "path" "backend.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.backend.extraVolumeMounts "path" "backend.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.backend.extraEnv "path" "backend.extraEnv" "keys" "name" "taken" (printf ",MONGODB_PASSWORD,MONGODB_URI,REDIS_PASSWORD,REDIS_URL,JWT_SECRET_KEY,RAZORPAY_KEY_ID,RAZORPAY_KEY_SECRET,%s" (include "kirana.keys" (dict "map" .Values.backend.env))) "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.backend.extraVolumes "path" "backend.extraVolumes" "keys" "name" "taken" ",tmp" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.backend.service.extraPorts "path" "backend.service.extraPorts" "keys" "port,protocol=TCP" "taken" (printf ",%d/TCP" (int64 .Values.backend.service.port)) "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.frontend.topologySpreadConstraints "path" "frontend.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.frontend.hostAliases "path" "frontend.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.frontend.extraEnv "path" "frontend.extraEnv" "keys" "name" "taken" (printf ",%s" (include "kirana.keys" (dict "map" .Values.frontend.env))) "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.frontend.extraVolumeMounts "path" "frontend.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.frontend.extraVolumes "path" "frontend.extraVolumes" "keys" "name" "taken" ",tmp" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.frontend.service.extraPorts "path" "frontend.service.extraPorts" "keys" "port,protocol=TCP" "taken" (printf ",%d/TCP" (int64 .Values.frontend.service.port)) "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.nginx.topologySpreadConstraints "path" "nginx.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.nginx.hostAliases "path" "nginx.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.nginx.extraEnv "path" "nginx.extraEnv" "keys" "name" "taken" (printf ",%s" (include "kirana.keys" (dict "map" .Values.nginx.env))) "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.nginx.extraVolumeMounts "path" "nginx.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp,/etc/nginx/conf" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.nginx.extraVolumes "path" "nginx.extraVolumes" "keys" "name" "taken" ",tmp,nginx-config" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.nginx.service.extraPorts "path" "nginx.service.extraPorts" "keys" "port,protocol=TCP" "taken" (printf ",%d/TCP" (int64 .Values.nginx.service.port)) "root" .) }}
{{- if and .Values.backup.enabled .Values.mongodb.enabled }}
{{- include "kirana.repeated" (dict "list" .Values.backup.topologySpreadConstraints "path" "backup.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.backup.hostAliases "path" "backup.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.backup.extraEnv "path" "backup.extraEnv" "keys" "name" "taken" (printf ",MONGODB_HOST,MONGODB_USER,REDIS_HOST,REDIS_PORT,REDIS_PASSWORD,RETENTION_DAYS%s,%s%s" (ternary ",MONGODB_PASSWORD" "" (and (and .Values.backup.enabled .Values.mongodb.enabled) .Values.mongodb.enabled)) (include "kirana.keys" (dict "map" .Values.backup.env)) (ternary ",MONGODB_PASSWORD" "" (and (and .Values.backup.enabled .Values.mongodb.enabled) .Values.mongodb.enabled))) "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.backup.extraVolumeMounts "path" "backup.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp,/backups" "root" .) }}
{{- include "kirana.repeated" (dict "list" .Values.backup.extraVolumes "path" "backup.extraVolumes" "keys" "name" "taken" ",tmp,backups" "root" .) }}
{{- include "kirana.takenKeys" (dict "map" .Values.backup.env "path" "backup.env" "taken" (printf ",MONGODB_HOST,MONGODB_USER,REDIS_HOST,REDIS_PORT,REDIS_PASSWORD,RETENTION_DAYS%s%s" (ternary ",MONGODB_PASSWORD" "" (and (and .Values.backup.enabled .Values.mongodb.enabled) .Values.mongodb.enabled)) (ternary ",MONGODB_PASSWORD" "" (and (and .Values.backup.enabled .Values.mongodb.enabled) .Values.mongodb.enabled)))) }}
{{- include "kirana.unknownVolumes" (dict "list" .Values.backup.extraVolumeMounts "path" "backup.extraVolumeMounts" "known" ",tmp,backups" "volumes" .Values.backup.extraVolumes "root" .) }}
{{- include "kirana.overLimits" (dict "resources" .Values.backup.resources "path" "backup.resources" "root" .) }}
{{- include "kirana.hugePages" (dict "resources" .Values.backup.resources "path" "backup.resources" "root" .) }}
{{- include "kirana.unknownVariables" (dict "list" .Values.backup.extraEnv "path" "backup.extraEnv" "known" (printf ",MONGODB_HOST,MONGODB_USER,REDIS_HOST,REDIS_PORT,REDIS_PASSWORD,RETENTION_DAYS,%s" (include "kirana.keys" (dict "map" .Values.backup.env))) "from" .Values.backup.extraEnvFrom "root" .) }}
{{- include "kirana.longHooks" (dict "lifecycle" (include "kirana.lifecycle" (dict "lifecycle" .Values.backup.lifecycle) | printf "%s\n" | fromYaml) "path" "backup.lifecycle" "grace" .Values.backup.terminationGracePeriodSeconds) }}
{{- include "kirana.repeatedSysctls" (dict "securityContext" .Values.backup.podSecurityContext "path" "backup.podSecurityContext" "root" .) }}
{{- include "kirana.repeatedFiles" (dict "volumes" .Values.backup.extraVolumes "path" "backup.extraVolumes" "root" .) }}
{{- include "kirana.wrongProfiles" (dict "annotations" .Values.backup.podAnnotations "path" "backup.podAnnotations" "known" ",backup" "containers" .Values.backup.extraContainers "initContainers" .Values.backup.extraInitContainers "root" .) }}
{{- include "kirana.rootUsers" (dict "pod" .Values.backup.podSecurityContext "podPath" "backup.podSecurityContext" "container" .Values.backup.securityContext "containerPath" "backup.securityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.backup.extraInitContainers "path" "backup.extraInitContainers" "names" ",backup" "ports" "" "known" ",tmp,backups" "volumes" .Values.backup.extraVolumes "pod" .Values.backup.podSecurityContext "podPath" "backup.podSecurityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.backup.extraContainers "path" "backup.extraContainers" "names" ",backup" "ports" "" "known" ",tmp,backups" "others" .Values.backup.extraInitContainers "volumes" .Values.backup.extraVolumes "pod" .Values.backup.podSecurityContext "podPath" "backup.podSecurityContext") }}
{{- include "kirana.bidirectionalMounts" (dict "list" .Values.backup.extraVolumeMounts "path" "backup.extraVolumeMounts" "securityContext" .Values.backup.securityContext) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.backup.podAnnotations "path" "backup.podAnnotations" "most" 65536 "root" .) }}
{{- end }}
{{- if .Values.httpRoute.enabled }}
{{- include "kirana.repeated" (dict "list" .Values.httpRoute.parentRefs "path" "httpRoute.parentRefs" "keys" "name,namespace,kind=Gateway,group=gateway.networking.k8s.io,sectionName,port" "taken" "" "root" .) }}
{{- include "kirana.wholeParents" (dict "list" .Values.httpRoute.parentRefs "path" "httpRoute.parentRefs") }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.httpRoute.annotations "path" "httpRoute.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- include "kirana.takenKeys" (dict "map" .Values.migration.env "path" "migration.env" "taken" ",MONGODB_PASSWORD,MONGODB_URI,REDIS_PASSWORD,REDIS_URL,APP_VERSION,DIRECTION,JOB,APP_PASSWORD,IMAGE,HOME") }}
{{- include "kirana.takenKeys" (dict "map" .Values.backend.env "path" "backend.env" "taken" ",MONGODB_PASSWORD,MONGODB_URI,REDIS_PASSWORD,REDIS_URL,JWT_SECRET_KEY,RAZORPAY_KEY_ID,RAZORPAY_KEY_SECRET") }}
{{- include "kirana.takenKeys" (dict "map" .Values.frontend.env "path" "frontend.env" "taken" "") }}
{{- include "kirana.takenKeys" (dict "map" .Values.nginx.env "path" "nginx.env" "taken" "") }}
{{- include "kirana.unknownVolumes" (dict "list" .Values.migration.extraVolumeMounts "path" "migration.extraVolumeMounts" "known" ",tmp,migrations" "volumes" .Values.migration.extraVolumes "root" .) }}
{{- include "kirana.unknownVolumes" (dict "list" .Values.backend.extraVolumeMounts "path" "backend.extraVolumeMounts" "known" ",tmp" "volumes" .Values.backend.extraVolumes "root" .) }}
{{- include "kirana.unknownVolumes" (dict "list" .Values.frontend.extraVolumeMounts "path" "frontend.extraVolumeMounts" "known" ",tmp" "volumes" .Values.frontend.extraVolumes "root" .) }}
{{- include "kirana.unknownVolumes" (dict "list" .Values.nginx.extraVolumeMounts "path" "nginx.extraVolumeMounts" "known" ",tmp,nginx-config" "volumes" .Values.nginx.extraVolumes "root" .) }}
{{- include "kirana.overLimits" (dict "resources" .Values.migration.resources "path" "migration.resources" "root" .) }}
{{- include "kirana.hugePages" (dict "resources" .Values.migration.resources "path" "migration.resources" "root" .) }}
{{- include "kirana.overLimits" (dict "resources" .Values.backend.resources "path" "backend.resources" "root" .) }}
{{- include "kirana.hugePages" (dict "resources" .Values.backend.resources "path" "backend.resources" "root" .) }}
{{- include "kirana.overLimits" (dict "resources" .Values.frontend.resources "path" "frontend.resources" "root" .) }}
{{- include "kirana.hugePages" (dict "resources" .Values.frontend.resources "path" "frontend.resources" "root" .) }}
{{- include "kirana.overLimits" (dict "resources" .Values.nginx.resources "path" "nginx.resources" "root" .) }}
{{- include "kirana.hugePages" (dict "resources" .Values.nginx.resources "path" "nginx.resources" "root" .) }}
{{- include "kirana.overLimits" (dict "resources" .Values.nginx.exporter.resources "path" "nginx.exporter.resources" "root" .) }}
{{- include "kirana.hugePages" (dict "resources" .Values.nginx.exporter.resources "path" "nginx.exporter.resources" "root" .) }}
{{- include "kirana.unknownVariables" (dict "list" .Values.migration.extraEnv "path" "migration.extraEnv" "known" (printf ",MONGODB_URI,APP_VERSION,DIRECTION,%s" (include "kirana.keys" (dict "map" .Values.migration.env))) "from" .Values.migration.extraEnvFrom "root" .) }}
{{- include "kirana.unknownVariables" (dict "list" .Values.frontend.extraEnv "path" "frontend.extraEnv" "known" (printf ",%s" (include "kirana.keys" (dict "map" .Values.frontend.env))) "from" .Values.frontend.extraEnvFrom "root" .) }}
{{- include "kirana.unknownVariables" (dict "list" .Values.nginx.extraEnv "path" "nginx.extraEnv" "known" (printf ",%s" (include "kirana.keys" (dict "map" .Values.nginx.env))) "from" .Values.nginx.extraEnvFrom "root" .) }}
{{- include "kirana.shared" (dict "all" (printf "%s%s%s%s%s%s%s%s%s" (ternary (printf ",backend.service.nodePort=%d" (int64 .Values.backend.service.nodePort)) "" (and (ne .Values.backend.service.type "ClusterIP") (ne (int64 .Values.backend.service.nodePort) 0))) (ternary (printf ",monitoring.blackboxExporter.service.nodePort=%d" (int64 .Values.monitoring.blackboxExporter.service.nodePort)) "" (and .Values.monitoring.enabled (and (ne .Values.monitoring.blackboxExporter.service.type "ClusterIP") (ne (int64 .Values.monitoring.blackboxExporter.service.nodePort) 0)))) (ternary (printf ",frontend.service.nodePort=%d" (int64 .Values.frontend.service.nodePort)) "" (and (ne .Values.frontend.service.type "ClusterIP") (ne (int64 .Values.frontend.service.nodePort) 0))) (ternary (printf ",mongoExpress.service.nodePort=%d" (int64 .Values.mongoExpress.service.nodePort)) "" (and (and .Values.mongoExpress.enabled .Values.mongodb.enabled) (and (ne .Values.mongoExpress.service.type "ClusterIP") (ne (int64 .Values.mongoExpress.service.nodePort) 0)))) (ternary (printf ",monitoring.mongodbExporter.service.nodePort=%d" (int64 .Values.monitoring.mongodbExporter.service.nodePort)) "" (and (and .Values.monitoring.enabled .Values.mongodb.enabled) (and (ne .Values.monitoring.mongodbExporter.service.type "ClusterIP") (ne (int64 .Values.monitoring.mongodbExporter.service.nodePort) 0)))) (ternary (printf ",monitoring.grafana.service.nodePort=%d" (int64 .Values.monitoring.grafana.service.nodePort)) "" (and (and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded")) (and (ne .Values.monitoring.grafana.service.type "ClusterIP") (ne (int64 .Values.monitoring.grafana.service.nodePort) 0)))) (ternary (printf ",nginx.service.nodePort=%d" (int64 .Values.nginx.service.nodePort)) "" (and (ne .Values.nginx.service.type "ClusterIP") (ne (int64 .Values.nginx.service.nodePort) 0))) (ternary (printf ",pgadmin.service.nodePort=%d" (int64 .Values.pgadmin.service.nodePort)) "" (and .Values.pgadmin.enabled (and (ne .Values.pgadmin.service.type "ClusterIP") (ne (int64 .Values.pgadmin.service.nodePort) 0)))) (ternary (printf ",monitoring.redisExporter.service.nodePort=%d" (int64 .Values.monitoring.redisExporter.service.nodePort)) "" (and (and .Values.monitoring.enabled .Values.redis.enabled) (and (ne .Values.monitoring.redisExporter.service.type "ClusterIP") (ne (int64 .Values.monitoring.redisExporter.service.nodePort) 0))))) "what" "Service has the node port" "root" .) }}
{{- include "kirana.shared" (dict "all" (printf "%s%s%s%s%s%s%s%s%s%s%s%s%s%s%s%s%s" (ternary (printf ",=%s-secrets" (include "kirana.fullname" .)) "" (and (empty .Values.externalSecrets.secretStoreRef.name) (and .Values.externalSecrets.enabled (empty .Values.existingSecret)))) (ternary (printf ",backend.serviceAccount.name=%s" (include "kirana.backend.serviceAccountName" .)) "" .Values.backend.serviceAccount.create) (ternary (printf ",backup.serviceAccount.name=%s" (include "kirana.backup.serviceAccountName" .)) "" (and (and .Values.backup.enabled .Values.mongodb.enabled) .Values.backup.serviceAccount.create)) (ternary (printf ",monitoring.blackboxExporter.serviceAccount.name=%s" (include "kirana.blackbox-exporter.serviceAccountName" .)) "" (and .Values.monitoring.enabled .Values.monitoring.blackboxExporter.serviceAccount.create)) (ternary (printf ",frontend.serviceAccount.name=%s" (include "kirana.frontend.serviceAccountName" .)) "" .Values.frontend.serviceAccount.create) (ternary (printf ",migration.serviceAccount.name=%s" (include "kirana.migration.serviceAccountName" .)) "" .Values.migration.serviceAccount.create) (ternary (printf ",mongoExpress.serviceAccount.name=%s" (include "kirana.mongo-express.serviceAccountName" .)) "" (and (and .Values.mongoExpress.enabled .Values.mongodb.enabled) .Values.mongoExpress.serviceAccount.create)) (ternary (printf ",monitoring.mongodbExporter.serviceAccount.name=%s" (include "kirana.mongodb-exporter.serviceAccountName" .)) "" (and (and .Values.monitoring.enabled .Values.mongodb.enabled) .Values.monitoring.mongodbExporter.serviceAccount.create)) (ternary (printf ",monitoring.grafana.serviceAccount.name=%s" (include "kirana.grafana.serviceAccountName" .)) "" (and (and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded")) .Values.monitoring.grafana.serviceAccount.create)) (ternary (printf ",monitoring.nodeExporter.serviceAccount.name=%s" (include "kirana.node-exporter.serviceAccountName" .)) "" (and (and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded")) .Values.monitoring.nodeExporter.serviceAccount.create)) (ternary (printf ",nginx.serviceAccount.name=%s" (include "kirana.nginx.serviceAccountName" .)) "" .Values.nginx.serviceAccount.create) (ternary (printf ",pgadmin.serviceAccount.name=%s" (include "kirana.pgadmin.serviceAccountName" .)) "" (and .Values.pgadmin.enabled .Values.pgadmin.serviceAccount.create)) (ternary (printf ",monitoring.redisExporter.serviceAccount.name=%s" (include "kirana.redis-exporter.serviceAccountName" .)) "" (and (and .Values.monitoring.enabled .Values.redis.enabled) .Values.monitoring.redisExporter.serviceAccount.create)) (ternary (printf ",mongodb.serviceAccount.name=%s" (include "kirana.mongodb.serviceAccountName" .)) "" (and .Values.mongodb.enabled .Values.mongodb.serviceAccount.create)) (ternary (printf ",monitoring.alertmanager.serviceAccount.name=%s" (include "kirana.alertmanager.serviceAccountName" .)) "" (and (and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded")) .Values.monitoring.alertmanager.serviceAccount.create)) (ternary (printf ",monitoring.prometheus.serviceAccount.name=%s" (include "kirana.prometheus.serviceAccountName" .)) "" (and (and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded")) .Values.monitoring.prometheus.serviceAccount.create)) (ternary (printf ",redis.serviceAccount.name=%s" (include "kirana.redis.serviceAccountName" .)) "" (and .Values.redis.enabled .Values.redis.serviceAccount.create))) "what" "ServiceAccount has the name" "root" .) }}
{{- include "kirana.shared" (dict "all" (printf ",migration.serviceAccount.name=%s-migration-%s%s" (include "kirana.fullname" .) (include "kirana.migration-job.spec" . | fromYaml | toJson | sha256sum | trunc 8) (ternary (printf ",backup.serviceAccount.name=%s-backup-first-%s" (include "kirana.fullname" .) (include "kirana.backup-first-job.spec" . | fromYaml | toJson | sha256sum | trunc 8)) "" (and .Values.backup.enabled .Values.mongodb.enabled))) "what" "Job has the name" "root" .) }}
{{- include "kirana.longHooks" (dict "lifecycle" (include "kirana.lifecycle" (dict "lifecycle" .Values.migration.lifecycle) | printf "%s\n" | fromYaml) "path" "migration.lifecycle" "grace" .Values.migration.terminationGracePeriodSeconds) }}
{{- include "kirana.longHooks" (dict "lifecycle" (include "kirana.lifecycle" (dict "lifecycle" .Values.backend.lifecycle "preStop" "exec") | printf "%s\n" | fromYaml) "path" "backend.lifecycle" "grace" .Values.backend.terminationGracePeriodSeconds) }}
{{- include "kirana.longHooks" (dict "lifecycle" (include "kirana.lifecycle" (dict "lifecycle" .Values.frontend.lifecycle "preStop" "exec") | printf "%s\n" | fromYaml) "path" "frontend.lifecycle" "grace" .Values.frontend.terminationGracePeriodSeconds) }}
{{- include "kirana.longHooks" (dict "lifecycle" (include "kirana.lifecycle" (dict "lifecycle" .Values.nginx.lifecycle "preStop" "exec") | printf "%s\n" | fromYaml) "path" "nginx.lifecycle" "grace" .Values.nginx.terminationGracePeriodSeconds) }}
{{- include "kirana.repeatedSysctls" (dict "securityContext" .Values.migration.podSecurityContext "path" "migration.podSecurityContext" "root" .) }}
{{- include "kirana.repeatedFiles" (dict "volumes" .Values.migration.extraVolumes "path" "migration.extraVolumes" "root" .) }}
{{- include "kirana.wrongProfiles" (dict "annotations" .Values.migration.podAnnotations "path" "migration.podAnnotations" "known" ",record,dump,migrate" "containers" .Values.migration.extraContainers "initContainers" .Values.migration.extraInitContainers "root" .) }}
{{- include "kirana.repeatedSysctls" (dict "securityContext" .Values.backend.podSecurityContext "path" "backend.podSecurityContext" "root" .) }}
{{- include "kirana.repeatedFiles" (dict "volumes" .Values.backend.extraVolumes "path" "backend.extraVolumes" "root" .) }}
{{- include "kirana.wrongProfiles" (dict "annotations" .Values.backend.podAnnotations "path" "backend.podAnnotations" "known" ",backend,wait-for-migration" "containers" .Values.backend.extraContainers "initContainers" .Values.backend.extraInitContainers "root" .) }}
{{- include "kirana.repeatedSysctls" (dict "securityContext" .Values.frontend.podSecurityContext "path" "frontend.podSecurityContext" "root" .) }}
{{- include "kirana.repeatedFiles" (dict "volumes" .Values.frontend.extraVolumes "path" "frontend.extraVolumes" "root" .) }}
{{- include "kirana.wrongProfiles" (dict "annotations" .Values.frontend.podAnnotations "path" "frontend.podAnnotations" "known" ",frontend" "containers" .Values.frontend.extraContainers "initContainers" .Values.frontend.extraInitContainers "root" .) }}
{{- include "kirana.repeatedSysctls" (dict "securityContext" .Values.nginx.podSecurityContext "path" "nginx.podSecurityContext" "root" .) }}
{{- include "kirana.repeatedFiles" (dict "volumes" .Values.nginx.extraVolumes "path" "nginx.extraVolumes" "root" .) }}
{{- include "kirana.wrongProfiles" (dict "annotations" .Values.nginx.podAnnotations "path" "nginx.podAnnotations" "known" ",nginx,exporter" "containers" .Values.nginx.extraContainers "initContainers" .Values.nginx.extraInitContainers "root" .) }}
{{- include "kirana.rootUsers" (dict "pod" .Values.migration.podSecurityContext "podPath" "migration.podSecurityContext" "container" .Values.migration.securityContext "containerPath" "migration.securityContext") }}
{{- include "kirana.rootUsers" (dict "pod" .Values.backend.podSecurityContext "podPath" "backend.podSecurityContext" "container" .Values.backend.securityContext "containerPath" "backend.securityContext") }}
{{- include "kirana.rootUsers" (dict "pod" .Values.frontend.podSecurityContext "podPath" "frontend.podSecurityContext" "container" .Values.frontend.securityContext "containerPath" "frontend.securityContext") }}
{{- include "kirana.rootUsers" (dict "pod" .Values.nginx.podSecurityContext "podPath" "nginx.podSecurityContext" "container" .Values.nginx.securityContext "containerPath" "nginx.securityContext") }}
{{- include "kirana.rootUsers" (dict "pod" .Values.nginx.podSecurityContext "podPath" "nginx.podSecurityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.migration.extraInitContainers "path" "migration.extraInitContainers" "names" ",record,dump,migrate" "ports" "" "known" ",tmp,migrations" "volumes" .Values.migration.extraVolumes "pod" .Values.migration.podSecurityContext "podPath" "migration.podSecurityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.migration.extraContainers "path" "migration.extraContainers" "names" ",record,dump,migrate" "ports" "" "known" ",tmp,migrations" "others" .Values.migration.extraInitContainers "volumes" .Values.migration.extraVolumes "pod" .Values.migration.podSecurityContext "podPath" "migration.podSecurityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.backend.extraInitContainers "path" "backend.extraInitContainers" "names" ",backend,wait-for-migration" "ports" ",http" "known" ",tmp" "volumes" .Values.backend.extraVolumes "pod" .Values.backend.podSecurityContext "podPath" "backend.podSecurityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.backend.extraContainers "path" "backend.extraContainers" "names" ",backend,wait-for-migration" "ports" ",http" "known" ",tmp" "others" .Values.backend.extraInitContainers "volumes" .Values.backend.extraVolumes "pod" .Values.backend.podSecurityContext "podPath" "backend.podSecurityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.frontend.extraInitContainers "path" "frontend.extraInitContainers" "names" ",frontend" "ports" ",http" "known" ",tmp" "volumes" .Values.frontend.extraVolumes "pod" .Values.frontend.podSecurityContext "podPath" "frontend.podSecurityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.frontend.extraContainers "path" "frontend.extraContainers" "names" ",frontend" "ports" ",http" "known" ",tmp" "others" .Values.frontend.extraInitContainers "volumes" .Values.frontend.extraVolumes "pod" .Values.frontend.podSecurityContext "podPath" "frontend.podSecurityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.nginx.extraInitContainers "path" "nginx.extraInitContainers" "names" ",nginx,exporter" "ports" ",http,metrics" "known" ",tmp,nginx-config" "volumes" .Values.nginx.extraVolumes "pod" .Values.nginx.podSecurityContext "podPath" "nginx.podSecurityContext") }}
{{- include "kirana.wrongContainers" (dict "list" .Values.nginx.extraContainers "path" "nginx.extraContainers" "names" ",nginx,exporter" "ports" ",http,metrics" "known" ",tmp,nginx-config" "others" .Values.nginx.extraInitContainers "volumes" .Values.nginx.extraVolumes "pod" .Values.nginx.podSecurityContext "podPath" "nginx.podSecurityContext") }}
{{- include "kirana.bidirectionalMounts" (dict "list" .Values.migration.extraVolumeMounts "path" "migration.extraVolumeMounts" "securityContext" .Values.migration.securityContext) }}
{{- include "kirana.bidirectionalMounts" (dict "list" .Values.backend.extraVolumeMounts "path" "backend.extraVolumeMounts" "securityContext" .Values.backend.securityContext) }}
{{- include "kirana.bidirectionalMounts" (dict "list" .Values.frontend.extraVolumeMounts "path" "frontend.extraVolumeMounts" "securityContext" .Values.frontend.securityContext) }}
{{- include "kirana.bidirectionalMounts" (dict "list" .Values.nginx.extraVolumeMounts "path" "nginx.extraVolumeMounts" "securityContext" .Values.nginx.securityContext) }}
{{- if .Values.backend.networkPolicy.enabled }}
{{- include "kirana.policyRules" (dict "rules" .Values.backend.networkPolicy.extraIngress "path" "backend.networkPolicy.extraIngress") }}
{{- include "kirana.policyRules" (dict "rules" .Values.backend.networkPolicy.extraEgress "path" "backend.networkPolicy.extraEgress") }}
{{- end }}
{{- if and .Values.backup.enabled .Values.mongodb.enabled .Values.backup.networkPolicy.enabled }}
{{- include "kirana.policyRules" (dict "rules" .Values.backup.networkPolicy.extraIngress "path" "backup.networkPolicy.extraIngress") }}
{{- include "kirana.policyRules" (dict "rules" .Values.backup.networkPolicy.extraEgress "path" "backup.networkPolicy.extraEgress") }}
{{- end }}
{{- if and .Values.monitoring.enabled .Values.monitoring.blackboxExporter.networkPolicy.enabled }}
{{- include "kirana.policyRules" (dict "rules" .Values.monitoring.blackboxExporter.networkPolicy.extraIngress "path" "monitoring.blackboxExporter.networkPolicy.extraIngress") }}
{{- include "kirana.policyRules" (dict "rules" .Values.monitoring.blackboxExporter.networkPolicy.extraEgress "path" "monitoring.blackboxExporter.networkPolicy.extraEgress") }}
{{- end }}
{{- if .Values.frontend.networkPolicy.enabled }}
{{- include "kirana.policyRules" (dict "rules" .Values.frontend.networkPolicy.extraIngress "path" "frontend.networkPolicy.extraIngress") }}
{{- include "kirana.policyRules" (dict "rules" .Values.frontend.networkPolicy.extraEgress "path" "frontend.networkPolicy.extraEgress") }}
{{- end }}
{{- if .Values.migration.networkPolicy.enabled }}
{{- include "kirana.policyRules" (dict "rules" .Values.migration.networkPolicy.extraIngress "path" "migration.networkPolicy.extraIngress") }}
{{- include "kirana.policyRules" (dict "rules" .Values.migration.networkPolicy.extraEgress "path" "migration.networkPolicy.extraEgress") }}
{{- end }}
{{- if and .Values.mongoExpress.enabled .Values.mongodb.enabled .Values.mongoExpress.networkPolicy.enabled }}
{{- include "kirana.policyRules" (dict "rules" .Values.mongoExpress.networkPolicy.extraIngress "path" "mongoExpress.networkPolicy.extraIngress") }}
{{- include "kirana.policyRules" (dict "rules" .Values.mongoExpress.networkPolicy.extraEgress "path" "mongoExpress.networkPolicy.extraEgress") }}
{{- end }}
{{- if and .Values.monitoring.enabled .Values.mongodb.enabled .Values.monitoring.mongodbExporter.networkPolicy.enabled }}
{{- include "kirana.policyRules" (dict "rules" .Values.monitoring.mongodbExporter.networkPolicy.extraIngress "path" "monitoring.mongodbExporter.networkPolicy.extraIngress") }}
{{- include "kirana.policyRules" (dict "rules" .Values.monitoring.mongodbExporter.networkPolicy.extraEgress "path" "monitoring.mongodbExporter.networkPolicy.extraEgress") }}
{{- end }}
{{- if and .Values.mongodb.enabled .Values.mongodb.networkPolicy.enabled }}
{{- include "kirana.policyRules" (dict "rules" .Values.mongodb.networkPolicy.extraIngress "path" "mongodb.networkPolicy.extraIngress") }}
{{- end }}
{{- if and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded") .Values.monitoring.alertmanager.networkPolicy.enabled }}
{{- include "kirana.policyRules" (dict "rules" .Values.monitoring.alertmanager.networkPolicy.extraIngress "path" "monitoring.alertmanager.networkPolicy.extraIngress") }}
{{- end }}
{{- if and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded") .Values.monitoring.grafana.networkPolicy.enabled }}
{{- include "kirana.policyRules" (dict "rules" .Values.monitoring.grafana.networkPolicy.extraIngress "path" "monitoring.grafana.networkPolicy.extraIngress") }}
{{- include "kirana.policyRules" (dict "rules" .Values.monitoring.grafana.networkPolicy.extraEgress "path" "monitoring.grafana.networkPolicy.extraEgress") }}
{{- end }}
{{- if and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded") .Values.monitoring.nodeExporter.networkPolicy.enabled }}
{{- include "kirana.policyRules" (dict "rules" .Values.monitoring.nodeExporter.networkPolicy.extraIngress "path" "monitoring.nodeExporter.networkPolicy.extraIngress") }}
{{- include "kirana.policyRules" (dict "rules" .Values.monitoring.nodeExporter.networkPolicy.extraEgress "path" "monitoring.nodeExporter.networkPolicy.extraEgress") }}
{{- end }}
{{- if and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded") .Values.monitoring.prometheus.networkPolicy.enabled }}
{{- include "kirana.policyRules" (dict "rules" .Values.monitoring.prometheus.networkPolicy.extraIngress "path" "monitoring.prometheus.networkPolicy.extraIngress") }}
{{- end }}
{{- if .Values.nginx.networkPolicy.enabled }}
{{- include "kirana.policyPeers" (dict "peers" .Values.ingressController "path" "ingressController") }}
{{- include "kirana.policyRules" (dict "rules" .Values.nginx.networkPolicy.extraIngress "path" "nginx.networkPolicy.extraIngress") }}
{{- include "kirana.policyRules" (dict "rules" .Values.nginx.networkPolicy.extraEgress "path" "nginx.networkPolicy.extraEgress") }}
{{- end }}
{{- if and .Values.pgadmin.enabled .Values.pgadmin.networkPolicy.enabled }}
{{- include "kirana.policyRules" (dict "rules" .Values.pgadmin.networkPolicy.extraIngress "path" "pgadmin.networkPolicy.extraIngress") }}
{{- include "kirana.policyRules" (dict "rules" .Values.pgadmin.networkPolicy.extraEgress "path" "pgadmin.networkPolicy.extraEgress") }}
{{- end }}
{{- if and .Values.monitoring.enabled .Values.redis.enabled .Values.monitoring.redisExporter.networkPolicy.enabled }}
{{- include "kirana.policyRules" (dict "rules" .Values.monitoring.redisExporter.networkPolicy.extraIngress "path" "monitoring.redisExporter.networkPolicy.extraIngress") }}
{{- include "kirana.policyRules" (dict "rules" .Values.monitoring.redisExporter.networkPolicy.extraEgress "path" "monitoring.redisExporter.networkPolicy.extraEgress") }}
{{- end }}
{{- if and .Values.redis.enabled .Values.redis.networkPolicy.enabled }}
{{- include "kirana.policyRules" (dict "rules" .Values.redis.networkPolicy.extraIngress "path" "redis.networkPolicy.extraIngress") }}
{{- end }}
{{- if .Values.backend.serviceAccount.create }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.backend.serviceAccount.annotations "path" "backend.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and .Values.backup.enabled .Values.mongodb.enabled .Values.backup.serviceAccount.create }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.backup.serviceAccount.annotations "path" "backup.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and .Values.monitoring.enabled .Values.monitoring.blackboxExporter.serviceAccount.create }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.monitoring.blackboxExporter.serviceAccount.annotations "path" "monitoring.blackboxExporter.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if .Values.frontend.serviceAccount.create }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.frontend.serviceAccount.annotations "path" "frontend.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if .Values.migration.serviceAccount.create }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.migration.serviceAccount.annotations "path" "migration.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and .Values.mongoExpress.enabled .Values.mongodb.enabled .Values.mongoExpress.serviceAccount.create }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.mongoExpress.serviceAccount.annotations "path" "mongoExpress.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and .Values.monitoring.enabled .Values.mongodb.enabled .Values.monitoring.mongodbExporter.serviceAccount.create }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.monitoring.mongodbExporter.serviceAccount.annotations "path" "monitoring.mongodbExporter.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded") (not .Values.monitoring.grafana.persistence.existingClaim) .Values.monitoring.grafana.persistence.enabled }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.monitoring.grafana.persistence.annotations "path" "monitoring.grafana.persistence.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded") .Values.monitoring.grafana.serviceAccount.create }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.monitoring.grafana.serviceAccount.annotations "path" "monitoring.grafana.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded") .Values.monitoring.nodeExporter.serviceAccount.create }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.monitoring.nodeExporter.serviceAccount.annotations "path" "monitoring.nodeExporter.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if .Values.nginx.serviceAccount.create }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.nginx.serviceAccount.annotations "path" "nginx.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and .Values.pgadmin.enabled .Values.pgadmin.serviceAccount.create }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.pgadmin.serviceAccount.annotations "path" "pgadmin.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and .Values.monitoring.enabled .Values.redis.enabled .Values.monitoring.redisExporter.serviceAccount.create }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.monitoring.redisExporter.serviceAccount.annotations "path" "monitoring.redisExporter.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and .Values.mongodb.enabled .Values.mongodb.serviceAccount.create }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.mongodb.serviceAccount.annotations "path" "mongodb.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.defaults.podAnnotations "path" "defaults.podAnnotations" "most" 65536 "root" .) }}
{{- if and .Values.mongodb.enabled (not .Values.mongodb.persistence.existingClaim) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.mongodb.persistence.annotations "path" "mongodb.persistence.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded") .Values.monitoring.alertmanager.serviceAccount.create }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.monitoring.alertmanager.serviceAccount.annotations "path" "monitoring.alertmanager.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded") (not .Values.monitoring.alertmanager.persistence.existingClaim) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.monitoring.alertmanager.persistence.annotations "path" "monitoring.alertmanager.persistence.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded") .Values.monitoring.prometheus.serviceAccount.create }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.monitoring.prometheus.serviceAccount.annotations "path" "monitoring.prometheus.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and .Values.monitoring.enabled (eq .Values.monitoring.mode "embedded") (not .Values.monitoring.prometheus.persistence.existingClaim) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.monitoring.prometheus.persistence.annotations "path" "monitoring.prometheus.persistence.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and .Values.redis.enabled .Values.redis.serviceAccount.create }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.redis.serviceAccount.annotations "path" "redis.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and .Values.redis.enabled (not .Values.redis.persistence.existingClaim) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.redis.persistence.annotations "path" "redis.persistence.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.migration.podAnnotations "path" "migration.podAnnotations" "most" 65536 "root" .) }}
{{- if not .Values.migration.persistence.existingClaim }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.migration.persistence.annotations "path" "migration.persistence.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.backend.podAnnotations "path" "backend.podAnnotations" "most" 65536 "root" .) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.backend.service.annotations "path" "backend.service.annotations" "most" 131072 "root" .) }}
{{- include "kirana.sourceRanges" (dict "annotations" .Values.backend.service.annotations "path" "backend.service.annotations" "type" .Values.backend.service.type "root" .) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.frontend.podAnnotations "path" "frontend.podAnnotations" "most" 65536 "root" .) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.frontend.service.annotations "path" "frontend.service.annotations" "most" 131072 "root" .) }}
{{- include "kirana.sourceRanges" (dict "annotations" .Values.frontend.service.annotations "path" "frontend.service.annotations" "type" .Values.frontend.service.type "root" .) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.nginx.podAnnotations "path" "nginx.podAnnotations" "most" 65536 "root" .) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.nginx.service.annotations "path" "nginx.service.annotations" "most" 131072 "root" .) }}
{{- include "kirana.sourceRanges" (dict "annotations" .Values.nginx.service.annotations "path" "nginx.service.annotations" "type" .Values.nginx.service.type "root" .) }}
{{- if and .Values.backup.enabled .Values.mongodb.enabled (not .Values.backup.persistence.existingClaim) }}
{{- include "kirana.longAnnotations" (dict "annotations" .Values.backup.persistence.annotations "path" "backup.persistence.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- end }}

{{/*
Refuses these values.
*/}}
{{- define "kirana.validate" -}}
{{- with include "kirana.faults" . | trim }}
{{- fail (splitList "\n" . | uniq | join "\n" | printf "these values do not fit:\n%s") }}
{{- end }}
{{- end }}

{{/*
What is wrong with values that fit the schema, a line for each fault; nothing where all is well.
*/}}
{{- define "microshop.faults" -}}
{{- if not (or .Values.userDatabase.enabled .Values.userDatabase.external.host) }}
- userDatabase.external.host names your own server where userDatabase.enabled is off ("{{ .Values.userDatabase.external.host }}")
{{- end }}
{{- if not (or .Values.productDatabase.enabled .Values.productDatabase.external.host) }}
- productDatabase.external.host names your own server where productDatabase.enabled is off ("{{ .Values.productDatabase.external.host }}")
{{- end }}
{{- if not (or .Values.orderDatabase.enabled .Values.orderDatabase.external.host) }}
- orderDatabase.external.host names your own server where orderDatabase.enabled is off ("{{ .Values.orderDatabase.external.host }}")
{{- end }}
{{- if and .Values.userDatabase.enabled (ne (include "microshop.missingNameservers" (dict "policy" (.Values.userDatabase.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.userDatabase.dnsConfig | default .Values.defaults.dnsConfig))) "") }}
- userDatabase.dnsPolicy None needs nameservers in userDatabase.dnsConfig ("{{ .Values.userDatabase.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- if ne (include "microshop.missingNameservers" (dict "policy" (.Values.user.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.user.dnsConfig | default .Values.defaults.dnsConfig))) "" }}
- user.dnsPolicy None needs nameservers in user.dnsConfig ("{{ .Values.user.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- include "microshop.repeated" (dict "list" .Values.user.service.extraPorts "path" "user.service.extraPorts" "keys" "name" "taken" ",http" "root" .) }}
{{- if and .Values.user.autoscaling.enabled (not .Values.user.autoscaling.external) (gt (int64 .Values.user.autoscaling.minReplicas) (int64 .Values.user.autoscaling.maxReplicas)) }}
- user.autoscaling.minReplicas may not exceed user.autoscaling.maxReplicas ({{ .Values.user.autoscaling.minReplicas | int64 }} and {{ .Values.user.autoscaling.maxReplicas | int64 }})
{{- end }}
{{- if and .Values.productDatabase.enabled (ne (include "microshop.missingNameservers" (dict "policy" (.Values.productDatabase.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.productDatabase.dnsConfig | default .Values.defaults.dnsConfig))) "") }}
- productDatabase.dnsPolicy None needs nameservers in productDatabase.dnsConfig ("{{ .Values.productDatabase.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- if ne (include "microshop.missingNameservers" (dict "policy" (.Values.product.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.product.dnsConfig | default .Values.defaults.dnsConfig))) "" }}
- product.dnsPolicy None needs nameservers in product.dnsConfig ("{{ .Values.product.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- include "microshop.repeated" (dict "list" .Values.product.service.extraPorts "path" "product.service.extraPorts" "keys" "name" "taken" ",http" "root" .) }}
{{- if and .Values.product.autoscaling.enabled (not .Values.product.autoscaling.external) (gt (int64 .Values.product.autoscaling.minReplicas) (int64 .Values.product.autoscaling.maxReplicas)) }}
- product.autoscaling.minReplicas may not exceed product.autoscaling.maxReplicas ({{ .Values.product.autoscaling.minReplicas | int64 }} and {{ .Values.product.autoscaling.maxReplicas | int64 }})
{{- end }}
{{- if and .Values.orderDatabase.enabled (ne (include "microshop.missingNameservers" (dict "policy" (.Values.orderDatabase.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.orderDatabase.dnsConfig | default .Values.defaults.dnsConfig))) "") }}
- orderDatabase.dnsPolicy None needs nameservers in orderDatabase.dnsConfig ("{{ .Values.orderDatabase.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- if ne (include "microshop.missingNameservers" (dict "policy" (.Values.order.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.order.dnsConfig | default .Values.defaults.dnsConfig))) "" }}
- order.dnsPolicy None needs nameservers in order.dnsConfig ("{{ .Values.order.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- include "microshop.repeated" (dict "list" .Values.order.service.extraPorts "path" "order.service.extraPorts" "keys" "name" "taken" ",http" "root" .) }}
{{- if and .Values.order.autoscaling.enabled (not .Values.order.autoscaling.external) (gt (int64 .Values.order.autoscaling.minReplicas) (int64 .Values.order.autoscaling.maxReplicas)) }}
- order.autoscaling.minReplicas may not exceed order.autoscaling.maxReplicas ({{ .Values.order.autoscaling.minReplicas | int64 }} and {{ .Values.order.autoscaling.maxReplicas | int64 }})
{{- end }}
{{- if ne (include "microshop.missingNameservers" (dict "policy" (.Values.gateway.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.gateway.dnsConfig | default .Values.defaults.dnsConfig))) "" }}
- gateway.dnsPolicy None needs nameservers in gateway.dnsConfig ("{{ .Values.gateway.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- include "microshop.repeated" (dict "list" .Values.gateway.service.extraPorts "path" "gateway.service.extraPorts" "keys" "name" "taken" ",http" "root" .) }}
{{- if and .Values.gateway.autoscaling.enabled (not .Values.gateway.autoscaling.external) (gt (int64 .Values.gateway.autoscaling.minReplicas) (int64 .Values.gateway.autoscaling.maxReplicas)) }}
- gateway.autoscaling.minReplicas may not exceed gateway.autoscaling.maxReplicas ({{ .Values.gateway.autoscaling.minReplicas | int64 }} and {{ .Values.gateway.autoscaling.maxReplicas | int64 }})
{{- end }}
{{- if .Values.ingress.enabled }}
{{- include "microshop.repeated" (dict "list" .Values.ingress.extraPaths "path" "ingress.extraPaths" "keys" "path" "taken" ",/" "root" .) }}
{{- include "microshop.longAnnotations" (dict "annotations" .Values.ingress.annotations "path" "ingress.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if .Values.orderDatabase.enabled }}
{{- include "microshop.repeated" (dict "list" .Values.orderDatabase.topologySpreadConstraints "path" "orderDatabase.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.orderDatabase.hostAliases "path" "orderDatabase.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.orderDatabase.extraEnv "path" "orderDatabase.extraEnv" "keys" "name" "taken" (printf ",POSTGRES_DB,POSTGRES_USER,POSTGRES_PASSWORD,PGDATA,%s" (include "microshop.keys" (dict "map" .Values.orderDatabase.env))) "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.orderDatabase.extraVolumeMounts "path" "orderDatabase.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp,/var/lib/postgresql/data,/var/run/postgresql" "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.orderDatabase.extraVolumes "path" "orderDatabase.extraVolumes" "keys" "name" "taken" (printf ",tmp,var-run-postgresql%s" (ternary ",data" "" (and .Values.orderDatabase.enabled (not (empty .Values.orderDatabase.persistence.existingClaim))))) "root" .) }}
{{- include "microshop.takenKeys" (dict "map" .Values.orderDatabase.env "path" "orderDatabase.env" "taken" ",POSTGRES_DB,POSTGRES_USER,POSTGRES_PASSWORD,PGDATA") }}
{{- include "microshop.unknownVolumes" (dict "list" .Values.orderDatabase.extraVolumeMounts "path" "orderDatabase.extraVolumeMounts" "known" ",tmp,var-run-postgresql,data" "volumes" .Values.orderDatabase.extraVolumes "root" .) }}
{{- include "microshop.overLimits" (dict "resources" .Values.orderDatabase.resources "path" "orderDatabase.resources" "root" .) }}
{{- include "microshop.hugePages" (dict "resources" .Values.orderDatabase.resources "path" "orderDatabase.resources" "root" .) }}
{{- include "microshop.unknownVariables" (dict "list" .Values.orderDatabase.extraEnv "path" "orderDatabase.extraEnv" "known" (printf ",POSTGRES_DB,POSTGRES_USER,POSTGRES_PASSWORD,PGDATA,%s" (include "microshop.keys" (dict "map" .Values.orderDatabase.env))) "from" .Values.orderDatabase.extraEnvFrom "root" .) }}
{{- include "microshop.unknownNames" (dict "text" .Values.orderDatabase.database "path" "orderDatabase.database" "known" "" "from" .Values.orderDatabase.extraEnvFrom) }}
{{- include "microshop.unknownNames" (dict "text" .Values.orderDatabase.user "path" "orderDatabase.user" "known" ",POSTGRES_DB" "from" .Values.orderDatabase.extraEnvFrom) }}
{{- include "microshop.longHooks" (dict "lifecycle" (include "microshop.lifecycle" (dict "lifecycle" .Values.orderDatabase.lifecycle) | printf "%s\n" | fromYaml) "path" "orderDatabase.lifecycle" "grace" .Values.orderDatabase.terminationGracePeriodSeconds) }}
{{- include "microshop.repeatedSysctls" (dict "securityContext" .Values.orderDatabase.podSecurityContext "path" "orderDatabase.podSecurityContext" "root" .) }}
{{- include "microshop.repeatedFiles" (dict "volumes" .Values.orderDatabase.extraVolumes "path" "orderDatabase.extraVolumes" "root" .) }}
{{- include "microshop.wrongProfiles" (dict "annotations" .Values.orderDatabase.podAnnotations "path" "orderDatabase.podAnnotations" "known" ",order-db" "containers" .Values.orderDatabase.extraContainers "initContainers" .Values.orderDatabase.extraInitContainers "root" .) }}
{{- include "microshop.rootUsers" (dict "pod" .Values.orderDatabase.podSecurityContext "podPath" "orderDatabase.podSecurityContext" "container" .Values.orderDatabase.securityContext "containerPath" "orderDatabase.securityContext") }}
{{- include "microshop.wrongContainers" (dict "list" .Values.orderDatabase.extraInitContainers "path" "orderDatabase.extraInitContainers" "names" ",order-db" "ports" ",postgres" "known" ",tmp,var-run-postgresql,data" "volumes" .Values.orderDatabase.extraVolumes "pod" .Values.orderDatabase.podSecurityContext "podPath" "orderDatabase.podSecurityContext") }}
{{- include "microshop.wrongContainers" (dict "list" .Values.orderDatabase.extraContainers "path" "orderDatabase.extraContainers" "names" ",order-db" "ports" ",postgres" "known" ",tmp,var-run-postgresql,data" "others" .Values.orderDatabase.extraInitContainers "volumes" .Values.orderDatabase.extraVolumes "pod" .Values.orderDatabase.podSecurityContext "podPath" "orderDatabase.podSecurityContext") }}
{{- include "microshop.bidirectionalMounts" (dict "list" .Values.orderDatabase.extraVolumeMounts "path" "orderDatabase.extraVolumeMounts" "securityContext" .Values.orderDatabase.securityContext) }}
{{- include "microshop.longAnnotations" (dict "annotations" .Values.orderDatabase.podAnnotations "path" "orderDatabase.podAnnotations" "most" 65536 "root" .) }}
{{- end }}
{{- include "microshop.repeated" (dict "list" .Values.defaults.topologySpreadConstraints "path" "defaults.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.defaults.hostAliases "path" "defaults.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- if .Values.productDatabase.enabled }}
{{- include "microshop.repeated" (dict "list" .Values.productDatabase.topologySpreadConstraints "path" "productDatabase.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.productDatabase.hostAliases "path" "productDatabase.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.productDatabase.extraEnv "path" "productDatabase.extraEnv" "keys" "name" "taken" (printf ",POSTGRES_DB,POSTGRES_USER,POSTGRES_PASSWORD,PGDATA,%s" (include "microshop.keys" (dict "map" .Values.productDatabase.env))) "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.productDatabase.extraVolumeMounts "path" "productDatabase.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp,/var/lib/postgresql/data,/var/run/postgresql" "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.productDatabase.extraVolumes "path" "productDatabase.extraVolumes" "keys" "name" "taken" (printf ",tmp,var-run-postgresql%s" (ternary ",data" "" (and .Values.productDatabase.enabled (not (empty .Values.productDatabase.persistence.existingClaim))))) "root" .) }}
{{- include "microshop.takenKeys" (dict "map" .Values.productDatabase.env "path" "productDatabase.env" "taken" ",POSTGRES_DB,POSTGRES_USER,POSTGRES_PASSWORD,PGDATA") }}
{{- include "microshop.unknownVolumes" (dict "list" .Values.productDatabase.extraVolumeMounts "path" "productDatabase.extraVolumeMounts" "known" ",tmp,var-run-postgresql,data" "volumes" .Values.productDatabase.extraVolumes "root" .) }}
{{- include "microshop.overLimits" (dict "resources" .Values.productDatabase.resources "path" "productDatabase.resources" "root" .) }}
{{- include "microshop.hugePages" (dict "resources" .Values.productDatabase.resources "path" "productDatabase.resources" "root" .) }}
{{- include "microshop.unknownVariables" (dict "list" .Values.productDatabase.extraEnv "path" "productDatabase.extraEnv" "known" (printf ",POSTGRES_DB,POSTGRES_USER,POSTGRES_PASSWORD,PGDATA,%s" (include "microshop.keys" (dict "map" .Values.productDatabase.env))) "from" .Values.productDatabase.extraEnvFrom "root" .) }}
{{- include "microshop.unknownNames" (dict "text" .Values.productDatabase.database "path" "productDatabase.database" "known" "" "from" .Values.productDatabase.extraEnvFrom) }}
{{- include "microshop.unknownNames" (dict "text" .Values.productDatabase.user "path" "productDatabase.user" "known" ",POSTGRES_DB" "from" .Values.productDatabase.extraEnvFrom) }}
{{- include "microshop.longHooks" (dict "lifecycle" (include "microshop.lifecycle" (dict "lifecycle" .Values.productDatabase.lifecycle) | printf "%s\n" | fromYaml) "path" "productDatabase.lifecycle" "grace" .Values.productDatabase.terminationGracePeriodSeconds) }}
{{- include "microshop.repeatedSysctls" (dict "securityContext" .Values.productDatabase.podSecurityContext "path" "productDatabase.podSecurityContext" "root" .) }}
{{- include "microshop.repeatedFiles" (dict "volumes" .Values.productDatabase.extraVolumes "path" "productDatabase.extraVolumes" "root" .) }}
{{- include "microshop.wrongProfiles" (dict "annotations" .Values.productDatabase.podAnnotations "path" "productDatabase.podAnnotations" "known" ",product-db" "containers" .Values.productDatabase.extraContainers "initContainers" .Values.productDatabase.extraInitContainers "root" .) }}
{{- include "microshop.rootUsers" (dict "pod" .Values.productDatabase.podSecurityContext "podPath" "productDatabase.podSecurityContext" "container" .Values.productDatabase.securityContext "containerPath" "productDatabase.securityContext") }}
{{- include "microshop.wrongContainers" (dict "list" .Values.productDatabase.extraInitContainers "path" "productDatabase.extraInitContainers" "names" ",product-db" "ports" ",postgres" "known" ",tmp,var-run-postgresql,data" "volumes" .Values.productDatabase.extraVolumes "pod" .Values.productDatabase.podSecurityContext "podPath" "productDatabase.podSecurityContext") }}
{{- include "microshop.wrongContainers" (dict "list" .Values.productDatabase.extraContainers "path" "productDatabase.extraContainers" "names" ",product-db" "ports" ",postgres" "known" ",tmp,var-run-postgresql,data" "others" .Values.productDatabase.extraInitContainers "volumes" .Values.productDatabase.extraVolumes "pod" .Values.productDatabase.podSecurityContext "podPath" "productDatabase.podSecurityContext") }}
{{- include "microshop.bidirectionalMounts" (dict "list" .Values.productDatabase.extraVolumeMounts "path" "productDatabase.extraVolumeMounts" "securityContext" .Values.productDatabase.securityContext) }}
{{- include "microshop.longAnnotations" (dict "annotations" .Values.productDatabase.podAnnotations "path" "productDatabase.podAnnotations" "most" 65536 "root" .) }}
{{- end }}
{{- if .Values.userDatabase.enabled }}
{{- include "microshop.repeated" (dict "list" .Values.userDatabase.topologySpreadConstraints "path" "userDatabase.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.userDatabase.hostAliases "path" "userDatabase.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.userDatabase.extraEnv "path" "userDatabase.extraEnv" "keys" "name" "taken" (printf ",POSTGRES_DB,POSTGRES_USER,POSTGRES_PASSWORD,PGDATA,%s" (include "microshop.keys" (dict "map" .Values.userDatabase.env))) "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.userDatabase.extraVolumeMounts "path" "userDatabase.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp,/var/lib/postgresql/data,/var/run/postgresql" "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.userDatabase.extraVolumes "path" "userDatabase.extraVolumes" "keys" "name" "taken" (printf ",tmp,var-run-postgresql%s" (ternary ",data" "" (and .Values.userDatabase.enabled (not (empty .Values.userDatabase.persistence.existingClaim))))) "root" .) }}
{{- include "microshop.takenKeys" (dict "map" .Values.userDatabase.env "path" "userDatabase.env" "taken" ",POSTGRES_DB,POSTGRES_USER,POSTGRES_PASSWORD,PGDATA") }}
{{- include "microshop.unknownVolumes" (dict "list" .Values.userDatabase.extraVolumeMounts "path" "userDatabase.extraVolumeMounts" "known" ",tmp,var-run-postgresql,data" "volumes" .Values.userDatabase.extraVolumes "root" .) }}
{{- include "microshop.overLimits" (dict "resources" .Values.userDatabase.resources "path" "userDatabase.resources" "root" .) }}
{{- include "microshop.hugePages" (dict "resources" .Values.userDatabase.resources "path" "userDatabase.resources" "root" .) }}
{{- include "microshop.unknownVariables" (dict "list" .Values.userDatabase.extraEnv "path" "userDatabase.extraEnv" "known" (printf ",POSTGRES_DB,POSTGRES_USER,POSTGRES_PASSWORD,PGDATA,%s" (include "microshop.keys" (dict "map" .Values.userDatabase.env))) "from" .Values.userDatabase.extraEnvFrom "root" .) }}
{{- include "microshop.unknownNames" (dict "text" .Values.userDatabase.database "path" "userDatabase.database" "known" "" "from" .Values.userDatabase.extraEnvFrom) }}
{{- include "microshop.unknownNames" (dict "text" .Values.userDatabase.user "path" "userDatabase.user" "known" ",POSTGRES_DB" "from" .Values.userDatabase.extraEnvFrom) }}
{{- include "microshop.longHooks" (dict "lifecycle" (include "microshop.lifecycle" (dict "lifecycle" .Values.userDatabase.lifecycle) | printf "%s\n" | fromYaml) "path" "userDatabase.lifecycle" "grace" .Values.userDatabase.terminationGracePeriodSeconds) }}
{{- include "microshop.repeatedSysctls" (dict "securityContext" .Values.userDatabase.podSecurityContext "path" "userDatabase.podSecurityContext" "root" .) }}
{{- include "microshop.repeatedFiles" (dict "volumes" .Values.userDatabase.extraVolumes "path" "userDatabase.extraVolumes" "root" .) }}
{{- include "microshop.wrongProfiles" (dict "annotations" .Values.userDatabase.podAnnotations "path" "userDatabase.podAnnotations" "known" ",user-db" "containers" .Values.userDatabase.extraContainers "initContainers" .Values.userDatabase.extraInitContainers "root" .) }}
{{- include "microshop.rootUsers" (dict "pod" .Values.userDatabase.podSecurityContext "podPath" "userDatabase.podSecurityContext" "container" .Values.userDatabase.securityContext "containerPath" "userDatabase.securityContext") }}
{{- include "microshop.wrongContainers" (dict "list" .Values.userDatabase.extraInitContainers "path" "userDatabase.extraInitContainers" "names" ",user-db" "ports" ",postgres" "known" ",tmp,var-run-postgresql,data" "volumes" .Values.userDatabase.extraVolumes "pod" .Values.userDatabase.podSecurityContext "podPath" "userDatabase.podSecurityContext") }}
{{- include "microshop.wrongContainers" (dict "list" .Values.userDatabase.extraContainers "path" "userDatabase.extraContainers" "names" ",user-db" "ports" ",postgres" "known" ",tmp,var-run-postgresql,data" "others" .Values.userDatabase.extraInitContainers "volumes" .Values.userDatabase.extraVolumes "pod" .Values.userDatabase.podSecurityContext "podPath" "userDatabase.podSecurityContext") }}
{{- include "microshop.bidirectionalMounts" (dict "list" .Values.userDatabase.extraVolumeMounts "path" "userDatabase.extraVolumeMounts" "securityContext" .Values.userDatabase.securityContext) }}
{{- include "microshop.longAnnotations" (dict "annotations" .Values.userDatabase.podAnnotations "path" "userDatabase.podAnnotations" "most" 65536 "root" .) }}
{{- end }}
{{- include "microshop.repeated" (dict "list" .Values.gateway.topologySpreadConstraints "path" "gateway.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.gateway.hostAliases "path" "gateway.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.gateway.extraEnv "path" "gateway.extraEnv" "keys" "name" "taken" (printf ",JWT_SECRET,%s" (include "microshop.keys" (dict "map" .Values.gateway.env))) "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.gateway.extraVolumeMounts "path" "gateway.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp" "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.gateway.extraVolumes "path" "gateway.extraVolumes" "keys" "name" "taken" ",tmp" "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.gateway.service.extraPorts "path" "gateway.service.extraPorts" "keys" "port,protocol=TCP" "taken" (printf ",%d/TCP" (int64 .Values.gateway.service.port)) "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.order.topologySpreadConstraints "path" "order.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.order.hostAliases "path" "order.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.order.extraVolumeMounts "path" "order.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp" "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.order.extraEnv "path" "order.extraEnv" "keys" "name" "taken" (printf "%s%s%s,%s%s%s%s" (ternary ",DATABASE_PASSWORD" "" (and (not (empty .Values.migration.command)) (not .Values.orderDatabase.enabled))) (ternary ",DATABASE_URL" "" (and (not (empty .Values.migration.command)) .Values.orderDatabase.enabled)) (ternary ",DATABASE_URL" "" (and (not (empty .Values.migration.command)) (not .Values.orderDatabase.enabled))) (include "microshop.keys" (dict "map" .Values.order.env)) (ternary ",DATABASE_PASSWORD" "" (not .Values.orderDatabase.enabled)) (ternary ",DATABASE_URL" "" .Values.orderDatabase.enabled) (ternary ",DATABASE_URL" "" (not .Values.orderDatabase.enabled))) "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.order.extraVolumes "path" "order.extraVolumes" "keys" "name" "taken" ",tmp" "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.order.service.extraPorts "path" "order.service.extraPorts" "keys" "port,protocol=TCP" "taken" (printf ",%d/TCP" (int64 .Values.order.service.port)) "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.product.topologySpreadConstraints "path" "product.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.product.hostAliases "path" "product.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.product.extraVolumeMounts "path" "product.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp" "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.product.extraEnv "path" "product.extraEnv" "keys" "name" "taken" (printf "%s%s%s,%s%s%s%s" (ternary ",DATABASE_PASSWORD" "" (and (not (empty .Values.migration.command)) (not .Values.productDatabase.enabled))) (ternary ",DATABASE_URL" "" (and (not (empty .Values.migration.command)) .Values.productDatabase.enabled)) (ternary ",DATABASE_URL" "" (and (not (empty .Values.migration.command)) (not .Values.productDatabase.enabled))) (include "microshop.keys" (dict "map" .Values.product.env)) (ternary ",DATABASE_PASSWORD" "" (not .Values.productDatabase.enabled)) (ternary ",DATABASE_URL" "" .Values.productDatabase.enabled) (ternary ",DATABASE_URL" "" (not .Values.productDatabase.enabled))) "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.product.extraVolumes "path" "product.extraVolumes" "keys" "name" "taken" ",tmp" "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.product.service.extraPorts "path" "product.service.extraPorts" "keys" "port,protocol=TCP" "taken" (printf ",%d/TCP" (int64 .Values.product.service.port)) "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.user.topologySpreadConstraints "path" "user.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.user.hostAliases "path" "user.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.user.extraVolumeMounts "path" "user.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp" "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.user.extraEnv "path" "user.extraEnv" "keys" "name" "taken" (printf ",JWT_SECRET%s%s%s,%s%s%s%s" (ternary ",DATABASE_PASSWORD" "" (and (not (empty .Values.migration.command)) (not .Values.userDatabase.enabled))) (ternary ",DATABASE_URL" "" (and (not (empty .Values.migration.command)) .Values.userDatabase.enabled)) (ternary ",DATABASE_URL" "" (and (not (empty .Values.migration.command)) (not .Values.userDatabase.enabled))) (include "microshop.keys" (dict "map" .Values.user.env)) (ternary ",DATABASE_PASSWORD" "" (not .Values.userDatabase.enabled)) (ternary ",DATABASE_URL" "" .Values.userDatabase.enabled) (ternary ",DATABASE_URL" "" (not .Values.userDatabase.enabled))) "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.user.extraVolumes "path" "user.extraVolumes" "keys" "name" "taken" ",tmp" "root" .) }}
{{- include "microshop.repeated" (dict "list" .Values.user.service.extraPorts "path" "user.service.extraPorts" "keys" "port,protocol=TCP" "taken" (printf ",%d/TCP" (int64 .Values.user.service.port)) "root" .) }}
{{- if .Values.httpRoute.enabled }}
{{- include "microshop.repeated" (dict "list" .Values.httpRoute.parentRefs "path" "httpRoute.parentRefs" "keys" "name,namespace,kind=Gateway,group=gateway.networking.k8s.io,sectionName,port" "taken" "" "root" .) }}
{{- include "microshop.wholeParents" (dict "list" .Values.httpRoute.parentRefs "path" "httpRoute.parentRefs") }}
{{- include "microshop.longAnnotations" (dict "annotations" .Values.httpRoute.annotations "path" "httpRoute.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- include "microshop.takenKeys" (dict "map" .Values.gateway.env "path" "gateway.env" "taken" ",JWT_SECRET") }}
{{- include "microshop.takenKeys" (dict "map" .Values.order.env "path" "order.env" "taken" (printf "%s%s%s%s%s%s" (ternary ",DATABASE_PASSWORD" "" (and (not (empty .Values.migration.command)) (not .Values.orderDatabase.enabled))) (ternary ",DATABASE_URL" "" (and (not (empty .Values.migration.command)) .Values.orderDatabase.enabled)) (ternary ",DATABASE_URL" "" (and (not (empty .Values.migration.command)) (not .Values.orderDatabase.enabled))) (ternary ",DATABASE_PASSWORD" "" (not .Values.orderDatabase.enabled)) (ternary ",DATABASE_URL" "" .Values.orderDatabase.enabled) (ternary ",DATABASE_URL" "" (not .Values.orderDatabase.enabled)))) }}
{{- include "microshop.takenKeys" (dict "map" .Values.product.env "path" "product.env" "taken" (printf "%s%s%s%s%s%s" (ternary ",DATABASE_PASSWORD" "" (and (not (empty .Values.migration.command)) (not .Values.productDatabase.enabled))) (ternary ",DATABASE_URL" "" (and (not (empty .Values.migration.command)) .Values.productDatabase.enabled)) (ternary ",DATABASE_URL" "" (and (not (empty .Values.migration.command)) (not .Values.productDatabase.enabled))) (ternary ",DATABASE_PASSWORD" "" (not .Values.productDatabase.enabled)) (ternary ",DATABASE_URL" "" .Values.productDatabase.enabled) (ternary ",DATABASE_URL" "" (not .Values.productDatabase.enabled)))) }}
{{- include "microshop.takenKeys" (dict "map" .Values.user.env "path" "user.env" "taken" (printf ",JWT_SECRET%s%s%s%s%s%s" (ternary ",DATABASE_PASSWORD" "" (and (not (empty .Values.migration.command)) (not .Values.userDatabase.enabled))) (ternary ",DATABASE_URL" "" (and (not (empty .Values.migration.command)) .Values.userDatabase.enabled)) (ternary ",DATABASE_URL" "" (and (not (empty .Values.migration.command)) (not .Values.userDatabase.enabled))) (ternary ",DATABASE_PASSWORD" "" (not .Values.userDatabase.enabled)) (ternary ",DATABASE_URL" "" .Values.userDatabase.enabled) (ternary ",DATABASE_URL" "" (not .Values.userDatabase.enabled)))) }}
{{- include "microshop.unknownVolumes" (dict "list" .Values.gateway.extraVolumeMounts "path" "gateway.extraVolumeMounts" "known" ",tmp" "volumes" .Values.gateway.extraVolumes "root" .) }}
{{- include "microshop.unknownVolumes" (dict "list" .Values.order.extraVolumeMounts "path" "order.extraVolumeMounts" "known" ",tmp" "volumes" .Values.order.extraVolumes "root" .) }}
{{- include "microshop.unknownVolumes" (dict "list" .Values.product.extraVolumeMounts "path" "product.extraVolumeMounts" "known" ",tmp" "volumes" .Values.product.extraVolumes "root" .) }}
{{- include "microshop.unknownVolumes" (dict "list" .Values.user.extraVolumeMounts "path" "user.extraVolumeMounts" "known" ",tmp" "volumes" .Values.user.extraVolumes "root" .) }}
{{- include "microshop.overLimits" (dict "resources" .Values.gateway.resources "path" "gateway.resources" "root" .) }}
{{- include "microshop.hugePages" (dict "resources" .Values.gateway.resources "path" "gateway.resources" "root" .) }}
{{- include "microshop.overLimits" (dict "resources" .Values.order.resources "path" "order.resources" "root" .) }}
{{- include "microshop.hugePages" (dict "resources" .Values.order.resources "path" "order.resources" "root" .) }}
{{- include "microshop.overLimits" (dict "resources" .Values.product.resources "path" "product.resources" "root" .) }}
{{- include "microshop.hugePages" (dict "resources" .Values.product.resources "path" "product.resources" "root" .) }}
{{- include "microshop.overLimits" (dict "resources" .Values.user.resources "path" "user.resources" "root" .) }}
{{- include "microshop.hugePages" (dict "resources" .Values.user.resources "path" "user.resources" "root" .) }}
{{- if .Values.migration.command }}
{{- include "microshop.unknownVariables" (dict "list" .Values.order.extraEnv "path" "order.extraEnv" "known" (printf "%s%s%s,%s" (ternary ",DATABASE_PASSWORD" "" (and (not (empty .Values.migration.command)) (not .Values.orderDatabase.enabled))) (ternary ",DATABASE_URL" "" (and (not (empty .Values.migration.command)) .Values.orderDatabase.enabled)) (ternary ",DATABASE_URL" "" (and (not (empty .Values.migration.command)) (not .Values.orderDatabase.enabled))) (include "microshop.keys" (dict "map" .Values.order.env))) "from" .Values.order.extraEnvFrom "root" .) }}
{{- include "microshop.unknownVariables" (dict "list" .Values.product.extraEnv "path" "product.extraEnv" "known" (printf "%s%s%s,%s" (ternary ",DATABASE_PASSWORD" "" (and (not (empty .Values.migration.command)) (not .Values.productDatabase.enabled))) (ternary ",DATABASE_URL" "" (and (not (empty .Values.migration.command)) .Values.productDatabase.enabled)) (ternary ",DATABASE_URL" "" (and (not (empty .Values.migration.command)) (not .Values.productDatabase.enabled))) (include "microshop.keys" (dict "map" .Values.product.env))) "from" .Values.product.extraEnvFrom "root" .) }}
{{- include "microshop.unknownVariables" (dict "list" .Values.user.extraEnv "path" "user.extraEnv" "known" (printf "%s%s%s,%s" (ternary ",DATABASE_PASSWORD" "" (and (not (empty .Values.migration.command)) (not .Values.userDatabase.enabled))) (ternary ",DATABASE_URL" "" (and (not (empty .Values.migration.command)) .Values.userDatabase.enabled)) (ternary ",DATABASE_URL" "" (and (not (empty .Values.migration.command)) (not .Values.userDatabase.enabled))) (include "microshop.keys" (dict "map" .Values.user.env))) "from" .Values.user.extraEnvFrom "root" .) }}
{{- end }}
{{- if and .Values.migration.command (not .Values.orderDatabase.enabled) }}
{{- include "microshop.unknownNames" (dict "text" (printf "postgresql://%s:$(DATABASE_PASSWORD)@%s:%d/%s%s" .Values.orderDatabase.user .Values.orderDatabase.external.host (int64 .Values.orderDatabase.external.port) .Values.orderDatabase.database (ternary (printf "?%s" .Values.orderDatabase.external.parameters) "" (not (empty .Values.orderDatabase.external.parameters)))) "path" "orderDatabase.user and orderDatabase.database" "known" (printf "%s%s" (ternary ",DATABASE_PASSWORD" "" (and (not (empty .Values.migration.command)) (not .Values.orderDatabase.enabled))) (ternary ",DATABASE_URL" "" (and (not (empty .Values.migration.command)) .Values.orderDatabase.enabled))) "from" .Values.order.extraEnvFrom) }}
{{- end }}
{{- if and .Values.migration.command (not .Values.productDatabase.enabled) }}
{{- include "microshop.unknownNames" (dict "text" (printf "postgresql://%s:$(DATABASE_PASSWORD)@%s:%d/%s%s" .Values.productDatabase.user .Values.productDatabase.external.host (int64 .Values.productDatabase.external.port) .Values.productDatabase.database (ternary (printf "?%s" .Values.productDatabase.external.parameters) "" (not (empty .Values.productDatabase.external.parameters)))) "path" "productDatabase.user and productDatabase.database" "known" (printf "%s%s" (ternary ",DATABASE_PASSWORD" "" (and (not (empty .Values.migration.command)) (not .Values.productDatabase.enabled))) (ternary ",DATABASE_URL" "" (and (not (empty .Values.migration.command)) .Values.productDatabase.enabled))) "from" .Values.product.extraEnvFrom) }}
{{- end }}
{{- if and .Values.migration.command (not .Values.userDatabase.enabled) }}
{{- include "microshop.unknownNames" (dict "text" (printf "postgresql://%s:$(DATABASE_PASSWORD)@%s:%d/%s%s" .Values.userDatabase.user .Values.userDatabase.external.host (int64 .Values.userDatabase.external.port) .Values.userDatabase.database (ternary (printf "?%s" .Values.userDatabase.external.parameters) "" (not (empty .Values.userDatabase.external.parameters)))) "path" "userDatabase.user and userDatabase.database" "known" (printf "%s%s" (ternary ",DATABASE_PASSWORD" "" (and (not (empty .Values.migration.command)) (not .Values.userDatabase.enabled))) (ternary ",DATABASE_URL" "" (and (not (empty .Values.migration.command)) .Values.userDatabase.enabled))) "from" .Values.user.extraEnvFrom) }}
{{- end }}
{{- include "microshop.shared" (dict "all" (printf "%s%s%s%s" (ternary (printf ",gateway.service.nodePort=%d" (int64 .Values.gateway.service.nodePort)) "" (and (ne .Values.gateway.service.type "ClusterIP") (ne (int64 .Values.gateway.service.nodePort) 0))) (ternary (printf ",order.service.nodePort=%d" (int64 .Values.order.service.nodePort)) "" (and (ne .Values.order.service.type "ClusterIP") (ne (int64 .Values.order.service.nodePort) 0))) (ternary (printf ",product.service.nodePort=%d" (int64 .Values.product.service.nodePort)) "" (and (ne .Values.product.service.type "ClusterIP") (ne (int64 .Values.product.service.nodePort) 0))) (ternary (printf ",user.service.nodePort=%d" (int64 .Values.user.service.nodePort)) "" (and (ne .Values.user.service.type "ClusterIP") (ne (int64 .Values.user.service.nodePort) 0)))) "what" "Service has the node port" "root" .) }}
{{- include "microshop.shared" (dict "all" (printf "%s%s%s%s%s%s%s" (ternary (printf ",gateway.serviceAccount.name=%s" (include "microshop.gateway.serviceAccountName" .)) "" .Values.gateway.serviceAccount.create) (ternary (printf ",order.serviceAccount.name=%s" (include "microshop.order.serviceAccountName" .)) "" .Values.order.serviceAccount.create) (ternary (printf ",product.serviceAccount.name=%s" (include "microshop.product.serviceAccountName" .)) "" .Values.product.serviceAccount.create) (ternary (printf ",user.serviceAccount.name=%s" (include "microshop.user.serviceAccountName" .)) "" .Values.user.serviceAccount.create) (ternary (printf ",orderDatabase.serviceAccount.name=%s" (include "microshop.order-db.serviceAccountName" .)) "" (and .Values.orderDatabase.enabled .Values.orderDatabase.serviceAccount.create)) (ternary (printf ",productDatabase.serviceAccount.name=%s" (include "microshop.product-db.serviceAccountName" .)) "" (and .Values.productDatabase.enabled .Values.productDatabase.serviceAccount.create)) (ternary (printf ",userDatabase.serviceAccount.name=%s" (include "microshop.user-db.serviceAccountName" .)) "" (and .Values.userDatabase.enabled .Values.userDatabase.serviceAccount.create))) "what" "ServiceAccount has the name" "root" .) }}
{{- include "microshop.longHooks" (dict "lifecycle" (include "microshop.lifecycle" (dict "lifecycle" .Values.gateway.lifecycle "preStop" "exec") | printf "%s\n" | fromYaml) "path" "gateway.lifecycle" "grace" .Values.gateway.terminationGracePeriodSeconds) }}
{{- include "microshop.longHooks" (dict "lifecycle" (include "microshop.lifecycle" (dict "lifecycle" .Values.order.lifecycle "preStop" "exec") | printf "%s\n" | fromYaml) "path" "order.lifecycle" "grace" .Values.order.terminationGracePeriodSeconds) }}
{{- include "microshop.longHooks" (dict "lifecycle" (include "microshop.lifecycle" (dict "lifecycle" .Values.product.lifecycle "preStop" "exec") | printf "%s\n" | fromYaml) "path" "product.lifecycle" "grace" .Values.product.terminationGracePeriodSeconds) }}
{{- include "microshop.longHooks" (dict "lifecycle" (include "microshop.lifecycle" (dict "lifecycle" .Values.user.lifecycle "preStop" "exec") | printf "%s\n" | fromYaml) "path" "user.lifecycle" "grace" .Values.user.terminationGracePeriodSeconds) }}
{{- include "microshop.repeatedSysctls" (dict "securityContext" .Values.gateway.podSecurityContext "path" "gateway.podSecurityContext" "root" .) }}
{{- include "microshop.repeatedFiles" (dict "volumes" .Values.gateway.extraVolumes "path" "gateway.extraVolumes" "root" .) }}
{{- include "microshop.wrongProfiles" (dict "annotations" .Values.gateway.podAnnotations "path" "gateway.podAnnotations" "known" ",gateway" "containers" .Values.gateway.extraContainers "initContainers" .Values.gateway.extraInitContainers "root" .) }}
{{- include "microshop.repeatedSysctls" (dict "securityContext" .Values.order.podSecurityContext "path" "order.podSecurityContext" "root" .) }}
{{- include "microshop.repeatedFiles" (dict "volumes" .Values.order.extraVolumes "path" "order.extraVolumes" "root" .) }}
{{- include "microshop.wrongProfiles" (dict "annotations" .Values.order.podAnnotations "path" "order.podAnnotations" "known" ",order,wait-for-database,migrate" "containers" .Values.order.extraContainers "initContainers" .Values.order.extraInitContainers "root" .) }}
{{- include "microshop.repeatedSysctls" (dict "securityContext" .Values.product.podSecurityContext "path" "product.podSecurityContext" "root" .) }}
{{- include "microshop.repeatedFiles" (dict "volumes" .Values.product.extraVolumes "path" "product.extraVolumes" "root" .) }}
{{- include "microshop.wrongProfiles" (dict "annotations" .Values.product.podAnnotations "path" "product.podAnnotations" "known" ",product,wait-for-database,migrate" "containers" .Values.product.extraContainers "initContainers" .Values.product.extraInitContainers "root" .) }}
{{- include "microshop.repeatedSysctls" (dict "securityContext" .Values.user.podSecurityContext "path" "user.podSecurityContext" "root" .) }}
{{- include "microshop.repeatedFiles" (dict "volumes" .Values.user.extraVolumes "path" "user.extraVolumes" "root" .) }}
{{- include "microshop.wrongProfiles" (dict "annotations" .Values.user.podAnnotations "path" "user.podAnnotations" "known" ",user,wait-for-database,migrate" "containers" .Values.user.extraContainers "initContainers" .Values.user.extraInitContainers "root" .) }}
{{- include "microshop.rootUsers" (dict "pod" .Values.gateway.podSecurityContext "podPath" "gateway.podSecurityContext" "container" .Values.gateway.securityContext "containerPath" "gateway.securityContext") }}
{{- include "microshop.rootUsers" (dict "pod" .Values.order.podSecurityContext "podPath" "order.podSecurityContext" "container" .Values.order.securityContext "containerPath" "order.securityContext") }}
{{- include "microshop.rootUsers" (dict "pod" .Values.product.podSecurityContext "podPath" "product.podSecurityContext" "container" .Values.product.securityContext "containerPath" "product.securityContext") }}
{{- include "microshop.rootUsers" (dict "pod" .Values.user.podSecurityContext "podPath" "user.podSecurityContext" "container" .Values.user.securityContext "containerPath" "user.securityContext") }}
{{- include "microshop.wrongContainers" (dict "list" .Values.gateway.extraInitContainers "path" "gateway.extraInitContainers" "names" ",gateway" "ports" ",http" "known" ",tmp" "volumes" .Values.gateway.extraVolumes "pod" .Values.gateway.podSecurityContext "podPath" "gateway.podSecurityContext") }}
{{- include "microshop.wrongContainers" (dict "list" .Values.gateway.extraContainers "path" "gateway.extraContainers" "names" ",gateway" "ports" ",http" "known" ",tmp" "others" .Values.gateway.extraInitContainers "volumes" .Values.gateway.extraVolumes "pod" .Values.gateway.podSecurityContext "podPath" "gateway.podSecurityContext") }}
{{- include "microshop.wrongContainers" (dict "list" .Values.order.extraInitContainers "path" "order.extraInitContainers" "names" (printf ",order%s%s" (ternary ",wait-for-database" "" .Values.waiting.enabled) (ternary ",migrate" "" (not (empty .Values.migration.command)))) "ports" ",http" "known" ",tmp" "volumes" .Values.order.extraVolumes "pod" .Values.order.podSecurityContext "podPath" "order.podSecurityContext") }}
{{- include "microshop.wrongContainers" (dict "list" .Values.order.extraContainers "path" "order.extraContainers" "names" (printf ",order%s%s" (ternary ",wait-for-database" "" .Values.waiting.enabled) (ternary ",migrate" "" (not (empty .Values.migration.command)))) "ports" ",http" "known" ",tmp" "others" .Values.order.extraInitContainers "volumes" .Values.order.extraVolumes "pod" .Values.order.podSecurityContext "podPath" "order.podSecurityContext") }}
{{- include "microshop.wrongContainers" (dict "list" .Values.product.extraInitContainers "path" "product.extraInitContainers" "names" (printf ",product%s%s" (ternary ",wait-for-database" "" .Values.waiting.enabled) (ternary ",migrate" "" (not (empty .Values.migration.command)))) "ports" ",http" "known" ",tmp" "volumes" .Values.product.extraVolumes "pod" .Values.product.podSecurityContext "podPath" "product.podSecurityContext") }}
{{- include "microshop.wrongContainers" (dict "list" .Values.product.extraContainers "path" "product.extraContainers" "names" (printf ",product%s%s" (ternary ",wait-for-database" "" .Values.waiting.enabled) (ternary ",migrate" "" (not (empty .Values.migration.command)))) "ports" ",http" "known" ",tmp" "others" .Values.product.extraInitContainers "volumes" .Values.product.extraVolumes "pod" .Values.product.podSecurityContext "podPath" "product.podSecurityContext") }}
{{- include "microshop.wrongContainers" (dict "list" .Values.user.extraInitContainers "path" "user.extraInitContainers" "names" (printf ",user%s%s" (ternary ",wait-for-database" "" .Values.waiting.enabled) (ternary ",migrate" "" (not (empty .Values.migration.command)))) "ports" ",http" "known" ",tmp" "volumes" .Values.user.extraVolumes "pod" .Values.user.podSecurityContext "podPath" "user.podSecurityContext") }}
{{- include "microshop.wrongContainers" (dict "list" .Values.user.extraContainers "path" "user.extraContainers" "names" (printf ",user%s%s" (ternary ",wait-for-database" "" .Values.waiting.enabled) (ternary ",migrate" "" (not (empty .Values.migration.command)))) "ports" ",http" "known" ",tmp" "others" .Values.user.extraInitContainers "volumes" .Values.user.extraVolumes "pod" .Values.user.podSecurityContext "podPath" "user.podSecurityContext") }}
{{- include "microshop.bidirectionalMounts" (dict "list" .Values.gateway.extraVolumeMounts "path" "gateway.extraVolumeMounts" "securityContext" .Values.gateway.securityContext) }}
{{- include "microshop.bidirectionalMounts" (dict "list" .Values.order.extraVolumeMounts "path" "order.extraVolumeMounts" "securityContext" .Values.order.securityContext) }}
{{- include "microshop.bidirectionalMounts" (dict "list" .Values.product.extraVolumeMounts "path" "product.extraVolumeMounts" "securityContext" .Values.product.securityContext) }}
{{- include "microshop.bidirectionalMounts" (dict "list" .Values.user.extraVolumeMounts "path" "user.extraVolumeMounts" "securityContext" .Values.user.securityContext) }}
{{- if .Values.gateway.networkPolicy.enabled }}
{{- include "microshop.policyPeers" (dict "peers" .Values.clients "path" "clients") }}
{{- include "microshop.policyRules" (dict "rules" .Values.gateway.networkPolicy.extraIngress "path" "gateway.networkPolicy.extraIngress") }}
{{- include "microshop.policyRules" (dict "rules" .Values.gateway.networkPolicy.extraEgress "path" "gateway.networkPolicy.extraEgress") }}
{{- end }}
{{- if and .Values.orderDatabase.enabled .Values.orderDatabase.networkPolicy.enabled }}
{{- include "microshop.policyRules" (dict "rules" .Values.orderDatabase.networkPolicy.extraIngress "path" "orderDatabase.networkPolicy.extraIngress") }}
{{- end }}
{{- if .Values.order.networkPolicy.enabled }}
{{- include "microshop.policyRules" (dict "rules" .Values.order.networkPolicy.extraIngress "path" "order.networkPolicy.extraIngress") }}
{{- include "microshop.policyRules" (dict "rules" .Values.order.networkPolicy.extraEgress "path" "order.networkPolicy.extraEgress") }}
{{- end }}
{{- if and .Values.productDatabase.enabled .Values.productDatabase.networkPolicy.enabled }}
{{- include "microshop.policyRules" (dict "rules" .Values.productDatabase.networkPolicy.extraIngress "path" "productDatabase.networkPolicy.extraIngress") }}
{{- end }}
{{- if .Values.product.networkPolicy.enabled }}
{{- include "microshop.policyRules" (dict "rules" .Values.product.networkPolicy.extraIngress "path" "product.networkPolicy.extraIngress") }}
{{- include "microshop.policyRules" (dict "rules" .Values.product.networkPolicy.extraEgress "path" "product.networkPolicy.extraEgress") }}
{{- end }}
{{- if and .Values.userDatabase.enabled .Values.userDatabase.networkPolicy.enabled }}
{{- include "microshop.policyRules" (dict "rules" .Values.userDatabase.networkPolicy.extraIngress "path" "userDatabase.networkPolicy.extraIngress") }}
{{- end }}
{{- if .Values.user.networkPolicy.enabled }}
{{- include "microshop.policyRules" (dict "rules" .Values.user.networkPolicy.extraIngress "path" "user.networkPolicy.extraIngress") }}
{{- include "microshop.policyRules" (dict "rules" .Values.user.networkPolicy.extraEgress "path" "user.networkPolicy.extraEgress") }}
{{- end }}
{{- if .Values.gateway.serviceAccount.create }}
{{- include "microshop.longAnnotations" (dict "annotations" .Values.gateway.serviceAccount.annotations "path" "gateway.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if .Values.order.serviceAccount.create }}
{{- include "microshop.longAnnotations" (dict "annotations" .Values.order.serviceAccount.annotations "path" "order.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if .Values.product.serviceAccount.create }}
{{- include "microshop.longAnnotations" (dict "annotations" .Values.product.serviceAccount.annotations "path" "product.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if .Values.user.serviceAccount.create }}
{{- include "microshop.longAnnotations" (dict "annotations" .Values.user.serviceAccount.annotations "path" "user.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and .Values.orderDatabase.enabled .Values.orderDatabase.serviceAccount.create }}
{{- include "microshop.longAnnotations" (dict "annotations" .Values.orderDatabase.serviceAccount.annotations "path" "orderDatabase.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- include "microshop.longAnnotations" (dict "annotations" .Values.defaults.podAnnotations "path" "defaults.podAnnotations" "most" 65536 "root" .) }}
{{- if and .Values.orderDatabase.enabled (not .Values.orderDatabase.persistence.existingClaim) }}
{{- include "microshop.longAnnotations" (dict "annotations" .Values.orderDatabase.persistence.annotations "path" "orderDatabase.persistence.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and .Values.productDatabase.enabled .Values.productDatabase.serviceAccount.create }}
{{- include "microshop.longAnnotations" (dict "annotations" .Values.productDatabase.serviceAccount.annotations "path" "productDatabase.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and .Values.productDatabase.enabled (not .Values.productDatabase.persistence.existingClaim) }}
{{- include "microshop.longAnnotations" (dict "annotations" .Values.productDatabase.persistence.annotations "path" "productDatabase.persistence.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and .Values.userDatabase.enabled .Values.userDatabase.serviceAccount.create }}
{{- include "microshop.longAnnotations" (dict "annotations" .Values.userDatabase.serviceAccount.annotations "path" "userDatabase.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and .Values.userDatabase.enabled (not .Values.userDatabase.persistence.existingClaim) }}
{{- include "microshop.longAnnotations" (dict "annotations" .Values.userDatabase.persistence.annotations "path" "userDatabase.persistence.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- include "microshop.longAnnotations" (dict "annotations" .Values.gateway.podAnnotations "path" "gateway.podAnnotations" "most" 65536 "root" .) }}
{{- include "microshop.longAnnotations" (dict "annotations" .Values.gateway.service.annotations "path" "gateway.service.annotations" "most" 131072 "root" .) }}
{{- include "microshop.sourceRanges" (dict "annotations" .Values.gateway.service.annotations "path" "gateway.service.annotations" "type" .Values.gateway.service.type "root" .) }}
{{- include "microshop.longAnnotations" (dict "annotations" .Values.order.podAnnotations "path" "order.podAnnotations" "most" 65536 "root" .) }}
{{- include "microshop.longAnnotations" (dict "annotations" .Values.order.service.annotations "path" "order.service.annotations" "most" 131072 "root" .) }}
{{- include "microshop.sourceRanges" (dict "annotations" .Values.order.service.annotations "path" "order.service.annotations" "type" .Values.order.service.type "root" .) }}
{{- include "microshop.longAnnotations" (dict "annotations" .Values.product.podAnnotations "path" "product.podAnnotations" "most" 65536 "root" .) }}
{{- include "microshop.longAnnotations" (dict "annotations" .Values.product.service.annotations "path" "product.service.annotations" "most" 131072 "root" .) }}
{{- include "microshop.sourceRanges" (dict "annotations" .Values.product.service.annotations "path" "product.service.annotations" "type" .Values.product.service.type "root" .) }}
{{- include "microshop.longAnnotations" (dict "annotations" .Values.user.podAnnotations "path" "user.podAnnotations" "most" 65536 "root" .) }}
{{- include "microshop.longAnnotations" (dict "annotations" .Values.user.service.annotations "path" "user.service.annotations" "most" 131072 "root" .) }}
{{- include "microshop.sourceRanges" (dict "annotations" .Values.user.service.annotations "path" "user.service.annotations" "type" .Values.user.service.type "root" .) }}
{{- end }}

{{/*
Refuses these values.
*/}}
{{- define "microshop.validate" -}}
{{- with include "microshop.faults" . | trim }}
{{- fail (splitList "\n" . | uniq | join "\n" | printf "these values do not fit:\n%s") }}
{{- end }}
{{- end }}

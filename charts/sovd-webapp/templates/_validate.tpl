{{/*
What is wrong with values that fit the schema, a line for each fault; nothing where all is well.
*/}}
{{- define "sovd-webapp.faults" -}}
{{- if ne (include "sovd-webapp.missingNameservers" (dict "policy" (.Values.migration.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.migration.dnsConfig | default .Values.defaults.dnsConfig))) "" }}
- migration.dnsPolicy None needs nameservers in migration.dnsConfig ("{{ .Values.migration.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- if ne (include "sovd-webapp.missingNameservers" (dict "policy" (.Values.backend.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.backend.dnsConfig | default .Values.defaults.dnsConfig))) "" }}
- backend.dnsPolicy None needs nameservers in backend.dnsConfig ("{{ .Values.backend.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.backend.service.extraPorts "path" "backend.service.extraPorts" "keys" "name" "taken" ",http" "root" .) }}
{{- if and .Values.backend.autoscaling.enabled (not .Values.backend.autoscaling.external) (gt (int64 .Values.backend.autoscaling.minReplicas) (int64 .Values.backend.autoscaling.maxReplicas)) }}
- backend.autoscaling.minReplicas may not exceed backend.autoscaling.maxReplicas ({{ .Values.backend.autoscaling.minReplicas | int64 }} and {{ .Values.backend.autoscaling.maxReplicas | int64 }})
{{- end }}
{{- if ne (include "sovd-webapp.missingNameservers" (dict "policy" (.Values.frontend.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.frontend.dnsConfig | default .Values.defaults.dnsConfig))) "" }}
- frontend.dnsPolicy None needs nameservers in frontend.dnsConfig ("{{ .Values.frontend.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.frontend.service.extraPorts "path" "frontend.service.extraPorts" "keys" "name" "taken" ",http" "root" .) }}
{{- if and .Values.frontend.autoscaling.enabled (not .Values.frontend.autoscaling.external) (gt (int64 .Values.frontend.autoscaling.minReplicas) (int64 .Values.frontend.autoscaling.maxReplicas)) }}
- frontend.autoscaling.minReplicas may not exceed frontend.autoscaling.maxReplicas ({{ .Values.frontend.autoscaling.minReplicas | int64 }} and {{ .Values.frontend.autoscaling.maxReplicas | int64 }})
{{- end }}
{{- if and .Values.vehicleConnector.enabled (ne (include "sovd-webapp.missingNameservers" (dict "policy" (.Values.vehicleConnector.dnsPolicy | default .Values.defaults.dnsPolicy) "config" (.Values.vehicleConnector.dnsConfig | default .Values.defaults.dnsConfig))) "") }}
- vehicleConnector.dnsPolicy None needs nameservers in vehicleConnector.dnsConfig ("{{ .Values.vehicleConnector.dnsPolicy | default .Values.defaults.dnsPolicy }}")
{{- end }}
{{- if .Values.vehicleConnector.enabled }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.vehicleConnector.service.extraPorts "path" "vehicleConnector.service.extraPorts" "keys" "name" "taken" ",grpc" "root" .) }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.vehicleConnector.topologySpreadConstraints "path" "vehicleConnector.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.vehicleConnector.hostAliases "path" "vehicleConnector.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.vehicleConnector.extraEnv "path" "vehicleConnector.extraEnv" "keys" "name" "taken" (printf ",%s" (include "sovd-webapp.keys" (dict "map" .Values.vehicleConnector.env))) "root" .) }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.vehicleConnector.extraVolumeMounts "path" "vehicleConnector.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp" "root" .) }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.vehicleConnector.extraVolumes "path" "vehicleConnector.extraVolumes" "keys" "name" "taken" ",tmp" "root" .) }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.vehicleConnector.service.extraPorts "path" "vehicleConnector.service.extraPorts" "keys" "port,protocol=TCP" "taken" (printf ",%d/TCP" (int64 .Values.vehicleConnector.service.port)) "root" .) }}
{{- include "sovd-webapp.takenKeys" (dict "map" .Values.vehicleConnector.env "path" "vehicleConnector.env" "taken" "") }}
{{- include "sovd-webapp.unknownVolumes" (dict "list" .Values.vehicleConnector.extraVolumeMounts "path" "vehicleConnector.extraVolumeMounts" "known" ",tmp" "volumes" .Values.vehicleConnector.extraVolumes "root" .) }}
{{- include "sovd-webapp.overLimits" (dict "resources" .Values.vehicleConnector.resources "path" "vehicleConnector.resources" "root" .) }}
{{- include "sovd-webapp.hugePages" (dict "resources" .Values.vehicleConnector.resources "path" "vehicleConnector.resources" "root" .) }}
{{- include "sovd-webapp.unknownVariables" (dict "list" .Values.vehicleConnector.extraEnv "path" "vehicleConnector.extraEnv" "known" (printf ",%s" (include "sovd-webapp.keys" (dict "map" .Values.vehicleConnector.env))) "from" .Values.vehicleConnector.extraEnvFrom "root" .) }}
{{- include "sovd-webapp.longHooks" (dict "lifecycle" (include "sovd-webapp.lifecycle" (dict "lifecycle" .Values.vehicleConnector.lifecycle "preStop" "exec") | printf "%s\n" | fromYaml) "path" "vehicleConnector.lifecycle" "grace" .Values.vehicleConnector.terminationGracePeriodSeconds) }}
{{- include "sovd-webapp.repeatedSysctls" (dict "securityContext" .Values.vehicleConnector.podSecurityContext "path" "vehicleConnector.podSecurityContext" "root" .) }}
{{- include "sovd-webapp.repeatedFiles" (dict "volumes" .Values.vehicleConnector.extraVolumes "path" "vehicleConnector.extraVolumes" "root" .) }}
{{- include "sovd-webapp.wrongProfiles" (dict "annotations" .Values.vehicleConnector.podAnnotations "path" "vehicleConnector.podAnnotations" "known" ",vehicle-connector" "containers" .Values.vehicleConnector.extraContainers "initContainers" .Values.vehicleConnector.extraInitContainers "root" .) }}
{{- include "sovd-webapp.rootUsers" (dict "pod" .Values.vehicleConnector.podSecurityContext "podPath" "vehicleConnector.podSecurityContext" "container" .Values.vehicleConnector.securityContext "containerPath" "vehicleConnector.securityContext") }}
{{- include "sovd-webapp.wrongContainers" (dict "list" .Values.vehicleConnector.extraInitContainers "path" "vehicleConnector.extraInitContainers" "names" ",vehicle-connector" "ports" ",grpc" "known" ",tmp" "volumes" .Values.vehicleConnector.extraVolumes "pod" .Values.vehicleConnector.podSecurityContext "podPath" "vehicleConnector.podSecurityContext") }}
{{- include "sovd-webapp.wrongContainers" (dict "list" .Values.vehicleConnector.extraContainers "path" "vehicleConnector.extraContainers" "names" ",vehicle-connector" "ports" ",grpc" "known" ",tmp" "others" .Values.vehicleConnector.extraInitContainers "volumes" .Values.vehicleConnector.extraVolumes "pod" .Values.vehicleConnector.podSecurityContext "podPath" "vehicleConnector.podSecurityContext") }}
{{- include "sovd-webapp.bidirectionalMounts" (dict "list" .Values.vehicleConnector.extraVolumeMounts "path" "vehicleConnector.extraVolumeMounts" "securityContext" .Values.vehicleConnector.securityContext) }}
{{- include "sovd-webapp.longAnnotations" (dict "annotations" .Values.vehicleConnector.podAnnotations "path" "vehicleConnector.podAnnotations" "most" 65536 "root" .) }}
{{- include "sovd-webapp.longAnnotations" (dict "annotations" .Values.vehicleConnector.service.annotations "path" "vehicleConnector.service.annotations" "most" 131072 "root" .) }}
{{- include "sovd-webapp.sourceRanges" (dict "annotations" .Values.vehicleConnector.service.annotations "path" "vehicleConnector.service.annotations" "type" .Values.vehicleConnector.service.type "root" .) }}
{{- end }}
{{- if and .Values.vehicleConnector.enabled .Values.vehicleConnector.autoscaling.enabled (not .Values.vehicleConnector.autoscaling.external) (gt (int64 .Values.vehicleConnector.autoscaling.minReplicas) (int64 .Values.vehicleConnector.autoscaling.maxReplicas)) }}
- vehicleConnector.autoscaling.minReplicas may not exceed vehicleConnector.autoscaling.maxReplicas ({{ .Values.vehicleConnector.autoscaling.minReplicas | int64 }} and {{ .Values.vehicleConnector.autoscaling.maxReplicas | int64 }})
{{- end }}
{{- if not (or (not .Values.ingress.enabled) (lt (int64 .Values.ingress.alb.healthCheck.timeoutSeconds) (int64 .Values.ingress.alb.healthCheck.intervalSeconds))) }}
- ingress.alb.healthCheck.timeoutSeconds must be less than ingress.alb.healthCheck.intervalSeconds ({{ .Values.ingress.alb.healthCheck.timeoutSeconds | int64 }} and {{ .Values.ingress.alb.healthCheck.intervalSeconds | int64 }})
{{- end }}
{{- if .Values.ingress.enabled }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.ingress.extraPaths "path" "ingress.extraPaths" "keys" "path" "taken" ",/api,/ws,/health,/docs,/openapi.json,/" "root" .) }}
{{- include "sovd-webapp.longAnnotations" (dict "annotations" .Values.ingress.annotations "path" "ingress.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.migration.topologySpreadConstraints "path" "migration.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.defaults.topologySpreadConstraints "path" "defaults.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.migration.hostAliases "path" "migration.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.defaults.hostAliases "path" "defaults.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.migration.extraVolumeMounts "path" "migration.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp" "root" .) }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.migration.extraEnv "path" "migration.extraEnv" "keys" "name" "taken" (printf ",DATABASE_URL,LOG_LEVEL,PYTHONUNBUFFERED,%s" (include "sovd-webapp.keys" (dict "map" .Values.migration.env))) "root" .) }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.migration.extraVolumes "path" "migration.extraVolumes" "keys" "name" "taken" ",tmp" "root" .) }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.backend.topologySpreadConstraints "path" "backend.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.backend.hostAliases "path" "backend.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.backend.extraEnv "path" "backend.extraEnv" "keys" "name" "taken" (printf ",DATABASE_URL,LOG_LEVEL,PYTHONUNBUFFERED,JWT_SECRET,REDIS_URL,%s" (include "sovd-webapp.keys" (dict "map" .Values.backend.env))) "root" .) }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.backend.extraVolumeMounts "path" "backend.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp" "root" .) }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.backend.extraVolumes "path" "backend.extraVolumes" "keys" "name" "taken" ",tmp" "root" .) }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.backend.service.extraPorts "path" "backend.service.extraPorts" "keys" "port,protocol=TCP" "taken" (printf ",%d/TCP" (int64 .Values.backend.service.port)) "root" .) }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.frontend.topologySpreadConstraints "path" "frontend.topologySpreadConstraints" "keys" "topologyKey,whenUnsatisfiable" "taken" "" "root" .) }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.frontend.hostAliases "path" "frontend.hostAliases" "keys" "ip" "taken" "" "root" .) }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.frontend.extraEnv "path" "frontend.extraEnv" "keys" "name" "taken" (printf ",%s" (include "sovd-webapp.keys" (dict "map" .Values.frontend.env))) "root" .) }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.frontend.extraVolumeMounts "path" "frontend.extraVolumeMounts" "keys" "mountPath" "taken" ",/tmp" "root" .) }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.frontend.extraVolumes "path" "frontend.extraVolumes" "keys" "name" "taken" ",tmp" "root" .) }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.frontend.service.extraPorts "path" "frontend.service.extraPorts" "keys" "port,protocol=TCP" "taken" (printf ",%d/TCP" (int64 .Values.frontend.service.port)) "root" .) }}
{{- if .Values.httpRoute.enabled }}
{{- include "sovd-webapp.repeated" (dict "list" .Values.httpRoute.parentRefs "path" "httpRoute.parentRefs" "keys" "name,namespace,kind=Gateway,group=gateway.networking.k8s.io,sectionName,port" "taken" "" "root" .) }}
{{- include "sovd-webapp.wholeParents" (dict "list" .Values.httpRoute.parentRefs "path" "httpRoute.parentRefs") }}
{{- include "sovd-webapp.longAnnotations" (dict "annotations" .Values.httpRoute.annotations "path" "httpRoute.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- include "sovd-webapp.takenKeys" (dict "map" .Values.migration.env "path" "migration.env" "taken" ",DATABASE_URL,LOG_LEVEL,PYTHONUNBUFFERED") }}
{{- include "sovd-webapp.takenKeys" (dict "map" .Values.backend.env "path" "backend.env" "taken" ",DATABASE_URL,LOG_LEVEL,PYTHONUNBUFFERED,JWT_SECRET,REDIS_URL") }}
{{- include "sovd-webapp.takenKeys" (dict "map" .Values.frontend.env "path" "frontend.env" "taken" "") }}
{{- include "sovd-webapp.unknownVolumes" (dict "list" .Values.migration.extraVolumeMounts "path" "migration.extraVolumeMounts" "known" ",tmp" "volumes" .Values.migration.extraVolumes "root" .) }}
{{- include "sovd-webapp.unknownVolumes" (dict "list" .Values.backend.extraVolumeMounts "path" "backend.extraVolumeMounts" "known" ",tmp" "volumes" .Values.backend.extraVolumes "root" .) }}
{{- include "sovd-webapp.unknownVolumes" (dict "list" .Values.frontend.extraVolumeMounts "path" "frontend.extraVolumeMounts" "known" ",tmp" "volumes" .Values.frontend.extraVolumes "root" .) }}
{{- include "sovd-webapp.overLimits" (dict "resources" .Values.migration.resources "path" "migration.resources" "root" .) }}
{{- include "sovd-webapp.hugePages" (dict "resources" .Values.migration.resources "path" "migration.resources" "root" .) }}
{{- include "sovd-webapp.overLimits" (dict "resources" .Values.backend.resources "path" "backend.resources" "root" .) }}
{{- include "sovd-webapp.hugePages" (dict "resources" .Values.backend.resources "path" "backend.resources" "root" .) }}
{{- include "sovd-webapp.overLimits" (dict "resources" .Values.frontend.resources "path" "frontend.resources" "root" .) }}
{{- include "sovd-webapp.hugePages" (dict "resources" .Values.frontend.resources "path" "frontend.resources" "root" .) }}
{{- if .Values.frontend.metrics.enabled }}
{{- include "sovd-webapp.overLimits" (dict "resources" .Values.frontendExporter.resources "path" "frontendExporter.resources" "root" .) }}
{{- include "sovd-webapp.hugePages" (dict "resources" .Values.frontendExporter.resources "path" "frontendExporter.resources" "root" .) }}
{{- include "sovd-webapp.rootUsers" (dict "pod" .Values.frontend.podSecurityContext "podPath" "frontend.podSecurityContext") }}
{{- end }}
{{- include "sovd-webapp.unknownVariables" (dict "list" .Values.migration.extraEnv "path" "migration.extraEnv" "known" (printf ",DATABASE_URL,LOG_LEVEL,PYTHONUNBUFFERED,%s" (include "sovd-webapp.keys" (dict "map" .Values.migration.env))) "from" .Values.migration.extraEnvFrom "root" .) }}
{{- include "sovd-webapp.unknownVariables" (dict "list" .Values.backend.extraEnv "path" "backend.extraEnv" "known" (printf ",DATABASE_URL,LOG_LEVEL,PYTHONUNBUFFERED,%s" (include "sovd-webapp.keys" (dict "map" .Values.backend.env))) "from" .Values.backend.extraEnvFrom "root" .) }}
{{- include "sovd-webapp.shared" (dict "all" (printf "%s%s%s" (ternary (printf ",backend.service.nodePort=%d" (int64 .Values.backend.service.nodePort)) "" (and (ne .Values.backend.service.type "ClusterIP") (ne (int64 .Values.backend.service.nodePort) 0))) (ternary (printf ",frontend.service.nodePort=%d" (int64 .Values.frontend.service.nodePort)) "" (and (ne .Values.frontend.service.type "ClusterIP") (ne (int64 .Values.frontend.service.nodePort) 0))) (ternary (printf ",vehicleConnector.service.nodePort=%d" (int64 .Values.vehicleConnector.service.nodePort)) "" (and .Values.vehicleConnector.enabled (and (ne .Values.vehicleConnector.service.type "ClusterIP") (ne (int64 .Values.vehicleConnector.service.nodePort) 0))))) "what" "Service has the node port" "root" .) }}
{{- include "sovd-webapp.shared" (dict "all" (printf "%s%s%s%s%s%s" (ternary (printf ",=%s-secrets" (include "sovd-webapp.fullname" .)) "" (and (empty .Values.externalSecrets.secretStoreRef.name) (and .Values.externalSecrets.enabled (empty .Values.existingSecret)))) (ternary (printf ",=%s-migration-secrets" (include "sovd-webapp.fullname" .)) "" (and (empty .Values.externalSecrets.secretStoreRef.name) (and .Values.externalSecrets.enabled (empty .Values.existingSecret)))) (ternary (printf ",backend.serviceAccount.name=%s" (include "sovd-webapp.backend.serviceAccountName" .)) "" .Values.backend.serviceAccount.create) (ternary (printf ",frontend.serviceAccount.name=%s" (include "sovd-webapp.frontend.serviceAccountName" .)) "" .Values.frontend.serviceAccount.create) (ternary (printf ",vehicleConnector.serviceAccount.name=%s" (include "sovd-webapp.vehicle-connector.serviceAccountName" .)) "" (and .Values.vehicleConnector.enabled .Values.vehicleConnector.serviceAccount.create)) (ternary (printf ",migration.serviceAccount.name=%s" (include "sovd-webapp.migration.serviceAccountName" .)) "" .Values.migration.serviceAccount.create)) "what" "ServiceAccount has the name" "root" .) }}
{{- include "sovd-webapp.longHooks" (dict "lifecycle" (include "sovd-webapp.lifecycle" (dict "lifecycle" .Values.migration.lifecycle) | printf "%s\n" | fromYaml) "path" "migration.lifecycle" "grace" .Values.migration.terminationGracePeriodSeconds) }}
{{- include "sovd-webapp.longHooks" (dict "lifecycle" (include "sovd-webapp.lifecycle" (dict "lifecycle" .Values.backend.lifecycle "preStop" "exec") | printf "%s\n" | fromYaml) "path" "backend.lifecycle" "grace" .Values.backend.terminationGracePeriodSeconds) }}
{{- include "sovd-webapp.longHooks" (dict "lifecycle" (include "sovd-webapp.lifecycle" (dict "lifecycle" .Values.frontend.lifecycle "preStop" "exec") | printf "%s\n" | fromYaml) "path" "frontend.lifecycle" "grace" .Values.frontend.terminationGracePeriodSeconds) }}
{{- include "sovd-webapp.repeatedSysctls" (dict "securityContext" .Values.migration.podSecurityContext "path" "migration.podSecurityContext" "root" .) }}
{{- include "sovd-webapp.repeatedFiles" (dict "volumes" .Values.migration.extraVolumes "path" "migration.extraVolumes" "root" .) }}
{{- include "sovd-webapp.wrongProfiles" (dict "annotations" .Values.migration.podAnnotations "path" "migration.podAnnotations" "known" ",migration,wait-for-database" "containers" .Values.migration.extraContainers "initContainers" .Values.migration.extraInitContainers "root" .) }}
{{- include "sovd-webapp.repeatedSysctls" (dict "securityContext" .Values.backend.podSecurityContext "path" "backend.podSecurityContext" "root" .) }}
{{- include "sovd-webapp.repeatedFiles" (dict "volumes" .Values.backend.extraVolumes "path" "backend.extraVolumes" "root" .) }}
{{- include "sovd-webapp.wrongProfiles" (dict "annotations" .Values.backend.podAnnotations "path" "backend.podAnnotations" "known" ",backend,schema" "containers" .Values.backend.extraContainers "initContainers" .Values.backend.extraInitContainers "root" .) }}
{{- include "sovd-webapp.repeatedSysctls" (dict "securityContext" .Values.frontend.podSecurityContext "path" "frontend.podSecurityContext" "root" .) }}
{{- include "sovd-webapp.repeatedFiles" (dict "volumes" .Values.frontend.extraVolumes "path" "frontend.extraVolumes" "root" .) }}
{{- include "sovd-webapp.wrongProfiles" (dict "annotations" .Values.frontend.podAnnotations "path" "frontend.podAnnotations" "known" ",frontend,exporter" "containers" .Values.frontend.extraContainers "initContainers" .Values.frontend.extraInitContainers "root" .) }}
{{- include "sovd-webapp.rootUsers" (dict "pod" .Values.migration.podSecurityContext "podPath" "migration.podSecurityContext" "container" .Values.migration.securityContext "containerPath" "migration.securityContext") }}
{{- include "sovd-webapp.rootUsers" (dict "pod" .Values.backend.podSecurityContext "podPath" "backend.podSecurityContext" "container" .Values.backend.securityContext "containerPath" "backend.securityContext") }}
{{- include "sovd-webapp.rootUsers" (dict "pod" .Values.frontend.podSecurityContext "podPath" "frontend.podSecurityContext" "container" .Values.frontend.securityContext "containerPath" "frontend.securityContext") }}
{{- include "sovd-webapp.wrongContainers" (dict "list" .Values.migration.extraInitContainers "path" "migration.extraInitContainers" "names" ",migration,wait-for-database" "ports" "" "known" ",tmp" "volumes" .Values.migration.extraVolumes "pod" .Values.migration.podSecurityContext "podPath" "migration.podSecurityContext") }}
{{- include "sovd-webapp.wrongContainers" (dict "list" .Values.migration.extraContainers "path" "migration.extraContainers" "names" ",migration,wait-for-database" "ports" "" "known" ",tmp" "others" .Values.migration.extraInitContainers "volumes" .Values.migration.extraVolumes "pod" .Values.migration.podSecurityContext "podPath" "migration.podSecurityContext") }}
{{- include "sovd-webapp.wrongContainers" (dict "list" .Values.backend.extraInitContainers "path" "backend.extraInitContainers" "names" ",backend,schema" "ports" ",http" "known" ",tmp" "volumes" .Values.backend.extraVolumes "pod" .Values.backend.podSecurityContext "podPath" "backend.podSecurityContext") }}
{{- include "sovd-webapp.wrongContainers" (dict "list" .Values.backend.extraContainers "path" "backend.extraContainers" "names" ",backend,schema" "ports" ",http" "known" ",tmp" "others" .Values.backend.extraInitContainers "volumes" .Values.backend.extraVolumes "pod" .Values.backend.podSecurityContext "podPath" "backend.podSecurityContext") }}
{{- include "sovd-webapp.wrongContainers" (dict "list" .Values.frontend.extraInitContainers "path" "frontend.extraInitContainers" "names" (printf ",frontend%s" (ternary ",exporter" "" .Values.frontend.metrics.enabled)) "ports" (printf ",http%s" (ternary ",metrics" "" .Values.frontend.metrics.enabled)) "known" ",tmp" "volumes" .Values.frontend.extraVolumes "pod" .Values.frontend.podSecurityContext "podPath" "frontend.podSecurityContext") }}
{{- include "sovd-webapp.wrongContainers" (dict "list" .Values.frontend.extraContainers "path" "frontend.extraContainers" "names" (printf ",frontend%s" (ternary ",exporter" "" .Values.frontend.metrics.enabled)) "ports" (printf ",http%s" (ternary ",metrics" "" .Values.frontend.metrics.enabled)) "known" ",tmp" "others" .Values.frontend.extraInitContainers "volumes" .Values.frontend.extraVolumes "pod" .Values.frontend.podSecurityContext "podPath" "frontend.podSecurityContext") }}
{{- include "sovd-webapp.bidirectionalMounts" (dict "list" .Values.migration.extraVolumeMounts "path" "migration.extraVolumeMounts" "securityContext" .Values.migration.securityContext) }}
{{- include "sovd-webapp.bidirectionalMounts" (dict "list" .Values.backend.extraVolumeMounts "path" "backend.extraVolumeMounts" "securityContext" .Values.backend.securityContext) }}
{{- include "sovd-webapp.bidirectionalMounts" (dict "list" .Values.frontend.extraVolumeMounts "path" "frontend.extraVolumeMounts" "securityContext" .Values.frontend.securityContext) }}
{{- if .Values.migration.networkPolicy.enabled }}
{{- include "sovd-webapp.policyRules" (dict "rules" .Values.migration.networkPolicy.extraIngress "path" "migration.networkPolicy.extraIngress") }}
{{- include "sovd-webapp.policyRules" (dict "rules" .Values.migration.networkPolicy.extraEgress "path" "migration.networkPolicy.extraEgress") }}
{{- end }}
{{- if or .Values.backend.networkPolicy.enabled .Values.frontend.networkPolicy.enabled }}
{{- include "sovd-webapp.policyPeers" (dict "peers" .Values.ingressController "path" "ingressController") }}
{{- end }}
{{- if .Values.backend.networkPolicy.enabled }}
{{- include "sovd-webapp.policyRules" (dict "rules" .Values.backend.networkPolicy.extraIngress "path" "backend.networkPolicy.extraIngress") }}
{{- include "sovd-webapp.policyRules" (dict "rules" .Values.backend.networkPolicy.extraEgress "path" "backend.networkPolicy.extraEgress") }}
{{- end }}
{{- if .Values.frontend.networkPolicy.enabled }}
{{- include "sovd-webapp.policyRules" (dict "rules" .Values.frontend.networkPolicy.extraIngress "path" "frontend.networkPolicy.extraIngress") }}
{{- include "sovd-webapp.policyRules" (dict "rules" .Values.frontend.networkPolicy.extraEgress "path" "frontend.networkPolicy.extraEgress") }}
{{- end }}
{{- if and .Values.vehicleConnector.enabled .Values.vehicleConnector.networkPolicy.enabled }}
{{- include "sovd-webapp.policyRules" (dict "rules" .Values.vehicleConnector.networkPolicy.extraIngress "path" "vehicleConnector.networkPolicy.extraIngress") }}
{{- include "sovd-webapp.policyRules" (dict "rules" .Values.vehicleConnector.networkPolicy.extraEgress "path" "vehicleConnector.networkPolicy.extraEgress") }}
{{- end }}
{{- if .Values.backend.serviceAccount.create }}
{{- include "sovd-webapp.longAnnotations" (dict "annotations" .Values.backend.serviceAccount.annotations "path" "backend.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if .Values.frontend.serviceAccount.create }}
{{- include "sovd-webapp.longAnnotations" (dict "annotations" .Values.frontend.serviceAccount.annotations "path" "frontend.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if and .Values.vehicleConnector.enabled .Values.vehicleConnector.serviceAccount.create }}
{{- include "sovd-webapp.longAnnotations" (dict "annotations" .Values.vehicleConnector.serviceAccount.annotations "path" "vehicleConnector.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- if .Values.migration.serviceAccount.create }}
{{- include "sovd-webapp.longAnnotations" (dict "annotations" .Values.migration.serviceAccount.annotations "path" "migration.serviceAccount.annotations" "most" 131072 "root" .) }}
{{- end }}
{{- include "sovd-webapp.longAnnotations" (dict "annotations" .Values.defaults.podAnnotations "path" "defaults.podAnnotations" "most" 65536 "root" .) }}
{{- include "sovd-webapp.longAnnotations" (dict "annotations" .Values.migration.podAnnotations "path" "migration.podAnnotations" "most" 65536 "root" .) }}
{{- include "sovd-webapp.longAnnotations" (dict "annotations" .Values.backend.podAnnotations "path" "backend.podAnnotations" "most" 65536 "root" .) }}
{{- include "sovd-webapp.longAnnotations" (dict "annotations" .Values.backend.service.annotations "path" "backend.service.annotations" "most" 131072 "root" .) }}
{{- include "sovd-webapp.sourceRanges" (dict "annotations" .Values.backend.service.annotations "path" "backend.service.annotations" "type" .Values.backend.service.type "root" .) }}
{{- include "sovd-webapp.longAnnotations" (dict "annotations" .Values.frontend.podAnnotations "path" "frontend.podAnnotations" "most" 65536 "root" .) }}
{{- include "sovd-webapp.longAnnotations" (dict "annotations" .Values.frontend.service.annotations "path" "frontend.service.annotations" "most" 131072 "root" .) }}
{{- include "sovd-webapp.sourceRanges" (dict "annotations" .Values.frontend.service.annotations "path" "frontend.service.annotations" "type" .Values.frontend.service.type "root" .) }}
{{- end }}

{{/*
Refuses these values.
*/}}
{{- define "sovd-webapp.validate" -}}
{{- with include "sovd-webapp.faults" . | trim }}
{{- fail (splitList "\n" . | uniq | join "\n" | printf "these values do not fit:\n%s") }}
{{- end }}
{{- end }}

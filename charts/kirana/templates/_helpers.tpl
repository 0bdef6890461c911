{{/*
A text as a DNS label. One that has to change, or is too long, ends in its hash, which keeps it apart from others.
*/}}
{{- define "kirana.dnsLabel" -}}
{{- $label := regexReplaceAll "[^-a-z0-9]" (lower .text) "-" | trimAll "-" }}
{{- /* The name of a Service begins with a letter. */}}
{{- if and .before (regexMatch "^[0-9]" $label) }}
{{- $label = printf "%s-%s" .before $label }}
{{- end }}
{{- if or (ne $label .text) (gt (len $label) .longest) }}
{{- $label = printf "%s-%s" ($label | trunc (sub .longest 9 | int) | trimSuffix "-") (.text | sha256sum | trunc 8) }}
{{- end }}
{{- $label | trimPrefix "-" }}
{{- end }}

{{/*
The chart's name, or what the user put in its place. The alias of a subchart may be no DNS label.
*/}}
{{- define "kirana.name" -}}
{{- include "kirana.dnsLabel" (dict "text" (default .Chart.Name .Values.nameOverride) "longest" 63) }}
{{- end }}

{{/*
The name that all objects of the release begin with, unique among the releases of a namespace.
*/}}
{{- define "kirana.fullname" -}}
{{- $name := include "kirana.name" . }}
{{- $full := printf "%s-%s" .Release.Name $name }}
{{- if .Values.fullnameOverride }}
{{- $full = .Values.fullnameOverride }}
{{- else if and .Chart.IsRoot (eq $name .Release.Name) }}
{{- /* A subchart keeps its name: its parent, or itself under another alias, may have that of the release. */}}
{{- $full = .Release.Name }}
{{- end }}
{{- /* A release may be called 2024 or my.site; 35 characters leave room for suffixes within 63. */}}
{{- include "kirana.dnsLabel" (dict "text" $full "before" "release" "longest" 35) }}
{{- end }}

{{/*
Chart name and version, for the label helm.sh/chart.
*/}}
{{- define "kirana.chart" -}}
{{- printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimAll "-_." }}
{{- end }}

{{/*
The labels by which a release knows its own objects: they never change, so selectors may use them.
*/}}
{{- define "kirana.selectorLabels" -}}
app.kubernetes.io/name: {{ include "kirana.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{/*
The labels of every object.
*/}}
{{- define "kirana.labels" -}}
helm.sh/chart: {{ include "kirana.chart" . | quote }}
{{ include "kirana.selectorLabels" . }}
app.kubernetes.io/version: {{ regexReplaceAll "[^-A-Za-z0-9_.]" .Chart.AppVersion "_" | trunc 63 | trimAll "-_." | quote }}
app.kubernetes.io/part-of: {{ include "kirana.name" . | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/*
What stands before a well-known name: nothing in the release that has the name of the chart.
*/}}
{{- define "kirana.prefix" -}}
{{- if ne (include "kirana.fullname" .) .Chart.Name }}
{{- printf "%s-" (include "kirana.fullname" .) }}
{{- end }}
{{- end }}

{{/*
How pods are replaced: the numbers of a rolling update belong to no other type.
*/}}
{{- define "kirana.strategy" -}}
{{- $strategy := .strategy }}
{{- if ne (default "RollingUpdate" $strategy.type) "RollingUpdate" }}
{{- $strategy = omit $strategy "rollingUpdate" }}
{{- end }}
{{- with $strategy }}
{{- toYaml . }}
{{- end }}
{{- end }}

{{/*
Where and how the pods of a workload run: what its own values say, else what all workloads share.
*/}}
{{- define "kirana.podSettings" -}}
{{- $root := .root -}}
{{- $values := .values -}}
{{- $component := .component -}}
automountServiceAccountToken: {{ $values.serviceAccount.automount }}
{{- with concat $root.Values.global.imagePullSecrets $root.Values.imagePullSecrets | uniq }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.podSecurityContext }}
securityContext:
  {{- toYaml . | nindent 2 }}
{{- end }}
terminationGracePeriodSeconds: {{ $values.terminationGracePeriodSeconds | int64 }}
{{- with $values.priorityClassName | default $root.Values.defaults.priorityClassName }}
priorityClassName: {{ . | quote }}
{{- end }}
{{- with $values.runtimeClassName | default $root.Values.defaults.runtimeClassName }}
runtimeClassName: {{ . | quote }}
{{- end }}
{{- with $values.schedulerName | default $root.Values.defaults.schedulerName }}
schedulerName: {{ . | quote }}
{{- end }}
{{- with $values.hostname }}
hostname: {{ . | quote }}
{{- end }}
{{- if ne ($values.dnsPolicy | default $root.Values.defaults.dnsPolicy) "ClusterFirst" }}
dnsPolicy: {{ $values.dnsPolicy | default $root.Values.defaults.dnsPolicy | quote }}
{{- end }}
{{- with $values.dnsConfig | default $root.Values.defaults.dnsConfig }}
dnsConfig:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if $values.shareProcessNamespace }}
shareProcessNamespace: true
{{- end }}
{{- with $values.nodeSelector | default $root.Values.defaults.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.tolerations | default $root.Values.defaults.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.affinity | default $root.Values.defaults.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if $values.topologySpreadConstraints | default $root.Values.defaults.topologySpreadConstraints }}
topologySpreadConstraints:
  {{- range $constraint := $values.topologySpreadConstraints | default $root.Values.defaults.topologySpreadConstraints }}
  - maxSkew: {{ $constraint.maxSkew | int64 }}
    topologyKey: {{ $constraint.topologyKey | quote }}
    whenUnsatisfiable: {{ $constraint.whenUnsatisfiable }}
    labelSelector:
      matchLabels:
        {{- include "kirana.selectorLabels" $root | nindent 8 }}
        app.kubernetes.io/component: {{ $component | quote }}
  {{- end }}
{{- end }}
{{- with $values.hostAliases | default $root.Values.defaults.hostAliases }}
hostAliases:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/*
The reference of an image: a digest wins over the tag, the tag defaults to the app version.
*/}}
{{- define "kirana.image" -}}
{{- $image := .image }}
{{- $repository := $image.repository }}
{{- with $image.registry | default .root.Values.global.imageRegistry }}
{{- /* It takes the place of the registry in the repository: a first part with a dot or a port, or localhost. */}}
{{- $repository = printf "%s/%s" (trimSuffix "/" .) (regexReplaceAll "^([^/]*[.:][^/]*|localhost)/" $repository "") }}
{{- end }}
{{- if $image.digest }}
{{- printf "%s@%s" $repository $image.digest }}
{{- else }}
{{- printf "%s:%s" $repository (default (replace "+" "_" .root.Chart.AppVersion) $image.tag) }}
{{- end }}
{{- end }}

{{/*
A map, with what the templates in its texts come to.
*/}}
{{- define "kirana.templates" -}}
{{- $lines := list }}
{{- range $key, $text := .map }}
{{- $lines = append $lines (printf "%s: %s" (quote $key) (tpl $text $.root | quote)) }}
{{- end }}
{{- join "\n" $lines }}
{{- end }}

{{/*
A probe, or what runs at a moment of the life of a container, with one handler: that of its type, else one that is not the default.
*/}}
{{- define "kirana.handler" -}}
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
{{- define "kirana.lifecycle" -}}
{{- $lifecycle := omit .lifecycle "postStart" "preStop" }}
{{- range $moment := list "postStart" "preStop" }}
{{- with get $.lifecycle $moment }}
{{- with include "kirana.handler" (dict "handler" . "default" (get $ $moment)) }}
{{- /* A literal block at its end needs a line break. */}}
{{- $_ := set $lifecycle $moment (printf "%s\n" . | fromYaml) }}
{{- end }}
{{- end }}
{{- end }}
{{- with $lifecycle }}
{{- toYaml . }}
{{- end }}
{{- end }}

{{/*
A warning for each value that holds a template, which this chart prints as it stands.
*/}}
{{- define "kirana.literalTemplates" -}}
{{- $above := .above }}
{{- range $key, $value := default .Values .values }}
{{- $path := printf "%s%s" (default "" $above) $key }}
{{- if and (not (has $path (list "backend.env" "frontend.env" "nginx.env" "mongodb.env" "redis.env" "migration.env" "backup.env" "mongoExpress.env" "pgadmin.env" "monitoring.prometheus.env" "monitoring.prometheus.extraRuleGroups" "monitoring.alertmanager.env" "monitoring.grafana.env" "monitoring.mongodbExporter.env" "monitoring.redisExporter.env" "monitoring.blackboxExporter.env" "monitoring.nodeExporter.env"))) (kindIs "map" $value) }}
{{- include "kirana.literalTemplates" (dict "values" $value "above" (printf "%s." $path)) }}
{{- else if and (not (has $path (list "backend.env" "frontend.env" "nginx.env" "mongodb.env" "redis.env" "migration.env" "backup.env" "mongoExpress.env" "pgadmin.env" "monitoring.prometheus.env" "monitoring.prometheus.extraRuleGroups" "monitoring.alertmanager.env" "monitoring.grafana.env" "monitoring.mongodbExporter.env" "monitoring.redisExporter.env" "monitoring.blackboxExporter.env" "monitoring.nodeExporter.env"))) (contains "{{" (toJson $value)) }}
WARNING: {{ $path }} holds "{{ "{{" }}", and the chart prints it as it stands.
{{- end }}
{{- end }}
{{- end }}

{{/*
Says so where names are to be looked up at nameservers that are not given.
*/}}
{{- define "kirana.missingNameservers" -}}
{{- if and (eq .policy "None") (not (dig "nameservers" list .config)) }}none{{ end }}
{{- end }}

{{/*
The elements of a list of users that have the keys of another one, or of one of the chart.
*/}}
{{- define "kirana.repeated" -}}
{{- $seen := dict }}
{{- range $i, $element := .list }}
{{- $parts := list }}
{{- $said := list }}
{{- range $key := splitList "," $.keys }}
{{- $field := splitList "=" $key | first }}
{{- $value := get $element $field | default (splitList "=" (printf "%s=" $key) | rest | first) }}
{{- $parts = append $parts (ternary $value (toJson $value) (kindIs "string" $value)) }}
{{- if ne (toString $value) "" }}
{{- $said = append $said (printf "%s %s" $field (toJson $value)) }}
{{- end }}
{{- end }}
{{- $id := join "/" $parts }}
{{- $entry := ternary (toJson $id) (printf "an entry with %s" (join " and " $said)) (eq (len $parts) 1) }}
{{- $place := printf "%s[%d].%s" $.path $i (splitList "," $.keys | first) }}
{{- if hasKey $seen $id }}
- {{ printf "%s: there is %s already" $place $entry }}
{{- else if contains (printf ",%s," $id) (printf "%s," $.taken) }}
- {{ printf "%s: %s is set by the chart" $place $entry }}
{{- end }}
{{- $_ := set $seen $id true }}
{{- end }}
{{- end }}

{{/*
Annotations that are too long together.
*/}}
{{- define "kirana.longAnnotations" -}}
{{- $bytes := 0 }}
{{- range $key, $text := .annotations }}
{{- $bytes = add $bytes (len $key) (len $text) }}
{{- end }}
{{- if gt $bytes (int64 .most) }}
- {{ printf "%s: %d bytes in all; %d are the most" .path $bytes (int64 .most) }}
{{- end }}
{{- end }}

{{/*
The keys of a map, with commas between them.
*/}}
{{- define "kirana.keys" -}}
{{- keys .map | sortAlpha | join "," }}
{{- end }}

{{/*
The keys of a map of users that the chart sets itself.
*/}}
{{- define "kirana.takenKeys" -}}
{{- range $key, $_ := .map }}
{{- if contains (printf ",%s," $key) (printf "%s," $.taken) }}
- {{ printf "%s.%s is set by the chart" $.path $key }}
{{- end }}
{{- end }}
{{- end }}

{{/*
The mounts of users whose volume the pods do not have.
*/}}
{{- define "kirana.unknownVolumes" -}}
{{- $known := .known }}
{{- range .volumes }}
{{- $known = printf "%s,%s" $known .name }}
{{- end }}
{{- range $i, $mount := .list }}
{{- if not (contains (printf ",%s," $mount.name) (printf "%s," $known)) }}
- {{ printf "%s[%d].name: the pods have no volume %s" $.path $i (toJson $mount.name) }}
{{- end }}
{{- end }}
{{- end }}

{{/*
An amount such as 1500m or 2Gi as a text that stands in the order of amounts.
*/}}
{{- define "kirana.quantity" -}}
{{- $form := "^[+]?([0-9]*)[.]?([0-9]*)([a-zA-Z]*)([-+]?[0-9]*)$" }}
{{- $text := toString .quantity }}
{{- $fraction := regexReplaceAll $form $text "${2}" }}
{{- $suffix := regexReplaceAll $form $text "${3}" }}
{{- $exponent := regexReplaceAll $form $text "${4}" }}
{{- $digits := regexReplaceAll $form $text "${1}${2}" }}
{{- $powers := dict "n" -9 "u" -6 "m" -3 "k" 3 "M" 6 "G" 9 "T" 12 "P" 15 "E" 18 }}
{{- $exponent = ternary (get $powers $suffix | default 0 | int) (atoi $exponent) (eq $exponent "") | min 4000 | max -4000 }}
{{- range until (get (dict "Ki" 1 "Mi" 2 "Gi" 3 "Ti" 4 "Pi" 5 "Ei" 6) $suffix | default 0 | int) }}
{{- /* Times 1024, twelve digits at a time. */}}
{{- $rest := $digits }}
{{- $product := "" }}
{{- $carry := 0 }}
{{- range until (int (div (add (len $digits) 11) 12)) }}
{{- $start := max 0 (sub (len $rest) 12) | int }}
{{- $part := add (mul (atoi (substr $start (len $rest) $rest)) 1024) $carry }}
{{- $product = printf "%012d%s" (mod $part 1000000000000) $product }}
{{- $carry = div $part 1000000000000 }}
{{- $rest = substr 0 $start $rest }}
{{- end }}
{{- $digits = printf "%d%s" (int64 $carry) $product }}
{{- end }}
{{- $digits = regexReplaceAll "^0+" $digits "" }}
{{- if $digits }}
{{- $magnitude := add (sub (len $digits) (len $fraction)) $exponent }}
{{- printf "%05d%s" (add $magnitude 50000) (regexReplaceAll "0+$" $digits "") }}
{{- end }}
{{- end }}

{{/*
The requests of a container that its limits do not allow.
*/}}
{{- define "kirana.overLimits" -}}
{{- $limits := .resources.limits | default dict }}
{{- range $name, $request := .resources.requests }}
{{- $isShared := and (not (hasPrefix "hugepages-" $name)) (or (not (contains "/" $name)) (regexMatch "(^|[.])kubernetes[.]io/" $name)) }}
{{- $asked := ternary $request (toJson $request) (kindIs "string" $request) }}
{{- $place := printf "%s.requests.%s" $.path $name }}
{{- if hasKey $limits $name }}
{{- $limit := get $limits $name }}
{{- $most := ternary $limit (toJson $limit) (kindIs "string" $limit) }}
{{- $order := list (include "kirana.quantity" (dict "quantity" $asked)) (include "kirana.quantity" (dict "quantity" $most)) }}
{{- if gt (first $order) (last $order) }}
- {{ printf "%s: %s is more than the limit, %s" $place $asked $most }}
{{- else if and (not $isShared) (ne (first $order) (last $order)) }}
- {{ printf "%s: %s must be the limit, %s" $place $asked $most }}
{{- end }}
{{- else if not $isShared }}
- {{ printf "%s: there must be a limit of %s" $place $asked }}
{{- end }}
{{- end }}
{{- end }}

{{/*
What is left of an amount of huge pages when it is given out in whole ones.
*/}}
{{- define "kirana.brokenPage" -}}
{{- $powers := dict "Ki" 1 "Mi" 2 "Gi" 3 "Ti" 4 "Pi" 5 "Ei" 6 }}
{{- $size := regexReplaceAll "^0*([0-9]+)([KMGTPE]i)?$" .size "${1}" | int64 }}
{{- $rest := regexReplaceAll "^0*([0-9]+)([KMGTPE]i)?$" .amount "${1}" | int64 }}
{{- $power := get $powers (regexReplaceAll "^0*([0-9]+)([KMGTPE]i)?$" .amount "${2}") | default 0 }}
{{- $least := get $powers (regexReplaceAll "^0*([0-9]+)([KMGTPE]i)?$" .size "${2}") | default 0 }}
{{- $isBroken := false }}
{{- range until (max 0 (sub $least $power) | int) }}
{{- $isBroken = or $isBroken (ne (mod $rest 1024) 0) }}
{{- $rest = div $rest 1024 }}
{{- end }}
{{- range until (max 0 (sub $power $least) | int) }}
{{- $rest = mul (mod $rest $size) 1024 }}
{{- end }}
{{- if or $isBroken (ne (mod $rest $size) 0) }}broken{{ end }}
{{- end }}

{{/*
The huge pages of a container that are not whole, or have neither CPU nor memory beside them.
*/}}
{{- define "kirana.hugePages" -}}
{{- $hasOthers := false }}
{{- $place := "" }}
{{- range $side := list "requests" "limits" }}
{{- range $name, $amount := get $.resources $side | default dict }}
{{- if has $name (list "cpu" "memory") }}
{{- $hasOthers = true }}
{{- else if hasPrefix "hugepages-" $name }}
{{- $place = printf "%s.%s.%s" $.path $side $name }}
{{- $given := ternary $amount (toJson $amount) (kindIs "string" $amount) }}
{{- if include "kirana.brokenPage" (dict "amount" $given "size" (trimPrefix "hugepages-" $name)) }}
- {{ printf "%s: %s is not a multiple of the page" $place $given }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- if and $place (not $hasOthers) }}
- {{ printf "%s: huge pages need cpu or memory beside them" $place }}
{{- end }}
{{- end }}

{{/*
The variables of users that name, as in $(NAME), one that does not stand before them.
*/}}
{{- define "kirana.unknownVariables" -}}
{{- $known := .known }}
{{- range $i, $variable := ternary list .list (gt (len (.from | default list)) 0) }}
{{- range regexFindAll "[$]+[(][A-Za-z_][-.A-Za-z0-9_]*[)]" ($variable.value | default "") -1 }}
{{- $name := regexReplaceAll "[$()]" . "" }}
{{- $isMeant := eq (mod (len (regexFind "^[$]+" .)) 2) 1 }}
{{- if and $isMeant (not (regexMatch "_SERVICE_(HOST|PORT)" $name)) (not (contains (printf ",%s," $name) (printf "%s," $known))) }}
- {{ printf "%s: $(%[2]s) names no variable that stands before it; $$(%[2]s) is the text itself" (printf "%s[%d].value" $.path $i) $name }}
{{- end }}
{{- end }}
{{- $known = printf "%s,%s" $known $variable.name }}
{{- end }}
{{- end }}

{{/*
How long a command sleeps at least, in seconds.
*/}}
{{- define "kirana.leastSleep" -}}
{{- $words := concat .command (list "" "" "") }}
{{- $commands := list .command }}
{{- if regexMatch "^(/(usr/)?bin/)?(ba|da|a|z|k)?sh$" (index $words 0) }}
{{- $commands = list }}
{{- $script := regexReplaceAllLiteral "[$][(][^()]*[)]|\\x60[^\\x60]*\\x60" (index $words 2) "X" }}
{{- if and (regexMatch "^-[a-z]*c$" (index $words 1)) (not (regexMatch "\\b(if|while|until|for|case|trap|function|timeout|exit)\\b|[(){}#]|[^&>]&([^&>]|$)" $script)) }}
{{- range splitList "\n" (replace ";" "\n" $script) }}
{{- range splitList "&&" (splitList "||" . | first) }}
{{- $command := regexReplaceAll "^[ \\t]*(exec[ \\t]+)?|[ \\t]+$" (regexReplaceAll "[\"']" . "") "" }}
{{- $commands = append $commands (regexSplit "[ \\t]+" $command -1) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- $seconds := 0.0 }}
{{- range $commands }}
{{- if has (first .) (list "sleep" "/bin/sleep" "/usr/bin/sleep") }}
{{- range rest . }}
{{- if regexMatch "^0*([0-9]{1,15})[0-9]*([.][0-9]+)?([smhd]?)$" . }}
{{- $number := regexReplaceAll "^0*([0-9]{1,15})[0-9]*([.][0-9]+)?([smhd]?)$" . "${1}${2}" | float64 }}
{{- $unit := regexReplaceAll "^0*([0-9]{1,15})[0-9]*([.][0-9]+)?([smhd]?)$" . "${3}" }}
{{- $seconds = addf $seconds (mulf $number (get (dict "m" 60 "h" 3600 "d" 86400) $unit | default 1)) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- toJson $seconds }}
{{- end }}

{{/*
What runs before the stop of a container for longer than it has.
*/}}
{{- define "kirana.longHooks" -}}
{{- $command := dig "preStop" "exec" "command" list .lifecycle }}
{{- $seconds := include "kirana.leastSleep" (dict "command" $command) }}
{{- if gt (float64 $seconds) (float64 .grace) }}
- {{ printf "%s.preStop.exec.command: sleeps for %s s of a grace period of %d s" .path $seconds (int64 .grace) }}
{{- end }}
{{- end }}

{{/*
The settings of the kernel that are there twice.
*/}}
{{- define "kirana.repeatedSysctls" -}}
{{- $seen := dict }}
{{- range $i, $sysctl := dig "sysctls" list .securityContext }}
{{- if hasKey $seen $sysctl.name }}
- {{ printf "%s.sysctls[%d].name: there is %s already" $.path $i (toJson $sysctl.name) }}
{{- end }}
{{- $_ := set $seen $sysctl.name true }}
{{- end }}
{{- end }}

{{/*
The files of projected volumes that have the path of another one.
*/}}
{{- define "kirana.repeatedFiles" -}}
{{- range $i, $volume := .volumes }}
{{- $seen := dict }}
{{- range $j, $source := dig "projected" "sources" list $volume }}
{{- $place := printf "%s[%d].projected.sources[%d]" $.path $i $j }}
{{- $files := list }}
{{- range $kind := list "secret" "configMap" "downwardAPI" }}
{{- range $k, $item := dig $kind "items" list $source }}
{{- $files = append $files (list (printf "%s.items[%d]" $kind $k) $item.path) }}
{{- end }}
{{- end }}
{{- with $source.serviceAccountToken }}
{{- $files = append $files (list "serviceAccountToken" .path) }}
{{- end }}
{{- range $files }}
{{- if hasKey $seen (last .) }}
- {{ printf "%s.%s.path: there is a file %s already" $place (first .) (toJson (last .)) }}
{{- end }}
{{- $_ := set $seen (last .) true }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/*
The annotations of AppArmor that name no container or no profile.
*/}}
{{- define "kirana.wrongProfiles" -}}
{{- $known := .known }}
{{- range concat (.containers | default list) (.initContainers | default list) }}
{{- $known = printf "%s,%s" $known .name }}
{{- end }}
{{- range $key, $profile := .annotations }}
{{- $name := trimPrefix "container.apparmor.security.beta.kubernetes.io/" $key }}
{{- if eq $name $key }}
{{- else if not (contains (printf ",%s," $name) (printf "%s," $known)) }}
- {{ printf "%s.%s: there is no container %s" $.path $key (toJson $name) }}
{{- else if not (regexMatch "^(runtime/default|unconfined|localhost/.+)?$" $profile) }}
- {{ printf "%s.%s: %s is none of runtime/default, unconfined and localhost/NAME" $.path $key (toJson $profile) }}
{{- end }}
{{- end }}
{{- end }}

{{/*
A container that would run as root although the pod or the container rules that out.
*/}}
{{- define "kirana.rootUsers" -}}
{{- $said := dict }}
{{- range $level := list "pod" "container" }}
{{- range $field := list "runAsNonRoot" "runAsUser" }}
{{- $own := printf "%s.%s" $level $field }}
{{- if hasKey (get $ $level | default dict) $field }}
{{- $_ := set $said $field (list (get (get $ $level) $field) (printf "%s.%s" (get $ (printf "%sPath" $level)) $field)) }}
{{- else if hasKey $ $own }}
{{- $_ := set $said $field (list (get $ $own) (get $ (printf "%sPath" $own))) }}
{{- end }}
{{- end }}
{{- end }}
{{- if and (hasKey $said "runAsNonRoot") (hasKey $said "runAsUser") }}
{{- $ruledOut := $said.runAsNonRoot }}
{{- $user := $said.runAsUser }}
{{- if and (eq (toString (first $ruledOut)) "true") (eq (toString (first $user)) "0") }}
- {{ if last $user }}{{ last $user }}: 0 is root, which {{ last $ruledOut | default "the chart" }} rules out{{ else }}{{ last $ruledOut }}: the chart runs a container as root{{ end }}
{{- end }}
{{- end }}
{{- end }}

{{/*
The mounts of users that a container has in both directions without being privileged.
*/}}
{{- define "kirana.bidirectionalMounts" -}}
{{- if not (dig "privileged" false (.securityContext | default dict)) }}
{{- range $i, $mount := .list }}
{{- if eq (toString $mount.mountPropagation) "Bidirectional" }}
- {{ printf "%s[%d].mountPropagation: Bidirectional is for privileged containers only" $.path $i }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/*
What is wrong with containers that users add to pods.
*/}}
{{- define "kirana.wrongContainers" -}}
{{- $names := .names }}
{{- $ports := .ports }}
{{- range .others }}
{{- $names = printf "%s,%s" $names .name }}
{{- range .ports }}
{{- $ports = printf "%s,%s" $ports .name }}
{{- end }}
{{- end }}
{{- range $i, $container := .list }}
{{- $place := printf "%s[%d]" $.path $i }}
{{- if contains (printf ",%s," .name) (printf "%s," $names) }}
- {{ printf "%s.name: there is a container %s already" $place (toJson .name) }}
{{- end }}
{{- $names = printf "%s,%s" $names .name }}
{{- range $j, $port := .ports }}
{{- if contains (printf ",%s," .name) (printf "%s," $ports) }}
- {{ printf "%s.ports[%d].name: there is a port %s already" $place $j (toJson .name) }}
{{- end }}
{{- $ports = printf "%s,%s" $ports .name }}
{{- end }}
{{- include "kirana.repeated" (dict "path" (printf "%s.env" $place) "list" $container.env "keys" "name" "taken" "") }}
{{- include "kirana.repeated" (dict "path" (printf "%s.ports" $place) "list" $container.ports "keys" "containerPort,protocol=TCP" "taken" "") }}
{{- include "kirana.repeated" (dict "path" (printf "%s.volumeMounts" $place) "list" $container.volumeMounts "keys" "mountPath" "taken" "") }}
{{- include "kirana.unknownVolumes" (dict "path" (printf "%s.volumeMounts" $place) "list" $container.volumeMounts "known" $.known "volumes" $.volumes) }}
{{- include "kirana.bidirectionalMounts" (dict "path" (printf "%s.volumeMounts" $place) "list" $container.volumeMounts "securityContext" $container.securityContext) }}
{{- include "kirana.overLimits" (dict "path" (printf "%s.resources" $place) "resources" ($container.resources | default dict)) }}
{{- include "kirana.hugePages" (dict "path" (printf "%s.resources" $place) "resources" ($container.resources | default dict)) }}
{{- include "kirana.unknownVariables" (dict "path" (printf "%s.env" $place) "list" $container.env "known" "" "from" $container.envFrom) }}
{{- include "kirana.rootUsers" (merge (dict "container" (.securityContext | default dict) "containerPath" (printf "%s.securityContext" $place)) $) }}
{{- end }}
{{- end }}

{{/*
The annotation that limits who may come in, where nobody comes from outside or it names no networks.
*/}}
{{- define "kirana.sourceRanges" -}}
{{- if hasKey .annotations "service.beta.kubernetes.io/load-balancer-source-ranges" }}
{{- $text := get .annotations "service.beta.kubernetes.io/load-balancer-source-ranges" }}
{{- $place := printf "%s.service.beta.kubernetes.io/load-balancer-source-ranges" .path }}
{{- if ne .type "LoadBalancer" }}
- {{ printf "%s: goes with the type LoadBalancer only" $place }}
{{- else if regexMatch "[^ ]" $text }}
{{- range splitList "," $text }}
{{- if not (regexMatch "^ *((0*(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.0*(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}/0*([12]?[0-9]|3[0-2])|(([0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}|([0-9A-Fa-f]{1,4}:){1,7}:|([0-9A-Fa-f]{1,4}:){1,6}(:[0-9A-Fa-f]{1,4}){1,1}|([0-9A-Fa-f]{1,4}:){1,5}(:[0-9A-Fa-f]{1,4}){1,2}|([0-9A-Fa-f]{1,4}:){1,4}(:[0-9A-Fa-f]{1,4}){1,3}|([0-9A-Fa-f]{1,4}:){1,3}(:[0-9A-Fa-f]{1,4}){1,4}|([0-9A-Fa-f]{1,4}:){1,2}(:[0-9A-Fa-f]{1,4}){1,5}|([0-9A-Fa-f]{1,4}:){1,1}(:[0-9A-Fa-f]{1,4}){1,6}|:(:[0-9A-Fa-f]{1,4}){1,7}|::)/0*(1[01][0-9]|12[0-8]|[1-9]?[0-9]))) *$" .) }}
- {{ printf "%s: %s is not a network such as 10.0.0.0/8" $place (toJson .) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/*
Whether no two elements of a list are the same, or the same in some fields.
*/}}
{{- define "kirana.isUnique" -}}
{{- $seen := list }}
{{- range $each := .list }}
{{- $element := $each }}
{{- if $.keys }}
{{- $element = list }}
{{- range $key := splitList "," $.keys }}{{ $element = append $element (get $each $key) }}{{ end }}
{{- end }}
{{- $seen = append $seen (toJson $element) }}
{{- end }}
{{- eq (len $seen) (len (uniq $seen)) }}
{{- end }}

{{/*
The parents of a route that are named twice, once with a part of theirs and once without.
*/}}
{{- define "kirana.wholeParents" -}}
{{- $seen := dict }}
{{- range $i, $reference := .list }}
{{- $parent := list }}
{{- range $key, $usual := dict "group" "gateway.networking.k8s.io" "kind" "Gateway" "namespace" "" "name" "" }}
{{- $parent = append $parent (get $reference $key | default $usual) }}
{{- end }}
{{- $parts := list }}
{{- range $key := list "sectionName" "port" }}
{{- if get $reference $key }}
{{- $parts = append $parts $key }}
{{- end }}
{{- end }}
{{- $id := join "/" $parent }}
{{- if and (hasKey $seen $id) (ne (get $seen $id) (join "," $parts)) }}
- {{ printf "%s[%d]: a parent that is named twice has a sectionName each time" $.path $i }}
{{- else }}
{{- $_ := set $seen $id (join "," $parts) }}
{{- end }}
{{- end }}
{{- end }}

{{/*
What two objects of the release want, and only one can have.
*/}}
{{- define "kirana.shared" -}}
{{- $seen := dict }}
{{- range compact (splitList "," .all) }}
{{- $path := splitList "=" . | first }}
{{- $key := splitList "=" . | last }}
{{- if not (hasKey $seen $key) }}
{{- $_ := set $seen $key (ternary "" (printf ", by %s" $path) (eq $path "")) }}
{{- else if $path }}
- {{ printf "%s: another %s %s%s" $path $.what $key (get $seen $key) }}
{{- end }}
{{- end }}
{{- end }}

{{/*
The ranges of ports of a network policy that end before they begin.
*/}}
{{- define "kirana.policyPorts" -}}
{{- range $i, $port := .ports }}
{{- if and (hasKey $port "endPort") (lt (int64 $port.endPort) (int64 $port.port)) }}
- {{ printf "%s[%d].endPort: %d is less than port, %d" $.path $i (int64 $port.endPort) (int64 $port.port) }}
{{- end }}
{{- end }}
{{- end }}

{{/*
The bits that the addresses of a network have in common, behind its family.
*/}}
{{- define "kirana.networkBits" -}}
{{- $address := splitList "/" .network | first | lower }}
{{- $length := splitList "/" .network | last | atoi }}
{{- $bits := "" }}
{{- if contains ":" $address }}
{{- $before := without (splitList "::" $address | first | splitList ":") "" }}
{{- $after := without (splitList "::" (printf "%s::" $address) | rest | first | splitList ":") "" }}
{{- $zeros := list }}
{{- range until (sub 8 (add (len $before) (len $after)) | int) }}
{{- $zeros = append $zeros "0" }}
{{- end }}
{{- $digits := dict "0" "0000" "1" "0001" "2" "0010" "3" "0011" "4" "0100" "5" "0101" "6" "0110" "7" "0111" "8" "1000" "9" "1001" "a" "1010" "b" "1011" "c" "1100" "d" "1101" "e" "1110" "f" "1111" }}
{{- range concat $before $zeros $after }}
{{- range splitList "" (printf "0000%s" . | trunc -4) }}
{{- $bits = printf "%s%s" $bits (get $digits .) }}
{{- end }}
{{- end }}
{{- printf "6:%s" (trunc $length $bits) }}
{{- else }}
{{- range splitList "." $address }}
{{- $bits = printf "%s%08b" $bits (atoi .) }}
{{- end }}
{{- printf "4:%s" (trunc $length $bits) }}
{{- end }}
{{- end }}

{{/*
The exceptions of peers of a network policy that are outside of their network.
*/}}
{{- define "kirana.policyPeers" -}}
{{- range $i, $peer := .peers }}
{{- with $peer.ipBlock }}
{{- $cidr := .cidr }}
{{- $whole := include "kirana.networkBits" (dict "network" $cidr) }}
{{- range $j, $network := .except }}
{{- $part := include "kirana.networkBits" (dict "network" $network) }}
{{- if or (eq $part $whole) (not (hasPrefix $whole $part)) }}
- {{ printf "%s[%d].ipBlock.except[%d]: %s is not part of %s" $.path $i $j $network $cidr }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/*
What is wrong with ports and peers of rules of a network policy.
*/}}
{{- define "kirana.policyRules" -}}
{{- range $i, $rule := .rules }}
{{- include "kirana.policyPorts" (dict "ports" $rule.ports "path" (printf "%s[%d].ports" $.path $i)) }}
{{- range list "from" "to" }}
{{- include "kirana.policyPeers" (dict "peers" (get $rule . | default list) "path" (printf "%s[%d].%s" $.path $i .)) }}
{{- end }}
{{- end }}
{{- end }}

{{/*
The data of the ConfigMap alertmanager-config, apart so that pods can carry their checksum.
*/}}
{{- define "kirana.alertmanager-config.data" -}}
alertmanager.yml: |
  global:
    resolve_timeout: "5m"
    slack_api_url_file: /etc/alertmanager/secrets/slack-webhook
    smtp_smarthost: {{ .Values.monitoring.notifications.email.smarthost | toJson }}
    smtp_from: {{ .Values.monitoring.notifications.email.from | toJson }}
    smtp_auth_username: {{ .Values.monitoring.notifications.email.username | toJson }}
    smtp_auth_password_file: /etc/alertmanager/secrets/smtp-password
    smtp_require_tls: {{ .Values.monitoring.notifications.email.requireTls }}
  route:
    receiver: default
    group_by: [alertname, cluster, service]
    group_wait: "10s"
    group_interval: "10s"
    repeat_interval: "12h"
    routes:
      - matchers:
          - 'severity="critical"'
        receiver: pagerduty-critical
        group_wait: "0s"
        group_interval: "10s"
        repeat_interval: "5m"
        continue: true
      - matchers:
          - 'team="database"'
        receiver: database-team
        routes:
          - matchers:
              - 'severity="critical"'
            receiver: database-team
            group_wait: "0s"
            group_interval: "10s"
            repeat_interval: "5m"
      - matchers:
          - 'team="payments"'
        receiver: payments-team
        routes:
          - matchers:
              - 'severity="critical"'
            receiver: payments-team
            group_wait: "0s"
            group_interval: "10s"
            repeat_interval: "5m"
      - matchers:
          - 'team="security"'
        receiver: security-team
        routes:
          - matchers:
              - 'severity="critical"'
            receiver: security-team
            group_wait: "0s"
            group_interval: "10s"
            repeat_interval: "5m"
      - matchers:
          - 'team="operations"'
        receiver: operations-team
        routes:
          - matchers:
              - 'severity="critical"'
            receiver: operations-team
            group_wait: "0s"
            group_interval: "10s"
            repeat_interval: "5m"
      - matchers:
          - 'severity="warning"'
        receiver: warnings
      - matchers:
          - 'severity="critical"'
        receiver: default
        group_wait: "0s"
        group_interval: "10s"
        repeat_interval: "5m"
  receivers:
    - name: default
      slack_configs:
        - channel: {{ .Values.monitoring.notifications.slackChannels.default | toJson }}
          send_resolved: true
          title: "[{{ "{{" }} .Status | toUpper }}] {{ "{{" }} .CommonLabels.alertname }} ({{ "{{" }} .CommonLabels.severity }}, {{ "{{" }} .CommonLabels.service }})"
          text: "{{ "{{" }} range .Alerts }}{{ "{{" }} .Annotations.summary }}\n{{ "{{" }} .Annotations.description }}\nRunbook: {{ "{{" }} .Annotations.runbook_url }}\n{{ "{{" }} end }}"
    - name: pagerduty-critical
      pagerduty_configs:
        - routing_key_file: /etc/alertmanager/secrets/pagerduty-key
          send_resolved: true
          description: "{{ "{{" }} .CommonLabels.alertname }}: {{ "{{" }} .CommonAnnotations.summary }}"
    - name: database-team
      slack_configs:
        - channel: {{ .Values.monitoring.notifications.slackChannels.databaseTeam | toJson }}
          send_resolved: true
          title: "[{{ "{{" }} .Status | toUpper }}] {{ "{{" }} .CommonLabels.alertname }} ({{ "{{" }} .CommonLabels.severity }}, {{ "{{" }} .CommonLabels.service }})"
          text: "{{ "{{" }} range .Alerts }}{{ "{{" }} .Annotations.summary }}\n{{ "{{" }} .Annotations.description }}\nRunbook: {{ "{{" }} .Annotations.runbook_url }}\n{{ "{{" }} end }}"
      email_configs:
        - to: {{ .Values.monitoring.notifications.email.addresses.databaseTeam | toJson }}
          send_resolved: true
          headers:
            Subject: "[{{ "{{" }} .Status | toUpper }}] {{ "{{" }} .CommonLabels.alertname }}"
    - name: payments-team
      slack_configs:
        - channel: {{ .Values.monitoring.notifications.slackChannels.paymentsTeam | toJson }}
          send_resolved: true
          title: "[{{ "{{" }} .Status | toUpper }}] {{ "{{" }} .CommonLabels.alertname }} ({{ "{{" }} .CommonLabels.severity }}, {{ "{{" }} .CommonLabels.service }})"
          text: "{{ "{{" }} range .Alerts }}{{ "{{" }} .Annotations.summary }}\n{{ "{{" }} .Annotations.description }}\nRunbook: {{ "{{" }} .Annotations.runbook_url }}\n{{ "{{" }} end }}"
      pagerduty_configs:
        - routing_key_file: /etc/alertmanager/secrets/pagerduty-key
          send_resolved: true
          description: "{{ "{{" }} .CommonLabels.alertname }}: {{ "{{" }} .CommonAnnotations.summary }}"
    - name: security-team
      slack_configs:
        - channel: {{ .Values.monitoring.notifications.slackChannels.securityTeam | toJson }}
          send_resolved: true
          title: "[{{ "{{" }} .Status | toUpper }}] {{ "{{" }} .CommonLabels.alertname }} ({{ "{{" }} .CommonLabels.severity }}, {{ "{{" }} .CommonLabels.service }})"
          text: "{{ "{{" }} range .Alerts }}{{ "{{" }} .Annotations.summary }}\n{{ "{{" }} .Annotations.description }}\nRunbook: {{ "{{" }} .Annotations.runbook_url }}\n{{ "{{" }} end }}"
      pagerduty_configs:
        - routing_key_file: /etc/alertmanager/secrets/pagerduty-key
          send_resolved: true
          description: "{{ "{{" }} .CommonLabels.alertname }}: {{ "{{" }} .CommonAnnotations.summary }}"
      email_configs:
        - to: {{ .Values.monitoring.notifications.email.addresses.securityTeam | toJson }}
          send_resolved: true
          headers:
            Subject: "[{{ "{{" }} .Status | toUpper }}] {{ "{{" }} .CommonLabels.alertname }}"
    - name: operations-team
      slack_configs:
        - channel: {{ .Values.monitoring.notifications.slackChannels.operationsTeam | toJson }}
          send_resolved: true
          title: "[{{ "{{" }} .Status | toUpper }}] {{ "{{" }} .CommonLabels.alertname }} ({{ "{{" }} .CommonLabels.severity }}, {{ "{{" }} .CommonLabels.service }})"
          text: "{{ "{{" }} range .Alerts }}{{ "{{" }} .Annotations.summary }}\n{{ "{{" }} .Annotations.description }}\nRunbook: {{ "{{" }} .Annotations.runbook_url }}\n{{ "{{" }} end }}"
      email_configs:
        - to: {{ .Values.monitoring.notifications.email.addresses.operationsTeam | toJson }}
          send_resolved: true
          headers:
            Subject: "[{{ "{{" }} .Status | toUpper }}] {{ "{{" }} .CommonLabels.alertname }}"
    - name: warnings
      slack_configs:
        - channel: {{ .Values.monitoring.notifications.slackChannels.warnings | toJson }}
          send_resolved: true
          title: "[{{ "{{" }} .Status | toUpper }}] {{ "{{" }} .CommonLabels.alertname }} ({{ "{{" }} .CommonLabels.severity }}, {{ "{{" }} .CommonLabels.service }})"
          text: "{{ "{{" }} range .Alerts }}{{ "{{" }} .Annotations.summary }}\n{{ "{{" }} .Annotations.description }}\nRunbook: {{ "{{" }} .Annotations.runbook_url }}\n{{ "{{" }} end }}"
  inhibit_rules:
    - source_matchers:
        - 'severity="critical"'
      target_matchers:
        - 'severity=~"warning|info"'
      equal: [alertname, cluster, service]
    - source_matchers:
        - 'alertname="MongodbDown"'
      target_matchers:
        - 'service=~"backend|mongodb|orders"'
        - 'severity=~"warning|info"'
      equal: [cluster]
    - source_matchers:
        - 'alertname="BackendDown"'
      target_matchers:
        - 'service=~"backend|orders|storefront"'
        - 'severity=~"warning|info"'
      equal: [cluster]
{{- end }}

{{/*
The ServiceAccount of the pods of alertmanager.
*/}}
{{- define "kirana.alertmanager.serviceAccountName" -}}
{{- if .Values.monitoring.alertmanager.serviceAccount.create }}
{{- .Values.monitoring.alertmanager.serviceAccount.name | default (printf "%s-alertmanager" (include "kirana.fullname" .)) }}
{{- else }}
{{- .Values.monitoring.alertmanager.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The ServiceAccount of the pods of backend.
*/}}
{{- define "kirana.backend.serviceAccountName" -}}
{{- if .Values.backend.serviceAccount.create }}
{{- .Values.backend.serviceAccount.name | default (printf "%s-backend" (include "kirana.fullname" .)) }}
{{- else }}
{{- .Values.backend.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
What the Job backup-first-job does, apart so that its name can end in a hash of it.
*/}}
{{- define "kirana.backup-first-job.spec" -}}
backoffLimit: 2
activeDeadlineSeconds: 3600
template:
  metadata:
    labels:
      {{- include "kirana.selectorLabels" . | nindent 6 }}
      app.kubernetes.io/component: backup
      {{- with mergeOverwrite (dict) .Values.defaults.podLabels (default dict .Values.backup.podLabels) }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
    {{- with mergeOverwrite (dict) .Values.defaults.podAnnotations (default dict .Values.backup.podAnnotations) }}
    annotations:
      {{- toYaml . | nindent 6 }}
    {{- end }}
  spec:
    restartPolicy: Never
    {{- if or .Values.backup.serviceAccount.create .Values.backup.serviceAccount.name }}
    serviceAccountName: {{ include "kirana.backup.serviceAccountName" . | quote }}
    {{- end }}
    {{- include "kirana.podSettings" (dict "values" .Values.backup "component" "backup" "root" .) | nindent 4 }}
    {{- with .Values.backup.extraInitContainers }}
    initContainers:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    containers:
      - name: backup
        image: {{ include "kirana.image" (dict "image" .Values.mongodb.image "root" .) | quote }}
        imagePullPolicy: {{ .Values.mongodb.image.pullPolicy }}
        command:
          - /bin/sh
          - "-ec"
          - |
            until mongosh --quiet --host "$MONGODB_HOST" --eval "db.adminCommand('ping')" > /dev/null \
              && bash -c ': < "/dev/tcp/$REDIS_HOST/$REDIS_PORT"'; do
              echo 'waiting for what is backed up'
              sleep 5
            done
            find /backups -maxdepth 1 -name '*.dump.part' -mmin +120 -delete
            target=/backups/$(date +%Y-%m-%dT%H-%M-%S).dump.part
            trap 'rm -f "$target"' EXIT
            mongodump --host "$MONGODB_HOST" --username "$MONGODB_USER" --password "$MONGODB_PASSWORD" \
              --authenticationDatabase admin --gzip --archive="$target"
            mv "$target" "${target%.part}"
            find /backups -maxdepth 1 -name '*.dump' -mmin +"$((RETENTION_DAYS * 24 * 60))" -delete
            ls -l /backups
            bash -ec '
            exec 3<> "/dev/tcp/$REDIS_HOST/$REDIS_PORT"
            say() {
              printf "*%d\r\n" "$#" >&3
              for word in "$@"; do printf "\$%d\r\n%s\r\n" "${#word}" "$word" >&3; done
              IFS= read -r -t 10 reply <&3
              case "$reply" in +OK*) ;; *) echo "Redis answers: $reply"; exit 1 ;; esac
            }
            say AUTH "$REDIS_PASSWORD"
            say SET kirana:backup:last_success_timestamp_seconds "$(date +%s)"
            say SET kirana:backup:last_size_bytes "$(stat -c %s "$1")"
            ' note "${target%.part}"
        env:
          - name: MONGODB_HOST
            value: {{ ternary (printf "%s-mongodb" (include "kirana.fullname" .)) .Values.mongodb.external.host .Values.mongodb.enabled | quote }}
          - name: MONGODB_USER
            value: root
          {{- if .Values.mongodb.enabled }}
          - name: MONGODB_PASSWORD
            valueFrom:
              secretKeyRef:
                name: {{ include "kirana.secrets.name" . | quote }}
                key: {{ include "kirana.secrets.key.mongodbRootPassword" . | quote }}
          {{- end }}
          - name: REDIS_HOST
            value: {{ ternary (printf "%s-redis" (include "kirana.fullname" .)) .Values.redis.external.host .Values.redis.enabled | quote }}
          - name: REDIS_PORT
            value: {{ ternary 6379 .Values.redis.external.port .Values.redis.enabled | int64 | quote }}
          - name: REDIS_PASSWORD
            valueFrom:
              secretKeyRef:
                name: {{ include "kirana.secrets.name" . | quote }}
                key: {{ include "kirana.secrets.key.redisPassword" . | quote }}
          - name: RETENTION_DAYS
            value: {{ .Values.backup.retentionDays | int64 | quote }}
          {{- range $name, $value := include "kirana.templates" (dict "map" .Values.backup.env "root" .) | printf "%s\n" | fromYaml }}
          - name: {{ $name | quote }}
            value: {{ $value | quote }}
          {{- end }}
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
        {{- with include "kirana.lifecycle" (dict "lifecycle" .Values.backup.lifecycle) }}
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
      {{- with .Values.backup.extraContainers }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
    volumes:
      - name: tmp
        emptyDir: {}
      - name: backups
        persistentVolumeClaim:
          claimName: {{ .Values.backup.persistence.existingClaim | default (printf "%s-backup" (include "kirana.fullname" .)) | quote }}
      {{- with .Values.backup.extraVolumes }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
{{- end }}

{{/*
The ServiceAccount of the pods of backup.
*/}}
{{- define "kirana.backup.serviceAccountName" -}}
{{- if .Values.backup.serviceAccount.create }}
{{- .Values.backup.serviceAccount.name | default (printf "%s-backup" (include "kirana.fullname" .)) }}
{{- else }}
{{- .Values.backup.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The data of the ConfigMap blackbox-exporter-config, apart so that pods can carry their checksum.
*/}}
{{- define "kirana.blackbox-exporter-config.data" -}}
blackbox.yml: |
  {{- .Files.Get "files/blackbox.yml" | trimSuffix "\n" | nindent 2 }}
{{- end }}

{{/*
The ServiceAccount of the pods of blackbox-exporter.
*/}}
{{- define "kirana.blackbox-exporter.serviceAccountName" -}}
{{- if .Values.monitoring.blackboxExporter.serviceAccount.create }}
{{- .Values.monitoring.blackboxExporter.serviceAccount.name | default (printf "%s-blackbox-exporter" (include "kirana.fullname" .)) }}
{{- else }}
{{- .Values.monitoring.blackboxExporter.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The data of the ConfigMap config, apart so that pods can carry their checksum.
*/}}
{{- define "kirana.config.data" -}}
ENVIRONMENT: {{ .Values.environment | quote }}
LOG_LEVEL: {{ .Values.logLevel | quote }}
PYTHONUNBUFFERED: "1"
PROMETHEUS_MULTIPROC_DIR: /tmp
{{- end }}

{{/*
The ServiceAccount of the pods of frontend.
*/}}
{{- define "kirana.frontend.serviceAccountName" -}}
{{- if .Values.frontend.serviceAccount.create }}
{{- .Values.frontend.serviceAccount.name | default (printf "%s-frontend" (include "kirana.fullname" .)) }}
{{- else }}
{{- .Values.frontend.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The data of the ConfigMap grafana-datasources, apart so that pods can carry their checksum.
*/}}
{{- define "kirana.grafana-datasources.data" -}}
datasources.yaml: |
  apiVersion: 1
  datasources:
    - name: Prometheus
      uid: prometheus
      type: prometheus
      access: proxy
      url: http://{{ include "kirana.fullname" . }}-prometheus:9090
      isDefault: true
      editable: false
{{- end }}

{{/*
The data of the ConfigMap grafana-providers, apart so that pods can carry their checksum.
*/}}
{{- define "kirana.grafana-providers.data" -}}
dashboards.yaml: |
  apiVersion: 1
  providers:
    - name: chart
      type: file
      disableDeletion: true
      allowUiUpdates: false
      updateIntervalSeconds: 30
      options:
        path: /var/lib/dashboards
{{- end }}

{{/*
The ServiceAccount of the pods of grafana.
*/}}
{{- define "kirana.grafana.serviceAccountName" -}}
{{- if .Values.monitoring.grafana.serviceAccount.create }}
{{- .Values.monitoring.grafana.serviceAccount.name | default (printf "%s-grafana" (include "kirana.fullname" .)) }}
{{- else }}
{{- .Values.monitoring.grafana.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The paths of every host.
*/}}
{{- define "kirana.ingress.paths" -}}
- path: /
  pathType: {{ .Values.ingress.pathType }}
  backend:
    service:
      name: {{ include "kirana.fullname" . }}-nginx
      port:
        name: http
{{- with .Values.ingress.extraPaths }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}

{{/*
What the Job migration-job does, apart so that its name can end in a hash of it.
*/}}
{{- define "kirana.migration-job.spec" -}}
backoffLimit: {{ .Values.migration.backoffLimit | int64 }}
activeDeadlineSeconds: {{ .Values.migration.activeDeadlineSeconds | int64 }}
template:
  metadata:
    labels:
      {{- include "kirana.selectorLabels" . | nindent 6 }}
      app.kubernetes.io/component: migration
      {{- with mergeOverwrite (dict) .Values.defaults.podLabels (default dict .Values.migration.podLabels) }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
    {{- with mergeOverwrite (dict) .Values.defaults.podAnnotations (default dict .Values.migration.podAnnotations) }}
    annotations:
      {{- toYaml . | nindent 6 }}
    {{- end }}
  spec:
    restartPolicy: Never
    {{- if or .Values.migration.serviceAccount.create .Values.migration.serviceAccount.name }}
    serviceAccountName: {{ include "kirana.migration.serviceAccountName" . | quote }}
    {{- end }}
    {{- include "kirana.podSettings" (dict "values" .Values.migration "component" "migration" "root" .) | nindent 4 }}
    initContainers:
      - name: dump
        image: {{ include "kirana.image" (dict "image" .Values.mongodb.image "root" .) | quote }}
        imagePullPolicy: {{ .Values.mongodb.image.pullPolicy }}
        command:
          - bash
          - "-ec"
          - |
            records() {
              mongosh --quiet --nodb --eval "const records = connect(process.env.MONGODB_URI).getCollection('chartwright_migrations'); $1"
            }
            answers() {
              if [ -n "$MONGODB_USER" ]; then
                mongosh --quiet --host "$MONGODB_HOST" --eval "db.adminCommand('ping')"
              else
                records "print('it answers')"
              fi
            }
            dump() {
              if [ -n "$MONGODB_USER" ]; then
                mongodump --host "$MONGODB_HOST" --username "$MONGODB_USER" --password "$MONGODB_PASSWORD" \
                  --authenticationDatabase admin "$@"
              else
                mongodump --uri "$MONGODB_URI" "$@"
              fi
            }
            until answers > /dev/null; do
              echo "waiting for $MONGODB_HOST"
              sleep 2
            done
            state=$(records "const found = records.findOne({ _id: process.env.IMAGE }); print('state: ' + (found ? found.state : 'none'));")
            case "$DIRECTION $state" in
              forward*"state: done"*)
                echo "$IMAGE has migrated this database before: nothing to do"
                touch /tmp/nothing-to-do
                exit 0
                ;;
              back*"state: none"*)
                echo "$IMAGE has not migrated this database: nothing to take back"
                touch /tmp/nothing-to-do
                exit 0
                ;;
            esac
            records "records.updateOne({ _id: process.env.IMAGE }, { \$set: { state: 'started', at: new Date() } }, { upsert: true });"
            target=/migrations/before-$APP_VERSION-$(date -u +%Y-%m-%dT%H-%M-%S).dump
            dump --gzip --archive="$target.part"
            mv "$target.part" "$target"
            ls -t /migrations/before-*.dump | tail -n +$((KEEP + 1)) | xargs -r rm --
            ls -l /migrations
        env:
          - name: MONGODB_HOST
            value: {{ ternary (printf "%s-mongodb" (include "kirana.fullname" .)) .Values.mongodb.external.host .Values.mongodb.enabled | quote }}
          - name: MONGODB_USER
            value: {{ ternary "root" "" .Values.mongodb.enabled | quote }}
          {{- if .Values.mongodb.enabled }}
          - name: MONGODB_PASSWORD
            valueFrom:
              secretKeyRef:
                name: {{ include "kirana.secrets.name" . | quote }}
                key: {{ include "kirana.secrets.key.mongodbRootPassword" . | quote }}
          {{- end }}
          - name: KEEP
            value: {{ .Values.migration.keep | int64 | quote }}
          - name: APP_PASSWORD
            valueFrom:
              secretKeyRef:
                name: {{ include "kirana.secrets.name" . | quote }}
                key: {{ include "kirana.secrets.key.mongodbAppPassword" . | quote }}
          - name: MONGODB_URI
            value: {{ printf "mongodb://%s:$(APP_PASSWORD)@%s:%d/%s?%s&serverSelectionTimeoutMS=5000" .Values.mongodb.user (ternary (printf "%s-mongodb" (include "kirana.fullname" .)) .Values.mongodb.external.host .Values.mongodb.enabled) (int64 (ternary 27017 .Values.mongodb.external.port .Values.mongodb.enabled)) .Values.mongodb.database (ternary (printf "authSource=%s" .Values.mongodb.database) (printf "authSource=%s%s" .Values.mongodb.external.authSource (ternary (printf "&%s" .Values.mongodb.external.parameters) "" (not (empty .Values.mongodb.external.parameters)))) .Values.mongodb.enabled) | quote }}
          - name: IMAGE
            value: {{ include "kirana.image" (dict "image" .Values.backend.image "root" .) | quote }}
          - name: HOME
            value: /tmp
          - name: APP_VERSION
            value: {{ printf "%s" .Chart.AppVersion | quote }}
          - name: DIRECTION
            value: {{ ternary "back" "forward" .Values.migration.rollback | quote }}
        {{- with .Values.migration.resources }}
        resources:
          {{- toYaml . | nindent 10 }}
        {{- end }}
        {{- with .Values.migration.securityContext }}
        securityContext:
          {{- toYaml . | nindent 10 }}
        {{- end }}
        volumeMounts:
          - name: tmp
            mountPath: /tmp
          - name: migrations
            mountPath: /migrations
          {{- with .Values.migration.extraVolumeMounts }}
          {{- toYaml . | nindent 10 }}
          {{- end }}
      - name: migrate
        image: {{ include "kirana.image" (dict "image" .Values.backend.image "root" .) | quote }}
        imagePullPolicy: {{ .Values.backend.image.pullPolicy }}
        command:
          - sh
          - "-ec"
          - |
            if [ -e /tmp/nothing-to-do ]; then exit 0; fi
            note() { echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) $APP_VERSION $DIRECTION $1" >> /migrations/history.log; }
            if [ -n "$JOB" ] && [ -e "/migrations/succeeded-job" ] && [ "$(cat /migrations/succeeded-job)" = "$JOB" ]; then
              echo "An earlier pod of this Job has done it."
              exit 0
            fi
            if [ "$DIRECTION" = back ]; then set -- --rollback; else set --; fi
            if python migrate_database.py "$@"; then
              note succeeded
              echo "$JOB" > /migrations/succeeded-job
            else
              note failed
              exit 1
            fi
            tail -n 20 /migrations/history.log
        env:
          - name: MONGODB_PASSWORD
            valueFrom:
              secretKeyRef:
                name: {{ include "kirana.secrets.name" . | quote }}
                key: {{ include "kirana.secrets.key.mongodbAppPassword" . | quote }}
          - name: MONGODB_URI
            value: {{ printf "mongodb://%s:$(MONGODB_PASSWORD)@%s:%d/%s?%s" .Values.mongodb.user (ternary (printf "%s-mongodb" (include "kirana.fullname" .)) .Values.mongodb.external.host .Values.mongodb.enabled) (int64 (ternary 27017 .Values.mongodb.external.port .Values.mongodb.enabled)) .Values.mongodb.database (ternary (printf "authSource=%s" .Values.mongodb.database) (printf "authSource=%s%s" .Values.mongodb.external.authSource (ternary (printf "&%s" .Values.mongodb.external.parameters) "" (not (empty .Values.mongodb.external.parameters)))) .Values.mongodb.enabled) | quote }}
          - name: REDIS_PASSWORD
            valueFrom:
              secretKeyRef:
                name: {{ include "kirana.secrets.name" . | quote }}
                key: {{ include "kirana.secrets.key.redisPassword" . | quote }}
          - name: REDIS_URL
            value: {{ printf "redis://:$(REDIS_PASSWORD)@%s:%d/0" (ternary (printf "%s-redis" (include "kirana.fullname" .)) .Values.redis.external.host .Values.redis.enabled) (int64 (ternary 6379 .Values.redis.external.port .Values.redis.enabled)) | quote }}
          - name: APP_VERSION
            value: {{ printf "%s" .Chart.AppVersion | quote }}
          - name: DIRECTION
            value: {{ ternary "back" "forward" .Values.migration.rollback | quote }}
          - name: JOB
            valueFrom:
              fieldRef:
                fieldPath: "metadata.labels['controller-uid']"
          {{- range $name, $value := include "kirana.templates" (dict "map" .Values.migration.env "root" .) | printf "%s\n" | fromYaml }}
          - name: {{ $name | quote }}
            value: {{ $value | quote }}
          {{- end }}
          {{- with .Values.migration.extraEnv }}
          {{- toYaml . | nindent 10 }}
          {{- end }}
        {{- with .Values.migration.extraEnvFrom }}
        envFrom:
          {{- toYaml . | nindent 10 }}
        {{- end }}
        {{- with .Values.migration.resources }}
        resources:
          {{- toYaml . | nindent 10 }}
        {{- end }}
        {{- with .Values.migration.securityContext }}
        securityContext:
          {{- toYaml . | nindent 10 }}
        {{- end }}
        volumeMounts:
          - name: tmp
            mountPath: /tmp
          - name: migrations
            mountPath: /migrations
          {{- with .Values.migration.extraVolumeMounts }}
          {{- toYaml . | nindent 10 }}
          {{- end }}
      {{- with .Values.migration.extraInitContainers }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
    containers:
      - name: record
        image: {{ include "kirana.image" (dict "image" .Values.mongodb.image "root" .) | quote }}
        imagePullPolicy: {{ .Values.mongodb.image.pullPolicy }}
        command:
          - bash
          - "-ec"
          - |
            records() {
              mongosh --quiet --nodb --eval "const records = connect(process.env.MONGODB_URI).getCollection('chartwright_migrations'); $1"
            }
            if [ -e /tmp/nothing-to-do ]; then exit 0; fi
            if [ "$DIRECTION" = back ]; then
              records "records.deleteOne({ _id: process.env.IMAGE });"
            else
              records "records.updateOne({ _id: process.env.IMAGE }, { \$set: { state: 'done', at: new Date() } }, { upsert: true });"
            fi
            echo "$IMAGE $DIRECTION: written down"
        env:
          - name: APP_PASSWORD
            valueFrom:
              secretKeyRef:
                name: {{ include "kirana.secrets.name" . | quote }}
                key: {{ include "kirana.secrets.key.mongodbAppPassword" . | quote }}
          - name: MONGODB_URI
            value: {{ printf "mongodb://%s:$(APP_PASSWORD)@%s:%d/%s?%s&serverSelectionTimeoutMS=5000" .Values.mongodb.user (ternary (printf "%s-mongodb" (include "kirana.fullname" .)) .Values.mongodb.external.host .Values.mongodb.enabled) (int64 (ternary 27017 .Values.mongodb.external.port .Values.mongodb.enabled)) .Values.mongodb.database (ternary (printf "authSource=%s" .Values.mongodb.database) (printf "authSource=%s%s" .Values.mongodb.external.authSource (ternary (printf "&%s" .Values.mongodb.external.parameters) "" (not (empty .Values.mongodb.external.parameters)))) .Values.mongodb.enabled) | quote }}
          - name: IMAGE
            value: {{ include "kirana.image" (dict "image" .Values.backend.image "root" .) | quote }}
          - name: HOME
            value: /tmp
          - name: APP_VERSION
            value: {{ printf "%s" .Chart.AppVersion | quote }}
          - name: DIRECTION
            value: {{ ternary "back" "forward" .Values.migration.rollback | quote }}
          {{- range $name, $value := include "kirana.templates" (dict "map" .Values.migration.env "root" .) | printf "%s\n" | fromYaml }}
          - name: {{ $name | quote }}
            value: {{ $value | quote }}
          {{- end }}
          {{- with .Values.migration.extraEnv }}
          {{- toYaml . | nindent 10 }}
          {{- end }}
        {{- with .Values.migration.extraEnvFrom }}
        envFrom:
          {{- toYaml . | nindent 10 }}
        {{- end }}
        {{- with .Values.migration.resources }}
        resources:
          {{- toYaml . | nindent 10 }}
        {{- end }}
        {{- with include "kirana.lifecycle" (dict "lifecycle" .Values.migration.lifecycle) }}
        lifecycle:
          {{- . | nindent 10 }}
        {{- end }}
        {{- with .Values.migration.securityContext }}
        securityContext:
          {{- toYaml . | nindent 10 }}
        {{- end }}
        volumeMounts:
          - name: tmp
            mountPath: /tmp
          - name: migrations
            mountPath: /migrations
          {{- with .Values.migration.extraVolumeMounts }}
          {{- toYaml . | nindent 10 }}
          {{- end }}
      {{- with .Values.migration.extraContainers }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
    volumes:
      - name: tmp
        emptyDir: {}
      - name: migrations
        persistentVolumeClaim:
          claimName: {{ .Values.migration.persistence.existingClaim | default (printf "%s-migration" (include "kirana.fullname" .)) | quote }}
      {{- with .Values.migration.extraVolumes }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
{{- end }}

{{/*
The ServiceAccount of the pods of migration.
*/}}
{{- define "kirana.migration.serviceAccountName" -}}
{{- if .Values.migration.serviceAccount.create }}
{{- .Values.migration.serviceAccount.name | default (printf "%s-migration" (include "kirana.fullname" .)) }}
{{- else }}
{{- .Values.migration.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The ServiceAccount of the pods of mongo-express.
*/}}
{{- define "kirana.mongo-express.serviceAccountName" -}}
{{- if .Values.mongoExpress.serviceAccount.create }}
{{- .Values.mongoExpress.serviceAccount.name | default (printf "%s-mongo-express" (include "kirana.fullname" .)) }}
{{- else }}
{{- .Values.mongoExpress.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The ServiceAccount of the pods of mongodb-exporter.
*/}}
{{- define "kirana.mongodb-exporter.serviceAccountName" -}}
{{- if .Values.monitoring.mongodbExporter.serviceAccount.create }}
{{- .Values.monitoring.mongodbExporter.serviceAccount.name | default (printf "%s-mongodb-exporter" (include "kirana.fullname" .)) }}
{{- else }}
{{- .Values.monitoring.mongodbExporter.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The data of the ConfigMap mongodb-init, apart so that pods can carry their checksum.
*/}}
{{- define "kirana.mongodb-init.data" -}}
users.js: |
  {{- .Files.Get "files/mongodb/users.js" | trimSuffix "\n" | nindent 2 }}
{{- end }}

{{/*
The ServiceAccount of the pods of mongodb.
*/}}
{{- define "kirana.mongodb.serviceAccountName" -}}
{{- if .Values.mongodb.serviceAccount.create }}
{{- .Values.mongodb.serviceAccount.name | default (printf "%s-mongodb" (include "kirana.fullname" .)) }}
{{- else }}
{{- .Values.mongodb.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The data of the ConfigMap nginx-config, apart so that pods can carry their checksum.
*/}}
{{- define "kirana.nginx-config.data" -}}
nginx.conf: {{ printf "worker_processes auto;\npid /tmp/nginx.pid;\nerror_log /dev/stderr warn;\nevents {\n  worker_connections 1024;\n}\nhttp {\n  client_body_temp_path /tmp/client_body;\n  proxy_temp_path /tmp/proxy;\n  fastcgi_temp_path /tmp/fastcgi;\n  uwsgi_temp_path /tmp/uwsgi;\n  scgi_temp_path /tmp/scgi;\n  default_type application/octet-stream;\n  log_format main '$remote_addr \"$request\" $status $body_bytes_sent $request_time \"$http_user_agent\"';\n  access_log /dev/stdout main;\n  server_tokens off;\n  client_max_body_size %dm;\n%s  real_ip_header X-Forwarded-For;\n  real_ip_recursive on;\n  # What a proxy in front says about the client, or what is seen here.\n  map $http_x_forwarded_proto $client_scheme {\n    default $scheme;\n    https https;\n  }\n  map $http_upgrade $connection_upgrade {\n    default upgrade;\n    '' '';\n  }\n  limit_req_zone $binary_remote_addr zone=clients:10m rate=%dr/s;\n  limit_req_status 429;\n  upstream backend {\n%s\n    keepalive 32;\n  }\n  upstream frontend {\n    server %s-frontend:%d;\n    keepalive 32;\n  }\n%s  server {\n    listen 8080;\n    server_name _;\n    add_header X-Content-Type-Options \"nosniff\" always;\n    add_header X-Frame-Options \"DENY\" always;\n    add_header Referrer-Policy \"strict-origin-when-cross-origin\" always;\n    add_header Permissions-Policy \"camera=(), microphone=(), geolocation=(self)\" always;\n    add_header Strict-Transport-Security \"max-age=31536000; includeSubDomains\" always;\n    add_header Content-Security-Policy \"default-src 'self'; script-src 'self' https://checkout.razorpay.com; frame-src https://api.razorpay.com; connect-src 'self' wss: https://api.razorpay.com https://lumberjack.razorpay.com; img-src 'self' data: https:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'\" always;\n%s    proxy_http_version 1.1;\n    proxy_set_header Host $host;\n    proxy_set_header X-Real-IP $remote_addr;\n    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\n    proxy_set_header X-Forwarded-Proto $client_scheme;\n    proxy_set_header Upgrade $http_upgrade;\n    proxy_set_header Connection $connection_upgrade;\n    proxy_connect_timeout 5s;\n    location = /healthz {\n      access_log off;\n      return 200 \"ok\\n\";\n    }\n    location = /stub_status {\n      access_log off;\n      allow 127.0.0.1;\n      deny all;\n      stub_status;\n    }\n    location /api {\n      limit_req zone=clients burst=%d nodelay;\n      proxy_pass http://backend;\n    }\n    location /socket.io {\n      limit_req zone=clients burst=%d nodelay;\n      proxy_read_timeout 3600s;\n      proxy_send_timeout 3600s;\n      proxy_buffering off;\n      proxy_pass http://backend;\n    }\n    location / {\n      proxy_pass http://frontend;\n    }\n  }\n}\n" (int64 .Values.nginx.maxBodyMegabytes) (ternary (printf "  set_real_ip_from %s;\n" (join ";\n  set_real_ip_from " .Values.nginx.trustedProxies)) "" (not (empty .Values.nginx.trustedProxies))) (int64 .Values.nginx.rateLimit.requestsPerSecond) (ternary (printf "    hash %s consistent;\n    zone backend 256k;\n    resolver %s valid=5s;\n    server %s-backend-pods.%s.svc.%s service=http resolve weight=2 max_fails=3 fail_timeout=5s;" (ternary "$route" "$remote_addr" (eq .Values.sticky.by "cookie")) .Values.sticky.resolver (include "kirana.fullname" .) .Release.Namespace .Values.sticky.clusterDomain) (printf "    server %s-backend:%d;" (include "kirana.fullname" .) (int64 .Values.backend.service.port)) .Values.sticky.enabled) (include "kirana.fullname" .) (int64 .Values.frontend.service.port) (ternary (printf "  # A client without the cookie gets one, by which it is known from its first request on.\n  map $cookie_%s $route {\n    '' $request_id;\n    default $cookie_%s;\n  }\n  map $client_scheme $route_is_secure {\n    https '; Secure';\n    default '';\n  }\n  map $cookie_%s $new_route {\n    '' '%s=$request_id; Path=/; HttpOnly; SameSite=Lax$route_is_secure';\n    default '';\n  }\n" .Values.sticky.cookieName .Values.sticky.cookieName .Values.sticky.cookieName .Values.sticky.cookieName) "" (and .Values.sticky.enabled (eq .Values.sticky.by "cookie"))) (ternary "    add_header Set-Cookie $new_route always;\n" "" (and .Values.sticky.enabled (eq .Values.sticky.by "cookie"))) (int64 .Values.nginx.rateLimit.burst) (int64 .Values.nginx.rateLimit.burst) | quote }}
{{- end }}

{{/*
The ServiceAccount of the pods of nginx.
*/}}
{{- define "kirana.nginx.serviceAccountName" -}}
{{- if .Values.nginx.serviceAccount.create }}
{{- .Values.nginx.serviceAccount.name | default (printf "%s-nginx" (include "kirana.fullname" .)) }}
{{- else }}
{{- .Values.nginx.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The ServiceAccount of the pods of node-exporter.
*/}}
{{- define "kirana.node-exporter.serviceAccountName" -}}
{{- if .Values.monitoring.nodeExporter.serviceAccount.create }}
{{- .Values.monitoring.nodeExporter.serviceAccount.name | default (printf "%s-node-exporter" (include "kirana.fullname" .)) }}
{{- else }}
{{- .Values.monitoring.nodeExporter.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The ServiceAccount of the pods of pgadmin.
*/}}
{{- define "kirana.pgadmin.serviceAccountName" -}}
{{- if .Values.pgadmin.serviceAccount.create }}
{{- .Values.pgadmin.serviceAccount.name | default (printf "%s-pgadmin" (include "kirana.fullname" .)) }}
{{- else }}
{{- .Values.pgadmin.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The data of the ConfigMap prometheus-config, apart so that pods can carry their checksum.
*/}}
{{- define "kirana.prometheus-config.data" -}}
prometheus.yml: {{ printf "global:\n  scrape_interval: %s\n  evaluation_interval: %s\n  external_labels:\n    cluster: %s\nrule_files: [/etc/prometheus/rules.yml, /etc/prometheus/extra-rules.yml]\nalerting:\n  alertmanagers:\n    - static_configs:\n        - targets:\n            - %s-alertmanager:9093\nscrape_configs:\n  - job_name: %s-prometheus\n    static_configs:\n      - targets: [localhost:9090]\n        labels:\n          namespace: %s\n  - job_name: %s-backend\n    kubernetes_sd_configs:\n      - role: pod\n        namespaces:\n          own_namespace: true\n    relabel_configs:\n      - source_labels: [__meta_kubernetes_pod_label_app_kubernetes_io_instance]\n        regex: %s\n        action: keep\n      - source_labels: [__meta_kubernetes_pod_label_app_kubernetes_io_component]\n        regex: backend\n        action: keep\n      - source_labels: [__meta_kubernetes_pod_container_port_name]\n        regex: http\n        action: keep\n      - source_labels: [__meta_kubernetes_namespace]\n        target_label: namespace\n      - source_labels: [__meta_kubernetes_pod_name]\n        target_label: pod\n      - source_labels: [__meta_kubernetes_pod_node_name]\n        target_label: node\n  - job_name: %s-frontend\n    metrics_path: /probe\n    params:\n      module: [http_2xx]\n    static_configs:\n      - targets:\n          - http://%s-frontend:3000/\n        labels:\n          namespace: %s\n    relabel_configs:\n      - source_labels: [__address__]\n        target_label: __param_target\n      - source_labels: [__param_target]\n        target_label: instance\n      - target_label: __address__\n        replacement: %s-blackbox-exporter:9115\n  - job_name: %s-mongodb\n    kubernetes_sd_configs:\n      - role: pod\n        namespaces:\n          own_namespace: true\n    relabel_configs:\n      - source_labels: [__meta_kubernetes_pod_label_app_kubernetes_io_instance]\n        regex: %s\n        action: keep\n      - source_labels: [__meta_kubernetes_pod_label_app_kubernetes_io_component]\n        regex: mongodb-exporter\n        action: keep\n      - source_labels: [__meta_kubernetes_pod_container_port_name]\n        regex: http\n        action: keep\n      - source_labels: [__meta_kubernetes_namespace]\n        target_label: namespace\n      - source_labels: [__meta_kubernetes_pod_name]\n        target_label: pod\n      - source_labels: [__meta_kubernetes_pod_node_name]\n        target_label: node\n  - job_name: %s-redis\n    kubernetes_sd_configs:\n      - role: pod\n        namespaces:\n          own_namespace: true\n    relabel_configs:\n      - source_labels: [__meta_kubernetes_pod_label_app_kubernetes_io_instance]\n        regex: %s\n        action: keep\n      - source_labels: [__meta_kubernetes_pod_label_app_kubernetes_io_component]\n        regex: redis-exporter\n        action: keep\n      - source_labels: [__meta_kubernetes_pod_container_port_name]\n        regex: http\n        action: keep\n      - source_labels: [__meta_kubernetes_namespace]\n        target_label: namespace\n      - source_labels: [__meta_kubernetes_pod_name]\n        target_label: pod\n      - source_labels: [__meta_kubernetes_pod_node_name]\n        target_label: node\n  - job_name: %s-containers\n    scheme: https\n    metrics_path: /metrics/cadvisor\n    authorization:\n      credentials_file: /var/run/secrets/kubernetes.io/serviceaccount/token\n    tls_config:\n      insecure_skip_verify: true\n    kubernetes_sd_configs:\n      - role: node\n    relabel_configs:\n      - source_labels: [__meta_kubernetes_node_name]\n        target_label: node\n    metric_relabel_configs:\n      - source_labels: [namespace]\n        regex: %s\n        action: keep\n  - job_name: %s-nodes\n    kubernetes_sd_configs:\n      - role: pod\n        namespaces:\n          own_namespace: true\n    relabel_configs:\n      - source_labels: [__meta_kubernetes_pod_label_app_kubernetes_io_instance]\n        regex: %s\n        action: keep\n      - source_labels: [__meta_kubernetes_pod_label_app_kubernetes_io_component]\n        regex: node-exporter\n        action: keep\n      - source_labels: [__meta_kubernetes_pod_container_port_name]\n        regex: http\n        action: keep\n      - source_labels: [__meta_kubernetes_namespace]\n        target_label: namespace\n      - source_labels: [__meta_kubernetes_pod_name]\n        target_label: pod\n      - source_labels: [__meta_kubernetes_pod_node_name]\n        target_label: node\n  - job_name: %s-nginx\n    kubernetes_sd_configs:\n      - role: pod\n        namespaces:\n          own_namespace: true\n    relabel_configs:\n      - source_labels: [__meta_kubernetes_pod_label_app_kubernetes_io_instance]\n        regex: %s\n        action: keep\n      - source_labels: [__meta_kubernetes_pod_label_app_kubernetes_io_component]\n        regex: nginx\n        action: keep\n      - source_labels: [__meta_kubernetes_pod_container_port_name]\n        regex: metrics\n        action: keep\n      - source_labels: [__meta_kubernetes_namespace]\n        target_label: namespace\n      - source_labels: [__meta_kubernetes_pod_name]\n        target_label: pod\n      - source_labels: [__meta_kubernetes_pod_node_name]\n        target_label: node\n%s" (.Values.monitoring.scrapeInterval | toJson) (.Values.monitoring.scrapeInterval | toJson) (.Values.monitoring.cluster | toJson) (include "kirana.fullname" .) (include "kirana.fullname" .) .Release.Namespace (include "kirana.fullname" .) (.Release.Name | replace "." "[.]" | toJson) (include "kirana.fullname" .) (include "kirana.fullname" .) .Release.Namespace (include "kirana.fullname" .) (include "kirana.fullname" .) (.Release.Name | replace "." "[.]" | toJson) (include "kirana.fullname" .) (.Release.Name | replace "." "[.]" | toJson) (include "kirana.fullname" .) .Release.Namespace (include "kirana.fullname" .) (.Release.Name | replace "." "[.]" | toJson) (include "kirana.fullname" .) (.Release.Name | replace "." "[.]" | toJson) (ternary "scrape_config_files:\n  - /etc/prometheus/extra-scrape-configs.yml\n" "" (not (empty .Values.monitoring.prometheus.extraScrapeConfigs))) | quote }}
rules.yml: {{ printf "groups:\n  - name: api-and-application\n    rules:\n      - alert: ApiErrorRateHigh\n        expr: |-\n          sum(rate(flask_http_request_total{job=\"%s-backend\",namespace=\"%s\",status=~\"5..\"}[5m])) / sum(rate(flask_http_request_total{job=\"%s-backend\",namespace=\"%s\"}[5m])) > %s\n        for: \"5m\"\n        labels:\n          severity: critical\n          team: backend\n          service: backend\n          namespace: %s\n        annotations:\n          summary: \"The API answers too many of the requests with an error\"\n          description: \"{{ $value | humanizePercentage }} of the requests of the last 5 minutes were answered with a status of 500 or above.\"\n          runbook_url: %s\n      - alert: ApiLatencyHigh\n        expr: |-\n          sum(rate(flask_http_request_duration_seconds_sum{job=\"%s-backend\",namespace=\"%s\"}[5m])) / sum(rate(flask_http_request_duration_seconds_count{job=\"%s-backend\",namespace=\"%s\"}[5m])) > %s\n        for: \"5m\"\n        labels:\n          severity: warning\n          team: backend\n          service: backend\n          namespace: %s\n        annotations:\n          summary: \"The API takes longer than promised on average\"\n          description: |-\n            A request takes {{ $value | humanizeDuration }} on average over 5 minutes; the target is %s s.\n          runbook_url: %s\n      - alert: SearchLatencyHigh\n        expr: |-\n          sum(rate(kirana_search_duration_seconds_sum{job=\"%s-backend\",namespace=\"%s\"}[5m])) / sum(rate(kirana_search_duration_seconds_count{job=\"%s-backend\",namespace=\"%s\"}[5m])) > %s\n        for: \"5m\"\n        labels:\n          severity: warning\n          team: backend\n          service: backend\n          namespace: %s\n        annotations:\n          summary: \"The search takes longer than promised on average\"\n          description: |-\n            A search takes {{ $value | humanizeDuration }} on average over 5 minutes; the target is %s s.\n          runbook_url: %s\n  - name: database\n    rules:\n      - alert: MongodbDown\n        expr: %s\n        for: \"1m\"\n        labels:\n          severity: critical\n          team: database\n          service: mongodb\n          namespace: %s\n        annotations:\n          summary: \"MongoDB does not answer\"\n          description: \"The exporter cannot reach MongoDB, or the exporter itself is gone. The API cannot serve anything without it.\"\n          runbook_url: %s\n      - alert: DatabaseQueriesSlow\n        expr: |-\n          sum(rate(kirana_database_query_duration_seconds_sum{job=\"%s-backend\",namespace=\"%s\"}[5m])) / sum(rate(kirana_database_query_duration_seconds_count{job=\"%s-backend\",namespace=\"%s\"}[5m])) > %s\n        for: \"5m\"\n        labels:\n          severity: warning\n          team: database\n          service: mongodb\n          namespace: %s\n        annotations:\n          summary: \"Database queries take longer than promised on average\"\n          description: |-\n            A query takes {{ $value | humanizeDuration }} on average over 5 minutes; the target is %s s.\n          runbook_url: %s\n      - alert: MongodbConnectionsHigh\n        expr: |-\n          mongodb_ss_connections{job=\"%s-mongodb\",namespace=\"%s\",conn_type=\"current\"} / on (instance) (mongodb_ss_connections{job=\"%s-mongodb\",namespace=\"%s\",conn_type=\"current\"} + on (instance) mongodb_ss_connections{job=\"%s-mongodb\",namespace=\"%s\",conn_type=\"available\"}) > 0.8\n        for: \"5m\"\n        labels:\n          severity: warning\n          team: database\n          service: mongodb\n          namespace: %s\n        annotations:\n          summary: \"MongoDB is running out of connections\"\n          description: \"{{ $value | humanizePercentage }} of the connections of MongoDB are in use.\"\n          runbook_url: %s\n      - alert: MongodbOperationsQueued\n        expr: |-\n          mongodb_ss_globalLock_currentQueue{job=\"%s-mongodb\",namespace=\"%s\",count_type=\"total\"} > 20\n        for: \"5m\"\n        labels:\n          severity: warning\n          team: database\n          service: mongodb\n          namespace: %s\n        annotations:\n          summary: \"Operations wait for a lock of MongoDB\"\n          description: \"{{ $value }} operations have been waiting for a lock for 5 minutes.\"\n          runbook_url: %s\n  - name: cache-and-performance\n    rules:\n      - alert: RedisMemoryHigh\n        expr: |-\n          redis_memory_used_bytes{job=\"%s-redis\",namespace=\"%s\"} / redis_memory_max_bytes{job=\"%s-redis\",namespace=\"%s\"} > 0.9\n        for: \"5m\"\n        labels:\n          severity: warning\n          team: database\n          service: redis\n          namespace: %s\n        annotations:\n          summary: \"Redis is nearly full\"\n          description: \"Redis uses {{ $value | humanizePercentage }} of its memory and will soon refuse to write.\"\n          runbook_url: %s\n      - alert: CacheHitRateLow\n        expr: |-\n          rate(redis_keyspace_hits_total{job=\"%s-redis\",namespace=\"%s\"}[15m]) / (rate(redis_keyspace_hits_total{job=\"%s-redis\",namespace=\"%s\"}[15m]) + rate(redis_keyspace_misses_total{job=\"%s-redis\",namespace=\"%s\"}[15m])) < 0.8\n        for: \"15m\"\n        labels:\n          severity: info\n          team: backend\n          service: redis\n          namespace: %s\n        annotations:\n          summary: \"The cache knows the answer too rarely\"\n          description: \"Only {{ $value | humanizePercentage }} of the reads of the last 15 minutes found their key.\"\n          runbook_url: %s\n      - alert: PermissionChecksSlow\n        expr: |-\n          sum(rate(kirana_permission_check_duration_seconds_sum{job=\"%s-backend\",namespace=\"%s\"}[5m])) / sum(rate(kirana_permission_check_duration_seconds_count{job=\"%s-backend\",namespace=\"%s\"}[5m])) > %s\n        for: \"5m\"\n        labels:\n          severity: warning\n          team: backend\n          service: backend\n          namespace: %s\n        annotations:\n          summary: \"Permission checks take longer than promised on average\"\n          description: |-\n            A permission check takes {{ $value | humanizeDuration }} on average over 5 minutes; the target is %s s.\n          runbook_url: %s\n  - name: infrastructure\n    rules:\n      - alert: NodeCpuHigh\n        expr: '1 - avg by (instance) (rate(node_cpu_seconds_total{mode=\"idle\"}[5m])) > 0.85'\n        for: \"10m\"\n        labels:\n          severity: warning\n          team: operations\n          service: node\n          namespace: %s\n        annotations:\n          summary: \"A node has hardly any CPU time left\"\n          description: \"{{ $labels.instance }} has been {{ $value | humanizePercentage }} busy for 10 minutes.\"\n          runbook_url: %s\n      - alert: NodeMemoryHigh\n        expr: \"1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes > 0.9\"\n        for: \"5m\"\n        labels:\n          severity: warning\n          team: operations\n          service: node\n          namespace: %s\n        annotations:\n          summary: \"A node has hardly any memory left\"\n          description: \"{{ $labels.instance }} uses {{ $value | humanizePercentage }} of its memory.\"\n          runbook_url: %s\n      - alert: NodeDiskLow\n        expr: 'node_filesystem_avail_bytes{fstype!~\"tmpfs|overlay|squashfs|ramfs\"} / node_filesystem_size_bytes{fstype!~\"tmpfs|overlay|squashfs|ramfs\"} < 0.1'\n        for: \"5m\"\n        labels:\n          severity: critical\n          team: operations\n          service: node\n          namespace: %s\n        annotations:\n          summary: \"A disk is nearly full\"\n          description: \"{{ $labels.mountpoint }} of {{ $labels.instance }} has {{ $value | humanizePercentage }} left.\"\n          runbook_url: %s\n      - alert: ContainerMemoryNearLimit\n        expr: |-\n          container_memory_working_set_bytes{namespace=\"%s\",container!=\"\"} / (container_spec_memory_limit_bytes{namespace=\"%s\",container!=\"\"} > 0) > 0.9\n        for: \"5m\"\n        labels:\n          severity: warning\n          team: operations\n          service: container\n          namespace: %s\n        annotations:\n          summary: \"A container will soon be killed for want of memory\"\n          description: \"{{ $labels.container }} of {{ $labels.pod }} uses {{ $value | humanizePercentage }} of its limit.\"\n          runbook_url: %s\n      - alert: ContainerRestarting\n        expr: |-\n          count by (namespace, pod, container) (last_over_time(container_start_time_seconds{namespace=\"%s\",container!=\"\"}[15m])) > 3\n        for: \"1m\"\n        labels:\n          severity: critical\n          team: operations\n          service: container\n          namespace: %s\n        annotations:\n          summary: \"A container restarts again and again\"\n          description: \"{{ $labels.container }} of {{ $labels.pod }} was started {{ $value }} times within 15 minutes.\"\n          runbook_url: %s\n  - name: business-logic\n    rules:\n      - alert: ConcurrentOrdersHigh\n        expr: |-\n          sum(kirana_orders_in_progress{job=\"%s-backend\",namespace=\"%s\"}) > %d\n        for: \"5m\"\n        labels:\n          severity: info\n          team: backend\n          service: orders\n          namespace: %s\n        annotations:\n          summary: \"More orders are under way at once than the system is proven for\"\n          description: |-\n            {{ $value }} orders are under way; %d at once are what is promised and tested.\n          runbook_url: %s\n      - alert: OrderFailuresHigh\n        expr: |-\n          sum(rate(kirana_orders_total{job=\"%s-backend\",namespace=\"%s\",outcome=\"failed\"}[10m])) / sum(rate(kirana_orders_total{job=\"%s-backend\",namespace=\"%s\"}[10m])) > 0.05\n        for: \"5m\"\n        labels:\n          severity: critical\n          team: backend\n          service: orders\n          namespace: %s\n        annotations:\n          summary: \"More than 5 %% of the orders fail\"\n          description: \"{{ $value | humanizePercentage }} of the orders of the last 10 minutes failed.\"\n          runbook_url: %s\n      - alert: NoOrders\n        expr: |-\n          sum(increase(kirana_orders_total{job=\"%s-backend\",namespace=\"%s\"}[1h])) == 0 and on () (hour() >= 5) and on () (hour() < 15)\n        for: \"15m\"\n        labels:\n          severity: warning\n          team: backend\n          service: orders\n          namespace: %s\n        annotations:\n          summary: \"Nobody has ordered for an hour although the shops are open\"\n          description: \"No order has come in within an hour of the opening hours. Something on the way to the order may be broken.\"\n          runbook_url: %s\n      - alert: PaymentFailuresHigh\n        expr: |-\n          sum(rate(kirana_payments_total{job=\"%s-backend\",namespace=\"%s\",outcome=\"failed\"}[10m])) / sum(rate(kirana_payments_total{job=\"%s-backend\",namespace=\"%s\"}[10m])) > 0.05\n        for: \"5m\"\n        labels:\n          severity: critical\n          team: payments\n          service: payments\n          namespace: %s\n        annotations:\n          summary: \"More than 5 %% of the payments fail\"\n          description: \"{{ $value | humanizePercentage }} of the payments of the last 10 minutes failed.\"\n          runbook_url: %s\n      - alert: LoginFailuresHigh\n        expr: |-\n          sum(rate(kirana_login_failures_total{job=\"%s-backend\",namespace=\"%s\"}[5m])) > 1\n        for: \"5m\"\n        labels:\n          severity: warning\n          team: security\n          service: login\n          namespace: %s\n        annotations:\n          summary: \"Somebody may be trying passwords\"\n          description: \"{{ $value | humanize }} logins a second have failed for 5 minutes.\"\n          runbook_url: %s\n  - name: service-availability\n    rules:\n      - alert: BackendDown\n        expr: |-\n          sum(up{job=\"%s-backend\",namespace=\"%s\"}) == 0 or absent(up{job=\"%s-backend\",namespace=\"%s\"})\n        for: \"1m\"\n        labels:\n          severity: critical\n          team: backend\n          service: backend\n          namespace: %s\n        annotations:\n          summary: \"No backend pod answers\"\n          description: \"Prometheus reads metrics from none of the backend pods: the API is away.\"\n          runbook_url: %s\n      - alert: StorefrontDown\n        expr: |-\n          min(probe_success{job=\"%s-frontend\",namespace=\"%s\"}) == 0 or max(nginx_up{job=\"%s-nginx\",namespace=\"%s\"}) == 0 or absent(probe_success{job=\"%s-frontend\",namespace=\"%s\"}) or absent(nginx_up{job=\"%s-nginx\",namespace=\"%s\"})\n        for: \"1m\"\n        labels:\n          severity: critical\n          team: operations\n          service: storefront\n          namespace: %s\n        annotations:\n          summary: \"Customers do not reach the shop\"\n          description: \"The frontend does not answer a request, or no nginx is up in front of it.\"\n          runbook_url: %s\n      - alert: AvailabilityBelowTarget\n        expr: |-\n          avg_over_time((max(up{job=\"%s-backend\",namespace=\"%s\"}) * min(probe_success{job=\"%s-frontend\",namespace=\"%s\"}))[1h:1m]) < %s\n        for: \"5m\"\n        labels:\n          severity: warning\n          team: operations\n          service: storefront\n          namespace: %s\n        annotations:\n          summary: \"The shop was away for too much of the last hour\"\n          description: |-\n            Backend and frontend were both there for {{ $value | humanizePercentage }} of the last hour; the target is %s.\n          runbook_url: %s\n  - name: external-dependencies\n    rules:\n      - alert: ExternalDependencyFailing\n        expr: |-\n          sum by (dependency) (rate(kirana_external_requests_total{job=\"%s-backend\",namespace=\"%s\",outcome=\"failed\"}[5m])) / sum by (dependency) (rate(kirana_external_requests_total{job=\"%s-backend\",namespace=\"%s\"}[5m])) > 0.1\n        for: \"5m\"\n        labels:\n          severity: critical\n          team: payments\n          service: external\n          namespace: %s\n        annotations:\n          summary: \"A service of somebody else that we need fails\"\n          description: \"{{ $value | humanizePercentage }} of the requests to {{ $labels.dependency }} failed.\"\n          runbook_url: %s\n      - alert: ExternalDependencySlow\n        expr: |-\n          sum by (dependency) (rate(kirana_external_request_duration_seconds_sum{job=\"%s-backend\",namespace=\"%s\"}[5m])) / sum by (dependency) (rate(kirana_external_request_duration_seconds_count{job=\"%s-backend\",namespace=\"%s\"}[5m])) > 2\n        for: \"10m\"\n        labels:\n          severity: warning\n          team: operations\n          service: external\n          namespace: %s\n        annotations:\n          summary: \"A service of somebody else that we need is slow\"\n          description: \"A request to {{ $labels.dependency }} takes {{ $value | humanizeDuration }} on average.\"\n          runbook_url: %s\n  - name: backup-and-recovery\n    rules:\n      - alert: BackupMissing\n        expr: %s\n        for: \"30m\"\n        labels:\n          severity: critical\n          team: database\n          service: backup\n          namespace: %s\n        annotations:\n          summary: \"There is no backup of the last night\"\n          description: \"The nightly backup of MongoDB has not succeeded for more than 26 hours, or has never.\"\n          runbook_url: %s\n      - alert: BackupShrunk\n        expr: |-\n          redis_key_value{job=\"%s-redis\",namespace=\"%s\",key=\"kirana:backup:last_size_bytes\"} < 0.5 * max_over_time(redis_key_value{job=\"%s-redis\",namespace=\"%s\",key=\"kirana:backup:last_size_bytes\"}[7d])\n        for: \"1h\"\n        labels:\n          severity: warning\n          team: database\n          service: backup\n          namespace: %s\n        annotations:\n          summary: \"The last backup is less than half as large as one of the days before\"\n          description: \"The last backup has {{ $value | humanize1024 }}B. Data may be missing in it.\"\n          runbook_url: %s\n" (include "kirana.fullname" .) .Release.Namespace (include "kirana.fullname" .) .Release.Namespace (toJson .Values.targets.errorRatio) .Release.Namespace (printf "%s#apierrorratehigh" .Values.monitoring.runbookUrl | toJson) (include "kirana.fullname" .) .Release.Namespace (include "kirana.fullname" .) .Release.Namespace (toJson .Values.targets.apiSeconds) .Release.Namespace (toJson .Values.targets.apiSeconds) (printf "%s#apilatencyhigh" .Values.monitoring.runbookUrl | toJson) (include "kirana.fullname" .) .Release.Namespace (include "kirana.fullname" .) .Release.Namespace (toJson .Values.targets.searchSeconds) .Release.Namespace (toJson .Values.targets.searchSeconds) (printf "%s#searchlatencyhigh" .Values.monitoring.runbookUrl | toJson) (printf `(mongodb_up{job="%s-mongodb",namespace="%s"} == 0 or absent(mongodb_up{job="%s-mongodb",namespace="%s"}))%s` (include "kirana.fullname" .) .Release.Namespace (include "kirana.fullname" .) .Release.Namespace (ternary "" " unless on() vector(1)" .Values.mongodb.enabled) | toJson) .Release.Namespace (printf "%s#mongodbdown" .Values.monitoring.runbookUrl | toJson) (include "kirana.fullname" .) .Release.Namespace (include "kirana.fullname" .) .Release.Namespace (toJson .Values.targets.databaseQuerySeconds) .Release.Namespace (toJson .Values.targets.databaseQuerySeconds) (printf "%s#databasequeriesslow" .Values.monitoring.runbookUrl | toJson) (include "kirana.fullname" .) .Release.Namespace (include "kirana.fullname" .) .Release.Namespace (include "kirana.fullname" .) .Release.Namespace .Release.Namespace (printf "%s#mongodbconnectionshigh" .Values.monitoring.runbookUrl | toJson) (include "kirana.fullname" .) .Release.Namespace .Release.Namespace (printf "%s#mongodboperationsqueued" .Values.monitoring.runbookUrl | toJson) (include "kirana.fullname" .) .Release.Namespace (include "kirana.fullname" .) .Release.Namespace .Release.Namespace (printf "%s#redismemoryhigh" .Values.monitoring.runbookUrl | toJson) (include "kirana.fullname" .) .Release.Namespace (include "kirana.fullname" .) .Release.Namespace (include "kirana.fullname" .) .Release.Namespace .Release.Namespace (printf "%s#cachehitratelow" .Values.monitoring.runbookUrl | toJson) (include "kirana.fullname" .) .Release.Namespace (include "kirana.fullname" .) .Release.Namespace (toJson .Values.targets.permissionCheckSeconds) .Release.Namespace (toJson .Values.targets.permissionCheckSeconds) (printf "%s#permissionchecksslow" .Values.monitoring.runbookUrl | toJson) .Release.Namespace (printf "%s#nodecpuhigh" .Values.monitoring.runbookUrl | toJson) .Release.Namespace (printf "%s#nodememoryhigh" .Values.monitoring.runbookUrl | toJson) .Release.Namespace (printf "%s#nodedisklow" .Values.monitoring.runbookUrl | toJson) .Release.Namespace .Release.Namespace .Release.Namespace (printf "%s#containermemorynearlimit" .Values.monitoring.runbookUrl | toJson) .Release.Namespace .Release.Namespace (printf "%s#containerrestarting" .Values.monitoring.runbookUrl | toJson) (include "kirana.fullname" .) .Release.Namespace (int64 .Values.targets.concurrentOrders) .Release.Namespace (int64 .Values.targets.concurrentOrders) (printf "%s#concurrentordershigh" .Values.monitoring.runbookUrl | toJson) (include "kirana.fullname" .) .Release.Namespace (include "kirana.fullname" .) .Release.Namespace .Release.Namespace (printf "%s#orderfailureshigh" .Values.monitoring.runbookUrl | toJson) (include "kirana.fullname" .) .Release.Namespace .Release.Namespace (printf "%s#noorders" .Values.monitoring.runbookUrl | toJson) (include "kirana.fullname" .) .Release.Namespace (include "kirana.fullname" .) .Release.Namespace .Release.Namespace (printf "%s#paymentfailureshigh" .Values.monitoring.runbookUrl | toJson) (include "kirana.fullname" .) .Release.Namespace .Release.Namespace (printf "%s#loginfailureshigh" .Values.monitoring.runbookUrl | toJson) (include "kirana.fullname" .) .Release.Namespace (include "kirana.fullname" .) .Release.Namespace .Release.Namespace (printf "%s#backenddown" .Values.monitoring.runbookUrl | toJson) (include "kirana.fullname" .) .Release.Namespace (include "kirana.fullname" .) .Release.Namespace (include "kirana.fullname" .) .Release.Namespace (include "kirana.fullname" .) .Release.Namespace .Release.Namespace (printf "%s#storefrontdown" .Values.monitoring.runbookUrl | toJson) (include "kirana.fullname" .) .Release.Namespace (include "kirana.fullname" .) .Release.Namespace (toJson .Values.targets.availability) .Release.Namespace (toJson .Values.targets.availability) (printf "%s#availabilitybelowtarget" .Values.monitoring.runbookUrl | toJson) (include "kirana.fullname" .) .Release.Namespace (include "kirana.fullname" .) .Release.Namespace .Release.Namespace (printf "%s#externaldependencyfailing" .Values.monitoring.runbookUrl | toJson) (include "kirana.fullname" .) .Release.Namespace (include "kirana.fullname" .) .Release.Namespace .Release.Namespace (printf "%s#externaldependencyslow" .Values.monitoring.runbookUrl | toJson) (printf `(time() - redis_key_value{job="%s-redis",namespace="%s",key="kirana:backup:last_success_timestamp_seconds"} > 26 * 3600 or absent(redis_key_value{job="%s-redis",namespace="%s",key="kirana:backup:last_success_timestamp_seconds"}))%s` (include "kirana.fullname" .) .Release.Namespace (include "kirana.fullname" .) .Release.Namespace (ternary "" " unless on() vector(1)" (and .Values.backup.enabled .Values.mongodb.enabled)) | toJson) .Release.Namespace (printf "%s#backupmissing" .Values.monitoring.runbookUrl | toJson) (include "kirana.fullname" .) .Release.Namespace (include "kirana.fullname" .) .Release.Namespace .Release.Namespace (printf "%s#backupshrunk" .Values.monitoring.runbookUrl | toJson) | quote }}
extra-rules.yml: |
  groups: {{ .Values.monitoring.prometheus.extraRuleGroups | toJson }}
extra-scrape-configs.yml: |
  scrape_configs: {{ .Values.monitoring.prometheus.extraScrapeConfigs | toJson }}
{{- end }}

{{/*
The ServiceAccount of the pods of prometheus.
*/}}
{{- define "kirana.prometheus.serviceAccountName" -}}
{{- if .Values.monitoring.prometheus.serviceAccount.create }}
{{- .Values.monitoring.prometheus.serviceAccount.name | default (printf "%s-prometheus" (include "kirana.fullname" .)) }}
{{- else }}
{{- .Values.monitoring.prometheus.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The ServiceAccount of the pods of redis-exporter.
*/}}
{{- define "kirana.redis-exporter.serviceAccountName" -}}
{{- if .Values.monitoring.redisExporter.serviceAccount.create }}
{{- .Values.monitoring.redisExporter.serviceAccount.name | default (printf "%s-redis-exporter" (include "kirana.fullname" .)) }}
{{- else }}
{{- .Values.monitoring.redisExporter.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The ServiceAccount of the pods of redis.
*/}}
{{- define "kirana.redis.serviceAccountName" -}}
{{- if .Values.redis.serviceAccount.create }}
{{- .Values.redis.serviceAccount.name | default (printf "%s-redis" (include "kirana.fullname" .)) }}
{{- else }}
{{- .Values.redis.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The key of the Secret that holds grafana-admin-password.
*/}}
{{- define "kirana.secrets.key.grafanaAdminPassword" -}}
{{- if .Values.existingSecret }}
{{- .Values.existingSecretKeys.grafanaAdminPassword }}
{{- else }}
{{- "grafana-admin-password" }}
{{- end }}
{{- end }}

{{/*
The key of the Secret that holds jwt-key.
*/}}
{{- define "kirana.secrets.key.jwtKey" -}}
{{- if .Values.existingSecret }}
{{- .Values.existingSecretKeys.jwtKey }}
{{- else }}
{{- "jwt-key" }}
{{- end }}
{{- end }}

{{/*
The key of the Secret that holds mongodb-app-password.
*/}}
{{- define "kirana.secrets.key.mongodbAppPassword" -}}
{{- if .Values.existingSecret }}
{{- .Values.existingSecretKeys.mongodbAppPassword }}
{{- else }}
{{- "mongodb-app-password" }}
{{- end }}
{{- end }}

{{/*
The key of the Secret that holds mongodb-monitor-password.
*/}}
{{- define "kirana.secrets.key.mongodbMonitorPassword" -}}
{{- if .Values.existingSecret }}
{{- .Values.existingSecretKeys.mongodbMonitorPassword }}
{{- else }}
{{- "mongodb-monitor-password" }}
{{- end }}
{{- end }}

{{/*
The key of the Secret that holds mongodb-root-password.
*/}}
{{- define "kirana.secrets.key.mongodbRootPassword" -}}
{{- if .Values.existingSecret }}
{{- .Values.existingSecretKeys.mongodbRootPassword }}
{{- else }}
{{- "mongodb-root-password" }}
{{- end }}
{{- end }}

{{/*
The key of the Secret that holds pagerduty-key.
*/}}
{{- define "kirana.secrets.key.pagerdutyKey" -}}
{{- if .Values.existingSecret }}
{{- .Values.existingSecretKeys.pagerdutyKey }}
{{- else }}
{{- "pagerduty-key" }}
{{- end }}
{{- end }}

{{/*
The key of the Secret that holds razorpay-key-id.
*/}}
{{- define "kirana.secrets.key.razorpayKeyId" -}}
{{- if .Values.existingSecret }}
{{- .Values.existingSecretKeys.razorpayKeyId }}
{{- else }}
{{- "razorpay-key-id" }}
{{- end }}
{{- end }}

{{/*
The key of the Secret that holds razorpay-key-secret.
*/}}
{{- define "kirana.secrets.key.razorpayKeySecret" -}}
{{- if .Values.existingSecret }}
{{- .Values.existingSecretKeys.razorpayKeySecret }}
{{- else }}
{{- "razorpay-key-secret" }}
{{- end }}
{{- end }}

{{/*
The key of the Secret that holds redis-password.
*/}}
{{- define "kirana.secrets.key.redisPassword" -}}
{{- if .Values.existingSecret }}
{{- .Values.existingSecretKeys.redisPassword }}
{{- else }}
{{- "redis-password" }}
{{- end }}
{{- end }}

{{/*
The key of the Secret that holds slack-webhook.
*/}}
{{- define "kirana.secrets.key.slackWebhook" -}}
{{- if .Values.existingSecret }}
{{- .Values.existingSecretKeys.slackWebhook }}
{{- else }}
{{- "slack-webhook" }}
{{- end }}
{{- end }}

{{/*
The key of the Secret that holds smtp-password.
*/}}
{{- define "kirana.secrets.key.smtpPassword" -}}
{{- if .Values.existingSecret }}
{{- .Values.existingSecretKeys.smtpPassword }}
{{- else }}
{{- "smtp-password" }}
{{- end }}
{{- end }}

{{/*
The Secret that workloads read.
*/}}
{{- define "kirana.secrets.name" -}}
{{- .Values.existingSecret | default (printf "%s-secrets" (include "kirana.fullname" .)) }}
{{- end }}

{{/*
The SecretStore, whose name no two releases share.
*/}}
{{- define "kirana.secrets.store" -}}
{{- printf "%saws-secrets-manager" (include "kirana.prefix" .) }}
{{- end }}

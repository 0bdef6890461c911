{{/*
A text as a DNS label. One that has to change, or is too long, ends in its hash, which keeps it apart from others.
*/}}
{{- define "task-manager-api.dnsLabel" -}}
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
{{- define "task-manager-api.name" -}}
{{- include "task-manager-api.dnsLabel" (dict "text" (default .Chart.Name .Values.nameOverride) "longest" 63) }}
{{- end }}

{{/*
The name that all objects of the release begin with, unique among the releases of a namespace.
*/}}
{{- define "task-manager-api.fullname" -}}
{{- $name := include "task-manager-api.name" . }}
{{- $full := printf "%s-%s" .Release.Name $name }}
{{- if .Values.fullnameOverride }}
{{- $full = .Values.fullnameOverride }}
{{- else if and .Chart.IsRoot (eq $name .Release.Name) }}
{{- /* A subchart keeps its name: its parent, or itself under another alias, may have that of the release. */}}
{{- $full = .Release.Name }}
{{- end }}
{{- /* A release may be called 2024 or my.site; 35 characters leave room for suffixes within 63. */}}
{{- include "task-manager-api.dnsLabel" (dict "text" $full "before" "release" "longest" 35) }}
{{- end }}

{{/*
What stands before a well-known name: nothing in the release that has the name of the chart.
*/}}
{{- define "task-manager-api.prefix" -}}
{{- if ne (include "task-manager-api.fullname" .) .Chart.Name }}
{{- printf "%s-" (include "task-manager-api.fullname" .) }}
{{- end }}
{{- end }}

{{/*
Chart name and version, for the label helm.sh/chart.
*/}}
{{- define "task-manager-api.chart" -}}
{{- printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimAll "-_." }}
{{- end }}

{{/*
The labels by which a release knows its own objects: they never change, so selectors may use them.
*/}}
{{- define "task-manager-api.selectorLabels" -}}
app.kubernetes.io/name: {{ include "task-manager-api.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{/*
The labels of every object.
*/}}
{{- define "task-manager-api.labels" -}}
helm.sh/chart: {{ include "task-manager-api.chart" . | quote }}
{{ include "task-manager-api.selectorLabels" . }}
app.kubernetes.io/version: {{ regexReplaceAll "[^-A-Za-z0-9_.]" .Chart.AppVersion "_" | trunc 63 | trimAll "-_." | quote }}
app.kubernetes.io/part-of: {{ include "task-manager-api.name" . | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/*
How pods are replaced: the numbers of a rolling update belong to no other type.
*/}}
{{- define "task-manager-api.strategy" -}}
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
{{- define "task-manager-api.podSettings" -}}
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
        {{- include "task-manager-api.selectorLabels" $root | nindent 8 }}
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
{{- define "task-manager-api.image" -}}
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
{{- define "task-manager-api.templates" -}}
{{- $lines := list }}
{{- range $key, $text := .map }}
{{- $lines = append $lines (printf "%s: %s" (quote $key) (tpl $text $.root | quote)) }}
{{- end }}
{{- join "\n" $lines }}
{{- end }}

{{/*
A probe, or what runs at a moment of the life of a container, with one handler: that of its type, else one that is not the default.
*/}}
{{- define "task-manager-api.handler" -}}
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
{{- define "task-manager-api.lifecycle" -}}
{{- $lifecycle := omit .lifecycle "postStart" "preStop" }}
{{- range $moment := list "postStart" "preStop" }}
{{- with get $.lifecycle $moment }}
{{- with include "task-manager-api.handler" (dict "handler" . "default" (get $ $moment)) }}
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
{{- define "task-manager-api.literalTemplates" -}}
{{- $above := .above }}
{{- range $key, $value := default .Values .values }}
{{- $path := printf "%s%s" (default "" $above) $key }}
{{- if and (not (has $path (list "api.env" "migration.env" "postgres.server.env"))) (kindIs "map" $value) }}
{{- include "task-manager-api.literalTemplates" (dict "values" $value "above" (printf "%s." $path)) }}
{{- else if and (not (has $path (list "api.env" "migration.env" "postgres.server.env"))) (contains "{{" (toJson $value)) }}
WARNING: {{ $path }} holds "{{ "{{" }}", and the chart prints it as it stands.
{{- end }}
{{- end }}
{{- end }}

{{/*
Says so where names are to be looked up at nameservers that are not given.
*/}}
{{- define "task-manager-api.missingNameservers" -}}
{{- if and (eq .policy "None") (not (dig "nameservers" list .config)) }}none{{ end }}
{{- end }}

{{/*
The elements of a list of users that have the keys of another one, or of one of the chart.
*/}}
{{- define "task-manager-api.repeated" -}}
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
{{- define "task-manager-api.longAnnotations" -}}
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
{{- define "task-manager-api.keys" -}}
{{- keys .map | sortAlpha | join "," }}
{{- end }}

{{/*
The keys of a map of users that the chart sets itself.
*/}}
{{- define "task-manager-api.takenKeys" -}}
{{- range $key, $_ := .map }}
{{- if contains (printf ",%s," $key) (printf "%s," $.taken) }}
- {{ printf "%s.%s is set by the chart" $.path $key }}
{{- end }}
{{- end }}
{{- end }}

{{/*
The mounts of users whose volume the pods do not have.
*/}}
{{- define "task-manager-api.unknownVolumes" -}}
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
{{- define "task-manager-api.quantity" -}}
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
{{- define "task-manager-api.overLimits" -}}
{{- $limits := .resources.limits | default dict }}
{{- range $name, $request := .resources.requests }}
{{- $isShared := and (not (hasPrefix "hugepages-" $name)) (or (not (contains "/" $name)) (regexMatch "(^|[.])kubernetes[.]io/" $name)) }}
{{- $asked := ternary $request (toJson $request) (kindIs "string" $request) }}
{{- $place := printf "%s.requests.%s" $.path $name }}
{{- if hasKey $limits $name }}
{{- $limit := get $limits $name }}
{{- $most := ternary $limit (toJson $limit) (kindIs "string" $limit) }}
{{- $order := list (include "task-manager-api.quantity" (dict "quantity" $asked)) (include "task-manager-api.quantity" (dict "quantity" $most)) }}
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
{{- define "task-manager-api.brokenPage" -}}
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
{{- define "task-manager-api.hugePages" -}}
{{- $hasOthers := false }}
{{- $place := "" }}
{{- range $side := list "requests" "limits" }}
{{- range $name, $amount := get $.resources $side | default dict }}
{{- if has $name (list "cpu" "memory") }}
{{- $hasOthers = true }}
{{- else if hasPrefix "hugepages-" $name }}
{{- $place = printf "%s.%s.%s" $.path $side $name }}
{{- $given := ternary $amount (toJson $amount) (kindIs "string" $amount) }}
{{- if include "task-manager-api.brokenPage" (dict "amount" $given "size" (trimPrefix "hugepages-" $name)) }}
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
{{- define "task-manager-api.unknownVariables" -}}
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
What a text that becomes a variable names, as in $(NAME), and does not stand before it.
*/}}
{{- define "task-manager-api.unknownNames" -}}
{{- range regexFindAll "[$]+[(][A-Za-z_][-.A-Za-z0-9_]*[)]" (ternary "" .text (gt (len (.from | default list)) 0)) -1 }}
{{- $name := regexReplaceAll "[$()]" . "" }}
{{- $isMeant := eq (mod (len (regexFind "^[$]+" .)) 2) 1 }}
{{- if and $isMeant (not (regexMatch "_SERVICE_(HOST|PORT)" $name)) (not (contains (printf ",%s," $name) (printf "%s," $.known))) }}
- {{ printf "%s: $(%[2]s) names no variable that stands before it; $$(%[2]s) is the text itself" $.path $name }}
{{- end }}
{{- end }}
{{- end }}

{{/*
How long a command sleeps at least, in seconds.
*/}}
{{- define "task-manager-api.leastSleep" -}}
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
{{- define "task-manager-api.longHooks" -}}
{{- $command := dig "preStop" "exec" "command" list .lifecycle }}
{{- $seconds := include "task-manager-api.leastSleep" (dict "command" $command) }}
{{- if gt (float64 $seconds) (float64 .grace) }}
- {{ printf "%s.preStop.exec.command: sleeps for %s s of a grace period of %d s" .path $seconds (int64 .grace) }}
{{- end }}
{{- end }}

{{/*
The settings of the kernel that are there twice.
*/}}
{{- define "task-manager-api.repeatedSysctls" -}}
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
{{- define "task-manager-api.repeatedFiles" -}}
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
{{- define "task-manager-api.wrongProfiles" -}}
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
{{- define "task-manager-api.rootUsers" -}}
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
{{- define "task-manager-api.bidirectionalMounts" -}}
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
{{- define "task-manager-api.wrongContainers" -}}
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
{{- include "task-manager-api.repeated" (dict "path" (printf "%s.env" $place) "list" $container.env "keys" "name" "taken" "") }}
{{- include "task-manager-api.repeated" (dict "path" (printf "%s.ports" $place) "list" $container.ports "keys" "containerPort,protocol=TCP" "taken" "") }}
{{- include "task-manager-api.repeated" (dict "path" (printf "%s.volumeMounts" $place) "list" $container.volumeMounts "keys" "mountPath" "taken" "") }}
{{- include "task-manager-api.unknownVolumes" (dict "path" (printf "%s.volumeMounts" $place) "list" $container.volumeMounts "known" $.known "volumes" $.volumes) }}
{{- include "task-manager-api.bidirectionalMounts" (dict "path" (printf "%s.volumeMounts" $place) "list" $container.volumeMounts "securityContext" $container.securityContext) }}
{{- include "task-manager-api.overLimits" (dict "path" (printf "%s.resources" $place) "resources" ($container.resources | default dict)) }}
{{- include "task-manager-api.hugePages" (dict "path" (printf "%s.resources" $place) "resources" ($container.resources | default dict)) }}
{{- include "task-manager-api.unknownVariables" (dict "path" (printf "%s.env" $place) "list" $container.env "known" "" "from" $container.envFrom) }}
{{- include "task-manager-api.rootUsers" (merge (dict "container" (.securityContext | default dict) "containerPath" (printf "%s.securityContext" $place)) $) }}
{{- end }}
{{- end }}

{{/*
The parents of a route that are named twice, once with a part of theirs and once without.
*/}}
{{- define "task-manager-api.wholeParents" -}}
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
{{- define "task-manager-api.shared" -}}
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
{{- define "task-manager-api.policyPorts" -}}
{{- range $i, $port := .ports }}
{{- if and (hasKey $port "endPort") (lt (int64 $port.endPort) (int64 $port.port)) }}
- {{ printf "%s[%d].endPort: %d is less than port, %d" $.path $i (int64 $port.endPort) (int64 $port.port) }}
{{- end }}
{{- end }}
{{- end }}

{{/*
The bits that the addresses of a network have in common, behind its family.
*/}}
{{- define "task-manager-api.networkBits" -}}
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
{{- define "task-manager-api.policyPeers" -}}
{{- range $i, $peer := .peers }}
{{- with $peer.ipBlock }}
{{- $cidr := .cidr }}
{{- $whole := include "task-manager-api.networkBits" (dict "network" $cidr) }}
{{- range $j, $network := .except }}
{{- $part := include "task-manager-api.networkBits" (dict "network" $network) }}
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
{{- define "task-manager-api.policyRules" -}}
{{- range $i, $rule := .rules }}
{{- include "task-manager-api.policyPorts" (dict "ports" $rule.ports "path" (printf "%s[%d].ports" $.path $i)) }}
{{- range list "from" "to" }}
{{- include "task-manager-api.policyPeers" (dict "peers" (get $rule . | default list) "path" (printf "%s[%d].%s" $.path $i .)) }}
{{- end }}
{{- end }}
{{- end }}

{{/*
The annotation that limits who may come in, where nobody comes from outside or it names no networks.
*/}}
{{- define "task-manager-api.sourceRanges" -}}
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
The paths of every host.
*/}}
{{- define "task-manager-api.ingress.paths" -}}
- path: /
  pathType: {{ .Values.ingress.pathType }}
  backend:
    service:
      name: {{ include "task-manager-api.prefix" . }}task-api
      port:
        name: http
{{- with .Values.ingress.extraPaths }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}

{{/*
The Secret that the hook reads.
*/}}
{{- define "task-manager-api.migration.secretName" -}}
{{- if and .Values.externalSecrets.enabled (not .Values.existingSecret) }}
{{- printf "%smigration-secrets" (include "task-manager-api.prefix" .) }}
{{- else }}
{{- include "task-manager-api.task-api-secrets.name" . }}
{{- end }}
{{- end }}

{{/*
The ServiceAccount of the pods of migration.
*/}}
{{- define "task-manager-api.migration.serviceAccountName" -}}
{{- if .Values.migration.serviceAccount.create }}
{{- .Values.migration.serviceAccount.name | default (printf "%smigration" (include "task-manager-api.prefix" .)) }}
{{- else }}
{{- .Values.migration.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The key of the Secret that holds password.
*/}}
{{- define "task-manager-api.postgres-secret.key.password" -}}
{{- if .Values.postgres.existingSecret }}
{{- .Values.postgres.existingSecretKeys.password }}
{{- else }}
{{- "password" }}
{{- end }}
{{- end }}

{{/*
The Secret that workloads read.
*/}}
{{- define "task-manager-api.postgres-secret.name" -}}
{{- .Values.postgres.existingSecret | default (printf "%spostgres-secret" (include "task-manager-api.prefix" .)) }}
{{- end }}

{{/*
The ServiceAccount of the pods of postgres.
*/}}
{{- define "task-manager-api.postgres.serviceAccountName" -}}
{{- if .Values.postgres.server.serviceAccount.create }}
{{- .Values.postgres.server.serviceAccount.name | default (printf "%spostgres" (include "task-manager-api.prefix" .)) }}
{{- else }}
{{- .Values.postgres.server.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The key of the Secret that holds admin-api-key.
*/}}
{{- define "task-manager-api.task-api-secrets.key.adminApiKey" -}}
{{- if .Values.existingSecret }}
{{- .Values.existingSecretKeys.adminApiKey }}
{{- else }}
{{- "admin-api-key" }}
{{- end }}
{{- end }}

{{/*
The key of the Secret that holds database-url.
*/}}
{{- define "task-manager-api.task-api-secrets.key.databaseUrl" -}}
{{- if .Values.existingSecret }}
{{- .Values.existingSecretKeys.databaseUrl }}
{{- else }}
{{- "database-url" }}
{{- end }}
{{- end }}

{{/*
The key of the Secret that holds database-url-direct.
*/}}
{{- define "task-manager-api.task-api-secrets.key.databaseUrlDirect" -}}
{{- if .Values.existingSecret }}
{{- .Values.existingSecretKeys.databaseUrlDirect }}
{{- else }}
{{- "database-url-direct" }}
{{- end }}
{{- end }}

{{/*
The key of the Secret that holds service-keys.
*/}}
{{- define "task-manager-api.task-api-secrets.key.serviceKeys" -}}
{{- if .Values.existingSecret }}
{{- .Values.existingSecretKeys.serviceKeys }}
{{- else }}
{{- "service-keys" }}
{{- end }}
{{- end }}

{{/*
The key of the Secret that holds service-keys-previous.
*/}}
{{- define "task-manager-api.task-api-secrets.key.serviceKeysPrevious" -}}
{{- if .Values.existingSecret }}
{{- .Values.existingSecretKeys.serviceKeysPrevious }}
{{- else }}
{{- "service-keys-previous" }}
{{- end }}
{{- end }}

{{/*
The Secret that workloads read.
*/}}
{{- define "task-manager-api.task-api-secrets.name" -}}
{{- .Values.existingSecret | default (printf "%stask-api-secrets" (include "task-manager-api.prefix" .)) }}
{{- end }}

{{/*
The SecretStore, whose name no two releases share.
*/}}
{{- define "task-manager-api.task-api-secrets.store" -}}
{{- printf "%saws-secrets-manager" (include "task-manager-api.prefix" .) }}
{{- end }}

{{/*
The ServiceAccount of the pods of task-api.
*/}}
{{- define "task-manager-api.task-api.serviceAccountName" -}}
{{- if .Values.api.serviceAccount.create }}
{{- .Values.api.serviceAccount.name | default (printf "%stask-api" (include "task-manager-api.prefix" .)) }}
{{- else }}
{{- .Values.api.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
A text as a DNS label. One that has to change, or is too long, ends in its hash, which keeps it apart from others.
*/}}
{{- define "sovd-webapp.dnsLabel" -}}
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
{{- define "sovd-webapp.name" -}}
{{- include "sovd-webapp.dnsLabel" (dict "text" (default .Chart.Name .Values.nameOverride) "longest" 63) }}
{{- end }}

{{/*
The name that all objects of the release begin with, unique among the releases of a namespace.
*/}}
{{- define "sovd-webapp.fullname" -}}
{{- $name := include "sovd-webapp.name" . }}
{{- $full := printf "%s-%s" .Release.Name $name }}
{{- if .Values.fullnameOverride }}
{{- $full = .Values.fullnameOverride }}
{{- else if and .Chart.IsRoot (eq $name .Release.Name) }}
{{- /* A subchart keeps its name: its parent, or itself under another alias, may have that of the release. */}}
{{- $full = .Release.Name }}
{{- end }}
{{- /* A release may be called 2024 or my.site; 35 characters leave room for suffixes within 63. */}}
{{- include "sovd-webapp.dnsLabel" (dict "text" $full "before" "release" "longest" 35) }}
{{- end }}

{{/*
Chart name and version, for the label helm.sh/chart.
*/}}
{{- define "sovd-webapp.chart" -}}
{{- printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimAll "-_." }}
{{- end }}

{{/*
The labels by which a release knows its own objects: they never change, so selectors may use them.
*/}}
{{- define "sovd-webapp.selectorLabels" -}}
app.kubernetes.io/name: {{ include "sovd-webapp.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{/*
The labels of every object.
*/}}
{{- define "sovd-webapp.labels" -}}
helm.sh/chart: {{ include "sovd-webapp.chart" . | quote }}
{{ include "sovd-webapp.selectorLabels" . }}
app.kubernetes.io/version: {{ regexReplaceAll "[^-A-Za-z0-9_.]" .Chart.AppVersion "_" | trunc 63 | trimAll "-_." | quote }}
app.kubernetes.io/part-of: {{ include "sovd-webapp.name" . | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/*
What stands before a well-known name: nothing in the release that has the name of the chart.
*/}}
{{- define "sovd-webapp.prefix" -}}
{{- if ne (include "sovd-webapp.fullname" .) .Chart.Name }}
{{- printf "%s-" (include "sovd-webapp.fullname" .) }}
{{- end }}
{{- end }}

{{/*
Where and how the pods of a workload run: what its own values say, else what all workloads share.
*/}}
{{- define "sovd-webapp.podSettings" -}}
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
        {{- include "sovd-webapp.selectorLabels" $root | nindent 8 }}
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
{{- define "sovd-webapp.image" -}}
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
{{- define "sovd-webapp.templates" -}}
{{- $lines := list }}
{{- range $key, $text := .map }}
{{- $lines = append $lines (printf "%s: %s" (quote $key) (tpl $text $.root | quote)) }}
{{- end }}
{{- join "\n" $lines }}
{{- end }}

{{/*
A probe, or what runs at a moment of the life of a container, with one handler: that of its type, else one that is not the default.
*/}}
{{- define "sovd-webapp.handler" -}}
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
{{- define "sovd-webapp.lifecycle" -}}
{{- $lifecycle := omit .lifecycle "postStart" "preStop" }}
{{- range $moment := list "postStart" "preStop" }}
{{- with get $.lifecycle $moment }}
{{- with include "sovd-webapp.handler" (dict "handler" . "default" (get $ $moment)) }}
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
How pods are replaced: the numbers of a rolling update belong to no other type.
*/}}
{{- define "sovd-webapp.strategy" -}}
{{- $strategy := .strategy }}
{{- if ne (default "RollingUpdate" $strategy.type) "RollingUpdate" }}
{{- $strategy = omit $strategy "rollingUpdate" }}
{{- end }}
{{- with $strategy }}
{{- toYaml . }}
{{- end }}
{{- end }}

{{/*
A warning for each value that holds a template, which this chart prints as it stands.
*/}}
{{- define "sovd-webapp.literalTemplates" -}}
{{- $above := .above }}
{{- range $key, $value := default .Values .values }}
{{- $path := printf "%s%s" (default "" $above) $key }}
{{- if and (not (has $path (list "backend.env" "frontend.env" "vehicleConnector.env" "migration.env"))) (kindIs "map" $value) }}
{{- include "sovd-webapp.literalTemplates" (dict "values" $value "above" (printf "%s." $path)) }}
{{- else if and (not (has $path (list "backend.env" "frontend.env" "vehicleConnector.env" "migration.env"))) (contains "{{" (toJson $value)) }}
WARNING: {{ $path }} holds "{{ "{{" }}", and the chart prints it as it stands.
{{- end }}
{{- end }}
{{- end }}

{{/*
Says so where names are to be looked up at nameservers that are not given.
*/}}
{{- define "sovd-webapp.missingNameservers" -}}
{{- if and (eq .policy "None") (not (dig "nameservers" list .config)) }}none{{ end }}
{{- end }}

{{/*
The elements of a list of users that have the keys of another one, or of one of the chart.
*/}}
{{- define "sovd-webapp.repeated" -}}
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
The keys of a map, with commas between them.
*/}}
{{- define "sovd-webapp.keys" -}}
{{- keys .map | sortAlpha | join "," }}
{{- end }}

{{/*
The keys of a map of users that the chart sets itself.
*/}}
{{- define "sovd-webapp.takenKeys" -}}
{{- range $key, $_ := .map }}
{{- if contains (printf ",%s," $key) (printf "%s," $.taken) }}
- {{ printf "%s.%s is set by the chart" $.path $key }}
{{- end }}
{{- end }}
{{- end }}

{{/*
The mounts of users whose volume the pods do not have.
*/}}
{{- define "sovd-webapp.unknownVolumes" -}}
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
{{- define "sovd-webapp.quantity" -}}
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
{{- define "sovd-webapp.overLimits" -}}
{{- $limits := .resources.limits | default dict }}
{{- range $name, $request := .resources.requests }}
{{- $isShared := and (not (hasPrefix "hugepages-" $name)) (or (not (contains "/" $name)) (regexMatch "(^|[.])kubernetes[.]io/" $name)) }}
{{- $asked := ternary $request (toJson $request) (kindIs "string" $request) }}
{{- $place := printf "%s.requests.%s" $.path $name }}
{{- if hasKey $limits $name }}
{{- $limit := get $limits $name }}
{{- $most := ternary $limit (toJson $limit) (kindIs "string" $limit) }}
{{- $order := list (include "sovd-webapp.quantity" (dict "quantity" $asked)) (include "sovd-webapp.quantity" (dict "quantity" $most)) }}
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
{{- define "sovd-webapp.brokenPage" -}}
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
{{- define "sovd-webapp.hugePages" -}}
{{- $hasOthers := false }}
{{- $place := "" }}
{{- range $side := list "requests" "limits" }}
{{- range $name, $amount := get $.resources $side | default dict }}
{{- if has $name (list "cpu" "memory") }}
{{- $hasOthers = true }}
{{- else if hasPrefix "hugepages-" $name }}
{{- $place = printf "%s.%s.%s" $.path $side $name }}
{{- $given := ternary $amount (toJson $amount) (kindIs "string" $amount) }}
{{- if include "sovd-webapp.brokenPage" (dict "amount" $given "size" (trimPrefix "hugepages-" $name)) }}
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
{{- define "sovd-webapp.unknownVariables" -}}
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
{{- define "sovd-webapp.leastSleep" -}}
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
{{- define "sovd-webapp.longHooks" -}}
{{- $command := dig "preStop" "exec" "command" list .lifecycle }}
{{- $seconds := include "sovd-webapp.leastSleep" (dict "command" $command) }}
{{- if gt (float64 $seconds) (float64 .grace) }}
- {{ printf "%s.preStop.exec.command: sleeps for %s s of a grace period of %d s" .path $seconds (int64 .grace) }}
{{- end }}
{{- end }}

{{/*
The settings of the kernel that are there twice.
*/}}
{{- define "sovd-webapp.repeatedSysctls" -}}
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
{{- define "sovd-webapp.repeatedFiles" -}}
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
{{- define "sovd-webapp.wrongProfiles" -}}
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
{{- define "sovd-webapp.rootUsers" -}}
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
{{- define "sovd-webapp.bidirectionalMounts" -}}
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
{{- define "sovd-webapp.wrongContainers" -}}
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
{{- include "sovd-webapp.repeated" (dict "path" (printf "%s.env" $place) "list" $container.env "keys" "name" "taken" "") }}
{{- include "sovd-webapp.repeated" (dict "path" (printf "%s.ports" $place) "list" $container.ports "keys" "containerPort,protocol=TCP" "taken" "") }}
{{- include "sovd-webapp.repeated" (dict "path" (printf "%s.volumeMounts" $place) "list" $container.volumeMounts "keys" "mountPath" "taken" "") }}
{{- include "sovd-webapp.unknownVolumes" (dict "path" (printf "%s.volumeMounts" $place) "list" $container.volumeMounts "known" $.known "volumes" $.volumes) }}
{{- include "sovd-webapp.bidirectionalMounts" (dict "path" (printf "%s.volumeMounts" $place) "list" $container.volumeMounts "securityContext" $container.securityContext) }}
{{- include "sovd-webapp.overLimits" (dict "path" (printf "%s.resources" $place) "resources" ($container.resources | default dict)) }}
{{- include "sovd-webapp.hugePages" (dict "path" (printf "%s.resources" $place) "resources" ($container.resources | default dict)) }}
{{- include "sovd-webapp.unknownVariables" (dict "path" (printf "%s.env" $place) "list" $container.env "known" "" "from" $container.envFrom) }}
{{- include "sovd-webapp.rootUsers" (merge (dict "container" (.securityContext | default dict) "containerPath" (printf "%s.securityContext" $place)) $) }}
{{- end }}
{{- end }}

{{/*
Annotations that are too long together.
*/}}
{{- define "sovd-webapp.longAnnotations" -}}
{{- $bytes := 0 }}
{{- range $key, $text := .annotations }}
{{- $bytes = add $bytes (len $key) (len $text) }}
{{- end }}
{{- if gt $bytes (int64 .most) }}
- {{ printf "%s: %d bytes in all; %d are the most" .path $bytes (int64 .most) }}
{{- end }}
{{- end }}

{{/*
The annotation that limits who may come in, where nobody comes from outside or it names no networks.
*/}}
{{- define "sovd-webapp.sourceRanges" -}}
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
The parents of a route that are named twice, once with a part of theirs and once without.
*/}}
{{- define "sovd-webapp.wholeParents" -}}
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
{{- define "sovd-webapp.shared" -}}
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
{{- define "sovd-webapp.policyPorts" -}}
{{- range $i, $port := .ports }}
{{- if and (hasKey $port "endPort") (lt (int64 $port.endPort) (int64 $port.port)) }}
- {{ printf "%s[%d].endPort: %d is less than port, %d" $.path $i (int64 $port.endPort) (int64 $port.port) }}
{{- end }}
{{- end }}
{{- end }}

{{/*
The bits that the addresses of a network have in common, behind its family.
*/}}
{{- define "sovd-webapp.networkBits" -}}
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
{{- define "sovd-webapp.policyPeers" -}}
{{- range $i, $peer := .peers }}
{{- with $peer.ipBlock }}
{{- $cidr := .cidr }}
{{- $whole := include "sovd-webapp.networkBits" (dict "network" $cidr) }}
{{- range $j, $network := .except }}
{{- $part := include "sovd-webapp.networkBits" (dict "network" $network) }}
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
{{- define "sovd-webapp.policyRules" -}}
{{- range $i, $rule := .rules }}
{{- include "sovd-webapp.policyPorts" (dict "ports" $rule.ports "path" (printf "%s[%d].ports" $.path $i)) }}
{{- range list "from" "to" }}
{{- include "sovd-webapp.policyPeers" (dict "peers" (get $rule . | default list) "path" (printf "%s[%d].%s" $.path $i .)) }}
{{- end }}
{{- end }}
{{- end }}

{{/*
The ServiceAccount of the pods of backend.
*/}}
{{- define "sovd-webapp.backend.serviceAccountName" -}}
{{- if .Values.backend.serviceAccount.create }}
{{- .Values.backend.serviceAccount.name | default (printf "%s-backend" (include "sovd-webapp.fullname" .)) }}
{{- else }}
{{- .Values.backend.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The data of the ConfigMap config, apart so that pods can carry their checksum.
*/}}
{{- define "sovd-webapp.config.data" -}}
JWT_ALGORITHM: HS256
LOG_LEVEL: {{ .Values.logLevel | quote }}
ENVIRONMENT: {{ .Values.environment | quote }}
DATABASE_HOST: {{ .Values.database.host | quote }}
DATABASE_PORT: {{ .Values.database.port | int64 | quote }}
DATABASE_NAME: {{ .Values.database.name | quote }}
DATABASE_USER: {{ .Values.database.user | quote }}
REDIS_HOST: {{ .Values.redis.host | quote }}
REDIS_PORT: {{ .Values.redis.port | int64 | quote }}
{{- end }}

{{/*
The data of the ConfigMap frontend-config, apart so that pods can carry their checksum.
*/}}
{{- define "sovd-webapp.frontend-config.data" -}}
VITE_API_BASE_URL: "http://{{ include "sovd-webapp.fullname" . }}-backend:{{ .Values.backend.service.port | int64 }}"
{{- end }}

{{/*
The ServiceAccount of the pods of frontend.
*/}}
{{- define "sovd-webapp.frontend.serviceAccountName" -}}
{{- if .Values.frontend.serviceAccount.create }}
{{- .Values.frontend.serviceAccount.name | default (printf "%s-frontend" (include "sovd-webapp.fullname" .)) }}
{{- else }}
{{- .Values.frontend.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The paths of every host.
*/}}
{{- define "sovd-webapp.ingress.paths" -}}
- path: /api
  pathType: {{ .Values.ingress.pathType }}
  backend:
    service:
      name: {{ include "sovd-webapp.fullname" . }}-backend
      port:
        name: http
- path: /ws
  pathType: {{ .Values.ingress.pathType }}
  backend:
    service:
      name: {{ include "sovd-webapp.fullname" . }}-backend
      port:
        name: http
- path: /health
  pathType: {{ .Values.ingress.pathType }}
  backend:
    service:
      name: {{ include "sovd-webapp.fullname" . }}-backend
      port:
        name: http
- path: /docs
  pathType: {{ .Values.ingress.pathType }}
  backend:
    service:
      name: {{ include "sovd-webapp.fullname" . }}-backend
      port:
        name: http
- path: /openapi.json
  pathType: {{ .Values.ingress.pathType }}
  backend:
    service:
      name: {{ include "sovd-webapp.fullname" . }}-backend
      port:
        name: http
- path: /
  pathType: {{ .Values.ingress.pathType }}
  backend:
    service:
      name: {{ include "sovd-webapp.fullname" . }}-frontend
      port:
        name: http
{{- with .Values.ingress.extraPaths }}
{{- toYaml . | nindent 0 }}
{{- end }}
{{- end }}

{{/*
The Secret that the hook reads.
*/}}
{{- define "sovd-webapp.migration.secretName" -}}
{{- if and .Values.externalSecrets.enabled (not .Values.existingSecret) }}
{{- printf "%s-migration-secrets" (include "sovd-webapp.fullname" .) }}
{{- else }}
{{- include "sovd-webapp.secrets.name" . }}
{{- end }}
{{- end }}

{{/*
The ServiceAccount of the pods of migration.
*/}}
{{- define "sovd-webapp.migration.serviceAccountName" -}}
{{- if .Values.migration.serviceAccount.create }}
{{- .Values.migration.serviceAccount.name | default (printf "%s-migration" (include "sovd-webapp.fullname" .)) }}
{{- else }}
{{- .Values.migration.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/*
The key of the Secret that holds database-url.
*/}}
{{- define "sovd-webapp.secrets.key.databaseUrl" -}}
{{- if .Values.existingSecret }}
{{- .Values.existingSecretKeys.databaseUrl }}
{{- else }}
{{- "database-url" }}
{{- end }}
{{- end }}

{{/*
The key of the Secret that holds jwt-secret.
*/}}
{{- define "sovd-webapp.secrets.key.jwtSecret" -}}
{{- if .Values.existingSecret }}
{{- .Values.existingSecretKeys.jwtSecret }}
{{- else }}
{{- "jwt-secret" }}
{{- end }}
{{- end }}

{{/*
The key of the Secret that holds redis-url.
*/}}
{{- define "sovd-webapp.secrets.key.redisUrl" -}}
{{- if .Values.existingSecret }}
{{- .Values.existingSecretKeys.redisUrl }}
{{- else }}
{{- "redis-url" }}
{{- end }}
{{- end }}

{{/*
The Secret that workloads read.
*/}}
{{- define "sovd-webapp.secrets.name" -}}
{{- .Values.existingSecret | default (printf "%s-secrets" (include "sovd-webapp.fullname" .)) }}
{{- end }}

{{/*
The SecretStore, whose name no two releases share.
*/}}
{{- define "sovd-webapp.secrets.store" -}}
{{- printf "%saws-secrets-manager" (include "sovd-webapp.prefix" .) }}
{{- end }}

{{/*
The ServiceAccount of the pods of vehicle-connector.
*/}}
{{- define "sovd-webapp.vehicle-connector.serviceAccountName" -}}
{{- if .Values.vehicleConnector.serviceAccount.create }}
{{- .Values.vehicleConnector.serviceAccount.name | default (printf "%s-vehicle-connector" (include "sovd-webapp.fullname" .)) }}
{{- else }}
{{- .Values.vehicleConnector.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

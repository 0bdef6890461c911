import type { Helper } from '../values';
import { goJson } from '../values/go-json';
import { at, listOf } from '../values/json-parts';
import { leastSleep, secondsPerUnit, sleepers, sleepForms } from '../validation/least-sleep';

/*
 * Named templates that tell of hooks of a container that last longer than it has. What the handler `sleep` waits is not among it: the oldest
 * Kubernetes, by which values are held, does not know it.
 */

/** A regular expression as a literal of Go. */
const go = (form: string): string => JSON.stringify(form);
const units = Object.entries(secondsPerUnit)
  .map(([unit, seconds]) => `"${unit}" ${seconds}`)
  .join(' ');

/** The seconds that `.command` sleeps at least, as a text. */
export const leastSleepHelper: Helper = {
  name: 'leastSleep',
  description: 'How long a command sleeps at least, in seconds.',
  type: 'string',
  isPure: true,
  template: () => `{{- $words := concat .command (list "" "" "") }}
{{- $commands := list .command }}
{{- if regexMatch ${go(sleepForms.shell)} (index $words 0) }}
{{- $commands = list }}
{{- $script := regexReplaceAllLiteral ${go(sleepForms.substituted)} (index $words 2) "X" }}
{{- if and (regexMatch ${go(sleepForms.scriptFlags)} (index $words 1)) (not (regexMatch ${go(sleepForms.uncertain)} $script)) }}
{{- range splitList "\\n" (replace ";" "\\n" $script) }}
{{- range splitList "&&" (splitList "||" . | first) }}
{{- $command := regexReplaceAll ${go(sleepForms.around)} (regexReplaceAll "[\\"']" . "") "" }}
{{- $commands = append $commands (regexSplit "[ \\\\t]+" $command -1) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- $seconds := 0.0 }}
{{- range $commands }}
{{- if has (first .) (list ${sleepers.map((each) => `"${each}"`).join(' ')}) }}
{{- range rest . }}
{{- if regexMatch ${go(sleepForms.duration)} . }}
{{- $number := regexReplaceAll ${go(sleepForms.duration)} . "\${1}\${2}" | float64 }}
{{- $unit := regexReplaceAll ${go(sleepForms.duration)} . "\${3}" }}
{{- $seconds = addf $seconds (mulf $number (get (dict ${units}) $unit | default 1)) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- toJson $seconds }}`,
  evaluate: (_, { command }) => goJson(leastSleep(listOf(command).map(String))),
};

/** `.lifecycle` of a container is at `.path`; `.grace` are the seconds that it has to stop. */
export const longHooksHelper: Helper = {
  name: 'longHooks',
  description: 'What runs before the stop of a container for longer than it has.',
  type: 'string',
  isPure: true,
  uses: [leastSleepHelper],
  template: (chart) => `{{- $command := dig "preStop" "exec" "command" list .lifecycle }}
{{- $seconds := include "${chart}.leastSleep" (dict "command" $command) }}
{{- if gt (float64 $seconds) (float64 .grace) }}
- {{ printf "%s.preStop.exec.command: sleeps for %s s of a grace period of %d s" .path $seconds (int64 .grace) }}
{{- end }}`,
  evaluate: (_, { lifecycle, path, grace }) => {
    const seconds = leastSleep(listOf(at(lifecycle, 'preStop', 'exec', 'command')).map(String));
    if (seconds <= Number(grace)) return '';
    return `\n- ${String(path)}.preStop.exec.command: sleeps for ${goJson(seconds)} s of a grace period of ${String(grace)} s`;
  },
};

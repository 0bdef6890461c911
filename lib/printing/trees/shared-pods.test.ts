import { describe, expect, test } from '@jest/globals';
import {
  boolean,
  each,
  integer,
  object,
  optional,
  refs,
  named,
  string,
  stringMap,
  list,
  blockText,
  values,
  type Tree,
} from '../../core/values';
import { printHelpers, printTemplate } from './helm-template';
import { sharedPods } from './shared-pods';

const pods = (description: string) =>
  object(
    {
      grace: integer(30, 'Seconds'),
      account: object({ automount: boolean(false, 'Token') }, 'Account'),
      nodeSelector: stringMap({}, 'Nodes'),
      priority: string('', 'Priority'),
      zones: list<string>(blockText(), [], 'Zones'),
    },
    description,
  );
const schema = values({ web: pods('Web'), worker: object({ pods: pods('Pods') }, 'Worker'), zone: string('', 'Zone') });
const v = refs(schema, {});

/** An object with pods. */
function workload(component: string, own: typeof v.web, variable = 'zone'): { readonly [key: string]: Tree } {
  const labels = { 'app.kubernetes.io/component': component };
  return {
    kind: 'Deployment',
    spec: {
      restartPolicy: 'Always',
      automountServiceAccountToken: own.account.automount,
      terminationGracePeriodSeconds: own.grace,
      priorityClassName: optional(own.priority),
      nodeSelector: own.nodeSelector,
      schedulerName: optional(v.zone),
      spread: each(own.zones, variable, (zone) => ({ zone: zone as never, labels: { ...labels } })) as never,
      containers: [{ name: component, labels: { ...labels } }],
    },
  };
}

function printed(objects: readonly { readonly [key: string]: Tree }[]) {
  const shared = sharedPods(objects, 'shop');
  const trees = objects.map((object) => shared(object));
  return {
    templates: trees.map((object) => printTemplate({ object }, { chart: 'shop' })),
    helpers: printHelpers(trees, { chart: 'shop' }),
  };
}

describe('settings of pods that workloads have alike', () => {
  test('are a named template, which takes the values and the label of each', () => {
    const { templates, helpers } = printed([workload('web', v.web), workload('worker', v.worker.pods)]);
    const include = (group: string, name: string) =>
      `  {{- include "shop.podSettings" (dict "values" .Values.${group} "component" "${name}" "root" .) | nindent 2 }}\n`;
    expect(templates[0]).toContain(`  restartPolicy: Always\n${include('web', 'web')}  containers:\n    - name: web\n`);
    expect(templates[1]).toContain(`  restartPolicy: Always\n${include('worker.pods', 'worker')}  containers:\n`);
    expect(helpers).toContain(
      [
        '{{- define "shop.podSettings" -}}',
        '{{- $root := .root -}}',
        '{{- $values := .values -}}',
        '{{- $component := .component -}}',
        'automountServiceAccountToken: {{ $values.account.automount }}',
        'terminationGracePeriodSeconds: {{ $values.grace | int64 }}',
        '{{- with $values.priority }}',
        'priorityClassName: {{ . | quote }}',
        '{{- end }}',
        '{{- with $values.nodeSelector }}',
        'nodeSelector:',
        '  {{- toYaml . | nindent 2 }}',
        '{{- end }}',
        '{{- with $root.Values.zone }}',
        'schedulerName: {{ . | quote }}',
        '{{- end }}',
      ].join('\n'),
    );
  });

  test.each<[string, readonly { readonly [key: string]: Tree }[]]>([
    ['of one workload', [workload('web', v.web)]],
    ['of one workload in two objects', [workload('web', v.web), workload('web', v.web)]],
    ['that differ', [workload('web', v.web), workload('worker', { ...v.worker.pods, priority: v.zone })]],
    [
      'in a loop that is called as a parameter',
      [workload('web', v.web, 'root'), workload('worker', v.worker.pods, 'root')],
    ],
  ])('stay where they are %s', (_, objects) => {
    const { templates, helpers } = printed(objects);
    expect(templates.join()).not.toContain('podSettings');
    expect(templates.every((text) => text.includes('.nodeSelector }}'))).toBe(true);
    expect(helpers).not.toContain('podSettings');
  });

  test('do not take the name of another template', () => {
    const other = { ...workload('web', v.web), other: named('podSettings', 'Of the author.', v.zone) };
    const { templates, helpers } = printed([other, workload('worker', v.worker.pods)]);
    expect(helpers).toContain('{{- define "shop.podSettings2" -}}\n{{- $root');
    expect(templates[1]).toContain('{{- include "shop.podSettings2" (dict "values" .Values.worker.pods ');
  });
});

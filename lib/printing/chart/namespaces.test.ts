import { describe, expect, test } from '@jest/globals';
import { App, Chart } from 'cdk8s';
import { KubeConfigMap, KubeNamespace } from '../../../imports/k8s';
import { checkInputs } from '../../program/cli/check-inputs';
import { releaseOf, systemsOf } from '../../program/app';
import { check } from '../../judging/check/check';
import { ownAnnotations } from '../../judging/testing/own-annotations.fixture';
import { HelmChart, type HelmChartProps } from '../../core/manifest';
import { plainObjects, printEnvironment } from '../trees';
import { releaseNamespace, values, type Group } from '../../core/values';
import { printChart } from './chart-files';

const Values = values({});

class Own extends HelmChart<typeof Values> {
  constructor(app: App, props: Partial<HelmChartProps<Group>> = {}, namespace = 'shop') {
    super(app, 'shop', {
      values: Values,
      environments: { test: { namespace, values: {} } },
      version: '1.0.0',
      appVersion: '1.0.0',
      description: 'A shop',
      ...props,
    });
    new KubeConfigMap(this, 'config', { data: { a: 'b' } });
  }
}

/** What an app of one chart gives: files of the plain output, its Namespace objects, and the chart's templates. */
function outputs(build: (app: App) => void) {
  const app = new App();
  build(app);
  const [system] = systemsOf(app);
  const { definition, manifests } = system!;
  const environment = definition.environments[0]!;
  const plain = plainObjects(manifests, releaseOf(system!, environment), definition.ownsNamespace);
  const namespaces = plain.filter(({ object }) => object['kind'] === 'Namespace');
  const { files } = printChart(definition, manifests);
  const findings = checkInputs(system!, definition.environments).flatMap((input) => check(input));
  return {
    files: [...printEnvironment(plain).keys()],
    namespaces: namespaces.map(({ object }) => {
      const { annotations, ...metadata } = object['metadata'] as { readonly annotations?: unknown };
      const own = ownAnnotations(annotations);
      return Object.keys(own).length > 0 ? { ...metadata, annotations: own } : metadata;
    }),
    templates: [...files].filter(([path]) => path.endsWith('-namespace.yaml') || path.endsWith('/namespace.yaml')),
    duplicates: findings.filter(({ code }) => code === 'duplicate-object'),
  };
}

describe('a plain cdk8s chart', () => {
  test.each(['kube-system', 'default', 'shop'])('in the namespace %s gains no Namespace object', (namespace) => {
    const { files, namespaces } = outputs((app) => {
      const chart = new Chart(app, 'web', { namespace });
      new KubeConfigMap(chart, 'config', { data: { a: 'b' } });
    });
    expect(namespaces).toEqual([]);
    expect(files).toEqual([
      '10-configuration/10-config-configmap.k8s.yaml',
      '10-configuration/Kustomization',
      'Kustomization',
    ]);
  });

  test('keeps the Namespace object that its author made, which Helm gets where it is not that of the release', () => {
    const { namespaces, templates, duplicates } = outputs((app) => {
      const chart = new Chart(app, 'web', { namespace: 'shop' });
      new KubeNamespace(chart, 'namespace', { metadata: { name: 'shop', labels: { team: 'a' } } });
    });
    expect(namespaces).toEqual([{ name: 'shop', labels: { team: 'a' } }]);
    expect(duplicates).toEqual([]);
    expect(templates).toEqual([
      [
        'templates/namespace.yaml',
        `{{- /*
The namespace of the release is made by \`helm install --create-namespace\`.
*/ -}}
{{- if ne .Release.Namespace "shop" -}}
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    team: a
{{- end }}
`,
      ],
    ]);
  });
});

describe('a HelmChart', () => {
  const labels = (level: string) => ({
    'app.kubernetes.io/part-of': 'shop',
    'pod-security.kubernetes.io/enforce': level,
    'pod-security.kubernetes.io/warn': level,
  });

  test('owns its namespace when it says nothing else', () => {
    expect(outputs((app) => new Own(app)).namespaces).toEqual([{ name: 'shop', labels: labels('restricted') }]);
  });

  test('may leave its namespace to somebody else', () => {
    expect(outputs((app) => new Own(app, { ownsNamespace: false })).namespaces).toEqual([]);
  });

  test('sets the level of Pod Security that it is told', () => {
    const namespacesWith = (podSecurity: 'baseline' | false) =>
      outputs((app) => new Own(app, { ownsNamespace: { podSecurity } })).namespaces;
    expect(namespacesWith('baseline')).toEqual([{ name: 'shop', labels: labels('baseline') }]);
    expect(namespacesWith(false)).toEqual([{ name: 'shop', labels: { 'app.kubernetes.io/part-of': 'shop' } }]);
  });

  test.each(['default', 'kube-system', 'kube-public', 'kube-node-lease'])('never makes or labels %s', (namespace) => {
    expect(outputs((app) => new Own(app, { ownsNamespace: true }, namespace)).namespaces).toEqual([]);
  });

  test('takes the Namespace object that its author made for the release, which stands in the plain output alone', () => {
    const { namespaces, templates, duplicates } = outputs((app) => {
      new KubeNamespace(new Own(app), 'namespace', { metadata: { name: releaseNamespace, labels: { team: 'a' } } });
    });
    expect(namespaces).toMatchObject([{ name: 'shop', labels: { team: 'a' } }]);
    expect(duplicates).toEqual([]);
    expect(templates).toEqual([]);
  });

  test('makes its own beside one of another name, and loses neither file', () => {
    const { namespaces, files } = outputs((app) => {
      new KubeNamespace(new Own(app), 'namespace', { metadata: { name: 'other' } });
    });
    expect(namespaces).toMatchObject([{ name: 'other' }, { name: 'shop' }]);
    expect(files.filter((file) => file.includes('namespace'))).toEqual([
      '00-namespace/00-namespace.k8s.yaml',
      '00-namespace/00-own-namespace.k8s.yaml',
      '00-namespace/Kustomization',
    ]);
  });

  test('makes no second one where an environment brings its own', () => {
    const extraObjects = [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }];
    const { namespaces } = outputs(
      (app) => new Own(app, { environments: { test: { namespace: 'shop', values: { extraObjects } } } }),
    );
    expect(namespaces).toEqual([{ name: 'shop' }]);
  });
});

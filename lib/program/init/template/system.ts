import { tierOf } from '../../../core/manifest';
import { placeholderIn } from '../../../judging/check/secrets/placeholders';
import type { Answers } from '../answers';
import type { Image } from '../image';
import { classNameOf } from '../names';

/*
 * The sources of a system. Each text is as Prettier would write it whatever the answers are: an object that holds one of them is written
 * over several lines, which Prettier leaves as they are.
 */

/** A field of an object whose text may be long. */
function field(key: string, text: string): string {
  const line = `  ${key}: '${text}',`;
  return line.length <= 120 ? line : `  ${key}:\n    '${text}',`;
}

/** A field whose value is a call that may be long. */
function call(begin: string, args: readonly string[]): string[] {
  const line = `${begin}(${args.join(', ')}),`;
  return line.length <= 120 ? [line] : [`${begin}(`, ...args.map((each) => `    ${each},`), '  ),'];
}

export const mainOf = ({ name }: Answers): string => `import { App } from 'cdk8s';
import { run } from 'chartwright';
import { ${classNameOf(name)} } from './systems/${name}';

const app = new App();

new ${classNameOf(name)}(app);

void run(app);
`;

export const systemOf = ({ name, port, image }: Answers): string => `import type { Construct } from 'constructs';
import { HelmChart, HttpIngress, WebService, Worker, items } from 'chartwright';
import { environments } from './${name}.environments';
import { Values } from './${name}.values';

/** A web service and a worker. */
export class ${classNameOf(name)} extends HelmChart<typeof Values> {
  constructor(scope: Construct) {
    super(scope, '${name}', {
      values: Values,
      environments,
      version: '0.1.0',
      // The tag of both images, where their values have none.
      appVersion: '${image.tag}',
      description: 'A web service and a worker',
    });
    // References to what users set: numbers and texts in the plain YAML of an environment, \`{{ .Values... }}\` in the chart.
    const { values } = this;
    const env = { LOG_LEVEL: values.logLevel };

    const web = new WebService(this, 'web', { values: values.web, port: ${port}, env });
    web.allowFrom(...items(values.clients));
    new HttpIngress(this, 'ingress', { values: values.ingress, routes: { '/': web } });

    const worker = new Worker(this, 'worker', {
      values: values.worker,
      // Say here what your worker runs, or leave it out where the image knows.
      command: ['sh', '-c', 'while true; do date > /tmp/alive; sleep 20; done'],
      env: { ...env, WEB_URL: web.url },
    });
    worker.allowTo(web);
  }
}
`;

export const valuesOf = ({ name, image }: Answers): string => `import {
  exec,
  http,
  httpIngressValues,
  kubernetesList,
  oneOf,
  values,
  webServiceValues,
  workerValues,
} from 'chartwright';

const image = {
${field('repository', image.repository)}
};

/** What whoever installs the chart may set: \`values.yaml\`, its documentation and its schema come from here. */
export const Values = values({
  web: webServiceValues(
    {
      image,
      replicaCount: 2,
      resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '128Mi' } },
      probes: { liveness: http('/', { periodSeconds: 20 }), readiness: http('/', { periodSeconds: 5 }) },
      service: { port: 80 },
    },
    'The web service',
  ),
  worker: workerValues(
    {
      image,
      replicaCount: 1,
      resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '128Mi' } },
      // Alive while it has touched this file within the last two minutes.
      probes: { liveness: exec(['sh', '-c', 'test -n "$(find /tmp/alive -mmin -2)"'], { periodSeconds: 30 }) },
    },
    'The worker, which nobody asks anything',
  ),
  logLevel: oneOf(['debug', 'info', 'warn', 'error'], 'info', 'How much both write to their logs'),
  ingress: httpIngressValues({
    enabled: false,
    hosts: ['${name}.localhost'],
  }),
  clients: kubernetesList(
    'networking.v1.NetworkPolicyPeer',
    [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } } }],
    'Who may reach the web service from outside of the release, as peers of its network policy',
  ),
});
`;

/** Environments on a machine of one's own, or for a short time. */
const isSmall = (name: string): boolean => /^(ci|dev|kind|local|minikube|preview|sandbox|test)/.test(name);

export function environmentsOf({ name, image, environments }: Answers): string {
  const own = ownImage(image);
  const usesPlaceholder = own?.includes('placeholder(') || environments.some((each) => tierOf(each) === 'production');
  const imports = usesPlaceholder
    ? `import { placeholder, type Environment } from 'chartwright';`
    : `import type { Environment } from 'chartwright';`;
  const entries = environments.map((each) => {
    const key = each.includes('-') ? `'${each}'` : each;
    const values = environmentValues(each, name, own !== undefined);
    return values === '' ? `  ${key}: { values: {} },` : `  ${key}: {\n    values: {\n${values}    },\n  },`;
  });
  return `${imports}
import type { Values } from './${name}.values';

${own ?? ''}/** Where the system runs, and what differs there from the defaults. */
export const environments = {
${entries.join('\n')}
} satisfies { readonly [name: string]: Environment<typeof Values> };
`;
}

/** What all environments say of the image beside its default; undefined where there is nothing. */
function ownImage({ repository, digest }: Image): string | undefined {
  const lines = [
    ...(standsForAnother(repository)
      ? [
          '  // Stands in the output and is listed by every run until somebody replaces it.',
          ...call('  repository: placeholder', [`'${repository}'`, `'repository of the image'`]),
        ]
      : []),
    ...(digest === undefined ? [] : [`  digest: '${digest}',`]),
  ];
  if (lines.length === 0) return undefined;
  return `/** What web service and worker run, wherever it is. */\nconst image = {\n${lines.join('\n')}\n};\n\n`;
}

/** Whether a text is one that people write where they do not know better yet: `registry.example.com/shop`. */
const standsForAnother = (text: string): boolean => placeholderIn(text, []) !== undefined;

function environmentValues(environment: string, name: string, hasImage: boolean): string {
  const worker = hasImage ? '      worker: { image },\n' : '';
  if (tierOf(environment) === 'production') return productionValues(name, hasImage);
  if (isSmall(environment))
    return `      web: { ${hasImage ? 'image, ' : ''}replicaCount: 1 },\n${worker}      logLevel: 'debug',\n`;
  return hasImage ? `      web: { image },\n${worker}` : '';
}

const productionValues = (name: string, hasImage: boolean): string => `      web: {
${hasImage ? '        image,\n' : ''}        autoscaling: { enabled: true, minReplicas: 2, maxReplicas: 6 },
        topologySpreadConstraints: [
          { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' },
        ],
      },
${hasImage ? '      worker: { image },\n' : ''}      ingress: {
        enabled: true,
        hosts: [
          // Stands in the output and is listed by every run until somebody replaces it.
          placeholder('${name}.example.com', 'host name that leads to the cluster'),
        ],
        tls: { enabled: true, clusterIssuer: placeholder('letsencrypt', 'ClusterIssuer of cert-manager') },
      },
`;

export function testOf({ name, environments }: Answers): string {
  const last = environments.at(-1)!;
  return `import { App } from 'cdk8s';
import { expectEqualOutputs, expectNoFindings, expectTables, render } from 'chartwright/jest';
import { ${classNameOf(name)} } from './${name}';

const chart = new ${classNameOf(name)}(new App());

test('the linter finds nothing in any environment', () => {
  expectNoFindings(chart);
});

test('probes, resources and hooks are those that somebody has looked at', () => {
  expectTables(chart);
});

test('the chart and the plain YAML are the same objects to the real Helm', async () => {
  await expectEqualOutputs(chart);
});

test('users choose how many pods answer', () => {
  const objects = render(chart, '${last}', { web: { replicaCount: 3, autoscaling: { enabled: false } } });
  expect(objects.one('Deployment', '${name}-web').spec?.replicas).toBe(3);
});
`;
}

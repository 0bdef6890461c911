import { App } from 'cdk8s';
import { KubeConfigMap, KubeDeployment, KubeJob, KubeService } from '../../../imports/k8s';
import { Comment, Condition, HelmChart, Hook, labelMap } from '../../core/manifest';
import {
  and,
  boolean,
  choose,
  concat,
  digest,
  each,
  entries,
  equals,
  file,
  fullname,
  imageHelper,
  call,
  integer,
  isSet,
  items,
  join,
  json,
  list,
  named,
  not,
  number,
  object,
  oneOf,
  optional,
  orElse,
  overlaid,
  placeholder,
  selectorLabels,
  string,
  stringMap,
  text,
  toggle,
  values,
  when,
  block,
  blockText,
  Expression,
  type Templated,
} from '../../core/values';

const container = object(
  {
    repository: string('registry.example.org/guestbook', 'Repository of the image', { minLength: 1 }),
    tag: string('', 'Tag of the image; the app version where it is empty'),
    digest: string('', 'Digest of the image, which wins over the tag'),
  },
  'The image',
);

const guestbookValues = values({
  image: container,
  replicaCount: integer(2, 'Number of pods'),
  logLevel: oneOf(['debug', 'info', 'warn'], 'info', 'What is logged'),
  sampling: number(0.25, 'Share of the requests that are traced', { maximum: 1 }),
  greeting: string('Hello, {{ name }}!', 'What visitors read'),
  theme: string('', 'Name of the theme; the default theme where it is empty'),
  hosts: list<{ name: string; port: number }>(
    object({ name: string('', 'Host name'), port: integer(443, 'Port') }, 'A host'),
    [{ name: 'guestbook.example.org', port: 443 }],
    'Where it can be reached',
  ),
  languages: list<string>(blockText(), ['en', 'de'], 'Languages of the pages'),
  extraLanguages: list<string>(blockText(), [], 'More languages'),
  autoscaling: toggle(false, { maxReplicas: integer(5, 'At most') }, 'Autoscaling'),
  metrics: boolean(false, 'Whether metrics are served'),
  resources: block<object>({ type: 'object' }, { limits: { memory: '64Mi' } }, 'Resources of the container'),
  podLabels: labelMap({}, 'Labels of the pods'),
  podAnnotations: stringMap({}, 'Annotations of the pods'),
  extraEnv: list<{ name: string; value: string }>(
    object({ name: string('', 'Name'), value: string('', 'Value') }, 'A variable'),
    [],
    'More environment',
  ),
});

/** A small system that uses every kind of expression. */
export class Guestbook extends HelmChart<typeof guestbookValues> {
  constructor(app: App) {
    super(app, 'guestbook', {
      values: guestbookValues,
      environments: {
        local: { values: { replicaCount: 1, logLevel: 'debug', theme: 'dark' } },
        production: {
          namespace: 'guests',
          values: {
            metrics: true,
            hosts: [{ name: placeholder('guestbook.invalid', 'public host name'), port: 443 }],
            greeting: placeholder('Welcome to "guestbook"', 'the greeting of the marketing department'),
            podAnnotations: { 'example.org/tier': 'gold' },
          },
        },
      },
      profiles: { large: { on: 'production', description: 'For many guests.', values: { replicaCount: 12 } } },
      version: '1.2.3',
      appVersion: '2.0.0',
      description: 'A book in which guests write.',
      keywords: ['guestbook'],
      changes: [{ kind: 'added', description: 'Themes.' }],
      links: [{ name: 'Source', url: 'https://example.org/guestbook' }],
    });
    const data = this.configuration();
    this.deployment(data);
    this.service();
    this.migration();
    const { hosts, metrics, replicaCount } = this.values;
    this.note(text`It has ${replicaCount} pods.`);
    this.note(text`Metrics are at http://${fullname}/metrics for {guests}.`, and(metrics, isSet(hosts)));
  }

  private configuration(): Expression<{ readonly [key: string]: string }> {
    const { greeting, theme, logLevel, sampling, languages, extraLanguages, metrics } = this.values;
    const description = 'The data of the configuration, of which pods carry a checksum.';
    const data = named<{ [key: string]: Templated<string> }>('config', description, {
      GREETING: greeting,
      THEME: orElse(theme, 'default'),
      LOG_LEVEL: logLevel,
      VERBOSE: text`${equals(logLevel, 'debug')}`,
      SAMPLING: text`${sampling}`,
      LANGUAGES: join(concat(languages, extraLanguages), ','),
      METRICS: when(metrics, text`on, for ${fullname}`),
      'settings.json': text`{"greeting": ${json(greeting)}, "braces": "{{ }}"}\n`,
    }) as Expression<{ readonly [key: string]: string }>;
    const config = new KubeConfigMap(this, 'config', {
      metadata: { name: text`${fullname}-config` },
      data,
    });
    Comment.of(config).set('Everything that is not a secret.');
    new KubeConfigMap(this, 'pages', {
      metadata: { name: text`${fullname}-pages` },
      data: {
        'index.html': file('index.html', '<h1>{{ greeting }}</h1>\n<ul>\n  {{ guests }}\n</ul>\n'),
        robots: 'User-agent: *\nDisallow: /{{ private }}\n',
      },
    });
    return data;
  }

  private deployment(data: Expression): void {
    const { values } = this;
    const whole = new Expression({ kind: 'reference', path: ['image'], owner: this }, 'map');
    const image = call<string>(imageHelper, { image: whole });
    new KubeDeployment(this, 'web', {
      metadata: { name: fullname },
      spec: {
        replicas: when(not(values.autoscaling.enabled), values.replicaCount),
        selector: { matchLabels: entries(selectorLabels) },
        template: {
          metadata: {
            labels: { ...entries(selectorLabels), ...entries(values.podLabels) },
            annotations: {
              'checksum/config': digest(data),
              ...entries<string>(when(values.metrics, { 'prometheus.io/scrape': 'true' })),
              ...entries(overlaid(values.commonLabels, values.podAnnotations)),
            },
          },
          spec: {
            hostAliases: [
              when(isSet(values.hosts), {
                ip: '127.0.0.1',
                hostnames: [
                  ...each(values.hosts, 'host', (host) => host.field('name')),
                  ...each(values.hosts, 'host', (host) => text`${host.field('name')}.local`),
                ],
              }),
            ],
            containers: [
              {
                name: 'web',
                image,
                args: ['serve', when(values.metrics, '--metrics'), text`--port=${choose(values.metrics, 9090, 8080)}`],
                env: [{ name: 'THEME', value: optional(values.theme) }, ...items(values.extraEnv)],
                resources: values.resources,
              },
            ],
          },
        },
      },
    });
  }

  private service(): void {
    const service = new KubeService(this, 'service', {
      metadata: { name: fullname },
      spec: { selector: entries(selectorLabels), ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
    });
    Condition.of(service).when(and(isSet(this.values.hosts), not(equals(this.values.logLevel, 'debug'))));
  }

  private migration(): void {
    const job = new KubeJob(this, 'migration', {
      metadata: { name: text`${fullname}-migration` },
      spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'migrate', image: 'migrate:1' }] } } },
    });
    Hook.of(job).on('pre-install', 'pre-upgrade').weight(-5);
  }
}

/** An app with nothing but the guestbook. */
export function guestbook(): App {
  const app = new App();
  new Guestbook(app);
  return app;
}

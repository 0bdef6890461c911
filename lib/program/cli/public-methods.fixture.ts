import * as c from '../../authoring';
import { random } from '../../core/manifest';
import { string, type Expression, type Refs } from '../../core/values';
import { inChart, type PublicCall, type Shop } from './public-call.fixture';

const image = { repository: 'example.com/web', tag: '1.0.0' };
const resources = { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } };
const probes = { liveness: c.http('/live'), readiness: c.http('/ready') };
const web = c.webServiceValues({ image, replicaCount: 1, resources, probes, service: { port: 80 } }, 'The website');
const postgres = c.postgresValues({ resources, storage: '1Gi', database: 'shop' }, 'The database');
const existing = { existingSecret: string('', 'Name of an existing Secret') };

const serviceOf = (chart: Shop, values: Refs<typeof web>, id = 'web') =>
  new c.WebService(chart, id, { values, port: 8080 });
const secretsOf = (chart: Shop, existingSecret: Expression<string>) =>
  new c.SecretSource(chart, 'secrets', { existingSecret, keys: { password: { local: random() } } });

type Method = (...given: unknown[]) => unknown;

/** A call of a method of a service, beside another one. */
const ofService = (
  name: 'allowTo' | 'allowToPorts' | 'allowFrom' | 'allowFromWhen' | 'allowPortFrom' | 'exposedWhen',
  given: (other: c.WebService, isOn: Expression<boolean>) => readonly unknown[],
  optional: readonly string[] = [],
): PublicCall =>
  inChart(
    { web },
    (refs, chart) => given(serviceOf(chart, refs.web, 'other'), refs.isOn),
    (chart, changed, refs) => {
      const service = serviceOf(chart, refs.web);
      (service[name] as Method).apply(service, [...changed]);
    },
    optional,
  );

const peer = { podSelector: { matchLabels: { app: 'web' } } };

/** A correct call of each method that definitions call on what they made. */
export const publicMethods: { readonly [name: string]: PublicCall } = {
  'WebService.allowTo': ofService('allowTo', (other, isOn) => [other, isOn], ['1']),
  'WebService.allowToPorts': ofService('allowToPorts', () => [5432]),
  'WebService.allowFrom': ofService('allowFrom', () => [peer], ['0.*']),
  'WebService.allowFromWhen': ofService('allowFromWhen', (_, isOn) => [isOn, peer], ['1.*']),
  'WebService.allowPortFrom': ofService('allowPortFrom', () => ['http', peer], ['1.*']),
  'WebService.exposedWhen': ofService('exposedWhen', (_, isOn) => [isOn]),
  'Configuration.key': inChart(
    {},
    () => ['A'],
    (chart, given) => {
      const configuration = new c.Configuration(chart, 'config', { data: { A: 'b' } });
      chart.print((configuration.key as Method).apply(configuration, [...given]));
    },
  ),
  'SecretSource.key': inChart(
    existing,
    () => ['password'],
    (chart, given, { existingSecret }) => {
      const secrets = secretsOf(chart, existingSecret);
      const { valueFrom } = (secrets.key as Method).apply(secrets, [...given]) as c.SecretKey;
      chart.print(valueFrom);
    },
  ),
  'SecretSource.forHook': inChart(
    existing,
    (_, chart) => [chart, 'copy', ['password'], ['pre-install'], 5],
    (chart, given, { existingSecret }) => {
      const secrets = secretsOf(chart, existingSecret);
      const key = (secrets.forHook as Method).apply(secrets, [...given]) as c.SecretSource['key'];
      chart.print(key('password').valueFrom);
    },
  ),
  'PostgresDatabase.urlWith': inChart(
    { postgres, ...existing },
    () => ['$(PASSWORD)'],
    (chart, given, { postgres: values, existingSecret }) => {
      const password = secretsOf(chart, existingSecret).key('password');
      const database = new c.PostgresDatabase(chart, 'db', { values, password });
      chart.print((database.urlWith as Method).apply(database, [...given]));
    },
  ),
};

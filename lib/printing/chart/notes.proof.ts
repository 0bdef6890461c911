import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { helmTemplateText, type TemplateOptions } from '../../judging/verify/helm';
import { printSystems } from '../../judging/verify/systems.fixture';
import { helmVersions } from '../../judging/verify/tools';

/* What whoever installs a chart reads afterwards. */

const tools = helmVersions();
const { systems, remove } = printSystems();
const scratch = mkdtempSync(join(tmpdir(), 'chartwright-notes-'));
afterAll(() => {
  remove();
  rmSync(scratch, { recursive: true });
});

/** A chart whose NOTES.txt is a document too, which `helm template` then prints. */
function withNotes(name: string): string {
  const chart = join(scratch, name);
  cpSync(systems.find((system) => system.name === name)!.chart, chart, { recursive: true });
  const template = 'notes: {{ include (print .Template.BasePath "/NOTES.txt") . | toJson }}\n';
  writeFileSync(join(chart, 'templates/notes.yaml'), template);
  return chart;
}

const charts = new Map(systems.map(({ name }) => [name, withNotes(name)]));

/** The notes of an installation in the namespace `here`, without the lines that every chart prints. */
const notes = (name: string, ...set: readonly string[]): Promise<string> => notesWith(name, { set });

async function notesWith(name: string, given: Pick<TemplateOptions, 'set' | 'valuesFiles'>): Promise<string> {
  const chart = charts.get(name)!;
  const texts = await Promise.all(
    tools.map(async (tool) => {
      const extraArgs = ['--show-only', 'templates/notes.yaml'];
      const options = { chart, release: name, namespace: 'here', ...given, extraArgs };
      return (parse((await helmTemplateText(tool, options)).text) as { readonly notes: string }).notes;
    }),
  );
  expect(new Set(texts).size).toBe(1);
  return texts[0]!;
}

const own = async (name: string, ...set: readonly string[]) => {
  const lines = (await notes(name, ...set)).split('\n');
  expect(lines.slice(0, 7)).toEqual([
    `${name} 1.0.0 is release ${name} in namespace here.`,
    '',
    'Watch it start:',
    `  kubectl --namespace here get pods --selector app.kubernetes.io/instance=${name} --watch`,
    'Check that it works:',
    `  helm test ${name} --namespace here`,
    lines[6],
  ]);
  return lines.slice(6).join('\n').trimEnd();
};

const secret = [
  'This Secret must be there, with the keys database-url, jwt-secret, redis-url:',
  '  kubectl --namespace here describe secret sovd-webapp-secrets',
];
const ours = 'existingSecret=ours';

describe('the notes of sovd-webapp', () => {
  test('with the defaults name the Secret and the Ingress', async () => {
    expect(await own('sovd-webapp')).toBe(
      [
        ...secret,
        'Reach it at the address of the Ingress:',
        '  kubectl --namespace here get ingress sovd-webapp-ingress',
      ].join('\n'),
    );
  });

  test('say nothing of a Secret that is named or that the operator fills', async () => {
    for (const set of [ours, 'externalSecrets.enabled=true'])
      expect(await own('sovd-webapp', set)).not.toMatch(/Secret/);
  });

  test('give the addresses of all hosts: HTTP, or HTTPS with a certificate', async () => {
    const hosts = 'ingress.hosts={a.example.com,b.example.com}';
    expect(await own('sovd-webapp', ours, hosts)).toBe('Reach it at:\n  http://a.example.com\n  http://b.example.com');
    for (const certificate of [
      'ingress.alb.certificateArn=arn:aws:acm:eu:1:a',
      'ingress.tls.enabled=true',
      'ingress.extraTls[0].secretName=tls',
    ]) {
      expect(await own('sovd-webapp', ours, hosts, certificate)).toBe(
        'Reach it at:\n  https://a.example.com\n  https://b.example.com',
      );
    }
    const other = ['ingress.className=nginx', 'ingress.alb.certificateArn=arn:aws:acm:eu:1:a'];
    expect(await own('sovd-webapp', ours, hosts, ...other)).toMatch('http://a');
  });

  test('lead through the Gateway with an HTTPRoute', async () => {
    const route = ['ingress.enabled=false', 'httpRoute.enabled=true'];
    expect(await own('sovd-webapp', ours, ...route)).toBe(
      'Reach it through the Gateway of the HTTPRoute:\n  kubectl --namespace here get httproute sovd-webapp-httproute',
    );
    expect(await own('sovd-webapp', ours, ...route, 'httpRoute.hostnames={a.example.com}')).toBe(
      'Reach it through the Gateway, under the names:\n  a.example.com',
    );
  });

  test('forward ports where nothing leads into the cluster', async () => {
    expect(await own('sovd-webapp', ours, 'ingress.enabled=false')).toBe(
      [
        'Reach backend from here, at http://localhost:8000:',
        '  kubectl --namespace here port-forward service/sovd-webapp-backend 8000:8000',
        'Reach frontend from here, at http://localhost:8080:',
        '  kubectl --namespace here port-forward service/sovd-webapp-frontend 8080:80',
      ].join('\n'),
    );
  });

  test('find the port of a node or the address of a load balancer', async () => {
    const types = ['ingress.enabled=false', 'backend.service.type=NodePort', 'frontend.service.type=LoadBalancer'];
    expect(await own('sovd-webapp', ours, ...types)).toBe(
      [
        'Reach backend at this port of any node:',
        "  kubectl --namespace here get service sovd-webapp-backend --output jsonpath='{.spec.ports[0].nodePort}'",
        'Reach frontend at the address of its load balancer, once it has one:',
        '  kubectl --namespace here get service sovd-webapp-frontend --watch',
      ].join('\n'),
    );
  });

  test('speak of a component only where it is there', async () => {
    const type = 'vehicleConnector.service.type=LoadBalancer';
    expect(await own('sovd-webapp', ours, type)).not.toMatch(/vehicle-connector/);
    expect(await own('sovd-webapp', ours, type, 'vehicleConnector.enabled=true')).toMatch(/vehicle-connector/);
  });

  test('warn of each value that is still a placeholder', async () => {
    const warnings = (await own('sovd-webapp', ours, 'redis.host=sovd-production.xxxxxx.use1.cache.amazonaws.com'))
      .split('\n')
      .filter((line) => line.startsWith('WARNING'));
    expect(warnings).toEqual(['WARNING: redis.host is still a placeholder: endpoint of the ElastiCache Redis.']);
  });

  test('are what helm install prints', () => {
    const [, helm4] = tools;
    const args = ['install', 'sovd-webapp', charts.get('sovd-webapp')!, '--namespace', 'here', '--dry-run=client'];
    const env = { ...process.env, KUBECONFIG: join(scratch, 'none') };
    const printed = execFileSync(helm4!.path, args, { encoding: 'utf8', env });
    expect(printed.slice(printed.indexOf('NOTES:'))).toMatch(secret.join('\n'));
  });
});

describe.each(systems.map((system) => [system.name, system] as const))('the notes of %s', (name, system) => {
  const warnings = async (given: Pick<TemplateOptions, 'set' | 'valuesFiles'>) =>
    (await notesWith(name, given)).split('\n').filter((line) => line.startsWith('WARNING'));
  const environments = system.definition.environments.map((environment) => [environment.name, environment] as const);

  test.each(environments)(
    'warn of all placeholders that synth lists of %s, and of no other',
    async (file, environment) => {
      const { placeholders } = environment;
      const expected = placeholders.map(
        ({ path, description }) => `WARNING: ${path} is still a placeholder: ${description}.`,
      );
      const valuesFiles = [join(charts.get(name)!, `values-${file}.yaml`)];
      expect((await warnings({ valuesFiles })).sort()).toEqual(expected.sort());
    },
  );
});

test('the notes of sovd-webapp warn of a placeholder in a list while it is anywhere in the list', async () => {
  const warned = async (...set: string[]) =>
    (await notes('sovd-webapp', ...set)).split('\n').filter((line) => line.startsWith('WARNING'));
  const hosts = 'WARNING: ingress.hosts[0] is still a placeholder: host name of the application.';
  expect(await warned('ingress.hosts={ours.test,sovd.example.com}')).toEqual([hosts]);
  expect(await warned('ingress.hosts={my-sovd.example.com,sovd.example.com.test}')).toEqual([]);
});

test('the notes of task-manager-api name a key only while it is read', async () => {
  const previous = /service-keys-previous/;
  expect(await own('task-manager-api')).not.toMatch(previous);
  const rotated = await own('task-manager-api', 'keyRotation.enabled=true');
  expect(rotated).toMatch('This Secret must be there, with the keys database-url, admin-api-key, service-keys:');
  expect(rotated).toMatch('This Secret must be there, with the key service-keys-previous:');
  expect(rotated).not.toMatch('postgres-secret');
  expect(await own('task-manager-api', 'postgres.enabled=true')).toMatch('describe secret postgres-secret');
});

test('the notes of family-gifting say what outlives the release', async () => {
  const kept = 'Backups are kept on the volume claim postgres-backup, which outlives the release.';
  expect(await own('family-gifting', 'backup.enabled=true')).toMatch(kept);
  expect(await own('family-gifting', 'backup.enabled=false')).not.toMatch(/Backups/);
});

test('the notes of microshop lead to the gateway, not to the services behind it', async () => {
  const found = await own('microshop', 'ingress.enabled=false');
  expect(found).toMatch('port-forward service/gateway 8080:');
  expect(found.match(/port-forward/g)).toHaveLength(1);
});

test.each(systems.map(({ name }) => name))('the notes of %s have no blank line or blank at its end', async (name) => {
  expect(await notes(name)).not.toMatch(/[ \t]$|\n\n\n|\n\n(?!Watch)/m);
});

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { needsOf } from './hooks.fixture';
import { SystemOutput } from './output.fixture';

/* What the READMEs of the charts tell people to type, held against the committed output. */

const kinds: { readonly [word: string]: string } = {
  deployment: 'Deployment',
  statefulset: 'StatefulSet',
  service: 'Service',
  svc: 'Service',
  cronjob: 'CronJob',
  job: 'Job',
  secret: 'Secret',
  persistentvolumeclaim: 'PersistentVolumeClaim',
};
const words = Object.keys(kinds).join('|');

/** The shell commands of a README, each on one line, loops unrolled. */
function commandsOf(readme: string): string[] {
  const blocks = [...readme.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block]) =>
    block!.replace(/\s*\\\n\s*/g, ' '),
  );
  const unrolled = blocks.map((block) =>
    block.replace(
      /^for (\w+) in ([^;]+); do\n([\s\S]*?)^done$/gm,
      (_, variable: string, values: string, body: string) =>
        values
          .split(' ')
          .map((value) => body.replaceAll(`\${${variable}}`, value).replaceAll(`$${variable}`, value))
          .join(''),
    ),
  );
  const lines = unrolled
    .join('')
    .split('\n')
    .map((line) => line.replace(/ +# .*$/, '').trim());
  return lines.filter((line) => /^(kubectl|helm|npm) /.test(line));
}

/** The objects that a command names, as `Kind name`: `deployment/api`, or the names that follow a verb and a kind. */
function objectsIn(command: string): string[] {
  const [spoken] = command.split(' -- ');
  const paths = [...spoken!.matchAll(new RegExp(`(?<=[ =])(${words})/([a-z0-9-]+)`, 'g'))].map(([, word, name]) => [
    word!,
    name!,
  ]);
  const [, word, names] = new RegExp(`^kubectl (?:get|delete) (${words}) (.*)$`).exec(spoken!) ?? [];
  const plain = (names?.split('--')[0] ?? '').split(' ').filter((name) => /^[a-z0-9-]+$/.test(name));
  return [...paths, ...plain.map((name) => [word!, name])].map(([kind, name]) => `${kinds[kind!]!} ${name}`);
}

describe.each(['family-gifting', 'microshop', 'task-manager-api'])('the README of %s', (system) => {
  const output = new SystemOutput(system);
  const readme = output.file('README.md');
  const commands = commandsOf(readme);
  const outputs = ['local', 'production'].map((environment) => output.committed(environment));
  const made = new Set(outputs.flatMap(({ all }) => all.map(({ kind, metadata }) => `${kind} ${metadata.name}`)));
  const read = new Set(outputs.flatMap(({ all }) => all.flatMap(needsOf)).map((need) => need.split('/')[0]!));

  test('names no object that is not there', () => {
    const created = commands.flatMap((command) => {
      const [, name] = /^kubectl create job (?:--from=\S+ )?([a-z0-9-]+)/.exec(command) ?? [];
      return name === undefined ? [] : [`Job ${name}`];
    });
    const named = commands.flatMap(objectsIn);
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((name) => !made.has(name) && !read.has(name) && !created.includes(name))).toEqual([]);
  });

  test('makes the Secrets, by hand too where it says so, with the keys that are read', () => {
    expect(commands).toContainEqual(
      expect.stringMatching(new RegExp(`^npm run --silent secrets -- ${system} \\w+ \\| kubectl apply --filename -$`)),
    );
    const needs = new Set(outputs.flatMap(({ all }) => all.flatMap(needsOf)));
    for (const command of commands) {
      const [, name] = /^kubectl create secret generic (\S+)/.exec(command) ?? [];
      if (name === undefined) continue;
      const keys = [...command.matchAll(/--from-literal=([^=]+)=/g)].map(([, key]) => `Secret ${name}/${key}`);
      expect(keys.sort()).toEqual([...needs].filter((need) => need.startsWith(`Secret ${name}/`)).sort());
    }
  });

  test('tells how to install, reach, test, back up, upgrade, roll back and remove it', () => {
    const wanted = [
      `helm install ${system} ./${system} `,
      `helm upgrade ${system} ./${system} `,
      `helm rollback ${system} `,
      `helm uninstall ${system} `,
      `helm test ${system} `,
      'kubectl delete persistentvolumeclaim --selector ',
      'kubectl delete secret ',
    ];
    const missing = wanted.filter((start) => !commands.some((command) => command.startsWith(start)));
    expect(missing).toEqual([]);
    expect(commands.join('\n')).toMatch(/pg_dump|--from=cronjob/);
    expect(readme).toMatch(/^## Reach it$/m);
  });

  test('says the namespace in each command, and installs with values that are there', () => {
    const withNamespace = commands.filter(
      (command) => !/^npm |^kubectl create namespace|kustomize |apply --filename -$/.test(command),
    );
    expect(withNamespace.filter((command) => !command.includes(`--namespace ${system}`))).toEqual([]);
    const files = [...commands.join('\n').matchAll(/--values (\S+)/g)].map(([, file]) => file!);
    expect(new Set(files)).toEqual(new Set([`./${system}/values-production.yaml`]));
    for (const file of files) expect(existsSync(join(output.chartFolder, '..', file))).toBe(true);
  });

  test('removes the claims of all volumes by a label that they carry', () => {
    const selector = /kubectl delete persistentvolumeclaim --selector (\S+)=(\S+)/.exec(readme);
    const [, label, value] = selector ?? [];
    for (const { all } of outputs) {
      for (const object of all) {
        // Kubernetes gives the claims of a StatefulSet the labels of its selector.
        const { matchLabels: labels } =
          object.kind === 'StatefulSet'
            ? (object['spec'] as { selector: { matchLabels: object } }).selector
            : { matchLabels: object.metadata['labels'] as object };
        if (object.kind === 'StatefulSet' || object.kind === 'PersistentVolumeClaim')
          expect(labels).toMatchObject({ [label!]: value });
      }
    }
  });
});

test('the README of microshop tells host and port, the line of /etc/hosts, and how to take the exposure away', () => {
  const readme = new SystemOutput('microshop').file('README.md');
  for (const part of [
    'http://localhost:30080',
    '127.0.0.1 microshop.localhost',
    '--set gateway.service.type=ClusterIP',
  ]) {
    expect(readme).toContain(part);
  }
});

test('the README of microshop tells how to read the log of each service, and the thresholds of its probes', () => {
  const output = new SystemOutput('microshop');
  const readme = output.file('README.md');
  for (const service of ['gateway', 'user', 'product', 'order'])
    expect(readme).toContain(`kubectl logs deployment/${service} --namespace microshop`);
  const { startupProbe, readinessProbe, livenessProbe } = output.committed('local').container('order') as {
    readonly [probe: string]: { readonly periodSeconds: number; readonly failureThreshold: number };
  };
  for (const [name, probe] of Object.entries({
    startup: startupProbe,
    readiness: readinessProbe,
    liveness: livenessProbe,
  }))
    expect(readme).toMatch(
      new RegExp(`\\| ${name} +\\| ${probe!.periodSeconds} s +\\| ${probe!.failureThreshold} misses`),
    );
});

test('the README of kirana makes the Secret with all keys that are read', () => {
  const output = new SystemOutput('kirana');
  const command = commandsOf(output.file('README.md')).find((each) => each.startsWith('kubectl create secret generic'));
  const keys = [...command!.matchAll(/--from-literal=([^=]+)=/g)].map(([, key]) => key);
  const read = ['local', 'production'].flatMap((each) => output.committed(each).all.flatMap(needsOf));
  const needed = read.flatMap((need) => /^Secret kirana-secrets\/(.+)$/.exec(need)?.[1] ?? []);
  // Alertmanager reads some of them as files; the store has all that production needs.
  const store = output.committed('production').get('ExternalSecret', 'kirana-secrets')['spec'] as {
    readonly data: readonly { readonly secretKey: string }[];
  };
  expect(new Set(keys)).toEqual(new Set([...needed, ...store.data.map(({ secretKey }) => secretKey)]));
});

test('what mounts a volume is deleted before its claim, and what made a dump is waited for before that is restored', () => {
  const kirana = commandsOf(new SystemOutput('kirana').file('README.md'));
  const deletes = (what: string) => kirana.findIndex((each) => each.startsWith(`kubectl delete ${what} `));
  expect(deletes('job,pod')).toBeGreaterThan(0);
  expect(deletes('job,pod')).toBeLessThan(deletes('persistentvolumeclaim'));
  const gifting = commandsOf(new SystemOutput('family-gifting').file('README.md'));
  const at = (part: string) => gifting.findIndex((each) => each.includes(part));
  expect(at('complete job/backup-now')).toBeGreaterThan(at('cronjob/postgres-backup backup-now'));
  expect(at('complete job/backup-now')).toBeLessThan(at('scale deployment/api --replicas 0'));
  // A CronJob removes Jobs of its own beyond its history.
  expect(gifting.find((each) => each.startsWith('kubectl delete job backup-now'))).toMatch(/--ignore-not-found$/);
});

test.each(['family-gifting', 'kirana', 'microshop', 'sovd-webapp', 'task-manager-api'])(
  'the values of %s tell of switches in words that are written as they are',
  (system) => {
    expect(new SystemOutput(system).file('values.yaml')).not.toMatch(/Whether it is on: [a-z][A-Z]/);
  },
);

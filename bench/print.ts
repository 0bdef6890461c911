/*
 * How long objects take to print, as a ratio against cdk8s itself in the same process: the same objects, built anew for each round.
 * `npm run bench:print`. Times are CPU milliseconds, medians of several rounds.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { KubeConfigMap, KubeDeployment, KubeService } from '../imports/k8s';
import { definitionOf, synthesize } from '../lib/core/manifest';
import { plainObjects, printEnvironment } from '../lib/printing/trees';

const rounds = 5;
const triples = 300;

/** An app of `triples` Deployments, Services and ConfigMaps in one chart. */
function build(outdir: string): App {
  const app = new App({ outdir });
  const chart = new Chart(app, 'bench', { namespace: 'bench' });
  for (let i = 0; i < triples; i++) {
    const labels = { app: `app-${i}` };
    new KubeConfigMap(chart, `config-${i}`, {
      metadata: { name: `app-${i}` },
      data: { LEVEL: 'info', INDEX: String(i) },
    });
    new KubeService(chart, `service-${i}`, {
      metadata: { name: `app-${i}` },
      spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] },
    });
    new KubeDeployment(chart, `deployment-${i}`, {
      metadata: { name: `app-${i}`, labels },
      spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [
              {
                name: 'app',
                image: `example/app:${i}`,
                envFrom: [{ configMapRef: { name: `app-${i}` } }],
                ports: [{ containerPort: 8080 }],
                readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
                resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
              },
            ],
          },
        },
      },
    });
  }
  return app;
}

function cpuOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** Text of all files, which cdk8s writes and we would. */
function ours(app: App): number {
  let bytes = 0;
  for (const { chart, manifests } of synthesize(app)) {
    const { environments, metadata, name, ownsNamespace } = definitionOf(chart);
    for (const { values, release, namespace } of environments) {
      const chartFacts = { name, version: metadata.version, appVersion: metadata.appVersion };
      const objects = plainObjects(
        manifests,
        { values, release: { name: release, namespace }, chart: chartFacts },
        ownsNamespace,
      );
      for (const text of printEnvironment(objects).values()) bytes += text.length;
    }
  }
  return bytes;
}

const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
const peer: number[] = [];
const own: number[] = [];
for (let round = 0; round < rounds; round++) {
  const first = build(outdir);
  peer.push(cpuOf(() => first.synth()));
  const second = build(outdir);
  own.push(cpuOf(() => ours(second)));
}
rmSync(outdir, { recursive: true });

const [theirs, mine] = [median(peer), median(own)];
console.log(
  `${triples * 3} objects: cdk8s ${theirs.toFixed(0)} ms, chartwright ${mine.toFixed(0)} ms, ratio ${(mine / theirs).toFixed(2)}`,
);

import { releaseName, releaseNamespace, text, fullname, type Templated, type Tree } from '../../../core/values';
import {
  aBoolean,
  aName,
  aTemplatedText,
  aWholeNumber,
  isObject,
  listOf,
  mapOf,
  maybe,
  propsOf,
  type Kind,
} from '../../../core/values/argument';
import { jobName } from './alert-rules';

/** Pods of a component of this release, each at a named port. */
export interface PodScrape {
  readonly kind: 'pods';
  readonly component: string;
  /** Name of the container's port. */
  readonly port: string;
}

/** Addresses that the blackbox exporter asks over HTTP. */
export interface ProbeScrape {
  readonly kind: 'probe';
  readonly urls: readonly Templated<string>[];
  /** Component of the blackbox exporter, and its port. */
  readonly prober: { readonly component: string; readonly port: number };
}

/** Containers, as the kubelets of all nodes see them (cAdvisor). */
export interface ContainerScrape {
  readonly kind: 'containers';
}

/** Prometheus' own metrics. */
export interface SelfScrape {
  readonly kind: 'self';
  readonly port: number;
}

export interface ScrapeJobs {
  /** What is read, by the name of the job; series have the label `job="<full name>-<name>"`. */
  readonly [job: string]: (PodScrape | ProbeScrape | ContainerScrape | SelfScrape) & {
    /** Whether a cluster that runs the Prometheus Operator reads it already, for all namespaces. @default false */
    readonly isClusterWide?: boolean;
    /** Metrics that somebody relies on; the documentation and the rules are checked against them. */
    readonly metrics: readonly string[];
  };
}

const everyJob = { isClusterWide: maybe(aBoolean), metrics: listOf(aName) };
const prober = propsOf<ProbeScrape['prober']>({ component: aName, port: aWholeNumber });
type Job<K> = K & { readonly isClusterWide?: boolean; readonly metrics: readonly string[] };
const jobKinds: { readonly [kind: string]: Kind } = {
  pods: propsOf<Job<PodScrape>>({ ...everyJob, kind: aName, component: aName, port: aName }),
  probe: propsOf<Job<ProbeScrape>>({ ...everyJob, kind: aName, urls: listOf(aTemplatedText), prober }),
  containers: propsOf<Job<ContainerScrape>>({ ...everyJob, kind: aName }),
  self: propsOf<Job<SelfScrape>>({ ...everyJob, kind: aName, port: aWholeNumber }),
};

export const scrapeJobs = mapOf({
  words: `an object whose kind is one of ${Object.keys(jobKinds).join(', ')}`,
  holds: (value) => isObject(value) && 'kind' in value && String(value.kind) in jobKinds,
  inside: (value: { readonly kind: string }, place) => jobKinds[value.kind]?.inside?.(value as never, place) ?? [],
});

/** `scrape_configs` of `prometheus.yml`. */
export const scrapeConfigs = (jobs: ScrapeJobs): Tree[] =>
  Object.entries(jobs).map(([job, scrape]) => ({ job_name: jobName(job), ...configOf(scrape) }));

function configOf(scrape: ScrapeJobs[string]): { [key: string]: Tree } {
  switch (scrape.kind) {
    case 'self':
      return {
        static_configs: [{ targets: [`localhost:${scrape.port}`], labels: { namespace: text`${releaseNamespace}` } }],
      };
    case 'pods':
      return {
        kubernetes_sd_configs: [{ role: 'pod', namespaces: { own_namespace: true } }],
        relabel_configs: [
          keep('__meta_kubernetes_pod_label_app_kubernetes_io_instance', text`${releaseName}`),
          keep('__meta_kubernetes_pod_label_app_kubernetes_io_component', scrape.component),
          keep('__meta_kubernetes_pod_container_port_name', scrape.port),
          copy('__meta_kubernetes_namespace', 'namespace'),
          copy('__meta_kubernetes_pod_name', 'pod'),
          copy('__meta_kubernetes_pod_node_name', 'node'),
        ],
      };
    case 'probe':
      return {
        metrics_path: '/probe',
        params: { module: ['http_2xx'] },
        static_configs: [
          { targets: scrape.urls.map((url) => url as Tree), labels: { namespace: text`${releaseNamespace}` } },
        ],
        relabel_configs: [
          copy('__address__', '__param_target'),
          copy('__param_target', 'instance'),
          {
            target_label: '__address__',
            replacement: text`${fullname}-${scrape.prober.component}:${scrape.prober.port}`,
          },
        ],
      };
    case 'containers':
      return {
        scheme: 'https',
        metrics_path: '/metrics/cadvisor',
        authorization: { credentials_file: '/var/run/secrets/kubernetes.io/serviceaccount/token' },
        // Kubelets commonly serve with certificates that they have signed themselves.
        tls_config: { insecure_skip_verify: true },
        kubernetes_sd_configs: [{ role: 'node' }],
        relabel_configs: [copy('__meta_kubernetes_node_name', 'node')],
        // A kubelet tells of all namespaces; what is not ours is not kept.
        metric_relabel_configs: [keep('namespace', text`${releaseNamespace}`)],
      };
  }
}

const keep = (label: string, regex: Tree): Tree => ({ source_labels: [label], regex, action: 'keep' });
const copy = (label: string, target: string): Tree => ({ source_labels: [label], target_label: target });

import { fullname, releaseName, releaseNamespace, replace, text, type Tree } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { isObject } from '../../../core/values/takes';
import { jobName } from './alert-rules';

const everyJob = {
  /** Whether a cluster that runs the Prometheus Operator reads it already, for all namespaces. @default false */
  isClusterWide: is.maybe(is.aBoolean),
  /** Metrics that somebody relies on; the documentation and the rules are checked against them. */
  metrics: is.listOf(is.aName),
};

/** What is read, by the kind of its job. */
const jobKinds = {
  /** Pods of a component of this release, each at a named port of a container. */
  pods: is.propsOf({ ...everyJob, kind: is.wordOf(['pods']), component: is.aName, port: is.aName }),
  /** Addresses that the blackbox exporter asks over HTTP. */
  probe: is.propsOf({
    ...everyJob,
    kind: is.wordOf(['probe']),
    urls: is.listOf(is.aTemplatedText),
    /** Component of the blackbox exporter, and its port. */
    prober: is.propsOf({ component: is.aName, port: is.aWholeNumber }),
  }),
  /** Containers, as the kubelets of all nodes see them (cAdvisor). */
  containers: is.propsOf({ ...everyJob, kind: is.wordOf(['containers']) }),
  /** Prometheus' own metrics. */
  self: is.propsOf({ ...everyJob, kind: is.wordOf(['self']), port: is.aWholeNumber }),
};
type JobKinds = typeof jobKinds;
/** A job of a kind. */
export type Scrape<K extends keyof JobKinds = keyof JobKinds> = is.TypeOf<JobKinds[K]>;

const aJob: is.Kind<Scrape> = {
  words: `an object whose kind is one of ${Object.keys(jobKinds).join(', ')}`,
  holds: (value) => isObject(value) && 'kind' in value && String(value.kind) in jobKinds,
  inside: (value: Scrape, place) => jobKinds[value.kind].inside?.(value as never, place) ?? [],
};

/** What is read, by the name of the job; series have the label `job="<full name>-<name>"`. */
export const scrapeJobs = is.mapOf(aJob);
export type ScrapeJobs = is.TypeOf<typeof scrapeJobs>;

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
          keep('__meta_kubernetes_pod_label_app_kubernetes_io_instance', replace(releaseName, '.', '[.]')),
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

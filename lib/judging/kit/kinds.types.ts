import type { ObjectOf, RenderedObject } from './kinds';
import type { RenderedObjects } from './rendered-objects';

/* What the compiler must and must not accept of rendered objects; nothing here runs. */

interface Rollout {
  readonly spec: { readonly replicas: number };
}

export function typed(objects: RenderedObjects): void {
  const deployment: ObjectOf<'Deployment'> = objects.one('Deployment', 'web');
  const image: string | undefined = deployment.spec.template.spec.containers[0]?.image;
  const kind: 'Deployment' = deployment.kind;
  const replicas: number | undefined = deployment.spec.replicas;
  const namespace: string | undefined = deployment.metadata.namespace;
  const least: number | undefined = objects.one('HorizontalPodAutoscaler').spec.minReplicas;
  const ports: readonly { readonly port: number }[] | undefined = objects.all('Service')[0]?.spec.ports;
  const text: string | undefined = objects.one('ConfigMap', 'settings').data?.['HOST'];
  const rule: string | undefined = objects.one('PrometheusRule').spec.groups?.[0]?.name;
  const refresh: string | undefined = objects.one('ExternalSecret').spec.refreshInterval;
  const rollout: number = objects.one<Rollout>('Rollout', 'web').spec.replicas;
  const unknown: RenderedObject = objects.one('Certificate');
  const anything = objects.all().map(({ metadata }) => metadata.name.toUpperCase());

  // @ts-expect-error there is no such field
  void deployment.spec.replica;
  // @ts-expect-error it is a number
  const wrong: string = deployment.spec.replicas;
  // @ts-expect-error nothing is known of its fields
  void unknown.spec.secretName;

  void [image, kind, replicas, namespace, least, ports, text, rule, refresh, rollout, anything, wrong];
}

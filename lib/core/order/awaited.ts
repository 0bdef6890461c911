import { groupOf } from '../kubernetes/scopes';
import type { ClusterObject } from '../references/cluster-object';
import type { Engine } from './engines';
import { isCustom, isTask } from './readiness';

/*
 * What an engine waits for where it waits until objects are ready. Versions and settings of an engine differ; an engine that may wait
 * for something can hang on it, and cannot be relied on to have waited.
 */

/**
 * Groups of custom resources that say in their status when they are ready, and are known to Argo CD (`resource_customizations`) as
 * well as to kstatus, by which Flux and Helm 4 go. Others count as healthy as soon as they are there, or not, as it happens.
 */
const tellingGroups: ReadonlySet<string> = new Set([
  'argoproj.io',
  'bitnami.com',
  'cert-manager.io',
  'external-secrets.io',
  'keda.sh',
]);

const isTelling = (object: ClusterObject): boolean =>
  !isCustom(object) || tellingGroups.has(groupOf(String(object.object['apiVersion'])));

/**
 * Whether an engine, in every version and with any settings, waits for an object.
 *
 * - Helm 3 with `--wait` waits for pods, what makes pods, claims and Services, but neither for Jobs nor for custom resources
 *   (https://helm.sh/docs/intro/using_helm/#helpful-options-for-installupgraderollback); `--wait-for-jobs` and Flux' HelmRelease wait
 *   for Jobs, Helm 4 for custom resources too (https://helm.sh/community/hips/hip-0022).
 * - Argo CD waits for what it knows the health of (https://argo-cd.readthedocs.io/en/stable/operator-manual/health/).
 * - Flux goes by kstatus and waits until Jobs are done (https://fluxcd.io/flux/components/kustomize/kustomizations/#wait).
 */
export function isAlwaysAwaited(engine: Engine, object: ClusterObject): boolean {
  if (engine === 'helm-wait') return !isTask(object) && !isCustom(object);
  return isTelling(object);
}

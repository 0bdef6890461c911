import type { JsonObject } from '../../core/values';
import type { Kubectl } from './kubectl';
import { list } from './look';
import { at, listAt, numberAt, textAt } from './objects';
import { problemLine } from './refusals';

/** How many lines of a container's log are printed. */
const logLines = 20;
/** How many events of an object and its pods are printed, the latest. */
const eventCount = 6;

/** What happens around an object. */
export interface Surroundings {
  /** The pods that it has made. */
  readonly pods: readonly JsonObject[];
  /** Events that are about the object, its pods and what stands between them. */
  readonly events: readonly JsonObject[];
}

/** A container that keeps its pod from being ready, and why. */
export interface StuckContainer {
  readonly pod: string;
  readonly container: string;
  /** `ImagePullBackOff: Back-off pulling image "x"` */
  readonly why: string;
  /** Whether its log may say more: whether it has ever run. */
  readonly hasLog: boolean;
  /** Whether the log is that of the run before the present one. */
  readonly isPrevious: boolean;
}

const uidOf = (object: JsonObject) => textAt(object, 'metadata', 'uid');
const nameOf = (object: JsonObject) => textAt(object, 'metadata', 'name');
const ownersOf = (object: JsonObject) =>
  listAt(object, 'metadata', 'ownerReferences').map((each) => textAt(each, 'uid'));

/**
 * What happens around an object, by one run of kubectl; undefined where the user may not look, or the cluster does not answer.
 */
export async function surroundingsOf(kubectl: Kubectl, object: JsonObject): Promise<Surroundings | undefined> {
  const namespace = textAt(object, 'metadata', 'namespace');
  const where = namespace === '' ? ['--namespace', 'default'] : ['--namespace', namespace];
  const found = await list(kubectl, ['pods,replicasets.apps,events', ...where]);
  return found && around(object, found);
}

/** Of all pods, replica sets and events of a namespace those that belong to an object. */
export function around(object: JsonObject, found: readonly JsonObject[]): Surroundings {
  const ofKind = (kind: string) => found.filter((each) => textAt(each, 'kind') === kind);
  const own = new Set([uidOf(object)]);
  for (const kind of ['ReplicaSet', 'Pod']) {
    for (const each of ofKind(kind)) if (ownersOf(each).some((uid) => own.has(uid))) own.add(uidOf(each));
  }
  const pods = ofKind('Pod').filter((each) => own.has(uidOf(each)));
  const events = ofKind('Event').filter((each) => own.has(textAt(each, 'involvedObject', 'uid')));
  return { pods: textAt(object, 'kind') === 'Pod' ? [object] : pods, events };
}

/** The containers that keep pods from being ready: of several pods with the same trouble, the first. */
export function stuckContainers(pods: readonly JsonObject[]): StuckContainer[] {
  const found = new Map<string, StuckContainer>();
  for (const pod of pods) {
    const statuses = ['initContainerStatuses', 'containerStatuses'].flatMap((key) => listAt(pod, 'status', key));
    for (const status of statuses) {
      const stuck = stuckContainer(nameOf(pod), status);
      const key = stuck && `${stuck.container} ${stuck.why.split(':')[0]}`;
      if (key !== undefined && !found.has(key)) found.set(key, stuck!);
    }
  }
  return [...found.values()];
}

/** A container that waits only for those before it, or is still being made, is not what a pod waits for. */
const usual = ['PodInitializing', 'ContainerCreating'];

function stuckContainer(pod: string, status: JsonObject): StuckContainer | undefined {
  const container = textAt(status, 'name');
  const restarts = numberAt(status, ['restartCount'], 0);
  const again = restarts === 0 ? '' : `, ${restarts} restart${restarts === 1 ? '' : 's'}`;
  const ended = at(status, 'state', 'terminated') ?? at(status, 'lastState', 'terminated');
  const code = numberAt(ended, ['exitCode'], 0);
  const exit = `ended with exit code ${code}${withText(textAt(ended, 'reason'), ' (', ')')}${again}`;
  const reason = textAt(status, 'state', 'waiting', 'reason');
  if (at(status, 'state', 'waiting') !== undefined) {
    if (usual.includes(reason) || reason === '') return undefined;
    const why = `${reason}${withText(textAt(status, 'state', 'waiting', 'message'), ': ')}`;
    const isOver = ended !== undefined;
    return { pod, container, why: isOver ? `${why}; it ${exit}` : why, hasLog: isOver, isPrevious: isOver };
  }
  if (at(status, 'state', 'terminated') !== undefined)
    return code === 0 ? undefined : { pod, container, why: exit, hasLog: true, isPrevious: false };
  if (
    at(status, 'state', 'running') !== undefined &&
    at(status, 'ready') === false &&
    at(status, 'started') !== undefined
  ) {
    const why = code === 0 ? 'runs, and is not ready' : `runs, and is not ready; before, it ${exit}`;
    return { pod, container, why, hasLog: true, isPrevious: false };
  }
  return undefined;
}

const withText = (text: string, before: string, after = '') => (text === '' ? '' : `${before}${text.trim()}${after}`);

/** Why pods have no containers yet: no node takes them. */
export const unscheduled = (pods: readonly JsonObject[]): string[] =>
  pods.flatMap((pod) => {
    const found = listAt(pod, 'status', 'conditions').find(
      (each) => textAt(each, 'type') === 'PodScheduled' && textAt(each, 'status') === 'False',
    );
    return found ? [`pod ${nameOf(pod)}: ${textAt(found, 'reason')}: ${textAt(found, 'message')}`] : [];
  });

/** What keeps the pods of an object from being ready, a line for each reason. */
export const reasonsOf = (pods: readonly JsonObject[]): string[] => [
  ...unscheduled(pods).slice(0, 1),
  ...stuckContainers(pods).map(({ pod, container, why }) => `pod ${pod}, container ${container}: ${why}`),
];

/**
 * Why an object is not ready, for whoever has to mend it: what keeps its pods, its latest events, the ends of the logs of containers
 * that failed.
 */
export async function explain(kubectl: Kubectl, object: JsonObject): Promise<string[]> {
  const found = await surroundingsOf(kubectl, object);
  if (!found) return ['(its pods and events could not be read)'];
  const lines = reasonsOf(found.pods);
  const events = eventLines(found.events);
  if (events.length > 0) lines.push('events, the latest last:', ...events.map((line) => `  ${line}`));
  const namespace = textAt(object, 'metadata', 'namespace') || 'default';
  for (const stuck of stuckContainers(found.pods)
    .filter(({ hasLog }) => hasLog)
    .slice(0, 2)) {
    lines.push(...(await logOf(kubectl, namespace, stuck)));
  }
  return lines;
}

/** The latest events, warnings first to stay: `FailedScheduling of Pod web-1, 5 times: 0/3 nodes are available`. */
function eventLines(events: readonly JsonObject[]): string[] {
  const warnings = events.filter((each) => textAt(each, 'type') !== 'Normal');
  const timeOf = (event: JsonObject) =>
    textAt(event, 'lastTimestamp') || textAt(event, 'eventTime') || textAt(event, 'metadata', 'creationTimestamp');
  return (warnings.length > 0 ? warnings : events)
    .slice()
    .sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1))
    .slice(-eventCount)
    .map((event) => {
      const about = `${textAt(event, 'involvedObject', 'kind')} ${textAt(event, 'involvedObject', 'name')}`;
      const count = numberAt(event, ['count'], numberAt(event, ['series', 'count'], 1));
      const times = count > 1 ? `, ${count} times` : '';
      return `${textAt(event, 'reason')} of ${about}${times}: ${textAt(event, 'message').trim()}`;
    });
}

async function logOf(kubectl: Kubectl, namespace: string, stuck: StuckContainer): Promise<string[]> {
  const { pod, container, isPrevious } = stuck;
  const args = ['logs', pod, '--namespace', namespace, '--container', container, '--tail', String(logLines)];
  const previous = isPrevious ? ['--previous'] : [];
  const { code, stdout, stderr } = await kubectl.run([...args, ...previous, '--request-timeout', '20s']);
  const whose = `pod ${pod}, container ${container}`;
  if (code !== 0) return [`(the log of ${whose} could not be read: ${problemLine(stderr)})`];
  const lines = stdout.trimEnd().split('\n');
  if (stdout.trim() === '') return [`the log of ${whose} is empty`];
  return [`the end of the log of ${whose}:`, ...lines.map((line) => `  | ${line}`)];
}

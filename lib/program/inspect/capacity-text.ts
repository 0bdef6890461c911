import { quantityOfNano } from '../../core/kubernetes/stored-quantity';
import { totalOf, type Capacity, type Presence, type Total, type Workload } from './capacity';
import { rightColumns, wrapped } from './columns';
import { resources, type Resource, type Size } from './pod-size';

const nano = 10n ** 9n;

/** Cores as a decimal number, exactly: `0.25`. */
export function coresOf(amount: bigint): string {
  const fraction = String(amount % nano)
    .padStart(9, '0')
    .replace(/0+$/, '');
  return `${amount / nano}${fraction === '' ? '' : `.${fraction}`}`;
}

const bytesOf = (amount: bigint): string => quantityOfNano(amount, 'bytes');
const printed = (resource: Resource, amount: bigint): string =>
  resource === 'cpu' ? coresOf(amount) : bytesOf(amount);

const titles: { readonly [P in Presence]: string } = {
  always: '',
  'each node': 'on each node',
  jobs: 'while it runs',
  hooks: 'a hook',
};

/** One row of the table before it is printed. */
interface Row {
  readonly title: string;
  readonly totals: readonly Total[];
  /** Whether some of its containers have no limit, so that the sum of limits is not all. */
  readonly isOpen: (resource: Resource) => boolean;
  readonly note?: string;
}

/** What an environment takes, as a table for people. */
export function capacityText(capacity: Capacity): string {
  const { workloads, claims, fewest, most, peak, eachNode } = capacity;
  if (workloads.length === 0 && claims.length === 0) return '  makes no pods and claims no storage\n';
  const isOpenIn = (presences: readonly Presence[]) => (resource: Resource) =>
    workloads.some(({ presence, size }) => presences.includes(presence) && size.unlimited[resource] > 0);
  const rows: Row[] = [
    ...folded([...workloads].sort(byPresence)).map(rowOf),
    ...claims.map(({ object, storage }) => ({
      title: object,
      totals: [{ ...nothing, storage }],
      isOpen: () => false,
    })),
  ];
  const sums: Row[] = [
    { title: 'fewest', totals: [fewest], isOpen: isOpenIn(['always']) },
    { title: 'most', totals: [most], isOpen: isOpenIn(['always']) },
    { title: 'peak', totals: [peak], isOpen: isOpenIn(['always', 'jobs', 'hooks']) },
    ...(eachNode.pods > 0
      ? [{ title: 'each node, besides', totals: [eachNode], isOpen: isOpenIn(['each node']) }]
      : []),
  ];
  const all = [peak, eachNode];
  const shown = resources.filter(
    (resource) =>
      resource !== 'ephemeral-storage' ||
      all.some(({ requests, limits }) => requests[resource] + limits[resource] > 0n),
  );
  const hasStorage = all.some(({ storage }) => storage > 0n);
  const cells = ({ title, totals, isOpen }: Row): string[] => [
    title,
    range(totals.map(({ pods }) => (pods === 0 && title.includes('/') ? '-' : String(pods)))),
    ...shown.flatMap((resource) => [
      range(totals.map(({ requests }) => printed(resource, requests[resource]))),
      range(totals.map(({ limits }) => limitOf(limits[resource], resource, isOpen(resource)))),
    ]),
    ...(hasStorage ? [range(totals.map(({ storage }) => (storage === 0n ? '-' : bytesOf(storage))))] : []),
  ];
  const head = [
    '',
    'pods',
    ...shown.flatMap((resource) => [`${short[resource]} request`, `${short[resource]} limit`]),
    ...(hasStorage ? ['claims'] : []),
  ];
  const lines = rightColumns([head, ...[...rows, ...sums].map(cells)], '  ');
  const noted = rows.map(({ note = '' }, i) => `${lines[i + 1]!}${note === '' ? '' : `  ${note}`}`);
  return `${[lines[0]!, ...noted, '', ...lines.slice(1 + rows.length), '', ...sentences(capacity)].join('\n')}\n`;
}

const zero = { cpu: 0n, memory: 0n, 'ephemeral-storage': 0n };
const nothing: Total = { pods: 0, requests: zero, limits: zero, storage: 0n, claims: 0 };

/** Hooks of which each takes the same, as the pods of `helm test`, are one row: Helm runs one at a time. */
function folded(workloads: readonly Workload[]): (Workload & { readonly others: number })[] {
  const rows = new Map<string, Workload & { others: number }>();
  workloads.forEach((workload, i) => {
    const { presence, size, object, most } = workload;
    const isFolded = presence === 'hooks';
    const key = isFolded ? `${object.split('/')[0]} ${most} ${keyOf(size)}` : String(i);
    const known = rows.get(key);
    if (known) known.others++;
    else rows.set(key, { ...workload, others: 0 });
  });
  return [...rows.values()];
}

const keyOf = (size: Size): string =>
  JSON.stringify(size, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));

function rowOf(workload: Workload & { readonly others: number }): Row {
  const { object, presence, fewest, most, size, others } = workload;
  const isStanding = presence === 'always' || presence === 'each node';
  return {
    title: others === 0 ? object : `${object} and ${others} more`,
    totals: isStanding ? [totalOf(workload, fewest), totalOf(workload, most)] : [totalOf(workload, most)],
    isOpen: (resource) => size.unlimited[resource] > 0,
    note: noteOf(workload, others),
  };
}

const short: { readonly [R in Resource]: string } = { cpu: 'CPU', memory: 'memory', 'ephemeral-storage': 'ephemeral' };

/** `1.5+`: the containers that have a limit, besides others that have none. */
const limitOf = (amount: bigint, resource: Resource, isOpen: boolean): string =>
  amount === 0n ? '-' : `${printed(resource, amount)}${isOpen ? '+' : ''}`;

function range(texts: readonly string[]): string {
  const [first = '', last = first] = texts;
  return first === last ? first : `${first}..${last}`;
}

const order: readonly Presence[] = ['always', 'each node', 'jobs', 'hooks'];
const byPresence = (a: Workload, b: Workload) => order.indexOf(a.presence) - order.indexOf(b.presence);

function noteOf({ presence, surge, scaledBy, most }: Workload, others: number): string {
  const parts = [
    titles[presence],
    ...(others > 0 ? ['one at a time'] : []),
    ...(most === 0 ? ['suspended'] : []),
    ...(surge > 0 ? [`+${surge} while rolled out`] : []),
    ...(scaledBy === undefined ? [] : [`by ${scaledBy}`]),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** What the peak is, the quota that lets it run, and what has no limit. */
function sentences({ peak, unlimited, eachNode }: Capacity): string[] {
  const isBesides = eachNode.pods > 0 ? ', besides the pods of each node' : '';
  const quota = [
    `pods ${peak.pods}`,
    `requests.cpu ${coresOf(peak.requests.cpu)}`,
    `requests.memory ${bytesOf(peak.requests.memory)}`,
    ...(unlimited.cpu === 0 ? [`limits.cpu ${coresOf(peak.limits.cpu)}`] : []),
    ...(unlimited.memory === 0 ? [`limits.memory ${bytesOf(peak.limits.memory)}`] : []),
    ...(peak.claims > 0 ? [`requests.storage ${bytesOf(peak.storage)}`, `persistentvolumeclaims ${peak.claims}`] : []),
  ];
  const free = (['cpu', 'memory'] as const).filter((resource) => unlimited[resource] > 0);
  const without = free.map((resource) => {
    const count = unlimited[resource];
    return `${count} ${count === 1 ? 'container has' : 'containers have'} no ${short[resource]} limit`;
  });
  return [
    'Peak: as many pods as there may be, all rolled out at once, with every Job and the greatest hook.',
    `A ResourceQuota that lets the peak run${isBesides}: ${quota.join(', ')}.`,
    ...(without.length > 0
      ? [
          `${without.join(', ')}: a quota on ${free.map((each) => `limits.${each}`).join(' and ')} would refuse their pods.`,
        ]
      : []),
  ].flatMap((sentence) => wrapped(sentence, 110, '  '));
}

/** The same as data: quantities as Kubernetes writes them. */
export function capacityData({ workloads, claims, fewest, most, peak, eachNode, unlimited }: Capacity) {
  return {
    fewest: totalData(fewest),
    most: totalData(most),
    peak: totalData(peak),
    eachNode: totalData(eachNode),
    containersWithoutLimit: unlimited,
    claims: claims.map(({ object, storage }) => ({ object, storage: bytesOf(storage) })),
    workloads: workloads.map((workload) => {
      const { object, presence, fewest: least, most: greatest, surge, scaledBy } = workload;
      const { pods: _pods, ...pod } = totalData(totalOf(workload, 1));
      return { object, presence, fewest: least, most: greatest, surge, ...(scaledBy && { scaledBy }), pod };
    }),
  };
}

function totalData({ pods, requests, limits, storage, claims }: Total) {
  const of = (amounts: Total['requests']) =>
    Object.fromEntries(
      resources
        .filter((resource) => amounts[resource] > 0n)
        .map((resource) => [resource, quantityOfNano(amounts[resource], resource === 'cpu' ? 'count' : 'bytes')]),
    );
  return { pods, requests: of(requests), limits: of(limits), storage: bytesOf(storage), claims };
}

import type { Json } from '../../core/values';
import { at, isMap } from './groups';
import { keyOf, type Offer, type Use } from './offer';
import type { Printed, PrintedChart } from './printed';
import { camelCase } from '../../core/values/camel-case';
import { literal, quoted } from './words';

/** One of several charts that are the same system elsewhere. */
export interface ProposedEnvironment {
  readonly name: string;
  readonly chart: string;
  readonly namespace?: string;
  readonly labels: { readonly [key: string]: string };
  readonly values: readonly { readonly path: readonly string[]; readonly value: Json }[];
}

export interface Compared {
  readonly offers: readonly Offer[];
  readonly environments: readonly ProposedEnvironment[];
  /** What differs and what no value can say. */
  readonly notes: readonly string[];
}

const idOf = (object: Printed): string => `${object.ids.join('/')} ${object.kind}`;

/** Charts of one class with the same constructs below them, first come first. */
export function sameSystems(charts: readonly PrintedChart[]): PrintedChart[][] {
  const found: PrintedChart[][] = [];
  for (const chart of charts) {
    const group = found.find(
      ([first]) => first!.className === chart.className && chart.className !== 'Chart' && areAlike(first!, chart),
    );
    if (group) group.push(chart);
    else found.push([chart]);
  }
  return found;
}

/** Whether most constructs of the smaller one are in the other: objects may be optional. */
function areAlike(one: PrintedChart, other: PrintedChart): boolean {
  const ids = new Set(one.objects.map(idOf));
  const common = other.objects.filter((object) => ids.has(idOf(object))).length;
  return common * 2 > Math.min(one.objects.length, other.objects.length) && common > 0;
}

/** Names without what all of them have in common: `web-staging` and `web-production` are `staging` and `production`. */
export function environmentNames(names: readonly string[]): string[] {
  const parts = names.map((name) => name.split('-'));
  const common = parts[0]!.findIndex((part, i) => parts.some((each) => each[i] !== part));
  const short = parts.map((each) => each.slice(common < 0 ? 0 : common).join('-'));
  return short.some((name) => name === '') || new Set(short).size < short.length ? [...names] : short;
}

/** The offers of the first chart, with further ones for whatever differs, and what each chart sets. */
export function compared(
  charts: readonly PrintedChart[],
  offers: readonly Offer[],
  groups: ReadonlyMap<Printed, readonly string[]>,
): Compared {
  const [base, ...others] = charts;
  const names = environmentNames(charts.map(({ name }) => name));
  const covered = new Set(
    offers.flatMap(({ uses }) => uses.map(({ object, keys }) => `${idOf(object)} ${keys.join('/')}`)),
  );
  const notes: string[] = [];
  const more = new Map<string, Offer>();
  for (const [i, other] of others.entries()) {
    const byId = new Map(other.objects.map((object) => [idOf(object), object]));
    for (const object of base!.objects) {
      const twin = byId.get(idOf(object));
      if (!twin) continue;
      for (const use of differences(object, object.object, twin.object, []))
        if (!covered.has(`${idOf(object)} ${use.keys.join('/')}`) && !isCoveredAbove(covered, object, use.keys))
          addOffer(more, use, groups.get(object)!, names[i + 1]!, notes);
    }
    const known = new Set(base!.objects.map(idOf));
    for (const object of other.objects)
      if (!known.has(idOf(object)))
        notes.push(
          `${object.kind} ${object.ids.join('/')} is in ${other.name} alone: make it always, with Condition.of(...).when(a value)`,
        );
  }
  const all = [...offers, ...more.values()];
  const toggled = new Set(all.flatMap(({ toggles }) => toggles ?? []));
  const absent = base!.objects.filter(
    (object) =>
      !toggled.has(object) && others.some((other) => !other.objects.some((each) => idOf(each) === idOf(object))),
  );
  for (const object of absent) all.push(toggle(object, groups.get(object)!));
  const environments = charts.map((chart, i) => ({
    name: names[i]!,
    chart: chart.name,
    ...(chart.namespace !== undefined && { namespace: chart.namespace }),
    labels: chart.labels,
    values: i === 0 ? [] : all.flatMap((offer) => valueIn(offer, chart, notes)),
  }));
  return { offers: all, environments, notes: [...new Set(notes)] };
}

const toggle = (object: Printed, group: readonly string[]): Offer => ({
  path: [...group, 'enabled'],
  value: true,
  declaration: `boolean(true, 'Whether the ${object.kind} exists')`,
  imports: ['boolean', 'Condition'],
  uses: [],
  toggles: [object],
});

/** What an offer's value is in another chart, where it is another. */
function valueIn(offer: Offer, chart: PrintedChart, notes: string[]): { path: readonly string[]; value: Json }[] {
  const find = (object: Printed) => chart.objects.find((each) => idOf(each) === idOf(object));
  if (offer.toggles) return offer.toggles.every(find) ? [] : [{ path: offer.path, value: false }];
  const found = offer.uses.flatMap(({ object, keys, value, express }) => {
    const twin = find(object);
    return twin ? [{ today: value, there: at(twin.object, ...keys), express }] : [];
  });
  const plain = found.filter(({ express }) => !express);
  const distinct = new Set(plain.map(({ there }) => JSON.stringify(there)));
  if (distinct.size > 1)
    notes.push(`${keyOf(offer)}: one value in one chart, and several in ${chart.name}; declare one for each`);
  if (isMap(offer.value) && 'repository' in offer.value && found[0]?.express) return imageIn(offer, found);
  const [first] = plain;
  if (!first || JSON.stringify(first.there) === JSON.stringify(first.today)) return [];
  return [{ path: offer.path, value: first.there ?? emptyOf(offer.value) }];
}

const emptyOf = (value: Json): Json =>
  Array.isArray(value) ? [] : isMap(value) ? {} : typeof value === 'string' ? '' : value;

function imageIn(
  offer: Offer,
  found: readonly { readonly there: Json | undefined }[],
): { path: readonly string[]; value: Json }[] {
  const texts = found.map(({ there }) => there).filter((there) => typeof there === 'string');
  const [image, policy] = [
    texts.find((each) => each.includes(':')),
    texts.find((each) => /^(Always|IfNotPresent|Never)$/.test(each)),
  ];
  const [, repository, tag] = /^(.*):([^:/]+)$/.exec(image ?? '') ?? [];
  const given = { repository, tag, pullPolicy: policy };
  return Object.entries(given).flatMap(([key, value]) =>
    value === undefined || value === at(offer.value, key) ? [] : [{ path: [...offer.path, key], value }],
  );
}

/** Scalars that differ, and lists and maps that differ in their keys. */
function differences(
  object: Printed,
  one: Json | undefined,
  other: Json | undefined,
  keys: readonly (string | number)[],
): Use[] {
  if (JSON.stringify(one) === JSON.stringify(other)) return [];
  // Names and labels are another in each chart by themselves.
  if (/^(metadata|apiVersion|kind)$/.test(String(keys[0] ?? '')) && keys.length === 1 && keys[0] !== 'metadata')
    return [];
  if (keys[0] === 'metadata' && keys.length > 1 && keys[1] !== 'annotations') return [];
  if (
    /^(labels|matchLabels|selector|matchExpressions|claimName|serviceAccountName|scaleTargetRef)$/.test(
      String(keys.at(-1) ?? ''),
    )
  )
    return [];
  if (keys.at(-1) === 'name' && keys.length > 1) return [];
  const both = isMap(one) && isMap(other) ? [...new Set([...Object.keys(one), ...Object.keys(other)])] : undefined;
  if (both) return both.flatMap((key) => differences(object, one![key as never], other![key as never], [...keys, key]));
  if (Array.isArray(one) && Array.isArray(other) && one.length === other.length)
    return one.flatMap((each, i) => differences(object, each as Json, (other as Json[])[i], [...keys, i]));
  return [{ object, keys, value: one }];
}

const isCoveredAbove = (covered: ReadonlySet<string>, object: Printed, keys: readonly (string | number)[]): boolean =>
  keys.some((_, i) => covered.has(`${idOf(object)} ${keys.slice(0, i).join('/')}`));

function addOffer(more: Map<string, Offer>, use: Use, group: readonly string[], other: string, notes: string[]): void {
  const { keys, value, object } = use;
  const container = keys.findIndex((key) => key === 'env');
  const variable = container >= 0 ? at(object.object, ...keys.slice(0, container + 2), 'name') : undefined;
  const name = variable === undefined ? keys.filter((key) => typeof key === 'string').at(-1)! : String(variable);
  const declared = declare(value, name);
  if (!declared) {
    notes.push(
      `${object.kind} ${object.ids.join('/')} /${keys.join('/')} is another in ${other}: choose it with Binding and a value`,
    );
    return;
  }
  const path = [...group, ...(variable === undefined ? [] : ['env']), camelCase(name)];
  const known = more.get(path.join('.'));
  if (known && known.uses.some((each) => each.object !== object || each.keys.join() !== keys.join())) return;
  more.set(path.join('.'), { path, value: value!, declaration: declared[1], imports: [declared[0]], uses: [use] });
}

function declare(value: Json | undefined, name: string): readonly [string, string] | undefined {
  const about = quoted(`${name}, which differs between environments`);
  if (typeof value === 'string') return ['string', `string(${quoted(value)}, ${about})`];
  if (typeof value === 'boolean') return ['boolean', `boolean(${String(value)}, ${about})`];
  if (typeof value === 'number')
    return [
      Number.isInteger(value) ? 'integer' : 'number',
      `${Number.isInteger(value) ? 'integer' : 'number'}(${literal(value)}, ${about})`,
    ];
  return undefined;
}

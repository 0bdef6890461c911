import { pointerTo, trialRelease, type Json, type Problem, type Release, type Sample } from '../values';
import { HelmChart } from './helm-chart';
import { toldId } from './told-ids';
import { evaluateManifest, type ChartManifests } from './synthesize';

/** What a build comes to for sample values: its objects by their constructs, as plain data. */
export type BuildParts = ReadonlyMap<string, Json | undefined>;

/**
 * What two builds of the same program say differently: one with tokens, and a trial with sample values in their place
 * (`tokens.use(sample)`). What the first means for these values must be what the trial came to; where it is not, the program or
 * a construct computed with a token, compared it, counted its letters or took its hash.
 *
 * @returns a problem for each difference, with construct and JSON pointer
 */
export const compareBuilds = (
  first: readonly ChartManifests[],
  trial: readonly ChartManifests[],
  sample: Sample,
): Problem[] => compareParts(partsOf(first, sample), partsOf(trial, sample));

/** The same for what each of them comes to; the trial may have been made by another copy of this library. */
export function compareParts(first: BuildParts, trial: BuildParts): Problem[] {
  const tried = underNamesOf(first, trial);
  return [...new Set([...first.keys(), ...tried.keys()])].flatMap((construct) =>
    differences(first.get(construct), tried.get(construct), '').map((path) => ({ ...computedToken, construct, path })),
  );
}

/**
 * A trial under the paths of the first build. Where an id has a token in it, as cdk8s-plus makes ids of names, the trial has another
 * id, and with it another hash at the end of the object's name; such constructs are the same in their order.
 */
function underNamesOf(first: BuildParts, trial: BuildParts): BuildParts {
  const withToken = [...first.keys()].filter((path) => !trial.has(path) && toldId(path) !== path);
  const others = [...trial.keys()].filter((path) => !first.has(path));
  if (withToken.length === 0 || withToken.length !== others.length) return trial;
  const paths = new Map(others.map((path, i) => [path, withToken[i]!]));
  const names = others.flatMap((path, i) => {
    const [was, is] = [nameOf(trial.get(path)), nameOf(first.get(withToken[i]!))];
    return was !== undefined && is !== undefined && was !== is ? [[was, is] as const] : [];
  });
  const renamed = (value: Json | undefined): Json | undefined =>
    value === undefined || names.length === 0
      ? value
      : (JSON.parse(names.reduce((json, [was, is]) => json.replaceAll(was, is), JSON.stringify(value))) as Json);
  return new Map([...trial].map(([path, value]) => [paths.get(path) ?? path, renamed(value)]));
}

function nameOf(value: Json | undefined): string | undefined {
  const metadata = isObject(value) && !Array.isArray(value) ? value['metadata'] : undefined;
  const name = isObject(metadata) ? metadata['name'] : undefined;
  return typeof name === 'string' ? name : undefined;
}

const computedToken = {
  code: 'computed-token',
  message: 'this depends on what stands for a value while the app is built, not on the value',
  remedy:
    'Something compared a reference, computed with it, or took its length or hash: use equals(), choose(), digest() and the like, or a literal.',
};

/** The objects of a build for the sample values, by their constructs. */
export function partsOf(build: readonly ChartManifests[], sample: Sample): BuildParts {
  const parts = new Map<string, Json | undefined>();
  for (const { chart, manifests } of build) {
    const release: Release = HelmChart.isHelmChart(chart)
      ? trialRelease(chart.schema, sample)
      : {
          values: { global: {} },
          release: { name: 'r', namespace: 'n' },
          chart: { name: 'c', version: '1', appVersion: '1' },
        };
    for (const manifest of manifests) parts.set(manifest.construct, present(evaluateManifest(manifest, release)));
  }
  return parts;
}

/** Without empty lists and maps: an expression leaves them out, a literal does not. */
function present(value: Json | undefined): Json | undefined {
  if (typeof value === 'string') return canonical(value);
  if (!isObject(value)) return value;
  if (Array.isArray(value)) {
    const elements = (value as readonly Json[]).map(present).filter((element) => element !== undefined);
    return elements.length > 0 ? elements : undefined;
  }
  const entries = Object.entries(value).map(([key, inner]) => [key, present(inner)] as const);
  const kept = entries.filter((entry): entry is readonly [string, Json] => entry[1] !== undefined);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/** JSON by Go and by JavaScript differ in a few escapes that mean the same, and in spaces. */
function canonical(text: string): string {
  try {
    return /^\s*[[{"]/.test(text) ? JSON.stringify(sorted(JSON.parse(text) as Json)) : unescaped(text);
  } catch {
    return unescaped(text);
  }
}

const unescaped = (text: string) =>
  text.replace(/\\u(003c|003e|0026|2028|2029)/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

function sorted(value: Json): Json {
  if (typeof value === 'string') return canonical(value);
  if (Array.isArray(value)) return (value as readonly Json[]).map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([x], [y]) => (x < y ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** JSON pointers to the places where two values differ; one for each place. */
function differences(a: Json | undefined, b: Json | undefined, pointer: string): string[] {
  if (isObject(a) && isObject(b) && Array.isArray(a) === Array.isArray(b)) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return keys.flatMap((key) => differences(a[key], b[key], pointerTo(pointer, key)));
  }
  return a === b ? [] : [pointer];
}

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null;

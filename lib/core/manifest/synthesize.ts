import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import {
  DefinitionError,
  describe,
  evaluate,
  holds,
  ownersIn,
  tokens,
  type Expression,
  type JsonObject,
  type Problem,
  type Release,
  type Tree,
} from '../values';
import { bind } from './bind';
import { fieldComments } from './comment';
import { namedByContent } from './content-name';
import { withCommonAnnotations } from './common-annotations';
import { declaredNeeds } from './declared-needs';
import { declaredReferences } from './references';
import { decodeObject } from './decode-object';
import { fileNames } from './file-name';
import { HelmChart } from './helm-chart';
import { foreign, illFormed } from './ill-formed';
import { imageUpdatesOf } from './image-updates';
import { usualPhase } from './kinds';
import type { Manifest } from './manifest';
import { settleTree } from './made-at';
import { applyOrder } from './order';
import { withLabelsOf } from './nested-labels';
import { perRelease } from './per-release';
import { isBesideRelease, withoutRelease } from './resource-definitions';
import { inNamespace, scopesIn } from './scopes';
import { withTokens } from './token-guard';
import { failedObject, failure, lostEntries } from './unprintable';
import { conditionOf, hookOf, isRetained, phases, traitsOf, type HookSpec, type Phase } from './traits';

/** The objects of one chart. */
export interface ChartManifests {
  readonly chart: Chart;
  /** In the order of application. */
  readonly manifests: readonly Manifest[];
}

/**
 * Turns a construct tree into manifests: each object is resolved once and its tokens become expressions again.
 *
 * @throws DefinitionError with all problems of all objects
 */
export function synthesize(root: IConstruct): ChartManifests[] {
  const problems: Problem[] = [];
  const objectsOf = new Map<Chart, ApiObject[]>();
  collect(root, undefined, objectsOf);
  refuseInvalid(root, problems);
  tokens.takeResolved();
  const charts = [...objectsOf].map(([chart, objects]) => ({
    chart,
    manifests: chartManifests(
      chart,
      objects.filter((object) => hasKind(object, problems)),
      problems,
    ),
  }));
  for (const { chart, manifests } of charts) problems.push(...illFormed(chart, manifests, objectsOf.get(chart)!));
  const lost = lostTokens(new Set<object>(objectsOf.keys()), settleTree(root));
  // What a failed object would have shown is not a further mistake.
  if (!problems.some(({ code }) => code === failedObject)) problems.push(...lost);
  if (problems.length > 0) throw new DefinitionError(problems);
  return settled(charts, objectsOf);
}

/** The charts with each object in the namespace that it has in a cluster, and apart from those of other releases. */
function settled(charts: readonly ChartManifests[], objectsOf: ReadonlyMap<Chart, readonly ApiObject[]>) {
  const byPath = new Map([...objectsOf.values()].flat().map((object) => [object.node.path, object]));
  const scopes = scopesIn(charts.flatMap(({ manifests }) => manifests));
  return charts.map(({ chart, manifests }) => {
    const placed = manifests.map((manifest) => inNamespace(manifest, byPath.get(manifest.construct)!, scopes));
    const isSame = !HelmChart.isHelmChart(chart) || chart.isNamedByPath;
    const told = isSame ? placed : perRelease(chart, placed, objectsOf.get(chart)!);
    return { chart, manifests: told.map((each) => namedByContent(chart, byPath.get(each.construct)!, each)) };
  });
}

/** Objects by the chart that they are part of; charts inside a HelmChart belong to it. */
function collect(construct: IConstruct, chart: Chart | undefined, objectsOf: Map<Chart, ApiObject[]>): void {
  const isOwnChart = Chart.isChart(construct) && !HelmChart.isHelmChart(chart);
  const current = isOwnChart ? construct : chart;
  if (isOwnChart) objectsOf.set(construct, []);
  const { isWanted } = traitsOf(construct);
  if (ApiObject.isApiObject(construct) && current && (!isWanted || isWanted())) objectsOf.get(current)!.push(construct);
  for (const child of construct.node.children) collect(child, current, objectsOf);
}

/**
 * References to values of these charts that were turned into strings and are in no object.
 *
 * @param isLast whether all trees have been looked at: what belongs to no chart, such as the name of the release, may be in an object of
 *   one of the others
 */
function lostTokens(charts: ReadonlySet<object>, isLast: boolean): Problem[] {
  const lost = tokens.lost().filter(({ expression }) => {
    const owners = [...ownersIn(expression)];
    return owners.length === 0 ? isLast : owners.some((owner) => charts.has(owner));
  });
  return lost.map((minted) => {
    tokens.found(minted);
    const { expression, kind } = minted;
    const became = {
      text: 'turned into a string',
      value: 'taken',
      number: 'taken as a number',
      amount: 'taken as an amount',
      operand: 'computed with',
    };
    return {
      code: 'lost-token',
      where: minted.at(),
      message: `${describe(expression)} was ${became[kind]} here and is in no object`,
      remedy:
        kind === 'operand'
          ? 'No value is known yet: compute with add(), mul(), min() and their like, compare with equals(), lessThan(), choose with choose(), when() and Condition.'
          : 'Remove it, or set the field with Binding.of(object).set(pointer, value) if a construct dropped it.',
    };
  });
}

/** Whether it is told what an object is; cdk8s does not ask. */
function hasKind({ apiVersion, kind, node }: ApiObject, problems: Problem[]): boolean {
  const given = { apiVersion, kind } as { readonly [name: string]: unknown };
  const missing = Object.keys(given).filter((name) => typeof given[name] !== 'string' || given[name] === '');
  if (missing.length === 0) return true;
  problems.push({
    code: failedObject,
    construct: node.path,
    message: `this object has no ${missing.join(' and no ')}`,
    remedy: "Say what it is, as in { apiVersion: 'v1', kind: 'ConfigMap' }.",
  });
  return false;
}

/** What constructs say of themselves through `node.addValidation`. */
function refuseInvalid(root: IConstruct, problems: Problem[]): void {
  for (const construct of root.node.findAll()) {
    for (const message of construct.node.validate()) {
      problems.push({ code: 'invalid-construct', construct: construct.node.path, message });
    }
  }
}

function chartManifests(chart: Chart, objects: readonly ApiObject[], problems: Problem[]): Manifest[] {
  const hookPlaces = placesOfHooks(chart, objects);
  const places = applyOrder(chart, objects, (object) => ownPlace(chart, object, hookPlaces));
  const files = fileNames(chart, objects);
  const manifests = objects.map((object) => ({
    ...manifest(chart, object, places.get(object)!, problems),
    file: files.get(object)!,
  }));
  return manifests.map(withoutRelease).sort((a, b) => a.place - b.place || (a.file < b.file ? -1 : 1));
}

function manifest(chart: Chart, object: ApiObject, place: number, problems: Problem[]): Omit<Manifest, 'file'> {
  const path = object.node.path;
  problems.push(...lostEntries(object));
  const json = resolve(object, problems);
  const resolved = tokens.takeResolved();
  const isOurs = HelmChart.isHelmChart(chart);
  const expected = json === undefined ? new Set<Expression>() : resolved;
  const found = decodeObject(json ?? { metadata: {} }, expected, path, problems, !isOurs);
  const decoded = isOurs ? withLabelsOf(chart, object, found) : found;
  const traits = traitsOf(object);
  const condition = conditionOf(object, chart);
  const hook = hookOf(object, chart);
  const retain = isRetained(object, chart);
  const written = bind(decoded, traits.bindings, path, problems);
  const { apiVersion, kind } = object;
  const isOfRelease = isOurs && !isBesideRelease({ apiVersion, kind, hook, retain });
  const bound = isOfRelease ? withCommonAnnotations(chart.values, written) : written;
  if (hook?.events.length === 0) {
    const message = 'this hook has no event, so that it would never run';
    problems.push({
      code: 'invalid-hook',
      construct: path,
      message,
      remedy: "Say when: Hook.of(object).on('pre-install').",
    });
  }
  for (const owner of ownersIn([bound, ...(condition ? [condition] : [])])) {
    if (owner !== chart) problems.push(foreign(path, owner as Chart));
  }
  return {
    construct: path,
    apiVersion,
    kind,
    place,
    object: inUsualOrder(bound),
    condition,
    hook,
    comment: traits.comment,
    ...(traits.fieldComments.length > 0 && {
      fieldComments: fieldComments(bound, traits.fieldComments, path, problems),
    }),
    ...(imageUpdatesOf(object).length > 0 && { imageUpdates: imageUpdatesOf(object) }),
    retain,
    isForEngines: isOurs,
    needs: declaredNeeds(chart, object, problems),
    references: declaredReferences(object),
    isPlaced: saidPhase(chart, object) !== undefined || place !== phases[usualPhase(object)],
  };
}

/**
 * The object as JSON with its fields in the author's order; cdk8s would sort them by name. Undefined where its construct
 * fails, as the typed ones of cdk8s do when a token stands where they want a list.
 */
function resolve(object: ApiObject, problems: Problem[]): unknown {
  const before = process.env['CDK8S_DISABLE_SORT'];
  process.env['CDK8S_DISABLE_SORT'] = '1';
  try {
    return withTokens(() => object.toJson() as unknown);
  } catch (error) {
    problems.push(failure(object, error));
    return undefined;
  } finally {
    if (before === undefined) delete process.env['CDK8S_DISABLE_SORT'];
    else process.env['CDK8S_DISABLE_SORT'] = before;
  }
}

/** `apiVersion`, `kind` and `metadata` first, and in metadata the name first: as people write objects. */
function inUsualOrder(object: Record<string, Tree>): Record<string, Tree> {
  const { apiVersion, kind, metadata, ...rest } = object as Record<string, Tree> & { metadata: Record<string, Tree> };
  const { name, namespace, labels, annotations, ...others } = metadata;
  const ordered = { name, namespace, labels, annotations, ...others };
  const present = Object.entries(ordered).filter(([, value]) => value !== undefined);
  return { apiVersion, kind, metadata: Object.fromEntries(present), ...rest } as Record<string, Tree>;
}

function ownPlace(chart: Chart, object: ApiObject, hookPlaces: ReadonlyMap<number, number>): number {
  const hook = hookOf(object, chart);
  if (hook && isPreDeploy(hook)) return phases['pre-deploy'] + hookPlaces.get(hook.weight)!;
  if (hook && isPostDeploy(hook)) return phases['post-deploy'];
  return phases[saidPhase(chart, object) ?? usualPhase(object)];
}

/** The phase that the author has said of an object, or of the innermost scope around it. */
const saidPhase = (chart: Chart, object: ApiObject): Phase | undefined =>
  object.node.scopes
    .slice(chart.node.scopes.length - 1)
    .map((scope) => traitsOf(scope).phase)
    .findLast((phase) => phase !== undefined);

const isPostDeploy = ({ events }: HookSpec) => events.includes('post-install') || events.includes('post-upgrade');

const isPreDeploy = (hook: HookSpec) => hook.events.includes('pre-install') || hook.events.includes('pre-upgrade');

/** Hooks of lower weight stand in earlier files. */
function placesOfHooks(chart: Chart, objects: readonly ApiObject[]): Map<number, number> {
  const hooks = objects.flatMap((object) => hookOf(object, chart) ?? []).filter(isPreDeploy);
  const weights = [...new Set(hooks.map((hook) => hook.weight))].sort((a, b) => a - b);
  return new Map(weights.map((weight, i) => [weight, i]));
}

/** What an object is in this release, or undefined where its condition does not hold. */
export function evaluateManifest(manifest: Manifest, release: Release): JsonObject | undefined {
  return holds(manifest.condition, release) ? (evaluate(manifest.object, release) as JsonObject) : undefined;
}

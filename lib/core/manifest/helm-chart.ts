import { Chart, type ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  DefinitionError,
  and,
  call,
  defaults,
  fullname,
  isSet,
  labels,
  literalTemplatesHelper,
  mergeFiles,
  overlay,
  refs,
  releaseNamespace,
  takePlaceholders,
  textOf,
  tokens,
  trim,
  validateValues,
  withTemplates,
  withoutDefaults,
  values as makeValues,
  withInherited,
  Expression,
  type Group,
  type JsonObject,
  type Problem,
  type Refs,
} from '../values';
import { nameLimitOf } from '../kubernetes/name-limits';
import { isClusterScoped } from '../kubernetes/scopes';
import { blockDefinitions } from './block-definitions';
import { chartTakes } from './chart-arguments';
import type { HelmChartProps, Note, OwnNamespace } from './chart-props';
import { commonValuesWith, reservedLabels, type CommonValues } from './common-values';
import { tierOf, type EnvironmentValues, type ProfileValues } from './environment';
import { environmentProblems, unknownEnvironment } from './environment-names';
import { authorsPlace } from './made-at';
import { ObjectNames } from './object-name';
import { guardTokens, refuseOwnSynth } from './token-guard';
import { DefaultProblems } from './default-problems';
import { guardsOf, requireOf } from './guards';
import { conditionOf } from './traits';
import type { Guard } from '../guards';

/** Marks a `HelmChart`, also for another copy of this library. */
const brand = Symbol.for('chartwright.HelmChart');

/**
 * The id of a chart. What could not be a chart is refused here, before a construct is made of it: one with an empty id, and one inside
 * another one, whose objects it would be part of, and whose own values, version and environments nobody would read.
 */
function idOfChart(scope: Construct, id: string): string {
  const outer = HelmChart.around(scope);
  if (outer) {
    const construct = `${scope.node.path}/${id}`;
    const message = `this chart is inside the chart ${outer.node.path}, whose objects are all of one release`;
    const remedy = `Give it the app as its scope; ${outer.node.id}.addDependency(chart) says which of them comes first. Or make it a Construct, or a plain Chart of cdk8s.`;
    const at = authorsPlace(new Error().stack ?? '');
    throw new DefinitionError([{ code: 'nested-chart', construct, message, remedy, ...(at && { at }) }]);
  }
  if (id !== '') return id;
  const remedy = "Give it a name, as in super(scope, 'shop', { ... }).";
  const message = 'a chart inside this construct has an empty id, after which nothing can be called';
  throw new DefinitionError([{ code: 'invalid-chart-name', construct: scope.node.path || 'the app', message, remedy }]);
}

/** Whether an object has no namespace. A Namespace is called as a label of DNS, which has no dot. */
const isOutsideNamespaces = ({ apiVersion, kind }: ApiObject) =>
  isClusterScoped(apiVersion, kind) && !nameLimitOf(apiVersion, kind).isLabel;

let shown: (chart: HelmChart) => JsonObject[];

/** Says how a chart shows its objects: `default-objects.ts`, which knows charts and so cannot be known here. */
export const showWith = (given: typeof shown): void => {
  shown = given;
};

/** What stands for the namespace of a release in a name that takes no dot. */
const ofNamespace = new Expression<string>({ kind: 'digest', data: releaseNamespace, length: 8 }, 'string');

/**
 * A system: objects, the values that its users may set, and the environments it runs in. It becomes plain YAML for each
 * environment and one Helm chart.
 */
export class HelmChart<S extends Group = Group> extends Chart {
  readonly [brand] = true;
  /** A reference for each value. */
  readonly values: Refs<S> & Refs<CommonValues>;
  readonly schema: Group;
  readonly props: HelmChartProps<S>;
  private readonly noteSources: (() => readonly Note[])[] = [];
  private readonly objectNames = new ObjectNames();

  /** `instanceof` does not tell: cdk8s makes it true for every chart. */
  static isHelmChart(construct: unknown): construct is HelmChart {
    return typeof construct === 'object' && construct !== null && brand in construct;
  }

  constructor(scope: Construct, id: string, props: HelmChartProps<S>) {
    chartTakes.new(scope, id, props);
    const { disableResourceNameHashes = false } = props;
    super(scope, idOfChart(scope, id), { namespace: tokens.name(releaseNamespace), disableResourceNameHashes });
    guardTokens(this);
    refuseOwnSynth(this);
    this.props = props;
    const fields = props.values.properties;
    const own = makeValues({ ...fields, ...commonValuesWith(props.labels ?? {}) });
    this.schema = withInherited(withTemplates(own, this.node.path.replaceAll('/', '-')), this);
    Object.assign(this.schema, { definitions: blockDefinitions(this.schema) });
    tokens.know(this, this.schema);
    this.values = refs(this.schema, this) as Refs<S> & Refs<CommonValues>;
  }

  /** The values that every chart has, for a construct anywhere in one. Undefined where the chart is not a `HelmChart`. */
  static commonValuesOf(scope: Construct): Refs<CommonValues> | undefined {
    return HelmChart.around(scope)?.values;
  }

  /** The chart that a construct is part of. Undefined where that is not a `HelmChart`. */
  static around(scope: Construct): HelmChart | undefined {
    chartTakes.around(scope);
    return scope.node.scopes.find((each): each is HelmChart => HelmChart.isHelmChart(each));
  }

  /**
   * The objects as they are when no value is set, in a release with the chart's name; for tests (`Testing.synth(chart)`).
   *
   * @throws DefinitionError when the definition is wrong, or when a value has no default
   */
  override toJson(): JsonObject[] {
    return shown(this);
  }

  /** Labels of all objects in the place of those that charts give. */
  get reservedLabels(): { readonly [key: string]: string } {
    return reservedLabels(this.props.labels ?? {});
  }

  /** What cdk8s gives every object of the chart. */
  override get labels(): { [key: string]: string } {
    const token = tokens.plain(labels);
    return { [token]: token, ...this.reservedLabels };
  }

  /** Adds lines to NOTES.txt, printed where the condition holds. */
  note(text: Expression<string>, condition?: Expression<boolean>): void {
    chartTakes.note(text, condition);
    this.noteSources.push(() => [{ text, condition }]);
  }

  /**
   * Adds the notes of a construct to the NOTES.txt of the chart around it; each note stands only where the construct
   * exists. They are asked for when the chart is complete. Nothing happens where that is not a `HelmChart`.
   */
  static note(construct: Construct, produce: () => readonly Note[]): void {
    const chart = HelmChart.around(construct);
    chart?.noteSources.push(() => {
      const exists = conditionOf(construct, chart);
      return produce().map(({ text, condition }) => {
        const conditions = [exists, condition].filter((each) => each !== undefined);
        return conditions.length > 0 ? { text, condition: and(...conditions) } : { text };
      });
    });
  }

  /** What NOTES.txt tells beside the commands that every chart prints. */
  get notes(): readonly Note[] {
    const literal = call<string>(literalTemplatesHelper(this.schema));
    return [
      ...this.noteSources.flatMap((produce) => produce()),
      { text: textOf([trim(literal)]), condition: isSet(literal) },
    ];
  }

  /**
   * Requires something of the values together that the schema of each cannot say. Values for which it does not hold are refused: those of
   * environments when they are synthesized, all others by Helm, with the message and what the values are.
   *
   * @param condition what must hold, as `lessOrEqual(values.min, values.max)`
   * @param message what is asked for, as an operator reads it; a value is called by its name, or by the end of its path, and told by its whole path
   * @throws DefinitionError for a condition that depends on nothing of a release, when the chart is synthesized
   */
  require(condition: Expression<boolean>, message: string): void {
    chartTakes.require(condition, message);
    requireOf(this, condition, message);
  }

  /** Requires something of the values wherever a construct exists. Nothing happens where it is in no `HelmChart`. */
  static require(construct: Construct, condition: Expression<boolean>, message: string): void {
    chartTakes.requireOf(construct, condition, message);
    requireOf(construct, condition, message);
  }

  /** What the chart and its constructs require of the values. */
  get guards(): readonly Guard[] {
    return guardsOf(this);
  }

  /** Whether objects are called as cdk8s calls them, which is the same in every release. */
  get isNamedByPath(): boolean {
    return this.props.naming === 'cdk8s';
  }

  /**
   * The name that an object gets when its construct gives none: the full name and the path below the chart. One that lives outside
   * namespaces has that of the release before it, with a dot, which no namespace has, or its digest behind it: so no two releases of a
   * cluster share it.
   */
  objectName(object: ApiObject): Expression<string> {
    const end = this.objectNames.endOf(this, object);
    const name = end === '' ? fullname : textOf([fullname, `-${end}`]);
    if (!isOutsideNamespaces(object)) return name;
    // After a volume cdk8s-plus calls the volumes of pods, whose names take no dot; a dash alone would leave open where the namespace ends.
    const isVolume = object.kind === 'PersistentVolume';
    return textOf(isVolume ? [name, '-', ofNamespace] : [releaseNamespace, '.', name]);
  }

  override generateObjectName(object: ApiObject): string {
    if (this.isNamedByPath) return super.generateObjectName(object);
    return tokens.name(this.objectName(object));
  }

  /**
   * The values of every environment.
   *
   * @param chart the chart's name, after which releases and namespaces are called
   * @throws DefinitionError with every value that the schema refuses, in any environment or profile
   */
  environments(chart: string): EnvironmentValues[] {
    const base = defaults(this.schema);
    const defaultsOf = new DefaultProblems(this.schema, base, `the defaults of ${this.node.id}`);
    const problems: Problem[] = [];
    const environments = Object.entries(this.props.environments).map(([name, environment]) => {
      const { values: given, placeholders } = takePlaceholders(environment.values);
      const values = overlay(base, given);
      const overrides = withoutDefaults(base, given);
      const found = validateValues(this.schema, values, `environment "${name}" of ${this.node.id}`);
      problems.push(...defaultsOf.without(found));
      const { release = chart, namespace = chart, tier = tierOf(name), kubernetes, apis, rules } = environment;
      const more = { ...(kubernetes && { kubernetes }), ...(apis && { apis }), ...(rules && { rules }) };
      return { name, release, namespace, overrides, values, placeholders, tier, ...more };
    });
    for (const { name, on, overrides } of this.profiles()) {
      const below = environments.find((environment) => environment.name === on);
      const where = `profile "${name}" of ${this.node.id}`;
      if (!below) problems.push(unknownEnvironment(where, on, Object.keys(this.props.environments)));
      else {
        const found = validateValues(this.schema, overlay(base, mergeFiles(below.overrides, overrides)), where);
        problems.push(...defaultsOf.without(found));
      }
    }
    problems.unshift(...defaultsOf.shown);
    problems.push(...environmentProblems(environments, Object.keys(this.props.profiles ?? {}), this.node.path, chart));
    if (problems.length > 0) throw new DefinitionError(problems);
    return environments;
  }

  /** What the plain output says of the release's namespace; false where somebody else makes it. */
  ownNamespace(): OwnNamespace | false {
    const { ownsNamespace = true } = this.props;
    return ownsNamespace === true ? {} : ownsNamespace;
  }

  /** The extra values files. */
  profiles(): ProfileValues[] {
    return Object.entries(this.props.profiles ?? {}).map(([name, { on, description, values }]) => {
      return { name, on, description, overrides: takePlaceholders(values).values };
    });
  }
}

import { Type } from '@sinclair/typebox';
import { Chart, type ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  DefinitionError,
  and,
  defaults,
  fullname,
  labels,
  list,
  mergeFiles,
  object,
  openObject,
  overlay,
  refs,
  releaseNamespace,
  string,
  stringMap,
  takePlaceholders,
  textOf,
  tokens,
  usersLabelKeys,
  validateValues,
  withoutDefaults,
  values as makeValues,
  type Expression,
  type Group,
  type JsonObject,
  type Overrides,
  type Problem,
  type Refs,
} from '../values';
import { blockDefinitions } from './block-definitions';
import { chartTakes } from './chart-arguments';
import { defaultObjects } from './default-objects';
import { tierOf, type EnvironmentValues, type ProfileValues, type Tier } from './environment';
import { environmentProblems, unknownEnvironment } from './environment-names';
import { authorsPlace } from './made-at';
import { ObjectNames } from './object-name';
import { guardTokens, refuseOwnSynth } from './token-guard';
import { DefaultProblems } from './default-problems';
import type { RuleSettings } from './rule-levels';
import { conditionOf } from './traits';

/** What `Chart.yaml` says about a chart beside its name. */
export interface ChartMetadata {
  /** Version of the chart, as SemVer. */
  readonly version: string;
  /** Version of the application; images without a tag use it. */
  readonly appVersion: string;
  readonly description: string;
  /** The Kubernetes versions that the chart is for; its objects must fit the oldest of them. @default 1.28 and newer, and what only some of these have is a warning */
  readonly kubeVersion?: string;
  readonly home?: string;
  readonly icon?: string;
  readonly sources?: readonly string[];
  readonly keywords?: readonly string[];
  readonly maintainers?: readonly { readonly name: string; readonly email?: string; readonly url?: string }[];
  /** What changed in this version, for Artifact Hub. */
  readonly changes?: readonly {
    readonly kind: 'added' | 'changed' | 'fixed' | 'removed';
    readonly description: string;
  }[];
  /** SPDX identifier. @default Apache-2.0 */
  readonly license?: string;
  /** Documents about the application, for Artifact Hub and the chart's README. */
  readonly links?: readonly { readonly name: string; readonly url: string }[];
  /** Markdown that stands in the chart's README before the table of values: what to prepare, how to reach it. */
  readonly readme?: string;
}

/** Something to tell whoever installs the chart. */
export interface Note {
  readonly text: Expression<string>;
  readonly condition?: Expression<boolean>;
}

/** One place where the system runs. */
export interface Environment<S extends Group = Group> {
  /** @default the chart's name */
  readonly release?: string;
  /** @default the chart's name */
  readonly namespace?: string;
  /** What differs from the defaults. */
  readonly values: Overrides<S> & Overrides<CommonValues>;
  /**
   * Who would feel a failure. The rules about production hold where it is `production`; to the linker the others are the same.
   *
   * @default production where the name is `prod` or `production`, or begins with one of them and a dash (`prod-eu`); else test
   */
  readonly tier?: Tier;
  /** Levels of the linker's rules here, laid over those of the chart. @default those of the chart */
  readonly rules?: RuleSettings;
}

/** An extra values file on top of an environment's, such as a size. */
export interface Profile<S extends Group = Group> {
  /** The environment that it is laid on. */
  readonly on: string;
  readonly description: string;
  readonly values: Overrides<S> & Overrides<CommonValues>;
}

/** The levels of the Pod Security Standards, from the least strict to the most. */
export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';

/** What the plain output says of a namespace that the chart owns. */
export interface OwnNamespace {
  /** What the namespace refuses; `false` leaves that to the cluster. @default restricted */
  readonly podSecurity?: PodSecurityLevel | false;
}

export interface HelmChartProps<S extends Group> extends ChartMetadata {
  /** What a user of the chart may set. */
  readonly values: S;
  readonly environments: { readonly [name: string]: Environment<S> };
  /**
   * How objects are called: `full` begins each name with the release's full name; `wellKnown` calls them as people know
   * them (`api`, `postgres`) in the release that has the chart's own name, and puts the full name before that elsewhere.
   *
   * @default full
   */
  readonly naming?: 'full' | 'wellKnown';
  /**
   * Whether the namespace of each environment is the chart's own. The plain YAML then begins with a Namespace object, which
   * `kubectl apply` needs; Helm makes the namespace by itself (`--create-namespace`). No object is made for a namespace
   * of the cluster (`default`, `kube-system` and whatever else begins with `kube-`), nor where the chart has one of its own.
   *
   * @default true, with the Pod Security level `restricted`
   */
  readonly ownsNamespace?: boolean | OwnNamespace;
  /** @default none */
  readonly profiles?: { readonly [name: string]: Profile<S> };
  /** Levels of the linker's rules. @default those around the chart, else `recommended` */
  readonly rules?: RuleSettings;
}

const dnsLabel = '^([a-z0-9]([-a-z0-9]*[a-z0-9])?)?$';

/** Labels that users add; those by which the chart knows its objects are its own. */
export const labelMap = (value: { readonly [key: string]: string }, description: string) =>
  stringMap(value, description, {
    propertyNames: usersLabelKeys,
    additionalProperties: { type: 'string', pattern: '^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$', maxLength: 63 },
  });

const pullSecrets = (description: string) =>
  list<{ readonly name: string }>(
    object({ name: string('', 'Name of a Secret of type kubernetes.io/dockerconfigjson') }, 'A pull secret'),
    [],
    description,
  );

/** A Kubernetes object of any kind, with all its strings free of the few characters that a template cannot print. */
const objectSchema = {
  type: 'object',
  required: ['apiVersion', 'kind', 'metadata'],
  properties: {
    apiVersion: { type: 'string', pattern: '^[a-z0-9./-]+$' },
    kind: { type: 'string', pattern: '^[A-Za-z0-9]+$' },
    metadata: {
      allOf: [{ $ref: '#/definitions/meta.v1.ObjectMeta' }],
      type: 'object',
      required: ['name'],
      properties: { name: { type: 'string', pattern: '^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$' } },
    },
  },
  additionalProperties: { $ref: '#/definitions/tree' },
};

/** Values that every chart has. */
export const commonFields = {
  nameOverride: string('', 'Replaces the name of the chart in names and labels', { pattern: dnsLabel, maxLength: 63 }),
  fullnameOverride: string('', 'Replaces the beginning of all object names', { pattern: dnsLabel, maxLength: 63 }),
  commonLabels: labelMap({}, 'Labels added to every object'),
  global: openObject(
    {
      imageRegistry: string('', 'Registry in front of every image repository, for mirrors and air-gapped clusters'),
      imagePullSecrets: pullSecrets('Pull secrets for all pods, shared with a parent chart'),
    },
    'Values that a parent chart shares with all its subcharts',
  ),
  imagePullSecrets: pullSecrets('Pull secrets for all pods'),
  extraObjects: list<JsonObject>(
    Type.Unsafe<JsonObject>(objectSchema),
    [],
    'Whole objects that are installed with the release, as they stand here, each with its namespace',
  ),
} as const;
export type CommonValues = Group<typeof commonFields>;

/** Marks a `HelmChart`, also for another copy of this library. */
const brand = Symbol.for('chartwright.HelmChart');

/**
 * The id of a chart. What could be no chart is refused here, before a construct is made of it: one with an empty id, and one inside
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
    super(scope, idOfChart(scope, id), { namespace: tokens.name(releaseNamespace) });
    guardTokens(this);
    refuseOwnSynth(this);
    this.props = props;
    const fields = props.values.properties;
    this.schema = makeValues({ ...fields, ...commonFields });
    Object.assign(this.schema, { definitions: blockDefinitions(this.schema) });
    tokens.know(this, this.schema);
    this.values = refs(this.schema, this) as Refs<S> & Refs<CommonValues>;
  }

  /** The values that every chart has, for a construct anywhere in one. Undefined where the chart is no `HelmChart`. */
  static commonValuesOf(scope: Construct): Refs<CommonValues> | undefined {
    return HelmChart.around(scope)?.values;
  }

  /** The chart that a construct is part of. Undefined where that is no `HelmChart`. */
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
    return defaultObjects(this);
  }

  /** What cdk8s gives every object of the chart. */
  override get labels(): { [key: string]: string } {
    const token = tokens.plain(labels);
    return { [token]: token };
  }

  /** Adds lines to NOTES.txt, printed where the condition holds. */
  note(text: Expression<string>, condition?: Expression<boolean>): void {
    chartTakes.note(text, condition);
    this.noteSources.push(() => [{ text, condition }]);
  }

  /**
   * Adds what a construct has to tell to the NOTES.txt of the chart around it; each note stands only where the construct
   * exists. They are asked for when the chart is complete. Nothing happens where that is no `HelmChart`.
   */
  static tell(construct: Construct, produce: () => readonly Note[]): void {
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
    return this.noteSources.flatMap((produce) => produce());
  }

  /** The name that an object gets when its construct gives none: the full name and the path below the chart. */
  objectName(object: ApiObject): Expression<string> {
    const end = this.objectNames.endOf(this, object);
    return end === '' ? fullname : textOf([fullname, `-${end}`]);
  }

  override generateObjectName(object: ApiObject): string {
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
      const { release = chart, namespace = chart, tier = tierOf(name), rules } = environment;
      return { name, release, namespace, overrides, values, placeholders, tier, ...(rules && { rules }) };
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

import type { IConstruct } from 'constructs';
import { DefinitionError, evaluate, holds, type Expression, type Release, type Templated } from '../values';
import {
  aCondition,
  aConstruct,
  aName,
  aTemplatedText,
  listOf,
  maybe,
  propsOf,
  takes,
  type Takes,
} from '../values/argument';
import { chartsIn, ownConstructs } from './charts-in';
import { HelmChart } from './helm-chart';
import { localSecretsBelow } from './local-secrets';
import { settingsAt, type RuleLayer } from './rule-levels';

/** Kinds of objects that somebody else may make. A `SecretStore` may be a ClusterSecretStore, a `Role` a ClusterRole. */
export type ExternalKind =
  | 'Secret'
  | 'ConfigMap'
  | 'ServiceAccount'
  | 'PersistentVolumeClaim'
  | 'Service'
  | 'SecretStore'
  | 'Role'
  | 'PriorityClass'
  | 'SecretProviderClass';

/** What is said of an object that exists without the release. */
export interface ExternalOptions {
  /** Who makes it, or why it is there. */
  readonly reason: string;
  /** The release counts on it only where this holds. @default always */
  readonly when?: Expression<boolean>;
}

/** A Secret or ConfigMap that exists without the release. */
export interface ExternalKeys extends ExternalOptions {
  /** Its keys. @default any */
  readonly keys?: readonly string[];
}

interface ExternalDeclaration extends ExternalOptions {
  readonly keys?: readonly Templated<string>[];
  readonly kind: string;
  readonly name: Templated<string>;
}

interface ExceptionDeclaration {
  readonly code: string;
  readonly construct: string;
  readonly reason: string;
  /** Set when it holds for several charts, so that one in which it hides nothing does not tell that it is not needed. */
  readonly isShared?: boolean;
}

interface HarmlessDeclaration {
  readonly value: Templated<string>;
  readonly reason: string;
}

/** All that the constructs of a chart declare for the linter. */
export interface Declarations {
  readonly externals: readonly ExternalDeclaration[];
  readonly exceptions: readonly ExceptionDeclaration[];
  readonly harmless: readonly HarmlessDeclaration[];
  /** The levels of the rules, from what there is without any to what the chart itself asks for. */
  readonly rules: readonly RuleLayer[];
  /** Whether an object that is named must be in the output or declared: a chart that is only cdk8s's says nothing of others. */
  readonly isComplete: boolean;
}

type OfConstruct = 'externals' | 'exceptions' | 'harmless';

const declared = new WeakMap<IConstruct, { [K in OfConstruct]: Declarations[K][number][] }>();

function declarationsOf(construct: IConstruct) {
  let found = declared.get(construct);
  if (!found) declared.set(construct, (found = { externals: [], exceptions: [], harmless: [] }));
  return found;
}

const externalTakes = (method: string, hasKeys = false) => {
  const why = { reason: aName, when: maybe(aCondition) };
  const keys = { keys: maybe(listOf(aName)) };
  const options = hasKeys ? propsOf<ExternalKeys>({ ...why, ...keys }) : propsOf<ExternalOptions>(why);
  return takes(`External.of(construct).${method}(name, options)`, aTemplatedText, options);
};

const externalOf = takes('External.of(construct)', aConstruct);
const externals: { readonly [kind in ExternalKind]: Takes } = {
  Secret: externalTakes('secret', true),
  ConfigMap: externalTakes('configMap', true),
  ServiceAccount: externalTakes('serviceAccount'),
  PersistentVolumeClaim: externalTakes('persistentVolumeClaim'),
  Service: externalTakes('service'),
  SecretStore: externalTakes('secretStore'),
  Role: externalTakes('role'),
  PriorityClass: externalTakes('priorityClass'),
  SecretProviderClass: externalTakes('secretProviderClass'),
};

const externalObject = takes(
  'External.of(construct).object(kind, name, options)',
  aName,
  aTemplatedText,
  propsOf<ExternalOptions>({ reason: aName, when: maybe(aCondition) }),
);

/** Declares objects that exist although no object of the output makes them, so that references to them are not mistakes. */
export class External {
  static of(construct: IConstruct): External {
    externalOf(construct);
    return new External(construct);
  }

  private constructor(private readonly construct: IConstruct) {}

  secret(name: Templated<string>, options: ExternalKeys): this {
    return this.add('Secret', name, options);
  }

  configMap(name: Templated<string>, options: ExternalKeys): this {
    return this.add('ConfigMap', name, options);
  }

  serviceAccount(name: Templated<string>, options: ExternalOptions): this {
    return this.add('ServiceAccount', name, options);
  }

  persistentVolumeClaim(name: Templated<string>, options: ExternalOptions): this {
    return this.add('PersistentVolumeClaim', name, options);
  }

  service(name: Templated<string>, options: ExternalOptions): this {
    return this.add('Service', name, options);
  }

  /** A SecretStore or ClusterSecretStore. */
  secretStore(name: Templated<string>, options: ExternalOptions): this {
    return this.add('SecretStore', name, options);
  }

  /** A Role or ClusterRole. */
  role(name: Templated<string>, options: ExternalOptions): this {
    return this.add('Role', name, options);
  }

  /** A PriorityClass, which belongs to the cluster. */
  priorityClass(name: Templated<string>, options: ExternalOptions): this {
    return this.add('PriorityClass', name, options);
  }

  /** A SecretProviderClass, whose secrets volumes hold. */
  secretProviderClass(name: Templated<string>, options: ExternalOptions): this {
    return this.add('SecretProviderClass', name, options);
  }

  /** An object of any other kind, such as an `Issuer`. */
  object(kind: string, name: Templated<string>, options: ExternalOptions): this {
    externalObject(kind, name, options);
    // Names are looked up by the word alone.
    declarationsOf(this.construct).externals.push({ kind: kind.replace(/\..*$/, ''), name, ...options });
    return this;
  }

  private add(kind: ExternalKind, name: Templated<string>, options: ExternalKeys): this {
    externals[kind](name, options);
    declarationsOf(this.construct).externals.push({ kind, name, ...options });
    return this;
  }
}

const exceptionTakes = {
  of: takes('Exception.of(construct)', aConstruct),
  allow: takes('Exception.of(construct).allow(code, reason)', aName, aName),
  harmless: takes('Exception.of(construct).harmless(value, reason)', aTemplatedText, aName),
};

/** Lets the objects at and below a construct break a rule of the linter. One that is no longer needed is an error. */
export class Exception {
  static of(construct: IConstruct): Exception {
    exceptionTakes.of(construct);
    return new Exception(construct);
  }

  private constructor(private readonly construct: IConstruct) {}

  /**
   * Of a policy, `Rules.of(chart).use({ code: 'off' })` does away with it for a whole chart.
   *
   * @param code of the rule, as reports print it and `docs/rules.md` lists it
   * @param reason why the objects may break it; it shows in the report
   */
  allow(code: string, reason: string): this {
    exceptionTakes.allow(code, reason);
    declarationsOf(this.construct).exceptions.push({ code, construct: this.construct.node.path, reason });
    return this;
  }

  /** Says that a value which looks like a credential is not one. */
  harmless(value: Templated<string>, reason: string): this {
    exceptionTakes.harmless(value, reason);
    declarationsOf(this.construct).harmless.push({ value, reason });
    return this;
  }
}

/**
 * What the constructs of a chart declare, in the order of the tree. An exception holds at and below its construct, so that those of
 * the scopes around the chart are among them.
 */
export function declarationsBelow(scope: IConstruct): Declarations {
  const own = ownConstructs(scope);
  const all = own.flatMap((construct) => declared.get(construct) ?? []);
  const made = localSecretsBelow(scope).map(({ name, keys, condition }) => ({
    kind: 'Secret' as const,
    name,
    keys: Object.entries(keys).map(([key, { name: called = key }]) => called),
    reason: 'made beforehand, as `chartwright secrets` does',
    ...(condition ? { when: condition } : {}),
  }));
  return {
    externals: [...made, ...all.flatMap(({ externals }) => externals)],
    exceptions: [...scope.node.scopes.slice(0, -1), ...own].flatMap((construct) => {
      const exceptions = declared.get(construct)?.exceptions ?? [];
      const isShared = exceptions.length > 0 && isAroundOthers(construct, scope);
      return isShared ? exceptions.map((exception) => ({ ...exception, isShared })) : exceptions;
    }),
    harmless: all.flatMap(({ harmless }) => harmless),
    rules: ruleLayers(scope, own),
    isComplete: HelmChart.isHelmChart(scope),
  };
}

/** The levels of a chart's rules: those of its kind, then those of the scopes around it, then its own. */
function ruleLayers(scope: IConstruct, own: readonly IConstruct[]): RuleLayer[] {
  const inside = own.filter((construct) => construct !== scope && settingsAt(construct).length > 0);
  if (inside.length > 0) {
    throw new DefinitionError(
      inside.map(({ node }) => ({
        code: 'misplaced-rules',
        construct: node.path,
        message: 'rules have levels for whole charts, and this construct is inside of one',
        remedy:
          'Say it of the chart, or let this construct break one rule: Exception.of(construct).allow(code, reason).',
      })),
    );
  }
  const isOurs = HelmChart.isHelmChart(scope);
  const base: RuleLayer = isOurs
    ? { from: 'a HelmChart', rules: 'recommended', isDefault: true }
    : { from: 'a cdk8s chart', rules: 'advisory', isDefault: true };
  return [
    base,
    ...scope.node.scopes.flatMap((construct): RuleLayer[] => {
      const { path } = construct.node;
      const place = { from: path === '' ? 'the app' : path, construct: path };
      const props = HelmChart.isHelmChart(construct) ? construct.props.rules : undefined;
      const all = [...(props === undefined ? [] : [props]), ...settingsAt(construct)];
      return all.map((rules) => ({ ...place, rules }));
    }),
  ];
}

/** Whether there are charts at or below a construct beside this one. */
const isAroundOthers = (construct: IConstruct, chart: IConstruct) =>
  !HelmChart.around(construct) && chartsIn(construct).some((each) => each !== chart);

/** The declarations in one release, where names are known. */
export function declaredIn({ externals, exceptions, harmless }: Declarations, release: Release) {
  return {
    externals: externals
      .filter(({ when }) => holds(when, release))
      .map(({ kind, name, keys, reason }) => ({
        kind,
        name: String(evaluate(name, release)),
        ...(keys ? { keys: keys.map((key) => String(evaluate(key, release))) } : {}),
        reason,
      })),
    exceptions,
    harmless: harmless.map(({ value, reason }) => ({ value: String(evaluate(value, release)), reason })),
  };
}

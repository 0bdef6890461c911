import type { Tree } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { isObject } from '../../../core/values/takes';
import type { Severity } from './alert-rules';

/** Under which id the Alertmanager of the release is, and its port. */
export const alertmanager = { id: 'alertmanager', port: 9093 } as const;

const labels = ['alertname', 'cluster', 'service', 'severity', 'team'] as const;
/** By which alerts are known to be the same, or to belong together. */
export type AlertLabel = (typeof labels)[number];

export const channels = ['slack', 'pagerduty', 'email'] as const;
/** Which way a receiver is told. */
export type Channel = (typeof channels)[number];

const aReceiver = is.propsOf({ channels: is.listOf(is.wordOf(channels)) });
/** Whom to tell, and how. */
export type Receiver = is.TypeOf<typeof aReceiver>;

/** Labels that an alert must have, each with the value or with one of several. */
export type Match = { readonly [L in AlertLabel]?: string | readonly string[] };

const aMatch: is.Kind<Match> = {
  ...is.mapOf(is.eitherOf(is.aName, is.listOf(is.aName))),
  words: `an object with some of ${labels.join(', ')}`,
  holds: (value) => isObject(value) && Object.keys(value).every((label) => labels.includes(label as AlertLabel)),
};

const aRhythm = is.propsOf({
  /** How long the first notification waits for more alerts of the group. */
  wait: is.aName,
  /** How long news of a group wait. */
  interval: is.aName,
  /** After what time it is said again. */
  repeat: is.aName,
});
/** How often a group of alerts is told. */
export type Rhythm = is.TypeOf<typeof aRhythm>;

const aRoute = is.propsOf({
  match: aMatch,
  receiver: is.aName,
  /** Whether the routes after it see the alert too. @default false */
  alsoOthers: is.maybe(is.aBoolean),
});
/** Which alerts go to a receiver. The first route that matches takes the alert, unless it says `alsoOthers`. */
export type Route<Name extends string = string> = is.TypeOf<typeof aRoute> & { readonly receiver: Name };

const anInhibition = is.propsOf({
  while: aMatch,
  mute: aMatch,
  /** Labels that must be the same in both. */
  same: is.listOf(is.wordOf(labels)),
});
/** Alerts that are not told while another one is active. */
export type Inhibition = is.TypeOf<typeof anInhibition>;

/** Who is told of which alerts, when and how: the one definition behind both modes. */
export interface AlertRouting<Name extends string = string> {
  readonly receivers: { readonly [N in Name]: Receiver };
  readonly fallback: Name;
  readonly groupBy: readonly AlertLabel[];
  readonly rhythm: Rhythm;
  /** Severities with a rhythm of their own. */
  readonly rhythms: { readonly [S in Severity]?: Rhythm };
  readonly routes: readonly Route<Name>[];
  readonly inhibitions: readonly Inhibition[];
}

export const alertRouting = is.propsOf<AlertRouting>({
  receivers: is.mapOf(aReceiver),
  fallback: is.aName,
  groupBy: is.listOf(is.wordOf(labels)),
  rhythm: aRhythm,
  rhythms: is.mapOf(aRhythm),
  routes: is.listOf(aRoute),
  inhibitions: is.listOf(anInhibition),
});

/** The matchers in the parts that both kinds of configuration are made of. */
export const matchersOf = (match: Match) =>
  Object.entries(match).map(([name, value]) =>
    typeof value === 'string'
      ? ({ name, value, matchType: '=' } as const)
      : ({ name, value: value.join('|'), matchType: '=~' } as const),
  );

/** A route with its rhythm: the severities that have one of their own stand in routes below. */
export interface RouteNode {
  readonly match: Match;
  readonly receiver: string;
  readonly rhythm?: Rhythm;
  readonly continue?: true;
  readonly routes?: readonly RouteNode[];
}

/** The tree of routes below the root. A route of one severity has its rhythm; others branch by severity where one differs. */
export function routeTree({ routes, rhythms }: AlertRouting): RouteNode[] {
  return routes.map(({ match, receiver, alsoOthers }) => {
    const node = { match, receiver, ...(alsoOthers ? { continue: true as const } : {}) };
    const rhythm = typeof match.severity === 'string' ? rhythms[match.severity as Severity] : undefined;
    if (rhythm) return { ...node, rhythm };
    if (match.severity !== undefined) return node;
    const branches = Object.entries(rhythms).map(([severity, own]) => ({ match: { severity }, receiver, rhythm: own }));
    return branches.length > 0 ? { ...node, routes: branches } : node;
  });
}

/** The matchers as Alertmanager writes them: `severity="critical"`. */
const matcherTexts = (match: Match) =>
  matchersOf(match).map(({ name, value, matchType }) => `${name}${matchType}"${value}"`);

/** The root route of `alertmanager.yml`. */
export const routeYaml = (routing: AlertRouting): Tree => ({
  receiver: routing.fallback,
  group_by: [...routing.groupBy],
  ...rhythmYaml(routing.rhythm),
  routes: routeTree(routing).map(nodeYaml),
});

const rhythmYaml = ({ wait, interval, repeat }: Rhythm) => ({
  group_wait: wait,
  group_interval: interval,
  repeat_interval: repeat,
});

const nodeYaml = (node: RouteNode): Tree => ({
  matchers: matcherTexts(node.match),
  receiver: node.receiver,
  ...(node.rhythm ? rhythmYaml(node.rhythm) : {}),
  ...(node.continue ? { continue: true } : {}),
  ...(node.routes ? { routes: node.routes.map(nodeYaml) } : {}),
});

export const inhibitionsYaml = ({ inhibitions }: AlertRouting): Tree[] =>
  inhibitions.map((inhibition) => ({
    source_matchers: matcherTexts(inhibition.while),
    target_matchers: matcherTexts(inhibition.mute),
    equal: [...inhibition.same],
  }));

import { isGroup, type Group, type TSchema } from '../values';
import {
  aBoolean,
  aCondition,
  aConstruct,
  aFiniteMap,
  aName,
  aText,
  anExpression,
  eitherOf,
  isObject,
  listOf,
  mapOf,
  maybe,
  propsOf,
  takes,
  wordOf,
  type Kind,
} from '../values/argument';
import { aVersion, anApi } from './capabilities';
import { tiers } from './environment';
import { ruleSettings } from './rule-levels';
import type {
  ChartMetadata,
  Environment,
  HelmChartProps,
  OwnNamespace,
  PodSecurityLevel,
  Profile,
} from './chart-props';

type Maintainer = NonNullable<ChartMetadata['maintainers']>[number];
type Change = NonNullable<ChartMetadata['changes']>[number];
type Link = NonNullable<ChartMetadata['links']>[number];

const aFalse: Kind = { words: 'false', holds: (value) => value === false };
const levels: readonly PodSecurityLevel[] = ['privileged', 'baseline', 'restricted'];
const ownNamespace = propsOf<OwnNamespace>({ podSecurity: maybe(eitherOf(wordOf(levels), aFalse)) });

const aGroup: Kind = {
  words: 'what values({...}) gives',
  holds: (value) => isObject(value) && isGroup(value as TSchema),
};

const newTakes = takes(
  'new HelmChart(scope, id, props)',
  aConstruct,
  aText,
  propsOf<HelmChartProps<Group>>({
    version: aName,
    appVersion: aName,
    description: aText,
    values: aGroup,
    environments: mapOf(
      propsOf<Environment>({
        release: maybe(aText),
        namespace: maybe(aText),
        values: aFiniteMap,
        tier: maybe(wordOf(tiers)),
        kubernetes: maybe(aVersion),
        apis: maybe(listOf(anApi)),
        rules: maybe(ruleSettings),
      }),
    ),
    kubeVersion: maybe(aText),
    home: maybe(aText),
    icon: maybe(aText),
    sources: maybe(listOf(aText)),
    keywords: maybe(listOf(aText)),
    maintainers: maybe(listOf(propsOf<Maintainer>({ name: aText, email: maybe(aText), url: maybe(aText) }))),
    changes: maybe(
      listOf(propsOf<Change>({ kind: wordOf(['added', 'changed', 'fixed', 'removed']), description: aText })),
    ),
    license: maybe(aText),
    links: maybe(listOf(propsOf<Link>({ name: aText, url: aText }))),
    readme: maybe(aText),
    naming: maybe(wordOf(['full', 'wellKnown', 'cdk8s'])),
    disableResourceNameHashes: maybe(aBoolean),
    labels: maybe(mapOf(aText)),
    ownsNamespace: maybe(eitherOf(aBoolean, ownNamespace)),
    profiles: maybe(mapOf(propsOf<Profile>({ on: aName, description: aText, values: aFiniteMap }))),
    rules: maybe(ruleSettings),
  }),
);
const note = takes('chart.note(text, condition)', anExpression, maybe(aCondition));
const guardTakes = takes('chart.require(condition, message)', aCondition, aName);
const guardOfTakes = takes('HelmChart.require(construct, condition, message)', aConstruct, aCondition, aName);
const around = takes('HelmChart.around(scope)', aConstruct);

/** What the methods of `HelmChart` take. */
export const chartTakes = { new: newTakes, note, around, require: guardTakes, requireOf: guardOfTakes };

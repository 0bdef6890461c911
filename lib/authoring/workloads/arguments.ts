import {
  aBoolean,
  aCondition,
  aJsonMap,
  aConstruct,
  aMap,
  aName,
  aTemplatedText,
  aText,
  aWholeNumber,
  anExpression,
  eitherOf,
  isMap,
  listOf,
  mapOf,
  maybe,
  propsOf,
  takes,
  type Kind,
  type Takes,
} from '../../values/argument';
import type { InitContainer } from './init-container';
import type { SecretKey } from '../integrations/external-secrets/secret-source';
import type { AutoscalingDefaults, ImageDefaults, ResourceDefaults, PodDefaults } from './workload-values';

/*
 * What the constructs take, beside what every function does.
 */

/** What the constructor of a construct takes. */
export const construct = (name: string, props: Kind): Takes =>
  takes(`new ${name}(scope, id, props)`, aConstruct, aName, props);

interface Named {
  readonly [name: string]: unknown;
}

const imageFields = ['repository', 'tag', 'digest', 'pullPolicy'];

/** The references to a group of values that a function of ours declares; these fields of it tell. */
export const refsOf = (maker: string, fields: readonly string[]): Kind => ({
  words: `the references to a group of values that ${maker} declares, such as this.values.x`,
  holds: (value) =>
    isMap(value) &&
    fields.every((field) => isMap((value as Named)[field]) || anExpression.holds((value as Named)[field])),
});

/** A construct of this class. */
export const instanceOf = <T>(name: string, type: () => abstract new (...args: never[]) => T): Kind => ({
  words: `a ${name}`,
  holds: (value) => value instanceof type(),
});

export const anImage: Kind = {
  ...refsOf('imageValues()', []),
  holds: (value) => isMap(value) && imageFields.every((field) => anExpression.holds((value as Named)[field])),
};
export const aBlock: Kind = { ...aJsonMap, words: 'an object of the Kubernetes API' };
/** A key of a Secret or ConfigMap, for an environment variable. */
export const aKey: Kind = {
  ...propsOf<SecretKey>({ valueFrom: aMap, when: maybe(aCondition) }),
  words: 'a key of a Secret or ConfigMap, as secrets.key(...) gives it',
};
export const environment = mapOf(eitherOf(aTemplatedText, aKey));
export const words = eitherOf(listOf(aTemplatedText, 'a list of strings'), anExpression);

export const imageDefaults = propsOf<ImageDefaults>({
  repository: aName,
  tag: maybe(aText),
  pullPolicy: maybe(aName),
});

export const resourceDefaults = propsOf<ResourceDefaults>({
  requests: propsOf<ResourceDefaults['requests']>({ cpu: aName, memory: aName }),
  limits: propsOf<ResourceDefaults['limits']>({ cpu: maybe(aName), memory: aName }),
});

export const autoscalingDefaults = propsOf<AutoscalingDefaults>({
  enabled: aBoolean,
  minReplicas: aWholeNumber,
  maxReplicas: aWholeNumber,
  targetCPUUtilizationPercentage: aWholeNumber,
  scaleDownStabilizationSeconds: maybe(aWholeNumber),
});

export const podDefaults = {
  podSecurityContext: maybe(aBlock),
  securityContext: maybe(aBlock),
  terminationGracePeriodSeconds: maybe(aWholeNumber),
  lifecycle: maybe(aBlock),
};

export const aPodDefaults = propsOf<PodDefaults>(podDefaults);

export const probeDefaults = propsOf<{
  readonly liveness: object;
  readonly readiness: object;
  readonly startup?: object;
}>({ liveness: aBlock, readiness: aBlock, startup: maybe(aBlock) });

export const initContainers = listOf(
  propsOf<InitContainer>({
    name: aName,
    image: anImage,
    command: words,
    env: maybe(environment),
    when: maybe(aCondition),
  }),
);

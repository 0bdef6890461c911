import { KubeServiceAccount } from '../../../../imports/k8s';
import { objectNameOrNothing } from '../../../core/kubernetes/value-forms';
import { Condition, HelmChart } from '../../../core/manifest';
import { boolean, choose, entries, isSet, named, object, or, orElse, string } from '../../../core/values';
import { defaults, mistake, when, type Expression, type Json } from '../../../core/values';
import { isMap } from '../../../core/values/is-map';
import * as is from '../../../core/values/argument';
import { anAccount, nameOfAccount } from '../cdk8s-plus';
import { trait, type Bearer, type Named } from '../trait';
import { annotationMap } from '../value-maps';

const accountDefaults = is.propsOf({
  /** Whether the chart makes a ServiceAccount. @default true, but of workloads that need no identity */
  create: is.maybe(is.aBoolean),
  /** @default the name of the workload, or "default" where none is made */
  name: is.maybe(is.aText),
  /** Whether pods can read its token. @default false */
  automount: is.maybe(is.aBoolean),
});

/** @param isMade whether there is one where neither the system nor users say anything */
const identityThat = (isMade: boolean) =>
  trait({
    defaults: { serviceAccount: is.maybe(accountDefaults) },
    props: {
      /**
       * A ServiceAccount that is there already, by its name, or one of cdk8s-plus; the values say `serviceAccount: { create: false }`.
       * Users may still name another one. @default the one that the chart makes, or "default" where it makes none
       */
      serviceAccount: is.maybe(anAccount),
    },
    fields: ({ serviceAccount: { create = isMade, name = '', automount = false } = {} }) => ({
      serviceAccount: object(
        {
          create: boolean(create, 'Whether the chart makes a ServiceAccount'),
          name: string(
            name,
            'Its name; empty means the name of the workload, or "default" when none is made',
            objectNameOrNothing,
          ),
          annotations: annotationMap({}, 'Its annotations'),
          automount: boolean(automount, 'Whether pods can read its token'),
        },
        'The identity of the pods towards the Kubernetes API',
      ),
    }),
    apply: (workload, { serviceAccount: { create, name, annotations, automount } }, { serviceAccount: given }) => {
      if (given !== undefined && isTrueByDefault(workload, create)) throw saidTwice(workload);
      const account = named(
        `${workload.component}.serviceAccountName`,
        `The ServiceAccount of the pods of ${workload.component}.`,
        choose(
          create,
          orElse(name, workload.name),
          given === undefined ? orElse(name, 'default') : orElse(name, nameOfAccount(given)),
        ),
      );
      const made = new KubeServiceAccount(workload, 'serviceaccount', {
        metadata: { ...workload.metadata, name: account, annotations: entries(annotations) },
        automountServiceAccountToken: isMade ? automount : false,
      });
      Condition.of(made).when(create);
      return {
        account,
        pod: {
          serviceAccountName: isMade || given !== undefined ? account : when(or(create, isSet(name)), account),
          automountServiceAccountToken: automount,
        },
      };
    },
  });

/** Whether a value of the chart is true where nobody sets it. */
function isTrueByDefault(workload: Bearer, { node }: Expression<boolean>): boolean {
  const chart = HelmChart.around(workload);
  if (!chart || node.kind !== 'reference') return false;
  const value = node.path.reduce<Json | undefined>(
    (map, key) => (isMap(map) ? map[key] : undefined),
    defaults(chart.schema),
  );
  return value === true;
}

const saidTwice = (workload: Bearer) =>
  mistake({
    code: 'invalid-props',
    construct: workload.node.path,
    message: 'is given a ServiceAccount, and its values say that the chart makes one',
    remedy: 'Say serviceAccount: { create: false } where its values are declared, or leave out the property.',
  });

const identityDeclared = identityThat(true);

export interface IdentityTrait extends Named<typeof identityDeclared> {}

/** A ServiceAccount of its own, which users may replace. */
export const identity: IdentityTrait = identityDeclared;

const unneededIdentityDeclared = identityThat(false);

export interface UnneededIdentityTrait extends Named<typeof unneededIdentityDeclared> {}

/** That of pods that ask the Kubernetes API nothing: none is made unless somebody says so. */
export const unneededIdentity: UnneededIdentityTrait = unneededIdentityDeclared;

import { KubeServiceAccount } from '../../../../imports/k8s';
import { Condition } from '../../../core/manifest';
import { boolean, choose, entries, isSet, named, object, or, orElse, string } from '../../../core/values';
import { stringMap, when } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { nameOrNothing } from '../names';
import { trait } from '../trait';

const anAccount = is.propsOf({
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
    defaults: { serviceAccount: is.maybe(anAccount) },
    fields: ({ serviceAccount: { create = isMade, name = '', automount = false } = {} }) => ({
      serviceAccount: object(
        {
          create: boolean(create, 'Whether the chart makes a ServiceAccount'),
          name: string(name, 'Its name; empty means the name of the workload, or "default" when none is made', {
            pattern: nameOrNothing,
          }),
          annotations: stringMap({}, 'Its annotations'),
          automount: boolean(automount, 'Whether pods can read its token'),
        },
        'The identity of the pods towards the Kubernetes API',
      ),
    }),
    apply: (workload, { serviceAccount: { create, name, annotations, automount } }) => {
      const account = named(
        `${workload.component}.serviceAccountName`,
        `The ServiceAccount of the pods of ${workload.component}.`,
        choose(create, orElse(name, workload.name), orElse(name, 'default')),
      );
      const made = new KubeServiceAccount(workload, 'serviceaccount', {
        metadata: { ...workload.metadata, name: account, annotations: entries(annotations) },
        automountServiceAccountToken: isMade ? automount : false,
      });
      Condition.of(made).when(create);
      return {
        account,
        pod: {
          serviceAccountName: isMade ? account : when(or(create, isSet(name)), account),
          automountServiceAccountToken: automount,
        },
      };
    },
  });

/** A ServiceAccount of its own, which users may replace. */
export const identity = identityThat(true);

/** That of pods that ask the Kubernetes API nothing: none is made unless somebody says so. */
export const unneededIdentity = identityThat(false);

import { KubeServiceAccount } from '../../../../imports/k8s';
import { Condition } from '../../../core/manifest';
import { boolean, choose, entries, isSet, named, object, or, orElse, string } from '../../../core/values';
import { stringMap, when } from '../../../core/values';
import { aBoolean, aText, maybe, propsOf } from '../../../core/values/argument';
import { trait } from '../trait';

export interface IdentityDefaults {
  readonly serviceAccount?: {
    /** Whether the chart makes a ServiceAccount. @default true, but of workloads that need no identity */
    readonly create?: boolean;
    /** @default the name of the workload, or "default" where none is made */
    readonly name?: string;
    /** Whether pods can read its token. @default false */
    readonly automount?: boolean;
  };
}

type Account = NonNullable<IdentityDefaults['serviceAccount']>;

/** @param isMade whether there is one where neither the system nor users say anything */
const identityThat = (isMade: boolean) =>
  trait({
    defaults: {
      serviceAccount: maybe(
        propsOf<Account>({ create: maybe(aBoolean), name: maybe(aText), automount: maybe(aBoolean) }),
      ),
    },
    fields: ({ serviceAccount: { create = isMade, name = '', automount = false } = {} }: IdentityDefaults) => ({
      serviceAccount: object(
        {
          create: boolean(create, 'Whether the chart makes a ServiceAccount'),
          name: string(name, 'Its name; empty means the name of the workload, or "default" when none is made', {
            pattern: '^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$',
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

import { KubeServiceAccount } from '../../../../imports/k8s';
import { Condition } from '../../../core/manifest';
import {
  boolean,
  choose,
  entries,
  named,
  object,
  orElse,
  string,
  stringMap,
  type Templated,
} from '../../../core/values';
import { aTemplatedText, maybe } from '../../../core/values/argument';
import { trait } from '../trait';

/** A ServiceAccount of its own, which users may replace. */
export const identity = trait({
  fields: () => ({
    serviceAccount: object(
      {
        create: boolean(true, 'Whether the chart makes a ServiceAccount'),
        name: string('', 'Its name; empty means the name of the workload, or "default" when none is made', {
          pattern: '^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$',
        }),
        annotations: stringMap({}, 'Its annotations'),
        automount: boolean(false, 'Whether pods can read its token'),
      },
      'The identity of the pods towards the Kubernetes API',
    ),
  }),
  apply: (workload, { serviceAccount: { create, name, annotations, automount } }) => {
    const serviceAccountName = named(
      `${workload.component}.serviceAccountName`,
      `The ServiceAccount of the pods of ${workload.component}.`,
      choose(create, orElse(name, workload.name), orElse(name, 'default')),
    );
    const account = new KubeServiceAccount(workload, 'serviceaccount', {
      metadata: { ...workload.metadata, name: serviceAccountName, annotations: entries(annotations) },
      automountServiceAccountToken: automount,
    });
    Condition.of(account).when(create);
    return { pod: { serviceAccountName, automountServiceAccountToken: automount } };
  },
});

/** The ServiceAccount that the definition says, or none and no token. */
export const givenIdentity = trait({
  props: { serviceAccountName: maybe(aTemplatedText) },
  apply: (_, _values, { serviceAccountName }: GivenIdentityProps) => ({
    pod:
      serviceAccountName === undefined
        ? { automountServiceAccountToken: false }
        : { serviceAccountName, automountServiceAccountToken: true },
  }),
});

export interface GivenIdentityProps {
  /** @default none, and no token in the pod */
  readonly serviceAccountName?: Templated<string>;
}

import { objectName } from '../../../../core/kubernetes/value-forms';
import { string } from '../../../../core/values';
import * as is from '../../../../core/values/argument';
import { checked } from '../../../../core/values/takes';
import { SecretStoreKind } from './store';

/** A ClusterSecretStore that the platform's team has made, whatever it reads. The release makes neither it nor an identity. */
export const clusterStore = checked(
  'clusterStore(name)',
  [is.aName],
  (name: string) =>
    new SecretStoreKind({
      name,
      title: 'a ClusterSecretStore',
      fields: {
        clusterStore: string(name, 'Name of the ClusterSecretStore, which is there already', objectName),
      },
      ofOperator: {},
      clusterStore: ({ clusterStore: store }) => store!,
    }),
);

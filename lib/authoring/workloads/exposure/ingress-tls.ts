import type { IngressTLS } from '../../../../imports/k8s';
import { objectNameOrNothing } from '../../../core/kubernetes/value-forms';
import {
  and,
  entries,
  isSet,
  items,
  orElse,
  string,
  text,
  toggle,
  when,
  type Expression,
  type Templated,
} from '../../../core/values';
import { kubernetesList } from '../blocks';

/** Pattern of the annotation that the chart sets itself for a certificate. */
export const issuerAnnotation = '^cert-manager\\.io/cluster-issuer$';

/** `tls` and `extraTls` of an Ingress, of whatever controller. */
export const tlsFields = (enabled: boolean, clusterIssuer = '') => ({
  tls: toggle(
    enabled,
    {
      secretName: string(
        '',
        'Secret with the certificate; empty means the name of the Ingress and -tls',
        objectNameOrNothing,
      ),
      clusterIssuer: string(
        clusterIssuer,
        'ClusterIssuer of cert-manager that fills the Secret; empty means that somebody else does',
        objectNameOrNothing,
      ),
    },
    'HTTPS for all hosts, by one certificate',
  ),
  extraTls: kubernetesList<IngressTLS>(
    'networking.v1.IngressTLS',
    [],
    'Certificates beside that one, each with its hosts and its Secret',
  ),
});

interface TlsRefs {
  readonly hosts: Expression<readonly string[]>;
  readonly tls: { readonly [K in 'secretName' | 'clusterIssuer']: Expression<string> } & {
    readonly enabled: Expression<boolean>;
  };
  readonly extraTls: Expression<readonly IngressTLS[]>;
}

/** The certificates of an Ingress. */
export const certificates = (name: Expression<string>, { hosts, tls, extraTls }: TlsRefs): Templated<IngressTLS>[] => [
  when(tls.enabled, { hosts, secretName: orElse(tls.secretName, text`${name}-tls`) }),
  ...items(extraTls),
];

/** The annotation by which cert-manager makes the certificate. */
export const issuer = ({ enabled, clusterIssuer }: TlsRefs['tls']): { readonly [key: string]: Templated<string> } =>
  entries(
    when<{ readonly [key: string]: string | Expression<string> }>(and(enabled, isSet(clusterIssuer)), {
      'cert-manager.io/cluster-issuer': clusterIssuer,
    }),
  );

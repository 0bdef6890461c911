import type { StructNotation } from './api-type';
import type { KubernetesVersion } from './definitions';

/*
 * What the published packages tell wrongly: they know structs by their short names, and two API groups have some in common.
 */

interface Correction {
  /** The first version that has it. */
  readonly since: KubernetesVersion;
  readonly structs: { readonly [id: string]: StructNotation };
}

const flowcontrol = 'io.k8s.api.flowcontrol.v1';

export const corrections: readonly Correction[] = [
  {
    since: '1.28',
    structs: {
      // The port of an endpoint of a slice may be absent, which is any; that of Endpoints may not.
      'io.k8s.api.discovery.v1.EndpointPort': {
        appProtocol: 'string',
        name: 'string',
        port: 'integer',
        protocol: 'string',
      },
      'io.k8s.api.discovery.v1.EndpointSlice': {
        addressType: 'string!',
        apiVersion: 'string',
        endpoints: '[]io.k8s.api.discovery.v1.Endpoint!',
        kind: 'string',
        metadata: 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta',
        ports: '[]io.k8s.api.discovery.v1.EndpointPort',
      },
    },
  },
  {
    since: '1.29',
    structs: {
      [`${flowcontrol}.PolicyRulesWithSubjects`]: {
        nonResourceRules: `[]${flowcontrol}.NonResourcePolicyRule`,
        resourceRules: `[]${flowcontrol}.ResourcePolicyRule`,
        subjects: `[]${flowcontrol}.Subject!`,
      },
      [`${flowcontrol}.Subject`]: {
        group: `${flowcontrol}.GroupSubject`,
        kind: 'string!',
        serviceAccount: `${flowcontrol}.ServiceAccountSubject`,
        user: `${flowcontrol}.UserSubject`,
      },
      [`${flowcontrol}.GroupSubject`]: { name: 'string!' },
      [`${flowcontrol}.ServiceAccountSubject`]: { name: 'string!', namespace: 'string!' },
      [`${flowcontrol}.UserSubject`]: { name: 'string!' },
    },
  },
];

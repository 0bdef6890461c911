import type { Construct } from 'constructs';
import * as is from '../../../core/values/argument';
import { construct, refsOf } from '../../workloads/arguments';
import { restrictedContainer } from '../../workloads/container';
import { aKey } from '../../workloads/environment';
import { restrictedPod } from '../../workloads/pod';
import { managementKnobs, SinglePodService, watchedAt } from '../../workloads/presets/single-pod-service';
import { describedValuesOf } from '../../workloads/values-of';
import type { Named } from '../../workloads/trait';

const what = 'pgAdmin, to look into PostgreSQL databases elsewhere; it keeps nothing over restarts';
const knobs = managementKnobs(what);

/** What users may set of `PgAdmin`. */
export const pgAdminValues = describedValuesOf('pgAdminValues', knobs, what, {
  ...watchedAt(5050, '/misc/ping', {
    liveness: { initialDelaySeconds: 60, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 6 },
    readiness: { initialDelaySeconds: 10, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
  }),
  podSecurityContext: { ...restrictedPod, runAsUser: 5050, runAsGroup: 5050, fsGroup: 5050 },
  // Its Python has this capability as a file attribute: without it in the bounding set the kernel refuses to start it.
  // The entry point writes its configuration beside the program.
  securityContext: {
    ...restrictedContainer,
    readOnlyRootFilesystem: false,
    capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
  },
});

const uiTakes = construct('PgAdmin', {
  values: refsOf(pgAdminValues, 'image', 'service', 'enabled'),
  email: is.aName,
  password: aKey,
});
export interface PgAdminProps extends Named<Parameters<typeof uiTakes>[2]> {}

/** pgAdmin in the browser, behind a login. */
export class PgAdmin extends SinglePodService {
  constructor(scope: Construct, id: string, props: PgAdminProps) {
    uiTakes(scope, id, props);
    const { values, email, password } = props;
    super(scope, id, {
      values,
      port: 5050,
      env: {
        PGADMIN_LISTEN_PORT: '5050',
        PGADMIN_DEFAULT_EMAIL: email,
        PGADMIN_DEFAULT_PASSWORD: password,
        // The name is not a mail address that anybody writes to.
        PGADMIN_CONFIG_ALLOW_SPECIAL_EMAIL_DOMAINS: "['internal']",
        PGADMIN_DISABLE_POSTFIX: 'true',
      },
      mounts: [{ name: 'data', mountPath: '/var/lib/pgadmin', volume: { emptyDir: {} } }],
    });
  }
}

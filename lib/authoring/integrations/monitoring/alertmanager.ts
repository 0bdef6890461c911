import type { Construct } from 'constructs';
import type { Tree } from '../../../core/values';
import { folderOf } from '../../workloads/configuration';
import { StatefulService, statefulKnobs } from '../../workloads/presets/stateful-service';
import { http } from '../../workloads/probes';
import { describedValuesOf, type RefsOf } from '../../workloads/values-of';
import { alertmanager, inhibitionsYaml, routeYaml } from './alert-routes';
import { globalYaml, receiversYaml } from './notifications';
import type { Watch } from './watch';
import { yamlText } from './yaml-text';

/** `alertmanager.*`. */
export const alertmanagerValues = describedValuesOf(
  'alertmanagerValues',
  statefulKnobs,
  'Alertmanager of the mode embedded',
  {
    probes: {
      liveness: http('/-/healthy', {
        initialDelaySeconds: 10,
        periodSeconds: 15,
        timeoutSeconds: 5,
        failureThreshold: 4,
      }),
      readiness: http('/-/ready', { periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3 }),
    },
  },
);

/** Where the credentials are in the pod, each a file. */
const folder = '/etc/alertmanager/secrets';

/** Who is told what, as `alertmanager.yml`. */
const alertmanagerYaml = (watch: Watch): Tree => ({
  global: globalYaml(watch, folder),
  route: routeYaml(watch.routing),
  receivers: receiversYaml(watch, folder),
  inhibit_rules: inhibitionsYaml(watch.routing),
});

/** Alertmanager with its routes; its volume keeps silences over restarts. */
export class Alertmanager extends StatefulService {
  constructor(scope: Construct, id: string, props: Watch & { readonly values: RefsOf<typeof statefulKnobs> }) {
    const keys = [...new Set(Object.values(props.channelKeys))];
    const data = { 'alertmanager.yml': yamlText(alertmanagerYaml(props)) };
    super(scope, id, {
      values: props.values,
      port: { name: 'http', number: alertmanager.port },
      data: { mountPath: '/alertmanager', claim: 'data' },
      args: [
        '--config.file=/etc/alertmanager/config/alertmanager.yml',
        '--storage.path=/alertmanager',
        // One pod has no peers to gossip with.
        '--cluster.listen-address=',
      ],
      files: [folderOf(scope, `${id}-config`, '/etc/alertmanager/config', data, 'files')],
      mounts: [
        {
          name: 'credentials',
          mountPath: folder,
          readOnly: true,
          volume: {
            secret: {
              secretName: props.secret,
              items: keys.map((key) => ({ key: props.keyName(key), path: key })),
              defaultMode: 0o440,
            },
          },
        },
      ],
    });
  }
}

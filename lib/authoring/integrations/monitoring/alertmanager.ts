import type { Construct } from 'constructs';
import type { Expression, Tree } from '../../../core/values';
import { Configuration } from '../../workloads/configuration';
import { StatefulService, statefulKnobs } from '../../workloads/presets/stateful-service';
import { http } from '../../workloads/probes';
import { describedValuesOf, type RefsOf } from '../../workloads/values-of';
import { inhibitionsYaml, routeYaml, type AlertRouting } from './alert-routes';
import { globalYaml, receiversYaml, type ChannelKeys, type NotificationRefs } from './notifications';
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

export interface AlertmanagerProps {
  readonly values: RefsOf<typeof statefulKnobs>;
  readonly routing: AlertRouting;
  readonly notifications: NotificationRefs;
  /** The Secret with the credentials of the channels. */
  readonly secret: Expression<string>;
  readonly channelKeys: ChannelKeys;
}

/** Where the credentials are in the pod, each a file. */
export const credentialFolder = '/etc/alertmanager/secrets';

/** Who is told what, as `alertmanager.yml`. */
export const alertmanagerYaml = ({
  routing,
  notifications,
  channelKeys,
}: Omit<AlertmanagerProps, 'values' | 'secret'>): Tree => ({
  global: globalYaml(notifications, credentialFolder, channelKeys),
  route: routeYaml(routing),
  receivers: receiversYaml(routing, notifications, credentialFolder, channelKeys),
  inhibit_rules: inhibitionsYaml(routing),
});

/** Alertmanager with its routes; its volume keeps silences over restarts. */
export class Alertmanager extends StatefulService {
  constructor(scope: Construct, id: string, props: AlertmanagerProps) {
    const keys = [...new Set(Object.values(props.channelKeys))];
    super(scope, id, {
      values: props.values,
      port: { name: 'http', number: 9093 },
      data: { mountPath: '/alertmanager', claim: 'data' },
      args: [
        '--config.file=/etc/alertmanager/config/alertmanager.yml',
        '--storage.path=/alertmanager',
        // One pod has no peers to gossip with.
        '--cluster.listen-address=',
      ],
      files: [
        {
          name: 'files',
          configuration: new Configuration(scope, `${id}-config`, {
            data: { 'alertmanager.yml': yamlText(alertmanagerYaml(props)) },
          }),
          mountPath: '/etc/alertmanager/config',
        },
      ],
      mounts: [
        {
          name: 'credentials',
          mountPath: credentialFolder,
          readOnly: true,
          volume: {
            secret: { secretName: props.secret, items: keys.map((key) => ({ key, path: key })), defaultMode: 0o440 },
          },
        },
      ],
    });
  }
}

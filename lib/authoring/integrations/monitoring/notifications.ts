import type {
  EmailConfigV1Alpha1,
  PagerDutyConfigV1Alpha1,
  ReceiverV1Alpha1,
  SlackConfigV1Alpha1,
} from '../../../../imports/prometheus-operator';
import {
  boolean,
  mistake,
  object,
  string,
  type Expression,
  type Templated,
  type Ref,
  type Refs,
  type Tree,
} from '../../../core/values';
import * as is from '../../../core/values/argument';
import { camelCase } from '../../../core/values/camel-case';
import type { AlertRouting, Channel } from './alert-routes';

export const notificationDefaults = is.propsOf({
  /** Slack channel by the name of the receiver. */
  slackChannels: is.mapOf(is.aName),
  /** E-mail address by the name of the receiver. */
  emailAddresses: is.mapOf(is.aName),
  smarthost: is.aName,
  from: is.aName,
});
export type NotificationDefaults = is.TypeOf<typeof notificationDefaults>;

const channelPattern = '^[#@][-a-z0-9_.]+$';
const mailPattern = '^[^@\\s"\\\\]+@[^@\\s"\\\\]+$';

/** A value for each receiver. */
const perReceiver = (values: { readonly [receiver: string]: string }, what: string, pattern: string) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      camelCase(name),
      string(value, `${what} of the receiver ${name}`, { pattern }),
    ]),
  );

/** `notifications.*`. */
export const notificationValues = (defaults: NotificationDefaults) =>
  object(
    {
      slackChannels: object(
        perReceiver(defaults.slackChannels, 'Slack channel', channelPattern),
        'Where in Slack the receivers are told',
      ),
      email: object(
        {
          smarthost: string(defaults.smarthost, 'Host and port of the mail server', {
            pattern: '^[-a-zA-Z0-9.]+:[0-9]+$',
          }),
          from: string(defaults.from, 'Sender of the mails', { pattern: mailPattern }),
          username: string(defaults.from, 'User name at the mail server'),
          requireTls: boolean(true, 'Whether the mail server must offer STARTTLS'),
          addresses: object(perReceiver(defaults.emailAddresses, 'E-mail address', mailPattern), 'Where mails go'),
        },
        'How mails are sent',
      ),
    },
    'Where and how people are told of alerts',
  );

type NotificationRefs = Refs<ReturnType<typeof notificationValues>>;

export const channelKeys = is.propsOf({ slack: is.aName, pagerduty: is.aName, email: is.aName });
/** The credentials of the channels. */
export type ChannelKeys = is.TypeOf<typeof channelKeys>;

/** Who is told of alerts, and how. */
export interface Telling {
  readonly routing: AlertRouting;
  readonly notifications: NotificationRefs;
  /** The Secret with the credentials of the channels. */
  readonly secret: Expression<string>;
  readonly channelKeys: ChannelKeys;
  /** What a key is called in the Secret. */
  readonly keyName: (key: string) => Templated<string>;
}

/** What a message says, in Alertmanager's template language. */
const title =
  '[{{ .Status | toUpper }}] {{ .CommonLabels.alertname }} ({{ .CommonLabels.severity }}, {{ .CommonLabels.service }})';
const message =
  '{{ range .Alerts }}{{ .Annotations.summary }}\n{{ .Annotations.description }}\nRunbook: {{ .Annotations.runbook_url }}\n{{ end }}';
const brief = '{{ .CommonLabels.alertname }}: {{ .CommonAnnotations.summary }}';
const subject = '[{{ .Status | toUpper }}] {{ .CommonLabels.alertname }}';

const slackChannelOf = ({ slackChannels }: NotificationRefs, receiver: string): Ref<string> =>
  slackChannels[camelCase(receiver)] ?? refuse(receiver, 'Slack channel');
const addressOf = ({ email }: NotificationRefs, receiver: string): Ref<string> =>
  email.addresses[camelCase(receiver)] ?? refuse(receiver, 'e-mail address');

function refuse(receiver: string, what: string): never {
  const message = `the receiver "${receiver}" has no ${what} among the values`;
  throw mistake({ code: 'invalid-props', message, remedy: 'Name the receiver where its values are made.' });
}

/** The receivers as `alertmanager.yml` has them; credentials are files in `folder`. */
export const receiversYaml = ({ routing, notifications: values, channelKeys: keys }: Telling, folder: string): Tree[] =>
  Object.entries(routing.receivers).map(([name, { channels }]) => ({
    name,
    ...(channels.includes('slack')
      ? { slack_configs: [{ channel: slackChannelOf(values, name), send_resolved: true, title, text: message }] }
      : {}),
    ...(channels.includes('pagerduty')
      ? {
          pagerduty_configs: [
            { routing_key_file: `${folder}/${keys.pagerduty}`, send_resolved: true, description: brief },
          ],
        }
      : {}),
    ...(channels.includes('email')
      ? { email_configs: [{ to: addressOf(values, name), send_resolved: true, headers: { Subject: subject } }] }
      : {}),
  }));

/** What all receivers share in `alertmanager.yml`. */
export const globalYaml = ({ notifications: { email }, channelKeys: keys }: Telling, folder: string): Tree => ({
  resolve_timeout: '5m',
  slack_api_url_file: `${folder}/${keys.slack}`,
  smtp_smarthost: email.smarthost,
  smtp_from: email.from,
  smtp_auth_username: email.username,
  smtp_auth_password_file: `${folder}/${keys.email}`,
  smtp_require_tls: email.requireTls,
});

/** The receivers as an `AlertmanagerConfig` has them; credentials are keys of a Secret. */
export function receiverSpecs({
  routing,
  notifications: values,
  secret,
  channelKeys,
  keyName,
}: Telling): ReceiverV1Alpha1[] {
  const { email } = values;
  const key = (each: Channel) => ({ name: secret, key: keyName(channelKeys[each]) });
  return Object.entries(routing.receivers).map(([name, { channels }]) => {
    const slack = (): SlackConfigV1Alpha1 => ({
      apiURL: key('slack'),
      channel: slackChannelOf(values, name),
      sendResolved: true,
      title,
      text: message,
    });
    const pagerduty: PagerDutyConfigV1Alpha1 = { routingKey: key('pagerduty'), sendResolved: true, description: brief };
    const mail = (): EmailConfigV1Alpha1 => ({
      to: addressOf(values, name),
      from: email.from,
      smarthost: email.smarthost,
      authUsername: email.username,
      authPassword: key('email'),
      requireTLS: email.requireTls,
      sendResolved: true,
      headers: [{ key: 'Subject', value: subject }],
    });
    return {
      name,
      ...(channels.includes('slack') ? { slackConfigs: [slack()] } : {}),
      ...(channels.includes('pagerduty') ? { pagerdutyConfigs: [pagerduty] } : {}),
      ...(channels.includes('email') ? { emailConfigs: [mail()] } : {}),
    };
  });
}

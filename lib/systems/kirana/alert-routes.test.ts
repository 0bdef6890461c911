import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { Value } from '../../judging/verify/kubernetes-object';
import { at, elements } from '../output.fixture';
import type { AlertRule } from '../../authoring';
import { told } from './alert-routes.fixture';
import { routing } from './alert-routes';
import { alerts } from './alerts.fixture';
import { fileOf, objectsIn, operatorMode } from './kirana.fixture';

const production = objectsIn('production');
const file = fileOf(production, 'kirana-alertmanager-config', 'alertmanager.yml');
const config = parse(file) as Value;
const operator = objectsIn('production', operatorMode).get('AlertmanagerConfig', 'kirana-alerts');

/** Which channels each receiver of `alertmanager.yml` or of an `AlertmanagerConfig` has. */
const channelsOf = (receivers: readonly Value[], slack: string, pagerduty: string, email: string) =>
  Object.fromEntries(
    receivers.map((receiver) => [
      String(at(receiver, 'name')),
      [
        ...(at(receiver, slack) ? ['slack'] : []),
        ...(at(receiver, pagerduty) ? ['pagerduty'] : []),
        ...(at(receiver, email) ? ['email'] : []),
      ],
    ]),
  );

const channels = {
  default: ['slack'],
  'pagerduty-critical': ['pagerduty'],
  'database-team': ['slack', 'email'],
  'payments-team': ['slack', 'pagerduty'],
  'security-team': ['slack', 'pagerduty', 'email'],
  'operations-team': ['slack', 'email'],
  warnings: ['slack'],
};

/** Every route with the rhythm that it has or inherits. */
function rhythms(route: Value | undefined, above: readonly Value[] = []): (readonly [string, readonly Value[]])[] {
  const keys = [
    ['group_wait', 'groupWait'],
    ['group_interval', 'groupInterval'],
    ['repeat_interval', 'repeatInterval'],
  ];
  const own = keys.map(([yaml, spec], i) => at(route, yaml!) ?? at(route, spec!) ?? above[i]!);
  const isCritical = JSON.stringify(at(route, 'matchers') ?? '').includes('critical');
  const below = elements(at(route, 'routes')).flatMap((each) => rhythms(each, own));
  return [[isCritical ? 'critical' : 'other', own], ...below];
}

describe('Alertmanager', () => {
  test('is asked about alerts that there are, with the labels that their rules give them', () => {
    const known = new Map(Object.values(alerts).flatMap((group) => Object.entries<AlertRule>(group)));
    const about = told.filter(([labels]) => labels.includes('service='));
    for (const [labels] of about) {
      const { alertname, ...rest } = Object.fromEntries(
        labels.split(' ').map((label) => label.split('=') as [string, string]),
      );
      const { severity, team, service } = known.get(alertname!)!;
      expect([alertname, rest]).toEqual([alertname, { severity, team, service }]);
    }
  });

  test('groups, waits and repeats as specified', () => {
    expect(config).toMatchObject({ route: { receiver: 'default', group_by: ['alertname', 'cluster', 'service'] } });
    const found = rhythms(at(config, 'route'));
    expect(found.filter(([kind]) => kind === 'critical').length).toBe(6);
    for (const [kind, rhythm] of found) {
      expect([kind, rhythm]).toEqual([kind, kind === 'critical' ? ['0s', '10s', '5m'] : ['10s', '10s', '12h']]);
    }
  });

  test('has seven receivers with the channels of each', () => {
    expect(
      channelsOf(elements(at(config, 'receivers')), 'slack_configs', 'pagerduty_configs', 'email_configs'),
    ).toEqual(channels);
  });

  test('has three inhibition rules; a critical alert mutes the lesser ones of its name, cluster and service', () => {
    expect(elements(at(config, 'inhibit_rules'))).toHaveLength(3);
    expect(at(config, 'inhibit_rules', 0)).toEqual({
      source_matchers: ['severity="critical"'],
      target_matchers: ['severity=~"warning|info"'],
      equal: ['alertname', 'cluster', 'service'],
    });
  });

  test('reads credentials from files of the Secret, and none stands in the configuration', () => {
    const files = [...file.matchAll(/_file: (\S+)/g)].map(([, path]) => path!);
    const keys = ['slack-webhook', 'pagerduty-key', 'smtp-password'];
    expect(new Set(files)).toEqual(new Set(keys.map((key) => `/etc/alertmanager/secrets/${key}`)));
    expect(file).not.toMatch(/(api_url|routing_key|service_key|auth_password): /);
    const pod = production.podTemplate('kirana-alertmanager', 'StatefulSet');
    const volume = elements(at(pod, 'spec', 'volumes')).find((each) => at(each, 'name') === 'credentials');
    expect(at(volume, 'secret')).toEqual({
      secretName: 'kirana-secrets',
      items: keys.map((key) => ({ key, path: key })),
      defaultMode: 0o440,
    });
    expect(elements(at(production.container('kirana-alertmanager', 'StatefulSet'), 'volumeMounts'))).toContainEqual({
      name: 'credentials',
      mountPath: '/etc/alertmanager/secrets',
      readOnly: true,
    });
  });
});

describe('In the mode operator the AlertmanagerConfig', () => {
  test('has the same receivers, with credentials from the same Secret', () => {
    const receivers = elements(at(operator, 'spec', 'receivers'));
    expect(channelsOf(receivers, 'slackConfigs', 'pagerdutyConfigs', 'emailConfigs')).toEqual(channels);
    const keys = [...JSON.stringify(receivers).matchAll(/\{"name":"kirana-secrets","key":"([^"]+)"\}/g)].map(
      ([, key]) => key,
    );
    expect(new Set(keys)).toEqual(new Set(['slack-webhook', 'pagerduty-key', 'smtp-password']));
  });

  test('has the same routes and rhythms', () => {
    const shape = (route: Value | undefined): unknown => ({
      receiver: at(route, 'receiver'),
      continue: at(route, 'continue'),
      matchers: elements(at(route, 'matchers')).map((each) =>
        typeof each === 'string'
          ? each
          : `${String(at(each, 'name'))}${String(at(each, 'matchType'))}"${String(at(each, 'value'))}"`,
      ),
      routes: elements(at(route, 'routes')).map(shape),
    });
    expect(shape(at(operator, 'spec', 'route'))).toEqual(shape(at(config, 'route')));
    expect(rhythms(at(operator, 'spec', 'route'))).toEqual(rhythms(at(config, 'route')));
    expect(at(operator, 'spec', 'route', 'groupBy')).toEqual(routing.groupBy);
    expect(elements(at(operator, 'spec', 'inhibitRules'))).toHaveLength(3);
  });
});

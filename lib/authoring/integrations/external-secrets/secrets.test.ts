import { describe, expect, test } from '@jest/globals';
import { checkSystem } from '../../../judging/check/check-system';
import { at, kindOf, nameOf } from '../../../core/references/objects';
import { graphOf } from '../../../core/order/graph';
import { defaults, overlay, validateValues, type JsonObject } from '../../../core/values';
import { checkInputs } from '../../../program/cli/check-inputs';
import { systemsOf } from '../../../program/app';
import { findIn, objectsWith, sealed, shopWith, stores, systemWith, waysOf } from './ways.fixture';

const setOf = (objects: readonly JsonObject[]) => ({ objects: objects.map((object) => ({ object })) });

describe('sealed secrets', () => {
  const seal = (more: JsonObject) => ({
    sealedSecrets: { enabled: true, encryptedData: { password: sealed }, ...more },
  });

  test.each(['namespace-wide', 'cluster-wide'])('can be opened %s under any name, as kubeseal was told', (scope) => {
    const own = findIn(objectsWith(stores.aws, seal({ scope })), 'SealedSecret', 'shop-secrets');
    const mark = { [`sealedsecrets.bitnami.com/${scope}`]: 'true' };
    expect(at(own, 'metadata', 'annotations')).toEqual(mark);
    expect(own?.['spec']).toMatchObject({
      encryptedData: { password: sealed },
      template: { type: 'Opaque', metadata: { annotations: mark } },
    });
  });

  test.each([
    ['a text that is not sealed', { password: 'correct horse battery staple' }],
    ['a short text in base64', { password: 'cGFzc3dvcmQ=' }],
    ['a key that the Secret does not have', { passwort: sealed }],
  ])('are not %s', (_, encryptedData) => {
    const { schema } = systemWith(stores.aws).definition;
    const problems = (data: JsonObject) =>
      validateValues(schema, overlay(defaults(schema), { sealedSecrets: { encryptedData: data } }), 'values');
    expect(problems(encryptedData)).not.toEqual([]);
    expect(problems({ password: sealed })).toEqual([]);
  });
});

describe('whoever fills the Secret', () => {
  const cases = Object.entries(stores).flatMap(([name, store]) =>
    Object.entries(waysOf(store)).map(([way, given]) => [name, way, given] as const),
  );
  const makers: { readonly [way: string]: string } = {
    operator: 'ExternalSecret.external-secrets.io',
    seal: 'SealedSecret.bitnami.com',
    driver: 'SecretProviderClass.secrets-store.csi.x-k8s.io',
    driverWithoutMail: 'SecretProviderClass.secrets-store.csi.x-k8s.io',
  };

  test.each(cases)('of %s, %s: the pods need what makes it, and those of a hook its copy', (name, way, given) => {
    const set = setOf(objectsWith(stores[name as keyof typeof stores], given));
    const graph = graphOf(set);
    const madeFor = (kind: string) =>
      set.objects
        .filter(({ object }) => object['kind'] === kind)
        .flatMap((each) => graph.of(each).filter(({ reason }) => reason === 'maker'))
        .map(({ to, until }) => `${kindOf(to)} ${nameOf(to)} ${until}`);
    const maker = makers[way];
    expect(madeFor('Deployment')).toEqual(
      maker === undefined ? [] : [`${maker} shop-secrets ready`, `${maker} shop-secrets ready`],
    );
    expect(madeFor('Job')).toEqual(maker === undefined ? [] : [`${maker} shop-migration-secrets ready`]);
  });

  const checked = [
    ...cases.filter(([, way]) => way === 'operator' || way === 'driver'),
    ...cases.filter(([name, way]) => name === 'aws' && way === 'seal'),
  ];
  test.each(checked)('the linter finds nothing: %s, %s', (name, _, given) => {
    const [system] = systemsOf(shopWith(stores[name as keyof typeof stores], given));
    const { findings } = checkSystem(system!, checkInputs(system!, system!.definition.environments), true);
    // That the pods do not wait for a migration is not about secrets.
    expect(findings.filter(({ code }) => code !== 'order-not-kept')).toEqual([]);
  });

  test('Reloader replaces the pods that keep running, where users want that', () => {
    const marked = (given: JsonObject) =>
      objectsWith(stores.aws, given).flatMap((object) =>
        at(object, 'metadata', 'annotations', 'secret.reloader.stakater.com/auto') === 'true'
          ? [`${String(object['kind'])} ${String(at(object, 'metadata', 'name'))}`]
          : [],
      );
    expect(marked({ replacePods: true })).toEqual(['Deployment shop-web', 'Deployment shop-worker']);
    expect(marked({ replacePods: false })).toEqual([]);
  });
});

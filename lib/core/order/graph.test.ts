import { describe, expect, test } from '@jest/globals';
import type { ClusterObject } from '../references/cluster-object';
import type { JsonObject } from '../values';
import { graphOf, object } from './release.fixture';

/** The needs of some objects, a line each: who, why, until when, whom. */
const needs = (...objects: readonly ClusterObject[]): string[] =>
  graphOf(objects)
    .all()
    .map(({ from, to, reason, until }) => `${from.construct} ${reason} ${until} ${to.construct}`);

const withField = (called: string, field: JsonObject): ClusterObject => {
  const made = object(called);
  return { ...made, object: { ...made.object, ...field } };
};

describe('an object needs', () => {
  test.each(['ConfigMap settings', 'Secret keys', 'ServiceAccount web', 'PersistentVolumeClaim data'])(
    'the %s that its pods name',
    (named) => {
      expect(needs(object('Deployment web', { uses: [named] }), object(named))).toEqual([
        `Deployment web name exists ${named}`,
      ]);
    },
  );

  test('the place that says so, which a report can show', () => {
    const [need] = graphOf([object('Deployment web', { uses: ['Secret keys'] }), object('Secret keys')]).all();
    expect(need?.pointer).toBe('/spec/template/spec/containers/0/envFrom/0/secretRef/name');
  });

  test.each(['ExternalSecret keys', 'Certificate keys'])('the %s that makes what it names, until it has', (maker) => {
    expect(needs(object('Job seed', { uses: ['Secret keys'] }), object(maker))).toEqual([
      `Job seed maker ready ${maker}`,
    ]);
  });

  test('the permissions of the account of its pods', () => {
    const binding = withField('RoleBinding web', {
      subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: 'shop' }],
    });
    const found = needs(
      object('Deployment web', { uses: ['ServiceAccount web'] }),
      object('ServiceAccount web'),
      binding,
    );
    expect(found).toEqual([
      'Deployment web name exists ServiceAccount web',
      'Deployment web name exists RoleBinding web',
      'RoleBinding web name exists ServiceAccount web',
    ]);
  });

  test('nothing that is optional, or that it does not have', () => {
    const optional = {
      template: { spec: { containers: [{ envFrom: [{ secretRef: { name: 'keys', optional: true } }] }] } },
    };
    const web = object('Deployment web', { spec: optional });
    expect(needs(web, object('Secret keys'), object('Deployment other', { uses: ['Secret strange'] }))).toEqual([]);
  });

  test('what its author says comes before, until that is ready', () => {
    const web = object('Deployment web', { after: ['Job migration'] });
    expect(needs(web, object('Job migration'))).toEqual(['Deployment web author ready Job migration']);
  });

  test('what its pods wait for; an object without pods does not wait', () => {
    const waiting = { waitsFor: ['StatefulSet database'] };
    const found = needs(
      object('Deployment web', waiting),
      object('Ingress web', waiting),
      object('StatefulSet database'),
    );
    expect(found).toEqual(['Deployment web pods ready StatefulSet database']);
  });

  test('what node.addDependency says, only applied', () => {
    const web = object('Deployment web', { dependsOn: ['Job migration'] });
    expect(needs(web, object('Job migration'))).toEqual(['Deployment web dependency exists Job migration']);
  });

  test('all objects below a construct of which it is said; of several, those that become ready', () => {
    const below = (called: string) => ({ ...object(called), construct: `shop/database/${called}` });
    const web = object('Deployment web', { after: ['shop/database'] });
    expect(needs(web, below('StatefulSet db'), below('Service db'))).toEqual([
      'Deployment web author ready shop/database/StatefulSet db',
    ]);
    expect(needs(web, below('ConfigMap db'), below('Service db'))).toHaveLength(2);
  });

  test('what its author says although a field says it too, since only an engine keeps the one', () => {
    const ingress = withField('Ingress web', { spec: { tls: [{ secretName: 'web' }] } });
    const said = { ...ingress, needs: [{ on: 'Certificate web', reason: 'author' as const }] };
    expect(needs(said, object('Certificate web'))).toEqual([
      'Ingress web maker ready Certificate web',
      'Ingress web author ready Certificate web',
    ]);
  });

  test('what its pods wait for although its author says, before that, that it comes after', () => {
    const web = object('Deployment web', { after: ['Job migration'], waitsFor: ['Job migration'] });
    expect(needs(web, object('Job migration'))).toEqual([
      'Deployment web author ready Job migration',
      'Deployment web pods ready Job migration',
    ]);
  });

  test('the hooks before it, and a hook those of lower weight', () => {
    const hook = (called: string, weight: number) => object(called, { hook: `pre-install,pre-upgrade ${weight}` });
    expect(
      needs(hook('Job seed', 5), hook('Job migration', 1), object('Deployment web'), object('ConfigMap other')),
    ).toEqual([
      'Job seed hook ready Job migration',
      'Deployment web hook ready Job seed',
      'Deployment web hook ready Job migration',
    ]);
  });

  test('no hook that needs it, and none of which others are told to wait', () => {
    const migration = object('Job migration', { hook: 'pre-upgrade', waitsFor: ['StatefulSet database'] });
    const api = object('Deployment api', { waitsFor: ['Job migration'] });
    expect(needs(migration, object('StatefulSet database'), api, object('Deployment web'))).toEqual([
      'Job migration pods ready StatefulSet database',
      'Deployment api pods ready Job migration',
    ]);
  });

  test('once, what it names in several places', () => {
    const web = object('Deployment web', { uses: ['ConfigMap a', 'ConfigMap a'] });
    expect(needs(web, object('ConfigMap a'))).toHaveLength(1);
  });
});

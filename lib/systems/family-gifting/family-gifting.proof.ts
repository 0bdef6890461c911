import { describe, expect, test } from '@jest/globals';
import { at, elements, SystemOutput } from '../output.fixture';

const output = new SystemOutput('family-gifting');

describe('the backup', () => {
  test('stays when the release is removed', async () => {
    const rendered = await output.renderedFor('production');
    const annotations = rendered.get('PersistentVolumeClaim', 'postgres-backup').metadata['annotations'];
    expect(annotations).toEqual({ 'helm.sh/resource-policy': 'keep' });
  });
});

describe('the Ingress', () => {
  test('leads to the host over HTTPS, with a certificate of cert-manager and WebSockets that stay open', async () => {
    const ingress = (await output.renderedFor('production', { set: ['ingress.enabled=true'] })).get(
      'Ingress',
      'ingress',
    );
    expect(ingress.metadata['annotations']).toEqual({
      'cert-manager.io/cluster-issuer': 'homelab-ca',
      'nginx.ingress.kubernetes.io/proxy-read-timeout': '3600',
      'nginx.ingress.kubernetes.io/proxy-send-timeout': '3600',
    });
    expect(at(ingress, 'spec', 'ingressClassName')).toBe('nginx');
    expect(at(ingress, 'spec', 'tls')).toEqual([{ hosts: ['gifting.homelab.local'], secretName: 'ingress-tls' }]);
    const [rule, ...others] = elements(at(ingress, 'spec', 'rules'));
    expect([others, at(rule, 'host')]).toEqual([[], 'gifting.homelab.local']);
    const routes = elements(at(rule, 'http', 'paths')).map((path) => {
      const service = at(path, 'backend', 'service', 'name');
      return `${String(at(path, 'pathType'))} ${String(at(path, 'path'))} -> ${String(service)}`;
    });
    expect(routes).toEqual(['Prefix /persons -> api', 'Prefix /ws -> api', 'Prefix /health -> api', 'Prefix / -> web']);
  });
});

describe('other values', () => {
  test('a second release in the namespace gets names of its own, with fullnameOverride or nameOverride', async () => {
    const named = async (...set: string[]) =>
      (await output.rendered({ release: 'family-gifting', set })).names('Deployment').sort();
    expect(await named('fullnameOverride=second')).toEqual(['second-api', 'second-web']);
    expect(await named('nameOverride=second')).toEqual(['family-gifting-second-api', 'family-gifting-second-web']);
    expect((await output.rendered({ release: 'second' })).names('Deployment')).not.toContain('api');
  });

  test('an image can have a tag or a digest', async () => {
    const image = async (...set: string[]) => (await output.rendered({ set })).container('api')['image'];
    expect(await image('api.image.tag=1.2.0')).toBe('gifting-api:1.2.0');
    const digest = `sha256:${'0'.repeat(64)}`;
    expect(await image(`api.image.digest=${digest}`)).toBe(`gifting-api@${digest}`);
  });
});

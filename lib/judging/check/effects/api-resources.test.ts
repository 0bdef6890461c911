import { expect, test } from '@jest/globals';
import { kubernetesVersions, schemaOf } from '../../../core/kubernetes/definitions';
import { apiResources } from './api-resources';

/** Groups whose kinds are checked, although they are not Kubernetes' own. */
const isBuiltIn = (group: string) => Object.hasOwn(apiResources, group);

/** The resource of a kind, as the API server names it. */
function resourceOf(kind: string): string {
  const word = kind.toLowerCase();
  if (word.endsWith('s')) return /(?:ss|us)$/.test(word) ? `${word}es` : word;
  return word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`;
}

test.each(kubernetesVersions)('the resources of all kinds of Kubernetes %s are known', (version) => {
  const unknown = [...schemaOf(version).kinds.keys()].flatMap((called) => {
    const [apiVersion = '', kind = ''] = called.split(' ');
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0]! : '';
    return isBuiltIn(group) && !apiResources[group]!.includes(resourceOf(kind)) ? [`${group} ${kind}`] : [];
  });
  expect(unknown).toEqual([]);
  expect(schemaOf(version).kinds.size).toBeGreaterThan(60);
});

test('every group of Kubernetes has its resources', () => {
  const groups = new Set(
    [...schemaOf('1.34').kinds.keys()].map((called) => (called.includes('/') ? called.split('/')[0]! : '')),
  );
  const own = [...groups].filter((group) => group.endsWith('.k8s.io') || !group.includes('.'));
  const ofProjects = ['gateway.networking.k8s.io', 'snapshot.storage.k8s.io', 'metrics.k8s.io'];
  expect(own.filter((group) => !isBuiltIn(group) && !ofProjects.includes(group))).toEqual([]);
});

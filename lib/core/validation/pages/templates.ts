import type { JsonObject } from '../../values';
import { at as valueAt, mapOf } from '../../values/json-parts';
import type { Page, StructRule, BreachInStruct } from '../page';
import { elements, isEmpty, isSet, rule, shown } from '../vocabulary';
import { allContainers } from './pod-containers';

/*
 * Templates of pods, whatever makes pods of them.
 */

const withContainers: StructRule = rule(
  'missing-value',
  'has a spec, for a pod needs a container',
  { valid: { spec: {} }, invalid: { metadata: { labels: { app: 'a' } } } },
  ({ spec }, { kind }) => {
    if (isSet(spec)) return [];
    // The server looks at the labels of a StatefulSet's template alone.
    return [
      {
        path: [],
        message: 'needs a spec with a container',
        ...(kind === 'StatefulSet.apps' ? { question: 'cannot-work' } : {}),
      },
    ];
  },
);

const withTemplate: StructRule = rule(
  'missing-value',
  'has a template for its pods',
  { valid: { template: {} }, invalid: { replicas: 1 } },
  ({ template }) => (isSet(template) ? [] : [{ path: [], message: 'needs a template for its pods' }]),
);

/** Labels that the server gives to the pods of a Job, with the name of the Job or its uid. */
const generated = ['job-name', 'batch.kubernetes.io/job-name', 'controller-uid', 'batch.kubernetes.io/controller-uid'];

/** What labels of a template contradict those that a Job of a name gives to its pods. */
function contradictions(spec: JsonObject, name: string | undefined): BreachInStruct[] {
  if (spec['manualSelector'] === true) return [];
  const labels = mapOf(valueAt(spec, 'template', 'metadata', 'labels'));
  return generated
    .filter((key) => Object.hasOwn(labels, key) && (labels[key] !== name || key.endsWith('uid')))
    .map((key) => ({
      path: ['spec', 'template', 'metadata', 'labels', key],
      message: key.endsWith('uid')
        ? 'is given by the server, to each Job another one'
        : `${shown(labels[key])} is not the name of the Job, which the server gives to its pods`,
    }));
}

const ownLabels: StructRule = rule(
  'invalid-combination',
  'leaves to the server the labels that tell the pods of Jobs apart',
  {
    valid: { metadata: { name: 'a' }, spec: { template: { metadata: { labels: { 'job-name': 'a' } } } } },
    invalid: { metadata: { name: 'a' }, spec: { template: { metadata: { labels: { 'job-name': 'b' } } } } },
  },
  (job) => {
    const name = valueAt(job, 'metadata', 'name');
    return contradictions(mapOf(job['spec']), typeof name === 'string' ? name : undefined);
  },
);

/** The server takes the CronJob, and none of its Jobs. */
const ownLabelsOfJobs: StructRule = rule(
  'invalid-combination',
  'leaves to the server the labels that tell the pods of its Jobs apart',
  {
    valid: { spec: { jobTemplate: { spec: { template: { metadata: { labels: { app: 'a' } } } } } } },
    invalid: { spec: { jobTemplate: { spec: { template: { metadata: { labels: { 'job-name': 'a' } } } } } } },
  },
  (cronJob) =>
    contradictions(mapOf(valueAt(cronJob, 'spec', 'jobTemplate', 'spec')), undefined).map(({ path, message }) => ({
      path: ['spec', 'jobTemplate', ...path],
      message,
      question: 'cannot-work',
    })),
);

/** A file or variable that tells a resource of a container that there is not. */
const toldContainers: StructRule = rule(
  'invalid-combination',
  'tells in files and variables the resources of its own containers',
  {
    valid: {
      containers: [{ name: 'a' }],
      volumes: [{ downwardAPI: { items: [{ resourceFieldRef: { containerName: 'a' } }] } }],
    },
    invalid: {
      containers: [{ name: 'a' }],
      volumes: [{ downwardAPI: { items: [{ resourceFieldRef: { containerName: 'b' } }] } }],
    },
  },
  (spec) => {
    const names = allContainers(spec).map(({ value }) => value['name']);
    const wrong = (holder: JsonObject, path: BreachInStruct['path']): BreachInStruct[] => {
      const name = valueAt(holder, 'resourceFieldRef', 'containerName');
      if (isEmpty(name) || names.includes(name)) return [];
      const message = `there is no container ${shown(name)}`;
      return [{ path: [...path, 'resourceFieldRef', 'containerName'], message, question: 'cannot-work' }];
    };
    return [
      ...elements(spec, 'volumes').flatMap(({ value, at }) => [
        ...itemsOf(value, ['volumes', at], wrong),
        ...elements(mapOf(value['projected']), 'sources').flatMap(({ value: source, at: i }) =>
          itemsOf(source, ['volumes', at, 'projected', 'sources', i], wrong),
        ),
      ]),
      ...allContainers(spec).flatMap(({ value, at, list }) =>
        elements(value, 'env').flatMap(({ value: variable, at: i }) =>
          wrong(mapOf(variable['valueFrom']), [list, at, 'env', i, 'valueFrom']),
        ),
      ),
    ];
  },
);

const itemsOf = (
  holder: JsonObject,
  path: BreachInStruct['path'],
  wrong: (item: JsonObject, path: BreachInStruct['path']) => BreachInStruct[],
): BreachInStruct[] =>
  elements(mapOf(holder['downwardAPI']), 'items').flatMap(({ value, at }) =>
    wrong(value, [...path, 'downwardAPI', 'items', at]),
  );

/** Resources that a pod can ask for as a whole. */
const ofPods = /^(cpu|memory|hugepages-.+)$/;

/** Since Kubernetes 1.34 a pod can ask for resources as a whole. */
const wholePod: StructRule = rule(
  'forbidden-field',
  'asks as a whole for CPU, memory and huge pages only',
  {
    valid: { resources: { requests: { cpu: '1' } } },
    invalid: { resources: { requests: { 'ephemeral-storage': '1Gi' } } },
  },
  ({ resources }, { minor }) => {
    if (minor < 34) return [];
    const given = mapOf(resources);
    const found: BreachInStruct[] = isEmpty(given['claims'])
      ? []
      : [{ path: ['resources', 'claims'], message: 'is for containers' }];
    for (const side of ['requests', 'limits'])
      for (const name of Object.keys(mapOf(given[side])))
        if (!ofPods.test(name))
          found.push({ path: ['resources', side, name], message: 'is for containers, not for a pod as a whole' });
    return found;
  },
);

export const templatesPage: Page = {
  'core.PodTemplateSpec': { source: 'core/validation ValidatePodTemplateSpec', rules: [withContainers] },
  'core.PodSpec': {
    source: 'core/validation validatePodResources; kubelet ExtractResourceValueByContainerName',
    rules: [toldContainers, wholePod],
  },
  'apps.ReplicaSetSpec': { source: 'apps/validation ValidatePodTemplateSpecForReplicaSet', rules: [withTemplate] },
  'Job.batch': { source: 'batch/validation validateGeneratedSelector', rules: [ownLabels] },
  'CronJob.batch': { source: 'batch/validation validateGeneratedSelector, of its Jobs', rules: [ownLabelsOfJobs] },
};

import { Type } from '@sinclair/typebox';
import { annotationKey, labelKey, labelValue } from '../kubernetes/value-forms';
import {
  blockText,
  fullNameLimit,
  list,
  object,
  openObject,
  string,
  stringMap,
  usersLabelKeys,
  type Group,
  type JsonObject,
} from '../values';
import { imagePatterns, registryLimit } from '../values/image-reference';

/** A DNS label that begins with a letter, as names of Services do (RFC 1035), or nothing. */
const dnsLabel = '^([a-z]([-a-z0-9]*[a-z0-9])?)?$';

/** Labels that users add; those by which the chart knows its objects are its own. */
export const labelMap = (
  value: { readonly [key: string]: string },
  description: string,
  not: { readonly pattern: string } = usersLabelKeys.not,
) =>
  stringMap(value, description, {
    propertyNames: { ...labelKey, not },
    additionalProperties: { type: 'string', ...labelValue },
  });

/** Labels of pods that users add: the server gives those of Jobs, to each Job others. */
export const podLabelMap = (description: string) =>
  labelMap({}, description, {
    pattern: `${usersLabelKeys.not.pattern}|^(batch\\.kubernetes\\.io/)?(job-name|controller-uid)$`,
  });

/** Annotations that mean something to objects of one kind alone, or tell Helm, Argo CD and Flux what an object is. */
const ofPrograms =
  '^([a-zA-Z0-9.-]+\\.)?(kubernetes\\.io|k8s\\.io|helm\\.sh|argoproj\\.io|toolkit\\.fluxcd\\.io|cert-manager\\.io)/';

const pullSecrets = (description: string) =>
  list<{ readonly name: string }>(
    object({ name: string('', 'Name of a Secret of type kubernetes.io/dockerconfigjson') }, 'A pull secret'),
    [],
    description,
  );

/** A Kubernetes object of any kind, with all its strings free of the few characters that a template cannot print. */
const objectSchema = {
  type: 'object',
  required: ['apiVersion', 'kind', 'metadata'],
  properties: {
    apiVersion: { type: 'string', pattern: '^[a-z0-9./-]+$' },
    kind: { type: 'string', pattern: '^[A-Za-z0-9]+$' },
    metadata: {
      allOf: [{ $ref: '#/definitions/meta.v1.ObjectMeta' }],
      type: 'object',
      required: ['name'],
      properties: { name: { type: 'string', pattern: '^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$' } },
    },
  },
  additionalProperties: { $ref: '#/definitions/tree' },
};

/** With those of an object itself they are shorter than the server allows. */
const commonAnnotations: ReturnType<typeof stringMap> = {
  ...stringMap(
    {},
    'Annotations added to every object, but not to pods; those of an object win over them; none of Kubernetes or of an engine; 32 at most',
    {
      propertyNames: { ...annotationKey, not: { pattern: ofPrograms } },
      additionalProperties: { ...blockText(), maxLength: 512 },
    },
  ),
  maxProperties: 32,
};

/** Values that every chart has. */
export const commonValues = {
  nameOverride: string('', 'Replaces the name of the chart in names and labels', { pattern: dnsLabel, maxLength: 63 }),
  fullnameOverride: string('', 'Replaces the beginning of all object names', {
    pattern: dnsLabel,
    maxLength: fullNameLimit,
  }),
  commonLabels: labelMap({}, 'Labels added to every object'),
  commonAnnotations,
  global: openObject(
    {
      imageRegistry: string(
        '',
        'Registry of all images, for mirrors and air-gapped clusters, as mirror.example.com:5000/path; it takes the place of the registry in a repository that names one',
        { pattern: imagePatterns.registry, maxLength: registryLimit },
      ),
      imagePullSecrets: pullSecrets('Pull secrets for all pods, shared with a parent chart'),
    },
    'Values that a parent chart shares with all its subcharts',
  ),
  imagePullSecrets: pullSecrets('Pull secrets for all pods'),
  extraObjects: list<JsonObject>(
    Type.Unsafe<JsonObject>(objectSchema),
    [],
    'Whole objects that are installed with the release, as they stand here, each with its namespace',
  ),
} as const;

/** Those of a chart that gives labels to all of its objects: users find them in `commonLabels`, beside their own. */
export const commonValuesWith = (labels: Labels) => ({
  ...commonValues,
  commonLabels: labelMap(partOf(labels, true), 'Labels added to every object'),
});

/** The labels of a chart that users may not set, since by these it knows its objects. */
export const reservedLabels = (labels: Labels): Labels => partOf(labels, false);

interface Labels {
  readonly [key: string]: string;
}

const reserved = new RegExp(usersLabelKeys.not.pattern);
const partOf = (labels: Labels, areUsers: boolean): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([key]) => reserved.test(key) !== areUsers));

export type CommonValues = Group<typeof commonValues>;

/**
 * The definition of KEDA's ScaledObject as a cluster has it, cut to the fields that "Your first chart" sets and some besides. From
 * config/crd/bases/keda.sh_scaledobjects.yaml of https://github.com/kedacore/keda (Apache-2.0).
 */
export const scaledObjects = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'scaledobjects.keda.sh', annotations: { 'controller-gen.kubebuilder.io/version': 'v0.15.0' } },
  spec: {
    group: 'keda.sh',
    names: {
      kind: 'ScaledObject',
      listKind: 'ScaledObjectList',
      plural: 'scaledobjects',
      shortNames: ['so'],
      singular: 'scaledobject',
    },
    scope: 'Namespaced',
    versions: [
      {
        name: 'v1alpha1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: {
          openAPIV3Schema: {
            description: 'ScaledObject is a specification for a ScaledObject resource',
            type: 'object',
            required: ['spec'],
            properties: {
              apiVersion: { type: 'string' },
              kind: { type: 'string' },
              metadata: { type: 'object' },
              spec: {
                description: 'ScaledObjectSpec is the spec for a ScaledObject resource',
                type: 'object',
                required: ['scaleTargetRef', 'triggers'],
                properties: {
                  cooldownPeriod: { format: 'int32', type: 'integer' },
                  idleReplicaCount: { format: 'int32', type: 'integer' },
                  maxReplicaCount: { format: 'int32', type: 'integer' },
                  minReplicaCount: { format: 'int32', type: 'integer' },
                  pollingInterval: { format: 'int32', type: 'integer' },
                  scaleTargetRef: {
                    description: 'ScaleTarget holds the reference to the scale target Object',
                    type: 'object',
                    required: ['name'],
                    properties: {
                      apiVersion: { type: 'string' },
                      envSourceContainerName: { type: 'string' },
                      kind: { type: 'string' },
                      name: { type: 'string' },
                    },
                  },
                  triggers: {
                    type: 'array',
                    items: {
                      description: 'ScaleTriggers reference the scaler that will be used',
                      type: 'object',
                      required: ['metadata', 'type'],
                      properties: {
                        authenticationRef: {
                          type: 'object',
                          required: ['name'],
                          properties: { kind: { type: 'string' }, name: { type: 'string' } },
                        },
                        metadata: { type: 'object', additionalProperties: { type: 'string' } },
                        metricType: { type: 'string' },
                        name: { type: 'string' },
                        type: { type: 'string' },
                        useCachedMetrics: { type: 'boolean' },
                      },
                    },
                  },
                },
              },
              status: {
                type: 'object',
                properties: { hpaName: { type: 'string' }, pausedReplicaCount: { format: 'int32', type: 'integer' } },
              },
            },
          },
        },
      },
    ],
  },
};

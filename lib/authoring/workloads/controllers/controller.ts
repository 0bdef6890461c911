import type { ApiObject } from 'cdk8s';
import type { PodSpec, PodTemplateSpec } from '../../../../imports/k8s';
import type { Bearer, ControllerParts } from '../trait';

/** What the pods of a workload are made by. */
export type PodTemplate = PodTemplateSpec & { readonly spec: PodSpec };

/** Makes the object that keeps the pods of a workload running. */
export type Controller = (workload: Bearer, template: PodTemplate, parts: ControllerParts) => ApiObject;

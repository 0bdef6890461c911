import type { ApiObject } from 'cdk8s';
import type { PodTemplateSpec } from '../../../../imports/k8s';
import type { Bearer, ControllerParts } from '../trait';

/** Makes the object that keeps the pods of a workload running. */
export type Controller = (workload: Bearer, template: PodTemplateSpec, parts: ControllerParts) => ApiObject;

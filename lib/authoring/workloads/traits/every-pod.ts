import { containerSettings } from './container-settings';
import { extraContainers } from './extra-containers';
import { hostAliases } from './host-aliases';
import { podSettings } from './pod-settings';

/** What users may set of the pods of every workload, whatever it is. */
export const everyPod = [podSettings, hostAliases, containerSettings, extraContainers] as const;

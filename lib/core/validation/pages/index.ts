import type { Page } from '../page';
import { admissionPage } from './admission';
import { autoscalingPage } from './autoscaling';
import { clusterPage } from './cluster';
import { configPage } from './config';
import { containersPage } from './containers';
import { customResourcesPage } from './custom-resources';
import { definitionSchemasPage } from './definition-schemas';
import { definitionsPage } from './definitions';
import { devicesPage } from './devices';
import { endpointsPage } from './endpoints';
import { eventsPage } from './events';
import { flowControlPage } from './flow-control';
import { jobsPage } from './jobs';
import { metadataPage } from './metadata';
import { networkingPage } from './networking';
import { podsPage } from './pods';
import { podAnnotationsPage } from './pod-annotations';
import { podRequestsPage } from './pod-requests';
import { windowsPage } from './windows';
import { quotasPage } from './quotas';
import { rbacPage } from './rbac';
import { resourcesPage } from './resources';
import { structuralSchemasPage } from './structural-schemas';
import { schedulingPage } from './scheduling';
import { securityPage } from './security';
import { selectorsPage } from './selectors';
import { servicesPage } from './services';
import { stableSelectorsPage } from './stable-selectors';
import { storagePage } from './storage';
import { storageClassesPage } from './storage-classes';
import { templatesPage } from './templates';
import { variablesPage } from './variables';
import { volumesPage } from './volumes';
import { oldVolumesPage } from './old-volumes';
import { workloadsPage } from './workloads';

/** What is checked field by field without reading expressions, in the order in which it is found. */
export const pages: readonly Page[] = [
  metadataPage,
  selectorsPage,
  podsPage,
  podAnnotationsPage,
  podRequestsPage,
  windowsPage,
  containersPage,
  variablesPage,
  volumesPage,
  oldVolumesPage,
  resourcesPage,
  securityPage,
  schedulingPage,
  workloadsPage,
  jobsPage,
  templatesPage,
  servicesPage,
  endpointsPage,
  networkingPage,
  configPage,
  quotasPage,
  storagePage,
  storageClassesPage,
  rbacPage,
  autoscalingPage,
  admissionPage,
  definitionsPage,
  definitionSchemasPage,
  structuralSchemasPage,
  clusterPage,
  flowControlPage,
  eventsPage,
  devicesPage,
  stableSelectorsPage,
  customResourcesPage,
];

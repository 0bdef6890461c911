import type { Struct } from './api-type';
import { kubernetesVersions, schemaOf } from './definitions';

/*
 * What is asked of an object whatever the version: by the newest version of Kubernetes that has it.
 */

/** The struct of a kind; undefined for a kind that no version has. @param kind as `apps/v1 Deployment` */
export function newestStructOfKind(kind: string): string | undefined {
  const version = kubernetesVersions.findLast((each) => schemaOf(each).kinds.has(kind));
  return version && schemaOf(version).kinds.get(kind);
}

/** A struct by its upstream name. */
export function newestStruct(id: string): Struct | undefined {
  const version = kubernetesVersions.findLast((each) => schemaOf(each).structs.has(id));
  return version && schemaOf(version).structs.get(id);
}

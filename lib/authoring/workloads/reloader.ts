import type { ApiObject } from 'cdk8s';
import { Binding } from '../../core/manifest';
import { or, when } from '../../core/values';
import type { PodTemplate } from './controllers/controller';
import { secretNeedsIn } from './secret-readers';

/** What keeps pods running; Reloader would start a Job a second time, and one of a CronJob at once. */
const kinds: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** Asks Reloader to replace the pods when a Secret that they read has changed. */
export function replacedByReloader(controller: ApiObject, template: PodTemplate): void {
  const conditions = [...new Set(secretNeedsIn(template.spec).flatMap(({ replacesPods }) => replacesPods ?? []))];
  if (conditions.length === 0 || !kinds.has(controller.kind)) return;
  Binding.of(controller).set(
    '/metadata/annotations/secret.reloader.stakater.com~1auto',
    when(or(...conditions), 'true'),
  );
}

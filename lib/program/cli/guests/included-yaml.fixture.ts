import { join } from 'node:path';
import { ApiObject, App, Chart, Include, JsonPatch } from 'cdk8s';

/** The objects of a YAML file that others wrote, one of them changed. */
export function includedYaml(): App {
  const app = new App();
  const chart = new Chart(app, 'guestbook');
  const include = new Include(chart, 'upstream', { url: join(__dirname, 'files/guestbook.yaml') });
  const deployment = include.apiObjects.find((object: ApiObject) => object.kind === 'Deployment')!;
  deployment.addJsonPatch(
    JsonPatch.replace('/spec/replicas', 5),
    JsonPatch.add('/spec/template/spec/containers/0/env/-', { name: 'ADDED', value: 'true' }),
  );
  deployment.metadata.addAnnotation('example.org/changed', 'yes');
  return app;
}

import { App, Chart, Cron, Duration, Size } from 'cdk8s';
import {
  ConcurrencyPolicy,
  CronJob,
  PersistentVolumeAccessMode,
  PersistentVolumeClaim,
  Secret,
  Service,
  StatefulSet,
  Volume,
} from 'cdk8s-plus-28';

/** A StatefulSet with volumes and a CronJob that backs it up. */
export function batchAndStorage(): App {
  const app = new App();
  const chart = new Chart(app, 'store', { namespace: 'store' });
  const credentials = new Secret(chart, 'credentials', { stringData: { password: 'p@ss: "word"' } });
  const claim = new PersistentVolumeClaim(chart, 'claim', {
    accessModes: [PersistentVolumeAccessMode.READ_WRITE_ONCE],
    storage: Size.gibibytes(8),
  });
  const store = new StatefulSet(chart, 'database', {
    replicas: 1,
    service: new Service(chart, 'service', { clusterIP: 'None', ports: [{ port: 5432 }] }),
    containers: [{ image: 'postgres:16', portNumber: 5432, securityContext: { user: 999, group: 999 } }],
    securityContext: { fsGroup: 999 },
  });
  store.containers[0]!.mount('/var/lib/postgresql/data', Volume.fromPersistentVolumeClaim(chart, 'data', claim));
  store.containers[0]!.mount('/secrets', Volume.fromSecret(chart, 'secrets', credentials, { defaultMode: 0o400 }));
  new CronJob(chart, 'backup', {
    schedule: Cron.schedule({ minute: '0', hour: '3' }),
    concurrencyPolicy: ConcurrencyPolicy.FORBID,
    startingDeadline: Duration.minutes(5),
    ttlAfterFinished: Duration.hours(1),
    volumes: [Volume.fromEmptyDir(chart, 'scratch', 'scratch', { sizeLimit: Size.gibibytes(1) })],
    containers: [{ image: 'postgres:16', command: ['pg_dump', '--file', '/scratch/dump'] }],
  });
  return app;
}

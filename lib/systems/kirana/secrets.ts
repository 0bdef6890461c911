import { composed, random, type Recipe } from '../../core/manifest';

/** Where a key is kept in the cloud, below `kirana/<environment>/`, and how it is made up locally. */
interface Key {
  readonly remote: string;
  readonly property: string;
  readonly local: Recipe;
}

const key = (remote: string, property: string, local: Recipe = random()): Key => ({ remote, property, local });

/** The keys of the Secret. Passwords stand in URLs too, so that they must be made of letters and digits. */
export const secretKeys = {
  'mongodb-root-password': key('mongodb', 'root-password'),
  'mongodb-app-password': key('mongodb', 'app-password'),
  'mongodb-monitor-password': key('mongodb', 'monitor-password'),
  'redis-password': key('redis', 'password'),
  'jwt-key': key('jwt', 'key', random(64)),
  'razorpay-key-id': key('razorpay', 'key-id'),
  'razorpay-key-secret': key('razorpay', 'key-secret'),
  // Locally nobody is told: port 9 discards.
  'slack-webhook': key(
    'alerting',
    'slack-webhook',
    composed(() => 'http://127.0.0.1:9/'),
  ),
  'pagerduty-key': key('alerting', 'pagerduty-key'),
  'smtp-password': key('alerting', 'smtp-password'),
  'grafana-admin-password': key('grafana', 'admin-password'),
} as const satisfies { readonly [key: string]: Key };

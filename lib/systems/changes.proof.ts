import { countChanges, proveChanges } from './prove-changes.fixture';

countChanges();
proveChanges('task-manager-api', 'sovd-webapp', 'family-gifting');

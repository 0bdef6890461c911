// The cases of digests.test.ts, rendered by the real Helm 3 and 4.
import './digests.test';

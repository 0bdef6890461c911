// The cases of presence.test.ts, rendered by the real Helm 3 and 4.
import './presence.test';

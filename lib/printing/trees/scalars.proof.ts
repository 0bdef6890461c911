// The cases of scalars.test.ts, rendered by the real Helm 3 and 4.
import './scalars.test';

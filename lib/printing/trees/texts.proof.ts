// The cases of texts.test.ts, rendered by the real Helm 3 and 4.
import './texts.test';

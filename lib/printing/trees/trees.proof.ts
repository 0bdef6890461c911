// The cases of trees.test.ts, rendered by the real Helm 3 and 4.
import './trees.test';

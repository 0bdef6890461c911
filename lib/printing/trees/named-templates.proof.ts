// The cases of named-templates.test.ts, rendered by the real Helm 3 and 4.
import './named-templates.test';

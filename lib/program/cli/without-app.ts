import { App } from 'cdk8s';
import { run } from './run';

/* What the launcher starts for a command that looks at files and not at an app. */
void run(new App());

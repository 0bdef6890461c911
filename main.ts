import { App } from 'cdk8s';
import { run } from './lib/program/cli/run';
import { systems } from './lib/systems';

const app = new App();

for (const System of systems) new System(app);

void run(app);

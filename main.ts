import { App } from 'cdk8s';
import { run } from './lib/cli/run';
import { SovdWebapp } from './lib/systems/sovd-webapp/sovd-webapp';

const app = new App();

new SovdWebapp(app);

void run(app);

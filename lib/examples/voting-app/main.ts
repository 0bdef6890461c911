import { App } from 'cdk8s';
import { run } from 'chartwright';
import { VotingApp } from './voting-app';

const app = new App();
new VotingApp(app);
void run(app);

import { App } from 'cdk8s';
import { run } from '/work/main/lib/cli/run';
import { Kirana } from '/work/main/lib/systems/kirana/kirana';
const app = new App();
new Kirana(app);
void run(app);

import { App, Chart } from 'cdk8s';
import { ConfigMap, Deployment, Volume } from 'cdk8s-plus-28';

/** Files beside the program in a ConfigMap, which a container mounts. */
export function filesInConfigMap(): App {
  const app = new App();
  const chart = new Chart(app, 'proxy');
  const config = new ConfigMap(chart, 'config', { binaryData: { 'favicon.ico': 'AAEC/w==' } });
  config.addFile(`${__dirname}/files/nginx.conf`);
  config.addDirectory(`${__dirname}/files/conf.d`, { keyPrefix: 'conf-', exclude: ['*.bak'] });
  const proxy = new Deployment(chart, 'proxy', { containers: [{ image: 'nginx:1.27', portNumber: 8080 }] });
  proxy.containers[0]!.mount('/etc/nginx', Volume.fromConfigMap(chart, 'volume', config), { readOnly: true });
  return app;
}

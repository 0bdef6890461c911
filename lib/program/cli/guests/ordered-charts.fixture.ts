import { App, Chart } from 'cdk8s';
import { ConfigMap, Deployment, Service } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';

class DatabaseChart extends Chart {
  readonly service: Service;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const database = new Deployment(this, 'redis', {
      replicas: 1,
      containers: [{ image: 'redis:7', portNumber: 6379, securityContext: { user: 999 } }],
    });
    this.service = database.exposeViaService();
  }
}

class BackendChart extends Chart {
  constructor(scope: Construct, id: string, database: Service) {
    super(scope, id);
    const settings = new ConfigMap(this, 'settings', { data: { REDIS_HOST: database.name } });
    const server = new Deployment(this, 'server', {
      containers: [{ image: 'server:1', portNumber: 3000, envFrom: [] }],
    });
    server.node.addDependency(settings);
  }
}

/** Two charts: one takes the name of an object in the other, and says that it comes after it. */
export function orderedCharts(): App {
  const app = new App();
  const database = new DatabaseChart(app, 'database');
  const backend = new BackendChart(app, 'backend', database.service);
  backend.addDependency(database);
  return app;
}

import type { App } from 'cdk8s';
import { printReport, verifySystem } from '../verify/verify';
import { readArguments } from './arguments';
import { chartsFolder, outputPlaces, plainFolder } from './output-places';
import { systemsOf } from './systems';

/**
 * `verify [SYSTEM...] [--outdir DIR] [--charts DIR]`: renders the charts with the real Helm 3 and 4 and compares the objects with those of
 * the plain output. The exit code is 1 when they differ.
 */
export async function verify(app: App, args: readonly string[]): Promise<number> {
  const { values: options, positionals } = readArguments(args, {
    outdir: { type: 'string', short: 'o' },
    charts: { type: 'string' },
  });
  const places = outputPlaces(app, options);
  const output = { dist: plainFolder(places), charts: chartsFolder(places) };
  let areEqual = true;
  for (const { definition } of systemsOf(app, positionals)) {
    const { name, folder = name, metadata, environments } = definition;
    const report = await verifySystem(
      {
        id: name,
        folder,
        version: metadata.version,
        environments: environments.map((environment) => ({
          name: environment.name,
          release: environment.release,
          namespace: environment.namespace,
          valuesFiles: [`values-${environment.name}.yaml`],
        })),
      },
      output,
    );
    process.stdout.write(printReport(report));
    areEqual &&= report.equal;
  }
  return areEqual ? 0 : 1;
}

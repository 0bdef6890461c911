import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import ts from 'typescript';

/** Workloads and values as somebody would publish them for others: the types of all that is exported must have names. */
const source = `
import type { Construct } from 'constructs';
import * as c from 'chartwright';

export const timeZone = c.trait({
  defaults: { timeZone: c.kinds.aName },
  props: { offsets: c.kinds.maybe(c.kinds.listOf(c.kinds.propsOf({ hours: c.kinds.aTemplatedNumber }))) },
  fields: (defaults) => ({ timeZone: c.string(defaults.timeZone, 'Time zone of the program') }),
  apply: (_, { timeZone }) => ({ container: { env: [{ name: 'TZ', value: timeZone }] } }),
});
export const everyTrait = Object.values(c.traits);
const { access, everyPod, identity, image, metrics, probes, program, replicas, resources, service } = c.traits;
export const knobs = [image, replicas, resources, probes, timeZone, ...everyPod, identity, service, access, metrics] as const;
export const all = [...knobs, program] as const;
export const gatewayValues = c.valuesOf('gatewayValues', knobs, { timeZone: 'Etc/UTC' });
export const optionalGatewayValues = c.optionalValuesOf('optionalGatewayValues', knobs);
export const gateway = c.preset('Gateway', { name: 'gatewayValues', fields: ['image'] }, all, c.controllers.deployment);

export class Gateway extends c.Server {
  constructor(scope: Construct, id: string, readonly props: c.WorkloadProps<typeof all>) {
    super(scope, id, gateway, props);
  }
}

const its = { image: { repository: 'a' }, resources: { requests: { cpu: '1', memory: '1Mi' }, limits: { memory: '1Mi' } } };
const probed = { ...its, replicaCount: 1, probes: { liveness: c.http('/'), readiness: c.http('/') }, service: { port: 80 } };
export const Values = c.values({
  gateway: gatewayValues(probed, 'The way in'),
  web: c.webServiceValues({ ...probed, metrics: true }, 'The web'),
  worker: c.optionalWorkerValues(false, { ...its, replicaCount: 1 }, 'Work'),
  db: c.postgresValues({ ...its, storage: '1Gi', database: 'shop' }, 'The database'),
  backup: c.backupValues({ resources: its.resources, storage: '1Gi', enabled: true, retentionDays: 7 }),
  migration: c.migrationValues({ ...its, backoffLimit: 1, activeDeadlineSeconds: 1 }),
  ingress: c.httpIngressValues({ enabled: true }),
  image: c.imageValues({ repository: 'a' }),
});
export const describing = [c.backupValues, c.pgAdminValues];
`;

const repository = join(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'chartwright-declarations-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Puts the package with its types where a user has it, beside the packages that these name. */
function install(): void {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
  const outDir = join(folder, 'node_modules/chartwright/.build');
  const config = ts.getParsedCommandLineOfConfigFile(join(repository, 'lib/tsconfig.build.json'), { outDir }, host)!;
  ts.createProgram(config.fileNames, config.options).emit();
  cpSync(join(repository, 'package.json'), join(dirname(outDir), 'package.json'));
  for (const name of ['cdk8s', 'constructs', '@sinclair', '@types']) {
    symlinkSync(join(repository, 'node_modules', name), join(folder, 'node_modules', name));
  }
}

test('a project that publishes types of its own workloads and values compiles against the packed types', () => {
  mkdirSync(join(folder, 'node_modules'));
  install();
  const file = join(folder, 'workloads.ts');
  writeFileSync(join(folder, 'package.json'), '{ "name": "workloads", "version": "1.0.0" }');
  writeFileSync(file, source);
  const program = ts.createProgram([file], {
    strict: true,
    declaration: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    types: ['node'],
    typeRoots: [join(folder, 'node_modules/@types')],
  });
  const written = program.getSourceFile(file);
  const refused = [...program.getSemanticDiagnostics(written), ...program.getDeclarationDiagnostics(written)];
  expect(refused.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
}, 240_000);

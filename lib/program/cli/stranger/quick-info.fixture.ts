import { join } from 'node:path';
import ts from 'typescript';

/*
 * What an editor shows beside names of this package: its documentation, as the language service of TypeScript has it from the types that
 * are packed.
 */

const root = join(__dirname, '../../../..');
const file = join(root, 'hovered.ts');
const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  types: [],
  paths: { chartwright: [join(root, '.build/index.d.ts')] },
};

/**
 * The documentation of each name of a source before which `/*?*\/` stands, in their order.
 *
 * @throws Error where the source does not compile
 */
export function quickInfoOf(source: string): readonly (readonly [name: string, documentation: string])[] {
  const read = (name: string) => (name === file ? source : ts.sys.readFile(name));
  const service = ts.createLanguageService({
    readFile: read,
    directoryExists: (name) => ts.sys.directoryExists(name),
    getDirectories: (name) => ts.sys.getDirectories(name),
    readDirectory: (...given) => ts.sys.readDirectory(...given),
    realpath: (path) => ts.sys.realpath?.(path) ?? path,
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => {
      const text = read(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getCompilationSettings: () => options,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
  });
  const [wrong] = service.getSemanticDiagnostics(file);
  if (wrong) throw new Error(ts.flattenDiagnosticMessageText(wrong.messageText, '\n'));
  return [...source.matchAll(/\/\*\?\*\/(\w+)/g)].map(({ 0: mark, 1: name = '', index }) => {
    const info = service.getQuickInfoAtPosition(file, index + mark.length - name.length);
    return [name, ts.displayPartsToString(info?.documentation)];
  });
}

/** An author's use of what a preset has: what she says of it, refers to, and sets in an environment. */
export const hovered = `
import { App } from 'cdk8s';
import { HelmChart, WebService, http, integer, values, /*?*/webServiceValues } from 'chartwright';

const Values = values({
  /** How much is logged. */
  level: integer(3, 'Level of the logs'),
  web: webServiceValues({
    /*?*/image: { /*?*/repository: 'nginx', tag: '1' },
    /*?*/replicaCount: 2,
    /*?*/autoscaling: { enabled: true, /*?*/minReplicas: 1, maxReplicas: 2, targetCPUUtilizationPercentage: 80, /*?*/scaleDownStabilizationSeconds: 3 },
    /*?*/resources: { requests: { /*?*/cpu: '50m', memory: '64Mi' }, limits: { /*?*/memory: '128Mi' } },
    /*?*/probes: { /*?*/liveness: http('/', { /*?*/periodSeconds: 20 }), readiness: http('/') },
    /*?*/service: { /*?*/port: 80 },
  }, 'The web'),
});
class Shop extends HelmChart<typeof Values> {
  constructor(app: App) {
    super(app, 'shop', {
      values: Values,
      /*?*/environments: { local: { values: { /*?*/level: 2, web: { /*?*/replicaCount: 4, /*?*/podDisruptionBudget: { enabled: false } } } } },
      version: '1.0.0',
      appVersion: '1',
      description: 'A shop',
    });
    const { web } = this.values;
    this.values./*?*/level;
    web./*?*/replicaCount;
    web.autoscaling./*?*/minReplicas;
    web.image./*?*/repository;
    web./*?*/livenessProbe;
    web.service./*?*/nodePort;
    new /*?*/WebService(this, 'web', { /*?*/values: web, /*?*/port: 8080, /*?*/env: {}, /*?*/command: ['sh'] });
  }
}
new Shop(new App());
`;

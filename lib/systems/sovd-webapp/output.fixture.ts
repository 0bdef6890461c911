import type { TemplateOptions } from '../../judging/verify/helm';
import type { Value } from '../../judging/verify/kubernetes-object';
import { SystemOutput, type Objects } from '../output.fixture';

export { at, elements, entriesOf, Objects } from '../output.fixture';

const output = new SystemOutput('sovd-webapp');

export const { chartFolder } = output;
export const distFolder = (environment: string) => output.distFolder(environment);

export const environmentNames = ['local', 'staging', 'production'] as const;
export type EnvironmentName = (typeof environmentNames)[number];

export const namespaceOf = (environment: EnvironmentName) => (environment === 'staging' ? 'staging' : 'sovd-webapp');

/** The committed plain YAML of an environment. */
export const committed = (environment: EnvironmentName): Objects => output.committed(environment);

/** What the real Helm makes of the committed chart, or of another folder. */
export const rendered = (options?: Partial<TemplateOptions>): Promise<Objects> => output.rendered(options);

/** The chart as an environment gets it. */
export const renderedFor = (environment: EnvironmentName, options: Partial<TemplateOptions> = {}): Promise<Objects> =>
  output.renderedFor(environment, { namespace: namespaceOf(environment), ...options });

/** A values file as it is committed. */
export const valuesFile = (name: string): Value => output.valuesFile(name);

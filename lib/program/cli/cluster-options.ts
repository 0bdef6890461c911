import { DefinitionError, type Problem } from '../../core/values';
import { aVersion, anApi, type SaidCluster } from '../../core/manifest/capabilities';
import type { Kind } from '../../core/values/argument';

/** What a command is told of the cluster, as `helm template` is. */
export const clusterOptions = {
  kubernetes: { type: 'string' },
  'api-versions': { type: 'string', short: 'a', multiple: true },
} as const;

/** What is told of it. @throws DefinitionError where that is neither a version nor an API */
export function clusterOf(options: {
  readonly kubernetes?: string | undefined;
  readonly 'api-versions'?: readonly string[] | undefined;
}): SaidCluster {
  const { kubernetes } = options;
  // Helm takes several behind one option too.
  const apis = (options['api-versions'] ?? []).flatMap((given) => given.split(','));
  const problems = [
    ...(kubernetes === undefined ? [] : faults(aVersion, '--kubernetes', kubernetes)),
    ...apis.flatMap((api) => faults(anApi, '--api-versions', api)),
  ];
  if (problems.length > 0) throw new DefinitionError(problems);
  return { ...(kubernetes !== undefined && { kubernetes }), ...(apis.length > 0 && { apis }) };
}

function faults({ words, holds, inside }: Kind<string>, option: string, given: string): Problem[] {
  if (!holds(given)) {
    const message = `${option} must be ${words}, but is ${JSON.stringify(given)}`;
    return [
      { code: 'usage', message, remedy: `As in ${option} ${option === '--kubernetes' ? '1.34' : 'keda.sh/v1alpha1'}.` },
    ];
  }
  return (inside?.(given as never, option) ?? []).map(({ message, remedy }): Problem => {
    return { code: 'usage', message: `${option} ${message}`, ...(remedy !== undefined && { remedy }) };
  });
}

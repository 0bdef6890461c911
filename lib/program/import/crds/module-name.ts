import { mistake } from '../../../core/values';
import type { Definition } from './definition';

/** Names of files that say nothing of what is in them. */
const generic =
  /^(all|bases|bundle|crds?|customresourcedefinitions?|definitions|install|manifests?|release|templates|v\d+)$/;

/**
 * What a module is called after: the file or folder that it is from, or where that could be anything (`crds/`, `install.yaml`), the API
 * group of the definitions: `keda.sh` gives `keda`.
 *
 * @throws DefinitionError where neither is a name
 */
export function moduleName(source: string, definitions: readonly Definition[]): string {
  const file = source.split(/[?#]/)[0]!.replace(/\/+$/, '').split('/').at(-1)!;
  const own = slugOf(file.replace(/\.(ya?ml|json)$/i, ''));
  if (own !== '' && !generic.test(own)) return own;
  const groups = [...new Set(definitions.map(({ group }) => group.replace(/\.[^.]*$/, '')))];
  const named = slugOf(commonEnd(groups));
  if (named !== '') return named;
  throw mistake({
    code: 'usage',
    message: `"${source}" has definitions of ${groups.length} groups, and no name for all of them`,
    remedy: 'Say what the module is to be called: --as NAME.',
  });
}

/** The labels in which all groups end: of `source.toolkit.fluxcd` and `helm.toolkit.fluxcd`, `toolkit.fluxcd`. */
function commonEnd(groups: readonly string[]): string {
  const [first = [], ...others] = groups.map((group) => group.split('.').reverse());
  const differs = first.findIndex((label, i) => others.some((other) => other[i] !== label));
  return first
    .slice(0, differs < 0 ? undefined : differs)
    .reverse()
    .join('.');
}

const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** @throws DefinitionError for what cannot be the name of a file without its ending */
export function checkModuleName(name: string): string {
  if (/^[A-Za-z0-9][\w.-]*$/.test(name) && !/\.[cm]?[jt]sx?$|-types$/.test(name)) return name;
  throw mistake({
    code: 'usage',
    message: `--as: "${name}" cannot be the name of a module`,
    remedy: 'Letters, digits and dashes, without .ts and without -types at its end: --as cert-manager.',
  });
}

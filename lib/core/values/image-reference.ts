/*
 * References of images, by the grammar of the registry protocol as container runtimes read it (distribution/reference):
 * host[:port]/path[:tag][@digest]. Each pattern is read alike by Go and JavaScript.
 */

/** Longest name of an image with its registry. Some runtimes count both, newer ones the path alone. */
export const imageNameLimit = 255;

/** Longest repository among values; beside it a registry fits into the name. */
export const repositoryLimit = 150;

/** Longest registry that takes the place of that of a repository. */
export const registryLimit = imageNameLimit - 1 - repositoryLimit;

const hostLabel = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const host = `${hostLabel}(\\.${hostLabel})*(:[0-9]{1,5})?`;
const component = '[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*';
const path = `${component}(/${component})*`;
const tag = '[A-Za-z0-9_][-A-Za-z0-9_.]{0,127}';
/** The tag alone. */
export const tagOfImage = tag;
const digest = 'sha256:[a-f0-9]{64}';

/** Patterns of values; empty means what the description of the value says, and the repository is never empty. */
export const imagePatterns = {
  registry: `^(${host}(/${component})*/?)?$`,
  repository: `^(${host}/)?${path}$`,
  tag: `^(${tag})?$`,
  digest: `^(${digest})?$`,
} as const;

const domain = '[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?';
const algorithm = '[A-Za-z][A-Za-z0-9]*([-_+.][A-Za-z][A-Za-z0-9]*)*';
const reference = new RegExp(
  `^(?<name>((${domain}(\\.${domain})*|\\[[0-9A-Fa-f:]+\\])(:[0-9]+)?/)?${path})(:${tag})?(@(?<algorithm>${algorithm}):(?<hash>[0-9A-Fa-f]{32,}))?$`,
);

/** The grammar alone, without lengths, for schemas. */
export const referencePattern = `^((${domain}(\\.${domain})*|\\[[0-9A-Fa-f:]+\\])(:[0-9]+)?/)?${path}(:${tag})?(@(sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128}))?$`;

/** Lengths of the hashes that runtimes know, in hexadecimal digits. */
const hashLengths: { readonly [algorithm: string]: number } = { sha256: 64, sha384: 96, sha512: 128 };

/** Whether a container runtime can read a reference of an image. */
export function isImageReference(text: string): boolean {
  const { name = '', algorithm, hash = '' } = reference.exec(text)?.groups ?? {};
  if (name === '' || name.length > imageNameLimit) return false;
  // Alone these would be the id of an image and not its name.
  if (/^[0-9a-f]{64}$/.test(text)) return false;
  if (algorithm === undefined) return true;
  const length = hashLengths[algorithm];
  return length === undefined || (hash.length === length && hash === hash.toLowerCase());
}

/** What can be the tag of an image. */
export const isTag = (text: string): boolean => new RegExp(`^${tag}$`).test(text);

/** The registry that a repository names, with its slash: its first part is a host where it has a dot or a port, or is localhost. */
export const registryInFront = '^([^/]*[.:][^/]*|localhost)/';

/** The tag of an app version. Registries take no +, for which Helm writes _ in tags of its own. */
export const tagOfVersion = (appVersion: string): string => appVersion.replaceAll('+', '_');

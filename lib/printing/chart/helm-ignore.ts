/** What people leave in a chart's folder and no package should hold. */
const patterns = [
  '.DS_Store',
  '.git/',
  '.gitignore',
  '.idea/',
  '.vscode/',
  '*.bak',
  '*.orig',
  '/*.prov',
  '*.swp',
  '/*.tgz',
  '*.tmp',
  '*~',
] as const;

/**
 * The `.helmignore` of a chart: the patterns that match none of its own files. Helm leaves out what a pattern matches where
 * it reads a chart's folder, but not where it reads a package.
 *
 * @param paths of the chart's files, relative to its folder
 */
export function helmIgnore(paths: Iterable<string>): string {
  const own = [...paths];
  const kept = patterns.filter((pattern) => !own.some((path) => isIgnored(path, pattern)));
  return ['# Patterns of files that are left out of the package.', ...kept, ''].join('\n');
}

/**
 * Whether Helm leaves a file out because of one of our patterns: `*` is anything but a slash, a slash at the beginning means
 * the chart's folder only, one at the end folders only. A folder is left out with all that is in it.
 */
function isIgnored(path: string, pattern: string): boolean {
  const names = path.split('/');
  const candidates = pattern.startsWith('/') ? names.slice(0, 1) : pattern.endsWith('/') ? names.slice(0, -1) : names;
  const [beginning = '', end] = pattern.replace(/^\/|\/$/g, '').split('*');
  return candidates.some((name) =>
    end === undefined ? name === beginning : name.startsWith(beginning) && name.endsWith(end),
  );
}

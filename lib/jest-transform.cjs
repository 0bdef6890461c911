/*
 * Lets Jest read TypeScript: `"transform": { "\\.tsx?$": "chartwright/jest-transform" }`. Types are taken away and not checked, as when
 * an app is synthesized; modules become what Jest loads by itself, also in a package of type `module`.
 */
const { createHash } = require('node:crypto');
const { dirname, extname } = require('node:path');
const { pathToFileURL } = require('node:url');
const { transformSync, version } = require('esbuild');

module.exports = {
  getCacheKey: (source, path) => createHash('sha256').update(`${version}\0${path}\0${source}`).digest('hex'),
  process(source, path) {
    const { code, map } = transformSync(source, {
      loader: extname(path).replace(/^\.[cm]?/, ''),
      format: 'cjs',
      target: 'node20',
      sourcefile: path,
      sourcemap: 'external',
      define: {
        'import.meta.dirname': JSON.stringify(dirname(path)),
        'import.meta.filename': JSON.stringify(path),
        'import.meta.url': JSON.stringify(pathToFileURL(path).href),
      },
    });
    return { code, map };
  },
};

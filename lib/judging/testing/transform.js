const { createHash } = require('node:crypto');
const { buildSync, transformSync, version } = require('esbuild');

/** A file that stands for a module which Jest cannot load. */
const isModule = (path) => path.endsWith('.module.js');

/** Takes the types away from tests and sources; types are checked by `npm run types`. */
module.exports = {
  getCacheKey: (source, path) => createHash('sha256').update(`${version}\0${path}\0${source}`).digest('hex'),
  process(source, path) {
    if (isModule(path)) {
      const options = { bundle: true, format: 'cjs', platform: 'node', target: 'node20', write: false };
      return { code: buildSync({ ...options, entryPoints: [path] }).outputFiles[0].text };
    }
    const options = { loader: 'ts', format: 'cjs', target: 'node20', sourcefile: path, sourcemap: 'inline' };
    return { code: transformSync(source, options).code };
  },
};

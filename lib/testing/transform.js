const { createHash } = require('node:crypto');
const { transformSync, version } = require('esbuild');

/** Takes the types away from tests and sources; types are checked by `npm run types`. */
module.exports = {
  getCacheKey: (source, path) => createHash('sha256').update(`${version}\0${path}\0${source}`).digest('hex'),
  process(source, path) {
    const options = { loader: 'ts', format: 'cjs', target: 'node20', sourcefile: path, sourcemap: 'inline' };
    return { code: transformSync(source, options).code };
  },
};

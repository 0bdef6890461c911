import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { App } from 'cdk8s';
import { systemsOf } from '../app';
import { packagedCharts } from '../app/packaged-charts';
import { chartIndex, isOwnPackage, provenance } from '../../printing/chart';
import { writeOutput } from '../../printing/files/write-output';
import { DefinitionError } from '../../core/values';
import { readArguments } from './arguments';
import { print } from './print';

/**
 * `package [SYSTEM...] [--destination DIR] [--key NAME] [--passphrase-file FILE] [--force]`: writes what a Helm repository publishes:
 * the packages, their index and, with a key, the signature of each package, made by GnuPG. The packages have the bytes that
 * `charts/` has.
 */
export function packageCharts(app: App, args: readonly string[]): number {
  const { values: options, positionals } = readArguments(args, {
    destination: { type: 'string', short: 'd', default: '.build/packages' },
    key: { type: 'string' },
    'passphrase-file': { type: 'string' },
    force: { type: 'boolean', default: false },
  });
  const { key, 'passphrase-file': passphraseFile } = options;
  if (key === undefined && passphraseFile !== undefined) {
    const remedy = 'Name the key too: chartwright package --key NAME --passphrase-file FILE.';
    throw new DefinitionError([{ code: 'usage', message: 'there is a passphrase and no key', remedy }]);
  }
  const files = new Map<string, string | Uint8Array>();
  const packaged = packagedCharts(systemsOf(app, positionals));
  for (const { chart, file, archive } of packaged) {
    files.set(file, archive);
    if (key !== undefined) {
      files.set(`${file}.prov`, sign(provenance(chart.files.get('Chart.yaml')!, file, archive), key, passphraseFile));
    }
  }
  files.set('index.yaml', chartIndex(packaged.map(({ entry }) => entry)));
  const destination = resolve(options.destination);
  // What an earlier run has written stays: a repository keeps the versions that it had.
  const scope = [...files.keys()];
  writeOutput(destination, files, [''], {
    scope,
    force: options.force,
    recognizes: (_path, bytes) => isOwnPackage(bytes),
    elsewhere: '--destination DIR',
  });
  for (const name of files.keys()) print(`${options.destination}/${name}\n`);
  return 0;
}

/** A text with a signature below it. The key and its agent are those of `GNUPGHOME`, or of the user. */
function sign(message: string, key: string, passphraseFile?: string): string {
  const passphrase =
    passphraseFile === undefined ? [] : ['--pinentry-mode', 'loopback', '--passphrase-file', passphraseFile];
  const args = ['--batch', '--yes', ...passphrase, '--local-user', key, '--digest-algo', 'SHA512', '--clearsign'];
  const { error, status, stdout, stderr } = spawnSync('gpg', args, { input: message, encoding: 'utf8' });
  // It may end before it has read all of its input, and then says why.
  if (error && (error as NodeJS.ErrnoException).code !== 'EPIPE') {
    const remedy = 'Install GnuPG, which Debian has as "gnupg".';
    throw new DefinitionError([{ code: 'no-gpg', message: `gpg does not run: ${error.message}`, remedy }]);
  }
  if (error || status !== 0) {
    const message = `gpg did not sign with the key "${key}": ${stderr.trim()}`;
    throw new DefinitionError([{ code: 'not-signed', message, remedy: 'See the keys: gpg --list-secret-keys.' }]);
  }
  return stdout;
}

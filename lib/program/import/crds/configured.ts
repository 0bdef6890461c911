import { existsSync, readFileSync } from 'node:fs';
import { isMap, mistake } from '../../../core/values';
import { decodeText } from '../../../core/yaml/decode-text';
import { readYaml } from '../../../core/yaml/read-yaml';

const file = 'cdk8s.yaml';

/** One entry of the list `imports:` in cdk8s.yaml. */
export interface ConfiguredImport {
  readonly spec: string;
  /** What stands before `:=`. */
  readonly as?: string;
}

/** An entry or an argument in the form of cdk8s: `NAME:=SPEC` or `SPEC`. */
export function readSpec(text: string): ConfiguredImport {
  const [, as, spec] = /^([^:]*):=(.*)$/s.exec(text) ?? [];
  return as === undefined ? { spec: text } : { spec: spec!, as };
}

/**
 * What cdk8s.yaml lists under `imports:`.
 *
 * @throws DefinitionError where there is no such list
 */
export function configuredImports(): ConfiguredImport[] {
  const remedy = `Name a file: chartwright import crds/keda.yaml --as keda. Or list it in ${file}:\n      imports:\n        - keda:=crds/keda.yaml`;
  if (!existsSync(file))
    throw mistake({ code: 'usage', message: `nothing to import is named, and there is no ${file}`, remedy });
  const decoded = decodeText(readFileSync(file));
  const read = 'text' in decoded ? readYaml(decoded.text, 'values') : undefined;
  const fault = read?.faults.find(({ code }) => code === 'syntax');
  if (!read || fault) {
    throw mistake({
      code: 'invalid-settings',
      where: fault ? `${file}:${fault.line}` : file,
      message: `cannot be read: ${fault?.message ?? ('message' in decoded ? decoded.message : '')}`,
      remedy: 'Mend the file: cdk8s reads it too.',
    });
  }
  const settings = read.documents[0]?.value;
  const listed = isMap(settings) ? settings['imports'] : undefined;
  const all: readonly unknown[] = Array.isArray(listed) ? listed : [];
  if (
    listed !== undefined &&
    listed !== null &&
    !(Array.isArray(listed) && all.every((each) => typeof each === 'string'))
  ) {
    throw mistake({
      code: 'invalid-settings',
      where: file,
      path: 'imports',
      message: 'is not a list of texts',
      remedy,
    });
  }
  if (all.length === 0) throw mistake({ code: 'usage', where: file, message: 'lists nothing under imports:', remedy });
  return (all as readonly string[]).map(readSpec);
}

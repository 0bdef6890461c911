import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Json } from '../../core/values';
import type { HelmTool } from '../../judging/verify/tools';

/**
 * What each YAML text means to Helm, which reads with the library that Kubernetes reads with (sigs.k8s.io/yaml).
 *
 * @param options.asTemplate renders the texts before they are read
 */
export function readByHelm(
  helm: HelmTool,
  texts: readonly string[],
  options: { readonly asTemplate?: boolean } = {},
): Json[] {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-read-'));
  try {
    mkdirSync(join(folder, 'templates'));
    mkdirSync(join(folder, 'texts'));
    writeFileSync(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: reader\nversion: 1.0.0\n');
    texts.forEach((text, i) => {
      writeFileSync(join(folder, `texts/${i}.yaml`), text);
      writeFileSync(join(folder, `templates/${i}.yaml`), template(i, text, options.asTemplate === true));
    });
    const rendered = execFileSync(helm.path, ['template', 'reader', folder], {
      encoding: 'utf8',
      env: { HOME: folder },
    });
    return parseAllDocuments(rendered).map(
      (document) => JSON.parse((document.toJS() as { json: string }).json) as Json,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function template(i: number, text: string, asTemplate: boolean): string {
  const source = asTemplate ? `include "text${i}" .` : `.Files.Get "texts/${i}.yaml"`;
  const definition = asTemplate ? `{{- define "text${i}" -}}\n${text}{{ end -}}\n` : '';
  return `${definition}json: {{ ${source} | fromYaml | toJson | quote }}\n`;
}

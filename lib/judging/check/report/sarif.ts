import type { Finding } from '../finding';
import { ruleTexts, type RuleText } from '../rules';
import type { Report } from './summary';

const ruleIndex = new Map<string, number>(ruleTexts.map(({ code }, i) => [code, i]));

/** A report as SARIF 2.1.0, which code hosts and editors read. What the definition allows is in it as suppressed. */
export function sarifReport({ findings, allowed }: Report): string {
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'chartwright', rules: ruleTexts.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        results: [
          ...findings.map((finding) => resultOf(finding)),
          ...allowed.map(({ finding, reason }) => ({
            ...resultOf(finding),
            suppressions: [{ kind: 'inSource', justification: reason }],
          })),
        ],
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const ruleOf = ({ code, question, severity, why, remedy }: RuleText) => ({
  id: code,
  shortDescription: { text: why },
  help: { text: remedy },
  defaultConfiguration: { level: severity },
  properties: { tags: [question] },
});

function resultOf({ code, severity, object, pointer, message, remedy, construct, ...places }: Finding) {
  const physicalLocation = physicalLocationOf(places);
  const logicalLocations = [
    { fullyQualifiedName: `${object}${pointer}`, kind: 'resource' },
    ...(construct === undefined ? [] : [{ fullyQualifiedName: construct, kind: 'module' }]),
  ];
  return {
    ruleId: code,
    ruleIndex: ruleIndex.get(code) ?? -1,
    level: severity,
    message: { text: remedy === undefined ? message : `${message}. ${remedy}` },
    locations: [{ ...physicalLocation, logicalLocations }],
  };
}

/** The author's line, where it is known; else that of the output. */
function physicalLocationOf({ at, file, line }: Pick<Finding, 'at' | 'file' | 'line'>) {
  const [, source, startLine, startColumn] = /^(.+):(\d+):(\d+)$/.exec(at ?? '') ?? [];
  const uri = source ?? file;
  if (uri === undefined) return {};
  const region =
    source === undefined
      ? { startLine: line ?? 1 }
      : { startLine: Number(startLine), startColumn: Number(startColumn) };
  return { physicalLocation: { artifactLocation: { uri: encodeURI(uri) }, region } };
}

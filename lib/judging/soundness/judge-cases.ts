import { HelmError } from '../verify/helm';
import { helmTemplateTexts, removes } from '../verify/helm-batch';
import { compareOutputs, formatDifferences } from '../verify/compare';
import { readRendering } from '../verify/read-documents';
import type { ReadManifests } from '../verify/read-manifests';
import type { SchemaBatch } from '../verify/schema-batch';
import type { Problem } from '../../core/values';
import type { GuardBatch } from './guard-batch';
import type { HelmTool } from '../verify/tools';
import type { Finding } from '../check/finding';
import type { CounterExample, Kind } from './counter-example';
import { ownOutput, refusalsOf, type OwnOutput } from './own-verdict';
import type { Installation, Subject } from './subject';

/** What was found of many installations. */
export interface Judgement {
  readonly accepted: readonly Installation[];
  readonly refused: readonly Installation[];
  readonly found: readonly CounterExample[];
}

/** Charts that Helm is asked many questions of at once. */
export interface Batches {
  readonly schema: SchemaBatch;
  readonly guards: GuardBatch;
}

/** Asks chartwright and each Helm, in batches, what they make of installations whose values stand in a file. */
export async function judgeCases(
  subject: Subject,
  installations: readonly Installation[],
  tools: readonly HelmTool[],
  { schema, guards }: Batches,
): Promise<Judgement> {
  const refusals = new Map(installations.map((each) => [each, refusalsOf(subject, each)]));
  const isRefused = (each: Installation) => refusals.get(each)!.length > 0;
  const isGuarded = (each: Installation) => refusals.get(each)!.some(({ code }) => code === 'broken-guard');
  const accepted = installations.filter((each) => !isRefused(each));
  const refused = installations.filter(isRefused);
  // What the schema refuses may be of any type, and guards count on types. What removes values is merged by Helm alone.
  const guarded = installations.filter((each) => (!isRefused(each) || isGuarded(each)) && !removes(each.values));
  const own = accepted.map((each) => findingsOf(subject, each));
  const [ofRefused, ofGuards, rendered] = await Promise.all([
    acceptedByHelm(
      refused.filter((each) => !isGuarded(each)),
      tools,
      schema,
    ),
    disputed(guarded, refusals, tools, guards),
    helmTemplateTexts(tools, subject.chart, accepted),
  ]);
  const differing = accepted.flatMap((installation, i) => {
    const { output } = own[i]!;
    if (!output) return [];
    return rendered.flatMap((ofTool) => {
      const text = ofTool[i]!;
      if (text instanceof HelmError) return [refusedByHelm(installation, text, 'batch')];
      return differencesOf(installation, output.plain, readRendering(text), 'batch');
    });
  });
  return { accepted, refused, found: [...own.flatMap(({ found }) => found), ...ofRefused, ...ofGuards, ...differing] };
}

/** What guards say in a Helm that they do not say in chartwright, or the other way round. */
async function disputed(
  installations: readonly Installation[],
  refusals: ReadonlyMap<Installation, readonly Problem[]>,
  tools: readonly HelmTool[],
  guards: GuardBatch,
): Promise<CounterExample[]> {
  const said = await Promise.all(tools.map((tool) => guards.faults(tool, installations)));
  return installations.flatMap((installation, i) =>
    tools.flatMap(({ version }, of): CounterExample[] => {
      const ours = refusals.get(installation)!.map(({ message }) => message);
      const theirs = said[of]![i]!;
      if (ours.join('\n') === theirs.join('\n')) return [];
      const other = theirs.find((each) => !ours.includes(each)) ?? ours.find((each) => !theirs.includes(each)) ?? '';
      const message = `chartwright: ${ours.join('; ') || 'accepted'}\nhelm ${version}: ${theirs.join('; ') || 'accepted'}`;
      const fault = `helm ${version}: ${withoutNames(other)}`;
      return [{ kind: 'guards disagree', fault, message, installation, channel: 'batch' }];
    }),
  );
}

async function acceptedByHelm(
  refused: readonly Installation[],
  tools: readonly HelmTool[],
  schema: SchemaBatch,
): Promise<CounterExample[]> {
  const values = refused.map((each) => each.values);
  const verdicts = await Promise.all(tools.map((tool) => schema.verdicts(tool, values)));
  return refused.flatMap((installation, i) =>
    tools.flatMap(({ version }, of): CounterExample[] => {
      const verdict = verdicts[of]![i]!;
      if (verdict === 'refused') return [];
      const fault = `helm ${version}: ${verdict === 'accepted' ? 'accepts' : firstLine(verdict)}`;
      return [{ kind: 'accepted by Helm alone', fault, message: fault, installation, channel: 'batch' }];
    }),
  );
}

/** What a cluster would refuse of an installation, and what chartwright makes of it. */
export function findingsOf(
  subject: Subject,
  installation: Installation,
): { readonly output?: OwnOutput; readonly found: readonly CounterExample[] } {
  try {
    const output = ownOutput(subject, installation);
    const of = (kind: Kind, fault: string, message: string): CounterExample => ({
      ...{ kind, fault, message, installation, channel: 'batch' },
    });
    return {
      output,
      found: [
        ...output.findings.map((finding) =>
          of('refused by a cluster', faultOf(finding), `${finding.object} ${finding.pointer}: ${finding.message}`),
        ),
        ...output.plain.problems.map((problem) => of('different', `plain YAML: ${withoutNames(problem)}`, problem)),
      ],
    };
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { found: [{ kind: 'failed', fault: firstLine(message), message, installation, channel: 'batch' }] };
  }
}

/** A rule and the last two fields of a place, wherever they stand: `invalid-port httpGet/port`. */
const faultOf = ({ code, pointer }: Finding): string => `${code} ${fieldsOf(pointer)}`;

function fieldsOf(pointer: string): string {
  const parts = pointer.split('/').filter((part) => /^[a-z][A-Za-z]*$/.test(part));
  const map = parts.findIndex((part) => maps.has(part));
  return (map === -1 ? parts : parts.slice(0, map + 1)).slice(-2).join('/');
}

/** Fields below which users name the keys. */
const maps = new Set(['labels', 'annotations', 'matchLabels', 'nodeSelector', 'limits', 'requests', 'data']);

export function differencesOf(
  installation: Installation,
  plain: ReadManifests,
  rendered: ReadManifests,
  channel: CounterExample['channel'],
): CounterExample[] {
  const objectsOf = ({ objects }: ReadManifests) => objects.map(({ object }) => object);
  const differences = compareOutputs(objectsOf(plain), objectsOf(rendered)).filter(
    // Twice in both outputs is a matter of names, which the linter speaks of.
    (each, _, all) =>
      !isTwice(each.note) || all.filter((other) => other.object === each.object && isTwice(other.note)).length < 2,
  );
  return [
    ...differences.map((each): CounterExample => ({
      kind: 'different',
      fault: `${each.object.split(' ')[1]} ${fieldsOf(each.pointer)} ${each.note ?? ''}`.trim(),
      message: formatDifferences([each]),
      installation,
      channel,
    })),
    ...rendered.problems
      .filter((problem) => !problem.endsWith('trailing blanks'))
      .map((problem): CounterExample => ({
        ...{ kind: 'different', fault: `helm: ${withoutNames(problem)}`, message: problem, installation, channel },
      })),
  ];
}

const isTwice = (note = '') => / times in (the plain YAML|the chart's output)$/.test(note);

export const refusedByHelm = (
  installation: Installation,
  error: HelmError,
  channel: CounterExample['channel'],
): CounterExample => ({
  kind: 'refused by Helm alone',
  fault: `helm ${error.version}: ${withoutNames(firstLine(error.stderr.trim()))}`,
  message: error.stderr.trim(),
  installation,
  channel,
});

const firstLine = (text: string): string => text.split('\n', 1)[0]!.slice(0, 160);

const withoutNames = (text: string): string => text.replaceAll(/"[^"]*"|\d+/g, '*').slice(0, 160);

import { readRendering } from '../verify/read-documents';
import { HelmError, helmTemplateText } from '../verify/helm';
import { removes } from '../verify/helm-batch';
import { limit } from '../verify/limit';
import type { HelmTool } from '../verify/tools';
import type { JsonObject, Problem } from '../../core/values';
import { at, mapOf } from '../../core/values/json-parts';
import { giveThrough, ofParent, type Channel } from './channels';
import type { CounterExample } from './counter-example';
import { differencesOf, refusedByHelm } from './judge-cases';
import { ownOutput, refusalsOf } from './own-verdict';
import { alias, type ParentChart } from './parent-chart';
import type { Installation, Subject } from './subject';

const run = limit(2);

/** Gives values to each Helm through a channel, in a run of its own, and holds what it says to what chartwright says of them. */
export async function judgeThrough(
  channel: Channel,
  subject: Subject,
  installation: Installation,
  tools: readonly HelmTool[],
  parent: ParentChart,
): Promise<CounterExample[]> {
  // What a null through a parent removes, Helm 3 and 4 do not agree on.
  if (channel === 'parent' && removes(installation.values)) return [];
  const { args, file, values } = giveThrough(channel, installation.values);
  const meant = { ...installation, values };
  const isPart = channel === 'parent';
  const refusals = refusalsOf(subject, meant, isPart ? alias : undefined);
  const found = tools.map((tool) =>
    run(async (): Promise<CounterExample[]> => {
      const { release, namespace } = installation;
      const options = { release, namespace, extraArgs: args };
      const given = isPart
        ? { ...options, chart: parent.folder, values: ofParent(alias, file) }
        : { ...options, chart: subject.chart, values: file };
      try {
        const text = await helmTemplateText(tool, given);
        if (refusals.length > 0) return [accepted(installation, tool, refusals, channel)];
        const { plain } = ownOutput(subject, meant, isPart ? alias : undefined);
        return differencesOf(installation, plain, readRendering(text), channel);
      } catch (error) {
        if (!(error instanceof HelmError)) throw error;
        if (refusals.length === 0) return [refusedByHelm(installation, error, channel)];
        return isNamed(error.stderr, refusals, values) ? [] : [unnamed(installation, error, refusals, channel)];
      }
    }),
  );
  return (await Promise.all(found)).flat();
}

const pathsOf = (problems: readonly Problem[]): string => problems.map(({ path }) => path).join(', ');

function accepted(
  installation: Installation,
  { version }: HelmTool,
  refusals: readonly Problem[],
  channel: Channel,
): CounterExample {
  const fault = `helm ${version} by ${channel}: ${refusals[0]!.code}`;
  const message = `helm ${version} takes what is refused at ${pathsOf(refusals)}`;
  return { kind: 'accepted by Helm alone', fault, message, installation, channel };
}

function unnamed(
  installation: Installation,
  { version, stderr }: HelmError,
  refusals: readonly Problem[],
  channel: Channel,
): CounterExample {
  const fault = `helm ${version}: ${refusals[0]!.code}`;
  const message = `helm ${version} does not name ${pathsOf(refusals)}:\n${stderr.trim()}`;
  return { kind: 'path not named', fault, message, installation, channel };
}

/**
 * Whether a Helm that refuses values says where: `ingress.hosts.0` in Helm 3, `/ingress/hosts/0` in Helm 4, or what is around it. Of a key that
 * a map may not have, Helm 4 tells the key and not where the map is.
 */
const isNamed = (stderr: string, refusals: readonly Problem[], values: JsonObject): boolean =>
  refusals.some(({ path = '' }) => {
    const keys = path.replaceAll(/\[(\d+)\]/g, '.$1').split('.');
    const places = keys.length === 1 ? [keys] : [keys, keys.slice(0, -1)];
    const isPlaceNamed = places.some((each) => ['.', '/'].some((dash) => stderr.includes(each.join(dash))));
    const isToldByPointer = placesOf(stderr).includes(path.replaceAll(/\[(\d+)\]/g, '.$1'));
    const ownKeys = Object.keys(mapOf(at(values, ...keys)));
    return (
      isPlaceNamed ||
      isToldByPointer ||
      stderr.includes(path) ||
      ownKeys.some((key) => stderr.includes(`invalid propertyName '${key}'`))
    );
  });

/** The places that Helm 4 tells as JSON pointers; keys may have dots and slashes. */
const placesOf = (stderr: string): readonly string[] =>
  [...stderr.matchAll(/at '\/([^']*)'/g)].map(([, pointer]) =>
    pointer!
      .split('/')
      .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
      .join('.'),
  );

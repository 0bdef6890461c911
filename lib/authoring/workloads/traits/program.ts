import type { Templated } from '../../../core/values';
import { aName, aText, listOf, mapOf, maybe, propsOf } from '../../../core/values/argument';
import { instanceOf, words } from '../arguments';
import { Configuration } from '../configuration';
import { initContainers, sidecars, type InitContainer, type Sidecar, type Words } from '../container';
import { environment, environmentVariables, type EnvironmentVariables } from '../environment';
import { trait, type Parts } from '../trait';
import { aMount, type Mount } from '../volumes';

/** A folder with the keys of a ConfigMap as files. */
export interface Files {
  readonly configuration: Configuration;
  readonly mountPath: string;
  /** Name of the volume. @default the id of the configuration */
  readonly name?: string;
}

/** What the pods run: the same for every workload. */
export interface ProgramProps {
  /** Environment variables. @default none */
  readonly env?: EnvironmentVariables;
  /** Configuration whose every key becomes an environment variable; when it changes, the pods are replaced. @default none */
  readonly configuration?: Configuration;
  /** Configurations whose change replaces the pods. @default those of `configuration` and `files` */
  readonly checksums?: readonly Configuration[];
  /** @default that of the image */
  readonly command?: Words;
  /** @default those of the image */
  readonly args?: Words;
  /** Folders with a ConfigMap's keys as files; a change replaces the pods. @default none */
  readonly files?: readonly Files[];
  /** Folders beside those, each with the volume that is there. @default none */
  readonly mounts?: readonly Mount[];
  /** What runs in order, each to its end, before the main container starts. @default nothing */
  readonly initContainers?: readonly InitContainer[];
  /** Containers beside the main one. @default none */
  readonly sidecars?: readonly Sidecar[];
  /** Labels of the pods beside those of the chart. @default none */
  readonly podLabels?: { readonly [key: string]: string };
}

const aConfiguration = instanceOf('Configuration', () => Configuration);

/** What runs in the pods of a workload: the author's part of them. */
export const program = trait({
  props: {
    env: maybe(environment),
    configuration: maybe(aConfiguration),
    checksums: maybe(listOf(aConfiguration)),
    command: maybe(words),
    args: maybe(words),
    files: maybe(listOf(propsOf<Files>({ configuration: aConfiguration, mountPath: aName, name: maybe(aName) }))),
    mounts: maybe(listOf(aMount)),
    initContainers: maybe(initContainers),
    sidecars: maybe(sidecars),
    podLabels: maybe(mapOf(aText)),
  },
  apply: (_, _values, props: ProgramProps): Parts => ({
    labels: props.podLabels,
    annotations: checksums(props),
    container: {
      ...(props.command ? { command: props.command } : {}),
      ...(props.args ? { args: props.args } : {}),
      env: environmentVariables(props.env ?? {}),
      envFrom: props.configuration?.envFrom ?? [],
    },
    mounts: [...(props.files ?? []).map(folder), ...(props.mounts ?? [])],
    initContainers: props.initContainers,
    sidecars: props.sidecars,
  }),
});

const folder = ({ configuration, mountPath, name = configuration.node.id }: Files): Mount => ({
  name,
  mountPath,
  readOnly: true,
  volume: { configMap: { name: configuration.name } },
});

/** A changed configuration replaces the pods; a new version of the chart alone does not. */
function checksums({ configuration, files = [], ...props }: ProgramProps): { [key: string]: Templated<string> } {
  const read = props.checksums ?? [
    ...(configuration ? [configuration] : []),
    ...files.map((each) => each.configuration),
  ];
  return Object.fromEntries(
    read.map((each, i) => [i === 0 ? 'checksum/config' : `checksum/${each.node.id}`, each.checksum]),
  );
}

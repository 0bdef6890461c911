import type { Templated } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { words } from '../arguments';
import { aConfiguration, checksumOf } from '../configuration';
import { initContainers, sidecars } from '../container';
import { environment, environmentVariables } from '../environment';
import { trait, type Named } from '../trait';
import { aMount, type Mount } from '../volumes';

const aFolder = is.propsOf({
  configuration: aConfiguration,
  mountPath: is.aName,
  /** Name of the volume. @default the id of the configuration */
  name: is.maybe(is.aName),
});

const programDeclared = trait({
  props: {
    /** Environment variables. @default none */
    env: is.maybe(environment),
    /** Configuration whose every key becomes an environment variable; when it changes, the pods are replaced. @default none */
    configuration: is.maybe(aConfiguration),
    /** Configurations whose change replaces the pods. @default those of `configuration` and `files` */
    checksums: is.maybe(is.listOf(aConfiguration)),
    /** What runs in place of the entry point of the image. @default that of the image */
    command: is.maybe(words),
    /** Its arguments. @default those of the image */
    args: is.maybe(words),
    /** Folders with a ConfigMap's keys as files; a change replaces the pods. @default none */
    files: is.maybe(is.listOf(aFolder)),
    /** Folders beside those, each with the volume that is there. @default none */
    mounts: is.maybe(is.listOf(aMount)),
    /** What runs in order, each to its end, before the main container starts. @default nothing */
    initContainers: is.maybe(initContainers),
    /** Containers beside the main one. @default none */
    sidecars: is.maybe(sidecars),
    /** Labels of the pods beside those of the chart. @default none */
    podLabels: is.maybe(is.mapOf(is.aText)),
  },
  apply: (_, _values, { command, args, env = {}, configuration, files = [], mounts = [], ...props }) => ({
    labels: props.podLabels,
    annotations: checksums(
      props.checksums ?? [...(configuration ? [configuration] : []), ...files.map((each) => each.configuration)],
    ),
    container: {
      ...(command ? { command } : {}),
      ...(args ? { args } : {}),
      env: environmentVariables(env),
      envFrom: configuration ? [{ configMapRef: { name: configuration.name } }] : [],
    },
    mounts: [...files.map(folder), ...mounts],
    initContainers: props.initContainers,
    sidecars: props.sidecars,
  }),
});

export interface ProgramTrait extends Named<typeof programDeclared> {}

/** What runs in the pods of a workload: the author's part of them. */
export const program: ProgramTrait = programDeclared;

const folder = ({ configuration, mountPath, name = configuration.node.id }: is.TypeOf<typeof aFolder>): Mount => ({
  name,
  mountPath,
  readOnly: true,
  volume: { configMap: { name: configuration.name } },
});

/** A changed configuration replaces the pods; a new version of the chart alone does not. */
const checksums = (read: readonly is.TypeOf<typeof aConfiguration>[]): { [key: string]: Templated<string> } =>
  Object.fromEntries(
    read.map((each, i) => [i === 0 ? 'checksum/config' : `checksum/${each.node.id}`, checksumOf(each)]),
  );

import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { KubeConfigMap, type EnvFromSource } from '../../../imports/k8s';
import { digest, named, type Expression } from '../../core/values';
import { construct, instanceOf, unknown } from './arguments';
import { aPlusConfigMap, type PlusConfigMap } from './cdk8s-plus';
import type { EnvironmentKey } from './environment';
import { componentLabel, componentName, componentOf } from './names';
import * as is from '../../core/values/argument';
import { takes } from '../../core/values/takes';
import type { Named } from './trait';

const configurationTakes = construct('Configuration', {
  /** The keys and their values, all strings. */
  data: is.mapOf(is.aTemplatedText),
});
export interface ConfigurationProps extends Named<Parameters<typeof configurationTakes>[2]> {}

const keyTakes = takes('configuration.key(key)', is.aName);

/** Settings that are not secrets: a ConfigMap, whose change replaces the pods that read it. */
export class Configuration extends Construct {
  readonly name: Expression<string>;
  /** The data, as a named template of the chart. */
  readonly data: Expression<{ readonly [key: string]: string }>;
  private readonly keys: ReadonlySet<string>;

  constructor(scope: Construct, id: string, props: ConfigurationProps) {
    configurationTakes(scope, id, props);
    super(scope, id);
    this.name = componentName(scope, id);
    this.keys = new Set(Object.keys(props.data));
    const component = componentOf(scope, id);
    this.data = named(
      `${component}.data`,
      `The data of the ConfigMap ${component}, apart so that pods can carry their checksum.`,
      props.data as { [key: string]: string },
    );
    new KubeConfigMap(this, 'configmap', {
      metadata: { name: this.name, labels: { [componentLabel]: component } },
      data: this.data,
    });
  }

  /** Every key as an environment variable. */
  get envFrom(): readonly EnvFromSource[] {
    return [{ configMapRef: { name: this.name } }];
  }

  /**
   * One key as an environment variable.
   *
   * @throws DefinitionError for a key that is not there
   */
  key(key: string): EnvironmentKey {
    keyTakes(key);
    if (!this.keys.has(key)) throw unknown(this, 'key', key, [...this.keys]);
    return { valueFrom: { configMapKeyRef: { name: this.name, key } } };
  }

  /** SHA-256 of the data, for an annotation of the pods. */
  get checksum(): Expression<string> {
    return digest(this.data);
  }
}

/** A ConfigMap that pods read: one of ours, or one of cdk8s-plus. */
export const aConfiguration: is.Kind<Configuration | PlusConfigMap> = is.eitherOf(
  instanceOf('Configuration', () => Configuration),
  aPlusConfigMap,
);

/** SHA-256 of the data of a ConfigMap, for an annotation of the pods; none of one that somebody else makes. */
export const checksumOf = (read: is.TypeOf<typeof aConfiguration>): Expression<string> =>
  read instanceof Configuration
    ? read.checksum
    : // What is in it may change while the chart is built.
      (Lazy.any({ produce: () => checksumOfPlus(read) }) as Expression<string>);

function checksumOfPlus(read: PlusConfigMap): Expression<string> | undefined {
  const { data = {}, binaryData = {} } = read;
  if (Object.keys(data).length + Object.keys(binaryData).length === 0) return undefined;
  const component = componentOf(read.node.scope!, read.node.id);
  const about = `The data of the ConfigMap ${component}, apart so that pods can carry their checksum.`;
  return digest(named(`${component}.data`, about, { ...data, ...binaryData }));
}

/** A folder of a pod with these files, from a ConfigMap of their own; \`name\` is that of the volume. */
export const folderOf = (
  scope: Construct,
  id: string,
  mountPath: string,
  data: ConfigurationProps['data'],
  name?: string,
) => ({ name, configuration: new Configuration(scope, id, { data }), mountPath });

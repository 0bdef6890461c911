import { Construct } from 'constructs';
import { KubeConfigMap, type EnvFromSource } from '../../../imports/k8s';
import { digest, named, type Expression } from '../../core/values';
import { construct, unknown } from './arguments';
import type { EnvironmentKey } from './environment';
import { componentLabel, componentName, componentOf } from './names';
import * as is from '../../core/values/argument';
import { takes } from '../../core/values/takes';

const configurationTakes = construct('Configuration', {
  /** The keys and their values, all strings. */
  data: is.mapOf(is.aTemplatedText),
});
export type ConfigurationProps = Parameters<typeof configurationTakes>[2];

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

/** A folder of a pod with these files, from a ConfigMap of their own; \`name\` is that of the volume. */
export const folderOf = (
  scope: Construct,
  id: string,
  mountPath: string,
  data: ConfigurationProps['data'],
  name?: string,
) => ({ name, configuration: new Configuration(scope, id, { data }), mountPath });

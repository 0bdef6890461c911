import { Construct } from 'constructs';
import { KubeConfigMap } from '../../../imports/k8s';
import { digest, named, type Expression, type Templated, didYouMean, mistake } from '../../values';
import { componentLabel, componentName } from './names';
import { aTemplatedText, mapOf, propsOf } from '../../values/argument';
import { construct } from './arguments';

export interface ConfigurationProps {
  /** The keys and their values, all strings. */
  readonly data: { readonly [key: string]: Templated<string> };
}

const configurationTakes = construct('Configuration', propsOf<ConfigurationProps>({ data: mapOf(aTemplatedText) }));

/** Settings that are no secrets: a ConfigMap, whose change replaces the pods that read it. */
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
    this.data = named(
      `${id}.data`,
      `The data of the ConfigMap ${id}, apart so that pods can carry their checksum.`,
      props.data as { [key: string]: string },
    );
    new KubeConfigMap(this, 'configmap', {
      metadata: { name: this.name, labels: { [componentLabel]: id } },
      data: this.data,
    });
  }

  /** Every key as an environment variable. */
  get envFrom(): readonly object[] {
    return [{ configMapRef: { name: this.name } }];
  }

  /**
   * One key as an environment variable.
   *
   * @throws DefinitionError for a key that is not there
   */
  key(key: string): { readonly valueFrom: object } {
    if (!this.keys.has(key)) {
      const keys = [...this.keys];
      const message = `has no key "${key}"${didYouMean(key, keys)}`;
      throw mistake({ code: 'unknown-key', construct: this.node.path, message, remedy: `Keys: ${keys.join(', ')}.` });
    }
    return { valueFrom: { configMapKeyRef: { name: this.name, key } } };
  }

  /** SHA-256 of the data, for an annotation of the pods. */
  get checksum(): Expression<string> {
    return digest(this.data);
  }
}

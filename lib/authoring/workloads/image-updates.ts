import type { IConstruct } from 'constructs';
import { anObject } from '../../core/manifest/argument';
import { addImageUpdate, type TagChoice } from '../../core/manifest/image-updates';
import { slug } from '../../core/manifest/slug';
import { subjectOf } from '../../core/manifest';
import { DefinitionError, type Problem } from '../../core/values';
import * as is from '../../core/values/argument';
import { takes } from '../../core/values/takes';
import { Workload, whatIsReady } from './workload';

const isLabel = (text: string) => /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text);

const imageUpdateOptions = is.propsOf({
  /** The environments in which the image is moved. @default all */
  environments: is.maybe(is.listOf(is.aName)),
  /** Name of Flux' ImagePolicy, a label. @default made of the construct's path and the environments */
  policy: is.maybe(is.aName),
  /** Namespace of Flux' ImagePolicy. @default flux-system */
  namespace: is.maybe(is.aName),
});
/** Where an image is moved, and what its ImagePolicy is called. */
export type ImageUpdateOptions = is.TypeOf<typeof imageUpdateOptions>;

const ofTakes = takes('ImageUpdates.of(workload)', {
  words: 'a workload, or an object with pods',
  holds: is.aConstruct.holds,
  inside: (construct: never, place) =>
    (construct as IConstruct) instanceof Workload ? [] : (anObject.inside?.(construct, place) ?? []),
});
const options = is.maybe(imageUpdateOptions);
const methodTakes = {
  semver: takes('ImageUpdates.of(workload).semver(range, options)', is.aName, options),
  alphabetical: takes('ImageUpdates.of(workload).alphabetical(pattern, options)', is.aPattern, options),
};

/**
 * Says that a program may move the image of a workload: Flux' image automation, by comments behind the image in the plain YAML and behind
 * its values in the chart, or Argo CD's Image Updater, by annotations of the Application that `gitops argocd` writes. Every container
 * of the environment with the same image moves along. See docs/gitops.md, "Image updates".
 */
export class ImageUpdates {
  /** @param workload whose first container is meant; also an object with pods, such as a Deployment of cdk8s-plus */
  static of(workload: IConstruct): ImageUpdates {
    ofTakes(workload);
    return new ImageUpdates(workload, subjectOf(whatIsReady(workload)));
  }

  private constructor(
    private readonly workload: IConstruct,
    private readonly object: IConstruct,
  ) {}

  /**
   * Follows the highest version within a range: `^1.4`, `~1.4.0`, `>=1.4.0 <2.0.0`.
   *
   * @param range as https://github.com/Masterminds/semver reads it, which both programs use; without commas, which separate images for
   * Argo CD's Image Updater
   */
  semver(range: string, options: ImageUpdateOptions = {}): this {
    methodTakes.semver(range, options);
    if (!/^[-\w.*^~<>=! |+]+$/.test(range)) {
      throw refused(this.workload, `${JSON.stringify(range)} is not a range of versions`, {
        remedy: 'As in ^1.4, or >=1.4.0 <2.0.0 with a space and without a comma.',
      });
    }
    return this.follow({ kind: 'semver', range }, options);
  }

  /**
   * Follows the tag that comes last by alphabet: `main-20260102T150405-4f1c2d9`, whose date comes first.
   *
   * @param pattern a regular expression that both JavaScript and Go read: which tags are looked at
   */
  alphabetical(pattern: string, options: ImageUpdateOptions = {}): this {
    methodTakes.alphabetical(pattern, options);
    return this.follow({ kind: 'alphabetical', pattern }, options);
  }

  private follow(choice: TagChoice, { environments, policy, namespace = 'flux-system' }: ImageUpdateOptions): this {
    const { path } = this.workload.node;
    const own = policy ?? slug([path, ...(environments ?? [])].join('-'));
    for (const [what, name] of [
      ['policy', own],
      ['namespace', namespace],
    ] as const) {
      if (isLabel(name)) continue;
      throw refused(
        this.workload,
        `the ${what} "${name}" is not a name of at most 63 lower-case letters, digits and dashes`,
        {
          remedy: `Give it one: ImageUpdates.of(workload).semver('^1.4', { ${what}: 'shop-api' }).`,
        },
      );
    }
    const where = environments === undefined ? {} : { environments };
    addImageUpdate(this.object, { construct: path, choice, policy: own, namespace, ...where });
    return this;
  }
}

const refused = ({ node }: IConstruct, message: string, { remedy }: Pick<Problem, 'remedy'>): DefinitionError =>
  new DefinitionError([
    { code: 'image-update', ...(node.path !== '' && { construct: node.path }), message, ...(remedy ? { remedy } : {}) },
  ]);

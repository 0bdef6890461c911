import { Expression, call, isEntries, type Tree } from '../values';
import { askedOnce, containersOf, whereOf, type Condition } from './asked-where';
import { bidirectionalHelper } from './fault-helpers';
import type { Guard } from './guard';
import { partsOfList } from './list-elements';

/*
 * What a container asks of mounts that users add: both directions are for privileged containers alone.
 */

interface AskedMounts {
  readonly construct: string;
  readonly path: string;
  readonly mounts: Expression;
  /** The settings of security, where they are a value. */
  readonly given: Expression | undefined;
  readonly conditions: Condition[];
}

/** The mounts that users add to containers. */
export class MountGuards {
  private readonly asked = new Map<string, AskedMounts>();

  /** @param spec a PodSpec */
  pod(spec: { readonly [key: string]: Tree | undefined }, construct: string, condition: Condition): void {
    for (const [container, where] of containersOf(spec, condition)) this.container(container, construct, where);
  }

  guards(): Guard[] {
    return [...this.asked.values()].map(({ construct, path, mounts: list, given, conditions }) => ({
      construct,
      values: [path],
      sentence: 'Bidirectional for privileged containers only',
      ...whereOf(conditions),
      fault: call(bidirectionalHelper, { list, path, ...(given && { securityContext: given }) }),
    }));
  }

  private container(
    { volumeMounts, securityContext }: { readonly [key: string]: Tree | undefined },
    construct: string,
    where: Condition,
  ): void {
    if (volumeMounts === undefined || (isEntries(securityContext) && securityContext['privileged'] === true)) return;
    const given = securityContext instanceof Expression ? securityContext : undefined;
    if (given && given.node.kind !== 'reference') return;
    for (const { reference, condition } of partsOfList(volumeMounts, ['mountPath'], where).users) {
      if (reference.node.kind !== 'reference') continue;
      const path = reference.node.path.join('.');
      const key = `${path} ${given?.node.kind === 'reference' ? given.node.path.join('.') : ''}`;
      askedOnce(this.asked, key, condition, () => ({ construct, path, mounts: reference, given }));
    }
  }
}

import { Expression, call, isEntries, type Operand, type Tree } from '../values';
import { askedOnce, containersOf, whereOf, type Condition } from './asked-where';
import { containersHelper } from './container-helpers';
import type { Guard } from './guard';
import { pieceOf, textOfPieces, type Piece } from './key-texts';
import { partsOfList, type OwnElement } from './list-elements';
import { podArguments } from './of-users';

/*
 * Containers that users add to pods: they must fit those of the chart, and each other, as if all were of one hand.
 */

type Entries = { readonly [key: string]: Tree | undefined };

interface Asked {
  readonly construct: string;
  readonly path: string;
  readonly list: Expression;
  readonly others: Expression | undefined;
  readonly volumes: Expression | undefined;
  readonly pod: { readonly [name: string]: Operand };
  readonly names: Piece[];
  readonly ports: Piece[];
  readonly known: Piece[];
  readonly conditions: Condition[];
}

/** The containers of users. */
export class ContainerGuards {
  private readonly asked = new Map<string, Asked>();

  /**
   * @param spec a PodSpec
   * @param claims the volumes that pods of a StatefulSet have beside those in the list
   */
  pod(spec: Entries, construct: string, condition: Condition, claims: readonly OwnElement[]): void {
    const [containers, before] = ['containers', 'initContainers'].map((list) =>
      partsOfList(spec[list] ?? [], ['name'], condition),
    );
    const volumes = partsOfList(spec['volumes'] ?? [], ['name'], condition);
    const pod = podArguments(spec['securityContext']);
    if (!containers || !before || !volumes.isWhole || pod === undefined) return;
    const lists = [
      { users: before.users, others: undefined },
      { users: containers.users, others: before.users[0]?.reference },
    ];
    for (const { users, others } of lists) {
      for (const { reference: list, condition: there } of users) {
        if (list.node.kind !== 'reference') continue;
        const path = list.node.path.join('.');
        const told = { construct, path, list, others, volumes: volumes.users[0]?.reference, pod };
        const asked = askedOnce(this.asked, path, there, () => ({ ...told, names: [], ports: [], known: [] }));
        asked.names.push(...[...containers.own, ...before.own].map((each) => pieceOf(each, condition)));
        asked.ports.push(...portsOf(spec, condition).map((each) => pieceOf(each, condition)));
        asked.known.push(...[...volumes.own, ...claims].map((each) => pieceOf(each, condition)));
      }
    }
  }

  guards(): Guard[] {
    return [...this.asked.values()].map(({ construct, path, list, others, volumes, pod, ...asked }) => ({
      construct,
      values: [path],
      sentence: 'no name of a container or port twice in the pods; mounts of volumes that these have',
      ...whereOf(asked.conditions),
      fault: call(containersHelper, {
        list,
        path,
        names: textOfPieces(asked.names),
        ports: textOfPieces(asked.ports),
        known: textOfPieces(asked.known),
        ...(others && { others }),
        ...(volumes && { volumes }),
        ...pod,
      }),
    }));
  }
}

/** The ports of the chart's own containers. */
const portsOf = (spec: Entries, condition: Condition): readonly OwnElement[] =>
  containersOf(spec, condition).flatMap(([{ ports = [] }, where]) =>
    Array.isArray(ports)
      ? (ports as readonly Tree[]).flatMap((port) => {
          const name = isEntries(port) ? port['name'] : undefined;
          return typeof name === 'string' ? [{ keys: [name], condition: where }] : [];
        })
      : [],
  );

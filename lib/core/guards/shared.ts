import { Expression, call, expressionsIn, isEntries, type Operand, type Tree } from '../values';
import { sharedHelper } from './fault-helpers';
import type { Guard } from './guard';
import type { Condition } from './asked-where';
import { textOfPieces, type Piece } from './key-texts';
import { both } from './list-elements';

/*
 * What users choose for several objects of a chart, and only one of them can have.
 */

/** What is told of a kind of choices. */
interface Told {
  /** Goes on behind "another": `Service has the node port`. */
  readonly what: string;
  readonly sentence: string;
}

/** What is chosen for the objects of a chart, and by which values. */
class Choices {
  private readonly values: string[] = [];
  private readonly ofChart: Piece[] = [];
  private readonly ofUsers: Piece[] = [];
  private construct = '';

  constructor(private readonly told: Told) {}

  /** @param path the value that chooses; undefined where the chart itself does */
  add(path: string | undefined, key: Operand, construct: string, condition: Condition): void {
    if (path === undefined) this.ofChart.push({ piece: [',=', key], condition });
    else {
      this.construct ||= construct;
      this.values.push(path);
      this.ofUsers.push({ piece: [`,${path}=`, key], condition });
    }
  }

  guards(): Guard[] {
    const pieces = [...this.ofChart, ...this.ofUsers];
    if (this.values.length === 0 || pieces.length < 2) return [];
    const { what, sentence } = this.told;
    const fault = call<string>(sharedHelper, { all: textOfPieces(pieces), what });
    return [{ construct: this.construct, values: [...new Set(this.values)], sentence, fault }];
  }
}

/** The ports of the nodes that users choose for Services. */
export class NodePorts {
  private readonly choices = new Choices({
    what: 'Service has the node port',
    sentence: 'no other Service of the release has the same',
  });

  /** @param ports those of a Service */
  see(ports: Tree | undefined, construct: string, condition: Condition): void {
    for (const port of Array.isArray(ports) ? (ports as readonly Tree[]) : []) {
      if (isEntries(port)) this.add(port['nodePort'], construct, condition);
    }
  }

  private add(port: Tree | undefined, construct: string, condition: Condition): void {
    if (typeof port === 'number') this.choices.add(undefined, String(port), construct, condition);
    if (!(port instanceof Expression)) return;
    const { node } = port;
    if (node.kind === 'when') this.add(node.tree, construct, both(condition, node.condition));
    if (node.kind === 'reference') this.choices.add(node.path.join('.'), port, construct, condition);
  }

  guards(): Guard[] {
    return this.choices.guards();
  }
}

/** An object, as far as its name goes. */
interface Named {
  readonly construct: string;
  readonly kind: string;
  readonly object: Tree;
  readonly condition?: Condition;
}

/** The names of objects, where users choose some of a kind. */
export class ObjectNames {
  private readonly kinds = new Map<string, Choices>();

  see({ construct, kind, object, condition }: Named): void {
    const metadata = isEntries(object) ? object['metadata'] : undefined;
    if (!isEntries(metadata) || !isOfRelease(metadata['namespace'])) return;
    const { name } = metadata;
    if (typeof name !== 'string' && !(name instanceof Expression)) return;
    const known = this.kinds.get(kind);
    const choices =
      known ?? new Choices({ what: `${kind} has the name`, sentence: `no other ${kind} of the release has the same` });
    this.kinds.set(kind, choices);
    choices.add(name instanceof Expression ? pathIn(name) : undefined, name, construct, condition);
  }

  guards(): Guard[] {
    return [...this.kinds.values()].flatMap((choices) => choices.guards());
  }
}

/** Whether an object is in the namespace of the release, or in none. */
const isOfRelease = (namespace: Tree | undefined): boolean =>
  namespace === undefined ||
  (namespace instanceof Expression && namespace.node.kind === 'builtin' && namespace.node.name === 'Release.Namespace');

/** The text of users that a name holds. */
function pathIn(name: Expression): string | undefined {
  for (const { node, valueType } of expressionsIn(name)) {
    if (node.kind === 'reference' && valueType === 'string') return node.path.join('.');
  }
  return undefined;
}

import { validateValues, type JsonObject } from '../../core/values';
import { SchemaBatch } from './schema-batch';
import { installed, printSystems, valuesOf, type PrintedSystem } from './systems.fixture';
import { helmVersions } from './tools';

/** Who accepts a set of values: `chartwright`, `helm 3.16.4`, ... */
export interface Verdicts {
  readonly [judge: string]: string;
}

/** The charts of all systems, and who accepts which values of theirs. */
export class Judged {
  readonly tools = helmVersions();
  readonly systems: readonly PrintedSystem[];
  /** Each chart's schema, without its templates: what is accepted is rendered apart. */
  readonly schemas: ReadonlyMap<string, SchemaBatch>;
  private readonly removeSystems: () => void;

  constructor() {
    const { systems, remove } = printSystems();
    this.systems = systems;
    this.removeSystems = remove;
    this.schemas = new Map(systems.map(({ name, chart, defaults }) => [name, new SchemaBatch(chart, defaults)]));
  }

  remove(): void {
    this.removeSystems();
    this.schemas.forEach((schema) => schema.remove());
  }

  /** What each says of many sets of values. A Helm that fails for another reason than the schema has its error here. */
  async verdicts(system: PrintedSystem, drawn: readonly JsonObject[]): Promise<Verdicts[]> {
    const judged = await Promise.all(this.tools.map((tool) => this.schemas.get(system.name)!.verdicts(tool, drawn)));
    return drawn.map((values, i) => ({
      chartwright: isAccepted(system, values) ? 'accepted' : 'refused',
      ...Object.fromEntries(this.tools.map(({ version }, of) => [`helm ${version}`, judged[of]![i]!])),
    }));
  }

  /** All of one mind. */
  all(verdict: string): Verdicts {
    const judges = ['chartwright', ...this.tools.map(({ version }) => `helm ${version}`)];
    return Object.fromEntries(judges.map((judge) => [judge, verdict]));
  }
}

const isAccepted = (system: PrintedSystem, values: JsonObject) =>
  validateValues(system.definition.schema, valuesOf(system, installed(system, values)), '').length === 0;

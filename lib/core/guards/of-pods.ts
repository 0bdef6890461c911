import { Expression, Merged, call, isEntries, type Helper, type Operand, type Tree } from '../values';
import { askedOnce, whereOf, type Condition } from './asked-where';
import type { Guard } from './guard';
import { partsOfList } from './list-elements';
import { mayHaveKey } from '../values/shape';
import { appArmor, repeatedFilesHelper, repeatedSysctlsHelper, wrongProfilesHelper } from './pod-helpers';

/** What is asked of a value, wherever pods have it. */
interface Asked {
  readonly construct: string;
  readonly path: string;
  readonly sentence: string;
  readonly conditions: Condition[];
  readonly helper: Helper;
  readonly args: { readonly [name: string]: Operand };
}

type Entries = { readonly [key: string]: Tree | undefined };

/** What is asked of the volumes, the settings of the kernel and the annotations that users give to pods. */
export class PodGuards {
  private readonly asked = new Map<string, Asked>();

  /** @param template the fields of a template of pods */
  template({ metadata, spec }: Entries, construct: string, condition: Condition): void {
    const annotations = isEntries(metadata) ? metadata['annotations'] : undefined;
    const parts = annotations instanceof Merged ? annotations.parts : [annotations];
    const names = isEntries(spec) ? namesIn([spec['containers'], spec['initContainers']]) : undefined;
    if (names === undefined) return;
    const sentence = 'those of AppArmor name a container and a profile';
    for (const part of parts.flatMap(mapsOf)) {
      this.ask('annotations', part, { construct, sentence, helper: wrongProfilesHelper }, condition, names);
    }
  }

  /** @param spec the fields of pods */
  pod({ volumes = [], securityContext }: Entries, construct: string, condition: Condition): void {
    const sysctls = { construct, sentence: 'no sysctl twice', helper: repeatedSysctlsHelper };
    this.ask('securityContext', securityContext, sysctls, condition);
    const files = {
      construct,
      sentence: 'no two files of a projected volume at one path',
      helper: repeatedFilesHelper,
    };
    for (const { reference, condition: there } of partsOfList(volumes, ['name'], condition).users) {
      this.ask('volumes', reference, files, there);
    }
  }

  private ask(
    arg: string,
    value: Tree | undefined,
    told: Pick<Asked, 'construct' | 'sentence' | 'helper'>,
    condition: Condition,
    others: Asked['args'] = {},
  ): void {
    if (!(value instanceof Expression) || value.node.kind !== 'reference') return;
    const path = value.node.path.join('.');
    // Pods with other containers ask for something else.
    const key = JSON.stringify([path, told.sentence, others['known']]);
    askedOnce(this.asked, key, condition, () => ({ ...told, path, args: { [arg]: value, path, ...others } }));
  }

  guards(): Guard[] {
    return [...this.asked.values()].map(({ construct, path, sentence, conditions, helper, args }) => ({
      construct,
      values: [path],
      sentence,
      ...whereOf(conditions),
      fault: call(helper, args),
    }));
  }
}

/** Of a map that is made of several, those that may have annotations of AppArmor. */
const mapsOf = (part: Tree | undefined): readonly (Tree | undefined)[] =>
  part instanceof Expression && part.node.kind === 'overlay'
    ? part.node.maps.filter(({ shape }) => mayHaveKey(shape, `${appArmor}name`))
    : [part];

/**
 * The names of the chart's containers as a text, each after a comma, and those of users; undefined where not all are known.
 *
 * @param lists the containers and the init containers
 */
function namesIn(lists: readonly (Tree | undefined)[]): Asked['args'] | undefined {
  const parts = lists.map((list) => partsOfList(list ?? [], ['name']));
  const names = parts.flatMap(({ own }) => own.map(({ keys: [name] }) => name));
  if (!parts.every(({ isWhole, users }) => isWhole && users.length <= 1)) return undefined;
  if (!names.every((name) => typeof name === 'string')) return undefined;
  const [containers, initContainers] = parts.map(({ users: [one] }) => one?.reference);
  return {
    known: names.map((name) => `,${name}`).join(''),
    ...(containers && { containers }),
    ...(initContainers && { initContainers }),
  };
}

import { Condition } from '../../../core/manifest';
import { boolean } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { trait, type Named } from '../trait';

const switchableDeclared = (what: string) =>
  trait({
    defaults: { enabled: is.aBoolean },
    fields: (defaults) => ({
      enabled: boolean(defaults.enabled, `Whether it is on: ${what}`),
    }),
    apply: (workload, { enabled }) => {
      Condition.of(workload).when(enabled);
      return {};
    },
  });

export interface SwitchableTrait extends Named<ReturnType<typeof switchableDeclared>> {}

/**
 * A workload that users may switch off, with all that belongs to it.
 *
 * @param what it is, for the documentation
 */
export const switchable: (what: string) => SwitchableTrait = switchableDeclared;

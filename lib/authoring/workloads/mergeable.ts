import { handlerUnions, typedUnions } from '../../core/kubernetes/unions';
import { mergeableName } from '../../core/manifest/mergeable-definitions';
import { isMap, type JsonObject, type Reading } from '../../core/values';
import { call } from '../../core/values/chart-helpers';
import { handlerHelper, lifecycleHelper, strategyHelper } from '../../core/values/merged-blocks';

/** How a block is described and read of which one member alone counts. */
interface Mergeable {
  /** The name of its definition. */
  readonly definition: string;
  readonly read: Reading<JsonObject>;
}

/**
 * How values of a struct are merged into this default: what a user chooses wins over what the default chose. Undefined for a struct
 * whose members may all stand side by side.
 */
export function mergeableOf(struct: string, value: JsonObject): Mergeable | undefined {
  if (typedUnions[struct]) {
    return { definition: mergeableName(struct), read: (strategy) => call(strategyHelper, { strategy }) };
  }
  if (handlerUnions[struct]) {
    const usual = usualOf(struct, value);
    const definition = mergeableName(struct, [usual]);
    return {
      definition,
      read: (handler) => call(handlerHelper, { handler, ...(usual === '' ? {} : { default: usual }) }),
    };
  }
  if (struct !== 'core.v1.Lifecycle') return undefined;
  const usual = ['postStart', 'preStop'].map((moment) => [moment, usualOf(handlerStruct, value[moment])] as const);
  const args = Object.fromEntries(usual.filter(([, handler]) => handler !== ''));
  const names = usual.map(([, handler]) => handler);
  return {
    definition: mergeableName(struct, names),
    read: (lifecycle) => call(lifecycleHelper, { lifecycle, ...args }),
  };
}

const handlerStruct = 'core.v1.LifecycleHandler';

/** The handler of a default, and nothing where it has none. */
const usualOf = (struct: string, value: unknown): string =>
  isMap(value) ? (handlerUnions[struct]!.handlers.find((each) => Object.hasOwn(value, each)) ?? '') : '';

import { argoPhases } from '../../../core/order/argo-phase';
import { isCustom } from '../../../core/order/readiness';
import { readHook } from '../../../core/order/read-hook';
import { annotationsOf, at, indexOf, kindOf, pointerTo, stringOf } from '../../../core/references/objects';
import { isMap, type Json } from '../../../core/values';
import { groupOf } from '../../../core/kubernetes/scopes';
import { inputRule } from '../define-rule';
import type { Breach, CheckedObject, CheckInput } from '../finding';
import { enginesInUse } from './engines-in-use';

const substitute = 'kustomize.toolkit.fluxcd.io/substitute';
const options = 'argocd.argoproj.io/sync-options';
const skip = 'SkipDryRunOnMissingResource=true';

/** The first place, in keys or values, at which a text is what Flux takes for a variable. `$${` is a dollar and a brace. */
function variableIn(value: Json | undefined, pointer = ''): string | undefined {
  if (typeof value === 'string') return isVariable(value) ? pointer : undefined;
  if (Array.isArray(value)) return firstOf(value.entries(), pointer);
  if (!isMap(value)) return undefined;
  const key = Object.keys(value).find(isVariable);
  return key === undefined ? firstOf(Object.entries(value), pointer) : pointerTo(pointer, key);
}

function firstOf(entries: Iterable<readonly [string | number, Json]>, pointer: string): string | undefined {
  for (const [key, value] of entries) {
    const found = variableIn(value, pointerTo(pointer, String(key)));
    if (found !== undefined) return found;
  }
  return undefined;
}

const isVariable = (text: string): boolean => /(?<!\$)\$\{/.test(text);

const fluxVariable = inputRule(
  {
    code: 'flux-variable',
    question: 'policy',
    why: 'As soon as a Kustomization of Flux has one variable, every ${...} becomes its value, and nothing where it has none: in scripts and dashboards too.',
    remedy: `Annotate the object with ${substitute}: disabled, or write $\${...}.`,
  },
  (input) =>
    !enginesInUse(input).flux
      ? []
      : input.objects.flatMap((of): Breach[] => {
          if (
            isOfHelmOnly(of) ||
            annotationsOf(of)[substitute] === 'disabled' ||
            groupOf(apiVersionOf(of)).endsWith('toolkit.fluxcd.io')
          )
            return [];
          const pointer = variableIn(of.object);
          return pointer === undefined
            ? []
            : [{ at: of, pointer, message: 'Flux would put the value of a variable here, or nothing' }];
        }),
);

/** A hook that only a release of Helm has, such as a test: in no output that Flux reads. */
function isOfHelmOnly(of: CheckedObject): boolean {
  const hook = readHook(of);
  return hook !== undefined && !hook.pointer.includes('argocd') && argoPhases(hook.events).length === 0;
}

const apiVersionOf = ({ object }: CheckedObject) => stringOf(object['apiVersion']) ?? '';

/** The kinds that an input defines; Argo CD knows by itself that they come with it. */
const definedIn = (input: CheckInput): ReadonlySet<string> =>
  new Set(
    indexOf(input)
      .all('CustomResourceDefinition.apiextensions.k8s.io')
      .map(({ object }) => `${stringOf(at(object, 'spec', 'names', 'kind'))}.${stringOf(at(object, 'spec', 'group'))}`),
  );

/** Whether an Application says it for all that it syncs. */
const isSaidOnce = (input: CheckInput): boolean =>
  input.objects.some(({ object }) => JSON.stringify(at(object, 'spec', 'syncPolicy') ?? '').includes(skip));

const dryRun = inputRule(
  {
    code: 'argo-unknown-kind',
    question: 'policy',
    why: 'Argo CD asks the cluster about all objects before it applies any: one kind that is not there yet rejects the whole sync.',
    remedy: `Annotate the object with ${options}: ${skip}.`,
  },
  (input) => {
    if (!enginesInUse(input).argo || isSaidOnce(input)) return [];
    const defined = definedIn(input);
    return input.objects.flatMap((of): Breach[] => {
      const isKnown =
        !isCustom(of) || ['argoproj.io', ''].includes(groupOf(apiVersionOf(of))) || defined.has(kindOf(of));
      const said = annotationsOf(of)[options];
      if (isKnown || (typeof said === 'string' && said.split(',').some((each) => each.trim() === skip))) return [];
      const pointer = said === undefined ? '/apiVersion' : pointerTo('/metadata/annotations', options);
      return [
        { at: of, pointer, message: `a cluster without the kind "${kindOf(of)}" makes Argo CD reject the whole sync` },
      ];
    });
  },
);

const field = 'ttlSecondsAfterFinished';
/** Longer than a sync takes, with the objects that are healthy last. */
const anHour = 3600;

const ttlOf = ({ object }: CheckedObject): number | undefined => {
  const ttl = at(object, 'spec', field);
  return typeof ttl === 'number' ? ttl : undefined;
};

const shortHook = inputRule(
  {
    code: 'hook-with-short-ttl',
    question: 'policy',
    why: 'A hook Job that is gone before Argo CD has read its result keeps the sync waiting, for ever before version 2.14.',
    remedy: `Set ${field} to an hour or more, or leave it out: the delete policy of the hook removes the Job.`,
  },
  (input) =>
    !enginesInUse(input).argo
      ? []
      : indexOf(input)
          .all('Job.batch')
          .flatMap((of): Breach[] => {
            const ttl = ttlOf(of);
            if (ttl === undefined || ttl >= anHour || !readHook(of)) return [];
            return [
              { at: of, pointer: `/spec/${field}`, message: `is a hook that is gone ${ttl} seconds after it is done` },
            ];
          }),
);

const endlessJob = inputRule(
  {
    code: 'job-with-ttl',
    question: 'policy',
    why: 'Argo CD and Flux make a Job again that has removed itself, so that it runs again and again.',
    remedy: `Leave ${field} out; or make the Job a hook, or a CronJob.`,
  },
  (input) => {
    const { argo, flux } = enginesInUse(input);
    if (!argo && !flux) return [];
    const by = [...(argo ? ['Argo CD'] : []), ...(flux ? ['Flux'] : [])].join(' and ');
    return indexOf(input)
      .all('Job.batch')
      .flatMap((of): Breach[] => {
        const ttl = ttlOf(of);
        if (ttl === undefined || readHook(of)) return [];
        const message = `is gone ${ttl} seconds after it is done, and ${by} would make it again, and run it again`;
        return [{ at: of, pointer: `/spec/${field}`, message }];
      });
  },
);

export const objectRules = [fluxVariable, dryRun, shortHook, endlessJob] as const;

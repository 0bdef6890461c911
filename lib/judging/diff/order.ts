import type { Json } from '../../core/values';
import type { CheckedObject } from '../check/finding';
import { annotationsOf } from '../../core/references/objects';
import type { OrderChange, Ordering } from './change';

/** An object of an output, with where its file lies. */
export interface PlacedObject extends CheckedObject {
  /** The path of its file below the folder of its environment: `40-workload/40-backend-deployment.k8s.yaml`. */
  readonly path?: string;
}

/** The annotations by which engines order objects. */
const annotations: readonly (readonly [by: Ordering, annotation: string])[] = [
  ['phase', 'argocd.argoproj.io/hook'],
  ['wave', 'argocd.argoproj.io/sync-wave'],
  ['hook', 'helm.sh/hook'],
  ['hook weight', 'helm.sh/hook-weight'],
];

/**
 * What makes an engine apply an object at another time than before, as both outputs say it. A place counts where both have one: an
 * output without stages has its objects in the order of its files.
 */
export function orderChanges(before: PlacedObject, after: PlacedObject): OrderChange[] {
  const [from, to] = [before, after].map(({ path = '' }) => placeOf(path)) as [Place, Place];
  const places = (['stage', 'file number'] as const).flatMap((by) => {
    const [left, right] = [from[by], to[by]];
    return left !== undefined && right !== undefined && left !== right ? [{ by, before: left, after: right }] : [];
  });
  const [old, current] = [annotationsOf(before), annotationsOf(after)];
  const annotated = annotations.flatMap(([by, annotation]): OrderChange[] => {
    const [left, right] = [textOf(old[annotation]), textOf(current[annotation])];
    if (left === right) return [];
    return [{ by, ...(left === undefined ? {} : { before: left }), ...(right === undefined ? {} : { after: right }) }];
  });
  return [...places, ...annotated];
}

interface Place {
  readonly stage?: string;
  readonly 'file number'?: string;
}

function placeOf(path: string): Place {
  const [, stage, number] = /^(?:(.*)\/)?0*(\d+)[^/]*$/.exec(path) ?? [];
  return { ...(stage === undefined ? {} : { stage }), ...(number === undefined ? {} : { 'file number': number }) };
}

/** An annotation as engines compare it: a list of events has neither an order nor blanks. */
const textOf = (value: Json | undefined): string | undefined =>
  value === undefined || value === null
    ? undefined
    : String(value)
        .split(',')
        .map((each) => each.trim())
        .sort()
        .join(',');

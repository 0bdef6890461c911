import { evaluate, holds, type Json, type Problem, type Release } from '../values';
import type { Guard } from './guard';

/** What is wrong with the values of a release by one guard, a line for each fault. */
export function faultsOf({ broken, fault }: Guard, release: Release): readonly string[] {
  if (broken && !holds(broken, release)) return [];
  const lines = linesOf(evaluate(fault, release) ?? '');
  return [...new Set(lines.filter((line) => line !== '').map((line) => line.replace(/^- /, '')))];
}

const linesOf = (told: Json): readonly string[] =>
  Array.isArray(told) ? (told as readonly Json[]).flatMap(linesOf) : String(told).split('\n');

/**
 * What is wrong with the values of a release by all guards. What several of them say in the same words is told once.
 *
 * @param where names the environment or file in the messages
 */
export function brokenGuards(guards: readonly Guard[], release: Release, where: string): Problem[] {
  const told = new Set<string>();
  return guards.flatMap((guard) =>
    faultsOf(guard, release).flatMap((message) => {
      if (told.has(message)) return [];
      told.add(message);
      return [problemOf(guard, message, where)];
    }),
  );
}

function problemOf({ construct, at, values }: Guard, message: string, where: string): Problem {
  // A line that is about one of several values begins with its path.
  const own = values.filter((value) => message.startsWith(`${value}: `));
  const [path] = own.length > 0 ? own : values;
  const place = at?.();
  const remedy =
    values.length === 0
      ? `${construct} requires it of the release.`
      : `Change ${(own.length > 0 ? own : values).join(' or ')}: ${construct} requires it.`;
  return {
    code: 'broken-guard',
    where,
    ...(path !== undefined && { path }),
    message,
    remedy,
    ...(place !== undefined && { at: place }),
  };
}

import { nameLimitOf, type NameLimit } from '../kubernetes/name-limits';
import { Expression, describe, longestText, type Operand, type Problem, type Tree } from '../values';
import type { Manifest } from './manifest';

/**
 * Names that some release would give an object and that its kind does not take: too long in the release with the longest name, or
 * no label of DNS in one that is called `2024` or `my.site`. What a value of unlimited length adds is not counted.
 */
export function nameProblems(manifests: readonly Manifest[]): Problem[] {
  return manifests.flatMap((manifest) => {
    const { name } = manifest.object['metadata'] as { readonly name?: Tree };
    if (!(name instanceof Expression)) return [];
    const limit = nameLimitOf(manifest.apiVersion, manifest.kind);
    return [...tooLong(manifest, name, limit), ...noLabel(manifest, name, limit)];
  });
}

function tooLong({ kind, construct }: Manifest, name: Expression, { longest, since }: NameLimit): Problem[] {
  const counted = partsOf(name).flatMap((part) => {
    const length = longestText(part);
    return length === undefined || length === 0 ? [] : [{ part, length }];
  });
  const total = counted.reduce((sum, { length }) => sum + length, 0);
  if (total <= longest) return [];
  const arithmetic = counted.map(({ part, length }) => `${length} of ${shown(part)}`).join(' and ');
  const fixed = counted.filter(({ part }) => typeof part === 'string');
  const excess = total - longest;
  const own = fixed.reduce((sum, { length }) => sum + length, 0);
  const remedy =
    own > excess
      ? `Give it a shorter id, or a name of its own in its metadata, that adds at most ${own - excess} characters.`
      : 'Give it a name of its own in its metadata, of fewer parts.';
  const message = `its name can have ${total} characters (${arithmetic}), and a ${kind} has at most ${longest}: ${since}`;
  return [{ code: 'name-too-long', construct, message, remedy }];
}

/** The parts of a name that say of themselves how they look: what users set is for the schema of their values. */
function noLabel({ kind, construct }: Manifest, name: Expression, limit: NameLimit): Problem[] {
  const parts = partsOf(name);
  const remedy = 'Begin it with fullname, which is a label of DNS in every release.';
  const refuse = (message: string): Problem[] => [{ code: 'invalid-object-name', construct, message, remedy }];
  if (limit.isLabel && parts.some((part) => isBuiltin(part, 'Release.Name'))) {
    return refuse(
      `its name holds that of the release, which may have a dot (my.site); the name of a ${kind} is a label of DNS`,
    );
  }
  if (limit.beginsWithLetter && (isBuiltin(parts[0], 'Release.Name') || isBuiltin(parts[0], 'Release.Namespace'))) {
    return refuse(
      `its name begins with ${describe(parts[0])}, which may begin with a digit; that of a ${kind} begins with a letter`,
    );
  }
  return [];
}

const partsOf = (name: Expression): readonly Operand[] => (name.node.kind === 'text' ? name.node.parts : [name]);

const isBuiltin = (part: Operand | undefined, name: string): part is Expression =>
  part instanceof Expression && part.node.kind === 'builtin' && part.node.name === name;

const wordsFor: { readonly [helper: string]: string } = {
  fullname: "the release's full name",
  prefix: "the release's full name with a dash",
};

function shown(part: Operand): string {
  if (!(part instanceof Expression)) return JSON.stringify(part);
  return (part.node.kind === 'helper' && wordsFor[part.node.helper.name]) || describe(part);
}

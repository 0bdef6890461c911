import { Type } from '@sinclair/typebox';
import { blockText, list } from '../../../core/values';
import { trait, type Named } from '../trait';

const wordList = (description: string) => list<string>(Type.Unsafe<string>(blockText()), [], description);

const entryPointDeclared = trait({
  comesLast: true,
  fields: () => ({
    command: wordList('What runs in the container; nothing means what the chart or the image says'),
    args: wordList('Its arguments; nothing means those of the chart or the image'),
  }),
  apply: (_, { command, args }) => ({ entryPoint: { command, args } }),
});

export interface EntryPointTrait extends Named<typeof entryPointDeclared> {}

/** What users have run in the main container instead of what the system or the image says. */
export const entryPoint: EntryPointTrait = entryPointDeclared;

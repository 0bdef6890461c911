import { inputRule } from '../define-rule';
import { indexOf, placesAt, pointerTo, stringOf } from '../../../core/references/objects';

export const variableRules = [
  inputRule(
    {
      code: 'unresolved-variable',
      question: 'cannot-work',
      why: 'A $(NAME) in a variable is only replaced where NAME stands before it; else the program gets the text $(NAME).',
      remedy: 'Define the variable before the one that uses it, or write $$(NAME) where the text itself is meant.',
    },
    (input) =>
      indexOf(input).pods.flatMap((pod) =>
        pod.containers.flatMap(({ value, pointer }) => {
          if (placesAt(value, pointer, 'envFrom').length > 0) return [];
          const known = new Set<string>();
          const variables = placesAt(value, pointer, 'env');
          const all = new Set(variables.map((variable) => stringOf(variable.value['name'])));
          return variables.flatMap((variable) => {
            const text = stringOf(variable.value['value']) ?? '';
            const missing = [...text.matchAll(/(\$*)\$\(([A-Za-z_][-.A-Za-z0-9_]*)\)/g)].filter(
              ([, escapes = '', name = '']) =>
                escapes.length % 2 === 0 && !known.has(name) && !/_SERVICE_(HOST|PORT)/.test(name),
            );
            known.add(stringOf(variable.value['name']) ?? '');
            return missing.map(([, , name]) => ({
              at: pod.owner,
              pointer: pointerTo(variable.pointer, 'value'),
              message: `no variable "${name}" stands before this one`,
              // Where there is no definition to ask, `$(hostname)` may be for a shell that reads the value.
              ...(input.source === 'folder' && name === name?.toLowerCase() && !all.has(name)
                ? { severity: 'warning' as const }
                : {}),
            }));
          });
        }),
      ),
  ),
] as const;

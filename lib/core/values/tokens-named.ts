import { describe } from './decode-text';
import { numbersIn } from './number-traces';
import { tokens, type Minted } from './token';

/** A text for people in which tokens stood: what they stand for in their place, and the tokens. */
export interface NamedTokens {
  readonly text: string;
  readonly minted: readonly Minted[];
}

/** Says in a message, as a construct makes one of what it was given, which values are meant. */
export function nameTokens(message: string): NamedTokens {
  const minted = new Set<Minted>();
  const name = (found: Minted) => {
    minted.add(found);
    return describe(found.expression);
  };
  let text = '';
  let end = 0;
  for (const hit of tokens.find(message)) {
    if (hit.start < end) continue;
    text += message.slice(end, hit.start) + name(hit.minted);
    end = hit.end;
  }
  text += message.slice(end);
  const pieces = numbersIn(text).map((piece) => {
    if (typeof piece === 'string') return piece;
    if ('minted' in piece) return name(piece.minted);
    return piece.from ? `a number made of ${name(piece.from)}` : piece.computed;
  });
  return { text: pieces.join(''), minted: [...minted] };
}

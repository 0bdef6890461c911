/* A page whose reader types commands and changes files, as the steps that it has. */

/** What a marked block of a page is, in the order of the page. */
export type Step =
  /** Commands of a shell, and lines that they print, one after another; others may stand between them. */
  | { readonly kind: 'run'; readonly text: string; readonly prints: readonly string[] }
  /** A command that is to end with another code than 0. */
  | { readonly kind: 'fails'; readonly text: string }
  /** A command that goes on while the next steps are taken. */
  | { readonly kind: 'watch'; readonly text: string }
  /** What it prints after a change; then it is ended. */
  | { readonly kind: 'shows'; readonly lines: readonly string[] }
  /** A change of a file, as a difference. */
  | { readonly kind: 'edit'; readonly path: string; readonly text: string }
  /** A piece of a file, with any indentation. */
  | { readonly kind: 'excerpt'; readonly path: string; readonly text: string };

const block = /<!-- (run|fails|prints|watch|shows|edit|excerpt)(?:: (\S+))? -->\n\n```\w+\n([^]*?)^```$/gm;

/**
 * The steps of a page.
 *
 * @throws Error where a block has no mark, so that nothing of a page goes untried
 */
export function stepsOf(page: string): Step[] {
  const steps: Step[] = [];
  const marked = [...page.matchAll(block)];
  const fences = [...page.matchAll(/^```\w+$/gm)].length;
  if (marked.length !== fences) throw new Error(`${fences - marked.length} of ${fences} blocks have no mark`);
  for (const [, kind, path = '', text] of marked) {
    const lines = text!.trimEnd().split('\n');
    const last = steps.at(-1);
    if (kind === 'run') steps.push({ kind, text: text!, prints: [] });
    else if (kind === 'prints' && last?.kind === 'run') steps[steps.length - 1] = { ...last, prints: lines };
    else if (kind === 'watch' || kind === 'fails') steps.push({ kind, text: text! });
    else if (kind === 'shows') steps.push({ kind, lines });
    else if ((kind === 'edit' || kind === 'excerpt') && path !== '') steps.push({ kind, path, text: text! });
    else throw new Error(`"${lines[0]}" is marked as "${kind}", which says nothing here`);
  }
  return steps;
}

/**
 * A text with a change that a difference says, whose lines must be there once.
 *
 * @throws Error where they are not
 */
export function edited(text: string, difference: string): string {
  const lines = difference.trimEnd().split('\n');
  const side = (mark: string) => lines.flatMap((line) => (line[0] === ' ' || line[0] === mark ? [line.slice(1)] : []));
  const [before, after] = [side('-'), side('+')].map((each) => `\n${each.join('\n')}\n`);
  const parts = `\n${text}`.split(before!);
  if (parts.length !== 2) throw new Error(`${parts.length - 1} places, and not one, are${before!}`);
  return parts.join(after).slice(1);
}

/** The lines that do not follow one another in a text; versions of Helm and blanks around a line do not count. */
export function missingIn(text: string, lines: readonly string[]): string[] {
  const plain = (line: string) => line.trim().replace(/helm \d+\.\d+\.\d+/, 'helm');
  const said = text.split('\n').map(plain);
  let at = 0;
  return lines.filter((line) => {
    const found = said.indexOf(plain(line), at);
    if (found >= 0) at = found + 1;
    return found < 0;
  });
}

import { printable } from './printable';

/** A longer text is cut: a name has 253 characters at most, and what has more is meant to do harm. */
const longest = 400;

function cut(text: string): string {
  const shown = printable(text);
  return shown.length <= longest ? shown : `${shown.slice(0, longest)}…`;
}

/**
 * A text as code in Markdown, where nothing in it means anything: no markup or HTML, nobody is mentioned, no issue is linked, and
 * no line of it begins a command. The fence is longer than any run of backticks in the text.
 */
export function codeSpan(text: string): string {
  const shown = cut(text);
  const runs = shown.match(/`+/g) ?? [];
  const fence = '`'.repeat(runs.reduce((most, { length }) => Math.max(most, length), 0) + 1);
  // One blank on each side is not part of the code; an empty span is not a span.
  const isPadded = shown === '' || /^[` ]|[` ]$/.test(shown);
  return isPadded ? `${fence} ${shown} ${fence}` : `${fence}${shown}${fence}`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '@': '&#64;',
};

/** A text as code in a line of HTML, where Markdown means nothing. */
export const htmlCode = (text: string): string => `<code>${cut(text).replace(/[&<>"'@]/g, (c) => entities[c]!)}</code>`;

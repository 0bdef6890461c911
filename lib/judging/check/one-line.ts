/** More of a value than this tells nobody anything. */
const mostOfValue = 120;

/** A message in one line, in which long values in quotes are cut: a certificate, say, or a file. */
export const oneLine = (message: string): string =>
  message
    .replace(/"([^"]*)"/g, (quoted, value: string) =>
      value.length <= mostOfValue ? quoted : `"${value.slice(0, mostOfValue - 20)}…" (${value.length} characters)`,
    )
    .replace(/\s*[\r\n]+\s*/g, ' ');

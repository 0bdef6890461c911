/** Where the program that started this process keeps the way to standard output; see `chartwright.mjs`. */
const own = Symbol.for('chartwright.print');

/**
 * Writes what a command prints to standard output, which another program may read. What the app itself says goes to standard error
 * meanwhile.
 */
export function print(text: string): void {
  const write = (globalThis as { [own]?: (text: string) => boolean })[own];
  if (write) write(text);
  else process.stdout.write(text);
}

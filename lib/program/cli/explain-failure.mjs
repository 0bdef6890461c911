/**
 * Says what stopped an app before it came to `run(app)`, and gives the exit code. The library that the app has loaded knows most; see
 * explain-failure.ts. An app that fails before it has loaded it lacks a package, or did something that has nothing to do with us.
 */
export function explainFailure(error) {
  const report = globalThis[Symbol.for('chartwright.report')];
  if (report) return report(error);
  const stack = String(error?.stack);
  const at = stack.split('\n').find((line) => /^ +at /.test(line) && !/node:|[\\/]node_modules[\\/]/.test(line));
  // What does not compile has its place above the message, and no line of its own below.
  const unread = error instanceof SyntaxError ? /^(.+:\d+)\n/.exec(stack)?.[1] : undefined;
  const found = unread ?? /^ +at (?:.*? \()?(.+:\d+:\d+)\)?$/.exec(at ?? '')?.[1];
  const place = found ? `${found.replace(`${process.cwd()}/`, '')}: ` : '';
  const name = /^ERR_MODULE_NOT_FOUND$|^MODULE_NOT_FOUND$/.test(error?.code)
    ? /Cannot find (?:module|package) '([^']+)'/.exec(error.message)?.[1]
    : undefined;
  if (name !== undefined) {
    const packageName = name
      .split('/')
      .slice(0, name.startsWith('@') ? 2 : 1)
      .join('/');
    const remedy = /^[./]/.test(name)
      ? 'Correct its path, or write the file.'
      : `Install it: npm install ${packageName}`;
    console.error(`chartwright: ${place}there is no module "${name}" [missing-module]\n    ${remedy}`);
    return 1;
  }
  console.error(`chartwright: ${place}${error?.message ?? error} [failed-app]`);
  return 1;
}

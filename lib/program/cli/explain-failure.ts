import { authorsPlace, failedConstruct } from '../../core/manifest';
import { DefinitionError, nameTokens, type Problem } from '../../core/values';

/**
 * What the author did wrong, where an error that stopped the app is the author's: one that we report, or one that the author's code,
 * or a library, threw at what it was given. Undefined for a failure of our own.
 */
export function problemsOfFailure(error: unknown): readonly Problem[] | undefined {
  if (isDefinitionError(error)) return placed(error);
  if (!(error instanceof Error || isErrorLike(error))) {
    const message = `the app threw something that is not an Error: ${String(error)}`;
    return [
      { code: 'failed-app', where: 'the app', message, remedy: 'Throw an Error, which says where it comes from.' },
    ];
  }
  const missing = missingModule(error);
  if (missing) return [missing];
  const stack = error.stack ?? '';
  if (isOurs(stack)) return undefined;
  return [failure(error.message, stack, error.name)];
}

/** What is wrong with a call alone is at the line of the call. */
function placed({ problems, stack = '' }: DefinitionError): readonly Problem[] {
  return problems.map((problem) => {
    if ((problem.construct ?? problem.where ?? problem.at) !== undefined) return problem;
    const at = authorsPlace(stack);
    return at === undefined ? problem : { ...problem, at };
  });
}

/** Also one of another copy of this library. */
const isDefinitionError = (error: unknown): error is DefinitionError =>
  error instanceof DefinitionError ||
  (isErrorLike(error) && error.name === 'DefinitionError' && 'problems' in error && Array.isArray(error.problems));

/** An Error, also of another realm. */
const isErrorLike = (error: unknown): error is Error =>
  typeof error === 'object' && error !== null && 'message' in error && 'stack' in error;

function failure(message: string, stack: string, name: string): Problem {
  const at = authorsPlace(stack);
  const construct = failedConstruct(stack);
  const place = { ...(construct === undefined ? {} : { construct }), ...(at === undefined ? {} : { at }) };
  const { text, minted } = nameTokens(message);
  const duplicate = /^There is already a Construct with name '([^']*)' in \S+(?: \[(.*)\])?$/.exec(text);
  if (duplicate) {
    const [, id = '', scope = ''] = duplicate;
    if (id in Object.prototype) {
      const said = `no construct can have the id "${id}", which every object of JavaScript has an entry of`;
      return {
        ...place,
        code: 'invalid-id',
        construct: scope ? `${scope}/${id}` : id,
        message: said,
        remedy: 'Call it something else.',
      };
    }
    const said = `there are two constructs with the id "${id}" in ${scope || 'the app'}`;
    const remedy = 'Give the second one another id.';
    return { ...place, code: 'duplicate-id', construct: scope ? `${scope}/${id}` : id, message: said, remedy };
  }
  const taken = [...new Set(minted.map((each) => each.at()).filter((each) => each !== undefined))];
  // One that nobody has taken is the name of an object, by which a library says what it speaks of.
  if (taken.length > 0) {
    const where = `; it was taken at ${taken.map(short).join(' and ')}`;
    return {
      ...place,
      code: 'compared-token',
      message: `a construct compared a reference or checked it, whose value is not known yet: ${text}${where}`,
      remedy:
        'Give the construct literals that pass, and set each field with Binding.of(object).set(pointer, value), as in /spec/minReplicas.',
    };
  }
  const isLibrary = !(firstFrame(stack) ?? '').includes(at ?? '\0');
  return {
    ...place,
    code: 'failed-construct',
    message: `${isLibrary ? 'a call from here failed' : 'this failed'}: ${text === '' ? name : text}`,
    remedy: isMisuse(name)
      ? 'Look for an argument or a property that is missing or of another type: `npx tsc --noEmit` finds most of them.'
      : 'Mend what the message says; the error was thrown while the app was built.',
  };
}

const isMisuse = (name: string) => name === 'TypeError' || name === 'ReferenceError' || name === 'RangeError';

const short = (place: string) => place.replace(`${process.cwd()}/`, '');

/** What is missing of an installation. */
function missingModule(error: Error): Problem | undefined {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'MODULE_NOT_FOUND' && code !== 'ERR_MODULE_NOT_FOUND') return undefined;
  const name = /Cannot find (?:module|package) '([^']+)'/.exec(error.message)?.[1];
  if (name === undefined) return undefined;
  const message = `there is no module "${name}"`;
  const isFile = /^[./]/.test(name);
  const packageName = name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
  const remedy = isFile ? 'Correct its path, or write the file.' : `Install it: npm install ${packageName}`;
  const at = authorsPlace(error.stack ?? '');
  return { code: 'missing-module', message, remedy, ...(at === undefined ? {} : { at }) };
}

function firstFrame(stack: string): string | undefined {
  return stack.split('\n').find((line) => /^ +at /.test(line) && !/[( ](node:|<anonymous>)/.test(line));
}

/**
 * Whether an error was thrown by our own code. What constructs make of the properties that they are given is not among it: an
 * error in them is one in the properties, as it would be in a library of constructs.
 */
function isOurs(stack: string): boolean {
  const frame = firstFrame(stack) ?? '';
  if (/[\\/]node_modules[\\/]chartwright[\\/](?!\.build[\\/]bundled[\\/])/.test(frame)) return true;
  const library = libraryFolder();
  return (
    library !== '' && frame.includes(library) && ownRooms.test(frame.slice(frame.indexOf(library) + library.length))
  );
}

/** The files of this library in which nobody but us can be at fault. */
const ownRooms = /^(core|printing|judging|program)[\\/](?!.*\.(test|proof|fixture)\.ts)/;

/** The folder of this library, where it runs from its sources; an author may have folders of the same names. */
const libraryFolder = (): string =>
  /[( ]([^( ]*)program[\\/]cli[\\/]explain-failure\.ts/.exec(new Error().stack ?? '')?.[1] ?? '';

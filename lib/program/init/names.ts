import { fullNameLimit } from '../../core/values/chart-helpers';
import { separated, slug } from '../../core/manifest/slug';

/** Longer ones are cut in the names of objects, to which a hash is put. */
const longest = fullNameLimit;

/** Names of constructs that an object of JavaScript has already. */
const isTaken = (name: string) => name in Object.prototype;

const isName = (text: string) => /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(text) && text.length <= longest && !isTaken(text);

/** A name for a system, of any text such as that of a folder: `My.Shop` is `my-shop`. Undefined where nothing can be made of it. */
export function nameFrom(text: string): string | undefined {
  const made = slug(separated(text))
    .replace(/^[0-9-]+/, '')
    .slice(0, longest)
    .replace(/-+$/, '');
  return isName(made) ? made : undefined;
}

/** What is wrong with the name of a system. */
export function nameProblem(name: string) {
  if (isName(name)) return undefined;
  const reason =
    name === ''
      ? 'the name is empty'
      : isTaken(name)
        ? `"${name}" is a word of JavaScript that no construct can be called`
        : name.length > longest
          ? `the name "${name}" has ${name.length} characters, of at most ${longest}`
          : `"${name}" cannot be the name of a chart and its Services`;
  const suggestion = nameFrom(name) ?? 'shop';
  const remedy = `Take lower-case letters, digits and dashes, a letter first: --name ${suggestion}.`;
  return { message: reason, remedy };
}

/** What is wrong with the name of an environment, which is a folder, part of a file name and a key. */
export function environmentProblem(name: string) {
  if (/^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/.test(name) && !isTaken(name)) return undefined;
  const message = name === '' ? 'an environment has an empty name' : `"${name}" cannot be the name of an environment`;
  const remedy = 'Take lower-case letters, digits and dashes, a letter first: --environments local,staging,production.';
  return { message, remedy };
}

/** What the sources of a project call, beside all that JavaScript does. */
const called = ['App', 'HelmChart', 'HttpIngress', 'Values', 'WebService', 'Worker', 'Environment'];

/** The class of a system: `my-shop` is `MyShop`. One that would hide something else is a `WorkerSystem`. */
export function classNameOf(name: string): string {
  const made = name.replace(/(^|-+)([a-z0-9])/g, (_, _dash, letter: string) => letter.toUpperCase());
  return called.includes(made) || made in globalThis ? `${made}System` : made;
}

import { didYouMean, type Problem } from '../../core/values';
import { environmentProblem, nameProblem } from './names';
import { imageOf, imageProblem, type Image } from './image';

/** What a new project is made from. */
export interface Answers {
  /** Of the system: its chart, release and namespace. */
  readonly name: string;
  readonly image: Image;
  /** The port on which the web service listens in its pods. */
  readonly port: number;
  /** From the first that it is installed in to production; at least one. */
  readonly environments: readonly string[];
  readonly packageManager: PackageManager;
  readonly type: ModuleType;
}

export const packageManagers = ['npm', 'pnpm', 'yarn'] as const;
export const moduleTypes = ['module', 'commonjs'] as const;
export type ModuleType = (typeof moduleTypes)[number];

export interface PackageManager {
  readonly name: (typeof packageManagers)[number];
  /** As `4.9.1`. @default not known */
  readonly version?: string;
}

/** The same, as a user writes them: what a flag, an answer at the terminal or a guess says. */
export interface Written {
  readonly name: string;
  readonly image: string;
  readonly port: string;
  /** With commas between them. */
  readonly environments: string;
  readonly 'package-manager': string;
  readonly type: string;
}

/** What is wrong with a single answer, with what to say instead; undefined where nothing is. */
export function answerProblem(key: keyof Written, text: string): Pick<Problem, 'message' | 'remedy'> | undefined {
  switch (key) {
    case 'name':
      return nameProblem(text);
    case 'image':
      return imageProblem(text);
    case 'port':
      return portProblem(text);
    case 'environments':
      return environmentsProblem(text);
    case 'package-manager':
      return oneOf('package manager', text, packageManagers);
    case 'type':
      return oneOf('type of module', text, moduleTypes);
  }
}

/** The answers, where none has a problem. */
export const answersOf = (written: Written, managerVersion?: string): Answers => ({
  name: written.name,
  image: imageOf(written.image),
  port: Number(written.port),
  environments: namesIn(written.environments),
  packageManager: {
    name: packageManagers.find((name) => name === written['package-manager'])!,
    ...(managerVersion !== undefined && { version: managerVersion }),
  },
  type: moduleTypes.find((type) => type === written.type)!,
});

function portProblem(text: string) {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65535) return undefined;
  const message = `"${text}" is not a port`;
  return { message, remedy: 'A port is a whole number from 1 to 65535: the one on which the web service listens.' };
}

const namesIn = (text: string) => text.split(',').map((name) => name.trim());

function environmentsProblem(text: string) {
  const names = namesIn(text);
  const found = names.map(environmentProblem).find((problem) => problem !== undefined);
  if (found) return found;
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) return undefined;
  return {
    message: `there are two environments "${twice}"`,
    remedy: 'Name each once: --environments local,production.',
  };
}

function oneOf(noun: string, text: string, known: readonly string[]) {
  if (known.includes(text)) return undefined;
  return { message: `there is no ${noun} "${text}"${didYouMean(text, known)}`, remedy: `One of: ${known.join(', ')}.` };
}

import type { App } from 'cdk8s';
import { mistake } from '../../core/values';
import { mustBeOneOf, readArguments } from './arguments';
import type { Command } from './commands';
import { completionScripts, shells, type Shell } from './completion-scripts';
import { completedCommands } from './completion-words';
import { print } from './print';

/**
 * `completion bash|zsh|fish`: the script with which a shell completes commands, options, systems and environments. Needs no app.
 *
 * @param commands all that the command line offers
 */
export const completion = (commands: { readonly [name: string]: Command }) =>
  function complete(_app: App, args: readonly string[]): number {
    const { positionals } = readArguments(args, {});
    const [shell, ...others] = positionals;
    if (shell === undefined || others.length > 0) {
      const remedy = 'As in: eval "$(npx chartwright completion bash)".';
      throw mistake({ code: 'usage', message: `completion is for one shell: ${shells.join(', ')}`, remedy });
    }
    mustBeOneOf('completion', 'shell', shell, shells);
    print(completionScripts[shell as Shell](completedCommands(commands)));
    return 0;
  };

import type { CompletedCommand, Offer } from './completion-words';

/*
 * Scripts for shells. Systems and environments are the folders of the plain output: to ask the app would take longer than one waits for
 * a Tab. An order before a system's folder, `00-db`, is no part of its name.
 */

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

const systemsInShell = `ls -1d dist/*/ 2>/dev/null | sed -E 's|^dist/([0-9]+-)?([^/]+)/$|\\2|'`;
const environmentsInShell = `ls -1d dist/*/*/ 2>/dev/null | sed -E 's|^.*/([^/]+)/$|\\1|' | sort -u`;

export const completionScripts: { readonly [S in Shell]: (commands: readonly CompletedCommand[]) => string } = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

const aboutHelp = 'tells what a command does, and its options';

function bashScript(commands: readonly CompletedCommand[]): string {
  const reply = (offer: Offer): string => {
    switch (offer.kind) {
      case 'systems':
        return 'COMPREPLY+=($(compgen -W "$(_chartwright_systems)" -- "$cur"))';
      case 'environments':
        return 'COMPREPLY+=($(compgen -W "$(_chartwright_environments)" -- "$cur"))';
      case 'files':
        return 'compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -f -- "$cur"))';
      case 'folders':
        return 'compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -d -- "$cur"))';
      case 'words':
        return `COMPREPLY+=($(compgen -W "${offer.words.join(' ')}" -- "$cur"))`;
      case 'anything':
        return ':';
    }
  };
  const cases = commands.map(({ name, options, arguments: offers }) => {
    const taking = options.flatMap(({ name: option, takes }) =>
      takes ? [`      ${option}) ${reply(takes)}; return ;;`] : [],
    );
    const words = options.map(({ name: option }) => option).join(' ');
    return [
      `  ${name})`,
      ...(taking.length > 0 ? ['    case $prev in', ...taking, '    esac'] : []),
      `    if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "${words}" -- "$cur")); return; fi`,
      ...offers.map((offer) => `    ${reply(offer)}`),
      '    ;;',
    ].join('\n');
  });
  return `# chartwright in bash: eval "$(npx chartwright completion bash)", or this text in a file of
# ~/.local/share/bash-completion/completions/
_chartwright_systems() { ${systemsInShell}; }
_chartwright_environments() { ${environmentsInShell}; }
_chartwright() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]}
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(' ')} help --help --version" -- "$cur"))
    return
  fi
  case \${COMP_WORDS[1]} in
  help) COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(' ')}" -- "$cur")) ;;
${cases.join('\n')}
  esac
}
complete -F _chartwright chartwright
`;
}

function zshScript(commands: readonly CompletedCommand[]): string {
  const action = (offer: Offer): string =>
    ({
      systems: 'system:_chartwright_systems',
      environments: 'environment:_chartwright_environments',
      files: 'file:_files',
      folders: 'folder:_files -/',
      words: `word:(${offer.kind === 'words' ? offer.words.join(' ') : ''})`,
      anything: 'text: ',
    })[offer.kind];
  const cases = commands.map(({ name, options, arguments: offers }) => {
    const specs = options.map(({ name: option, takes }) => `'*${option}${takes ? `:${action(takes)}` : ''}'`);
    const rest = offers.slice(0, 1).map((offer) => `'*:${action(offer)}'`);
    return `    ${name}) _arguments ${[...specs, ...rest].join(' ')} ;;`;
  });
  const quoted = (text: string) => text.replaceAll("'", "'\\''").replaceAll(':', '\\:');
  return `#compdef chartwright
# chartwright in zsh: this text as _chartwright in a folder of $fpath, or
# source <(npx chartwright completion zsh) after compinit
_chartwright_systems() { compadd -- $(${systemsInShell}) }
_chartwright_environments() { compadd -- $(${environmentsInShell}) }
_chartwright() {
  if ((CURRENT == 2)); then
    local -a commands=(
${commands.map(({ name, about }) => `      '${name}:${quoted(about)}'`).join('\n')}
      'help:${aboutHelp}'
    )
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
    help) compadd -- ${commands.map(({ name }) => name).join(' ')} ;;
${cases.join('\n')}
  esac
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _chartwright "$@"; else compdef _chartwright chartwright; fi
`;
}

function fishScript(commands: readonly CompletedCommand[]): string {
  const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const words = (offer: Offer): string =>
    ({
      systems: " -xa '(__chartwright_systems)'",
      environments: " -xa '(__chartwright_environments)'",
      files: ' -rF',
      folders: " -xa '(__fish_complete_directories)'",
      words: ` -xa ${quoted(offer.kind === 'words' ? offer.words.join(' ') : '')}`,
      anything: ' -x',
    })[offer.kind];
  const lines = commands.flatMap(({ name, about, options, arguments: offers }) => [
    `complete -c chartwright -n __fish_use_subcommand -fa ${name} -d ${quoted(about)}`,
    ...options.map(({ name: option, takes }) => {
      const flag = option.startsWith('--') ? `-l ${option.slice(2)}` : `-s ${option.slice(1)}`;
      return `complete -c chartwright -n '__fish_seen_subcommand_from ${name}' ${flag}${takes ? words(takes) : ''}`;
    }),
    ...offers.map(
      (offer) =>
        `complete -c chartwright -n '__fish_seen_subcommand_from ${name}'${words(offer).replace(' -xa', ' -fa').replace(' -x', ' -f')}`,
    ),
  ]);
  return `# chartwright in fish: npx chartwright completion fish > ~/.config/fish/completions/chartwright.fish
function __chartwright_systems; ${systemsInShell}; end
function __chartwright_environments; ${environmentsInShell}; end
complete -c chartwright -f
complete -c chartwright -n __fish_use_subcommand -fa help -d '${aboutHelp}'
complete -c chartwright -n '__fish_seen_subcommand_from help' -fa '${commands.map(({ name }) => name).join(' ')}'
${lines.join('\n')}
`;
}

/** The scripts that connect a shell with `headroom complete`, which says first of what kind the words are. */
import { stdout } from "../kit/terminals.js";
import type { Shell } from "./command.js";

/** Bash splits words at = and : too, and takes what is completed to be the last piece. */
const BASH = `# Have bash complete headroom's words: put this line into ~/.bashrc
#   source <(headroom completion bash)
_headroom() {
  local cur=\${COMP_WORDS[COMP_CWORD]} words=() word joins=0 kind lines i
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if ((\${#words[@]} > 0)) && [[ $joins == 1 || $word == [=:]* ]]; then words[-1]+=$word; else words+=("$word"); fi
    [[ $word == *[=:] ]] && joins=1 || joins=0
  done
  [[ $cur == [=:] ]] && cur=
  local before=\${words[-1]%"$cur"}
  mapfile -t lines < <("$1" complete -- "\${words[@]}" 2>/dev/null)
  kind=\${lines[0]}
  COMPREPLY=()
  case $kind in
    files) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
    models)
      compopt -o filenames
      mapfile -t COMPREPLY < <(compgen -f -X '!*.yaml' -- "$cur"; compgen -f -X '!*.yml' -- "$cur"; compgen -d -- "$cur")
      ;;
  esac
  for word in "\${lines[@]:1}"; do
    word=\${word%%$'\\t'*}
    word=\${word#"$before"}
    [[ $cur == [\\"\\']* ]] || printf -v word %q "$word"
    COMPREPLY+=("$word")
  done
  [[ $kind == begun ]] && compopt -o nospace
  return 0
} 2>/dev/null
complete -F _headroom headroom
`;

const ZSH = `#compdef headroom
# Have zsh complete headroom's words: put this line into ~/.zshrc, after compinit
#   source <(headroom completion zsh)
_headroom() {
  local -a lines described
  local line word
  lines=("\${(@f)$("\${words[1]}" complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  for line in "\${(@)lines[2,-1]}"; do
    word=\${line%%$'\\t'*}
    [[ $line == *$'\\t'* ]] && line=\${line#*$'\\t'} || line=
    described+=("\${word//:/\\\\:}:$line")
  done
  case \${lines[1]} in
    files) _files ;;
    models) _files -g '*.(yaml|yml)' ;;
    begun) _describe headroom described -S '' ;;
    *) _describe headroom described ;;
  esac
}
compdef _headroom headroom
`;

const FISH = `# Have fish complete headroom's words:
#   headroom completion fish > ~/.config/fish/completions/headroom.fish
function __headroom_complete
  set -l words (commandline -opc)
  set -l lines ($words[1] complete -- $words[2..-1] (commandline -ct) 2>/dev/null)
  switch "$lines[1]"
    case files
      __fish_complete_path (commandline -ct)
    case models
      __fish_complete_suffix .yaml
      __fish_complete_suffix .yml
    case '*'
      printf '%s\\n' $lines[2..-1]
  end
end
complete -c headroom -f -a '(__headroom_complete)'
`;

const SCRIPTS: Readonly<Record<Shell, string>> = { bash: BASH, zsh: ZSH, fish: FISH };

export const completion = (shell: Shell): void => stdout.write(SCRIPTS[shell]);

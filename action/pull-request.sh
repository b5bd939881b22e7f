#!/usr/bin/env bash
# The pull-request gate: scores what is checked out and the commit it is to be merged into, and fails where a model is beyond a limit,
# worse than before, or could not be compared. action.yml calls it; it needs nothing of GitHub. docs/ci.md has its variables.
set -euo pipefail

project=${GRADALIGN_PROJECT:?set GRADALIGN_PROJECT to the project to score}
base=${GRADALIGN_BASE:?set GRADALIGN_BASE to the commit to compare with}
output=${GRADALIGN_OUTPUT:-gradalign-results}
gating=${GRADALIGN_GATE:-true}
gate_code=0 compare_code=0

main() {
  read_settings
  mkdir -p "$output"
  output=$(cd "$output" && pwd)
  # What an earlier run left must not pass for an answer of this one.
  rm -f "$output"/{head.json,base.json,comparison.md,comparison.json,gate.txt,gradalign.sarif}
  install_tool
  score_head
  compare_with_base
  write_sarif
  write_summary
  comment
  exit "$(first_of "$gate_code" "$compare_code")"
}

# Options are parted by blanks and line ends; a value with a blank in it belongs into gradalign.json.
read_settings() {
  read -r -d '' -a scoring <<< "${GRADALIGN_ARGUMENTS:-}" || true
  read -r -d '' -a comparing <<< "${GRADALIGN_COMPARE_ARGUMENTS:-}" || true
  case ${GRADALIGN_ARGUMENTS:-}${GRADALIGN_COMPARE_ARGUMENTS:-} in
    *[\"\']*) refuse "arguments are parted by blanks and know no quotes; put a value with a blank into gradalign.json" ;;
  esac
  case $gating in
    true | false) ;;
    *) refuse "GRADALIGN_GATE (gate) is '$gating', and must be true or false" ;;
  esac
}

refuse() {
  echo "error: $1" >&2
  exit 5
}

install_tool() {
  tool=${GRADALIGN:-}
  [[ -z $tool ]] || return 0
  tool=$output/tool/gradalign
  [[ ! -x $tool ]] || return 0
  local options=()
  [[ -z ${GRADALIGN_VERSION:-} ]] || options+=(--version "$GRADALIGN_VERSION")
  [[ -z ${GRADALIGN_SOURCE:-} ]] || options+=(--add-source "$GRADALIGN_SOURCE")
  dotnet tool install GradAlign.Cli --tool-path "$output/tool" ${options[@]+"${options[@]}"}
}

# The scores are kept, so that the other formats cost no second scoring.
score_head() {
  if [[ $gating == true ]]; then
    "$tool" gate "$project" --report "$output/head.json" --kept-scores "$output/scores.json" ${scoring[@]+"${scoring[@]}"} 2>&1 | tee "$output/gate.txt" || gate_code=${PIPESTATUS[0]}
  else
    "$tool" score "$project" --format json -o "$output/head.json" ${scoring[@]+"${scoring[@]}"} || gate_code=$?
  fi
}

compare_with_base() {
  if [[ ! -s $output/head.json ]]; then
    compare_code=4
    printf '## GradAlign: inconclusive\n\nThe head could not be scored (exit code %s), so nothing was compared; the log says why.\n' "$gate_code" | tee "$output/comparison.md"
    return 0
  fi
  "$tool" compare "$base" "$output/head.json" --project "$project" --keep-reports "$output" --format markdown -o "$output/comparison.md" \
    ${scoring[@]+"${scoring[@]}"} ${comparing[@]+"${comparing[@]}"} || compare_code=$?
  if [[ ! -s $output/comparison.md ]]; then
    printf '## GradAlign: inconclusive\n\nBase and head could not be compared (exit code %s); the log says why.\n' "$compare_code" > "$output/comparison.md"
    ((compare_code != 0)) || compare_code=4
  fi
  cat "$output/comparison.md"
  if [[ -s $output/base.json ]]; then
    # The same answer once more, in another format.
    "$tool" compare "$output/base.json" "$output/head.json" --format json -o "$output/comparison.json" ${comparing[@]+"${comparing[@]}"} || true
  fi
}

write_sarif() {
  if [[ $gating == true && -s $output/head.json ]]; then
    "$tool" gate "$project" --no-build --kept-scores "$output/scores.json" --format sarif -o "$output/gradalign.sarif" ${scoring[@]+"${scoring[@]}"} || true
  fi
  if [[ -n ${GITHUB_OUTPUT:-} ]]; then
    if [[ -s $output/gradalign.sarif ]]; then echo "sarif=$output/gradalign.sarif"; fi >> "$GITHUB_OUTPUT"
    echo "results=$output" >> "$GITHUB_OUTPUT"
  fi
}

write_summary() {
  [[ -n ${GITHUB_STEP_SUMMARY:-} ]] || return 0
  {
    cat "$output/comparison.md"
    if [[ -s $output/gate.txt ]]; then
      # Indented, so that nothing in it is read as Markdown.
      printf '\n### The gate\n\n'
      sed 's/^/    /' "$output/gate.txt"
    fi
  } >> "$GITHUB_STEP_SUMMARY"
}

# One comment a project and pull request, which later runs write anew. A comment that fails is a warning: the verdict is the exit code.
comment() {
  [[ -n ${GRADALIGN_PULL_REQUEST:-} && -n ${GH_TOKEN:-} && -n ${GITHUB_REPOSITORY:-} ]] || return 0
  local marker id
  marker="<!-- gradalign $(printf '%s' "$project" | cksum | cut -d ' ' -f 1) -->"
  { echo "$marker"; cat "$output/comparison.md"; } > "$output/comment.md"
  if id=$(gh api --paginate "repos/$GITHUB_REPOSITORY/issues/$GRADALIGN_PULL_REQUEST/comments" --jq ".[] | select(.body | startswith(\"$marker\")) | .id") &&
    if [[ -n $id ]]; then
      gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/${id%%$'\n'*}" -F "body=@$output/comment.md"
    else
      gh api --silent "repos/$GITHUB_REPOSITORY/issues/$GRADALIGN_PULL_REQUEST/comments" -F "body=@$output/comment.md"
    fi; then
    return 0
  fi
  echo "warning: the comment could not be written. The token needs pull-requests: write, which a fork's pull request does not have." >&2
}

# Of two exit codes the one that comes first in docs/exit-codes.md; one that is none of them (a kill) comes before all.
first_of() {
  local code
  for code in "$@"; do
    [[ $code =~ ^[0-7]$ ]] || { echo "$code"; return; }
  done
  for code in 5 1 7 6 4 2 3; do
    if [[ " $* " == *" $code "* ]]; then echo "$code"; return; fi
  done
  echo 0
}

main

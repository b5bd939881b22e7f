# The whole check. Its last line is "N passed, N failed, N skipped", whatever happens.
passed=0 failed=0 skipped=0

run_tests() {
  trap print_totals EXIT
  # Until a step has succeeded it counts as one failure, so that stopping early is never green.
  failed=1
  require_dotnet
  require_libstdcxx
  offer_chromium
  step "restore in locked mode" dotnet restore GradAlign.sln --locked-mode
  step "check the formatting (./build.sh format mends it)" dotnet format GradAlign.sln --no-restore --verify-no-changes
  step "build" dotnet build GradAlign.sln -c "$configuration" --no-restore
  failed=0

  # As in the scoring process: docs/decisions/0013.
  export DOTNET_GCgen0size=0x10000000
  rm -rf "$artifacts/test-results"
  local project
  for project in tests/*/*.csproj; do
    run_test_project "$project"
  done

  if ((passed + failed == 0)); then
    echo "no test ran" >&2
    failed=1
  fi
  ((failed == 0))
}

step() {
  heading "$1"
  shift
  "$@" || stop "'$*' failed"
}

run_test_project() {
  local name status=0 counts
  name=$(basename "$1" .csproj)
  heading "$name"
  dotnet test "$1" -c "$configuration" --no-build --results-directory "$artifacts/test-results" \
    --logger "trx;LogFileName=$name.trx" --blame-hang-timeout 5m --blame-hang-dump-type none || status=$?

  if ! counts=$(count_results "$artifacts/test-results/$name.trx"); then
    echo "$name left no test results (exit code $status)" >&2
    failed=$((failed + 1))
    return 0
  fi

  local project_passed project_failed project_skipped
  read -r project_passed project_failed project_skipped <<< "$counts"
  # A test process that crashed can leave results in which everything that ran passed.
  if ((status != 0 && project_failed == 0)); then
    echo "$name did not finish (exit code $status)" >&2
    project_failed=1
  elif ((project_passed + project_failed + project_skipped == 0)); then
    echo "$name has no tests" >&2
    project_failed=1
  fi
  passed=$((passed + project_passed))
  failed=$((failed + project_failed))
  skipped=$((skipped + project_skipped))
}

# Prints "passed failed skipped" of a trx file. Skipped tests are those not executed; the file's notExecuted is always 0.
count_results() {
  [[ -s $1 ]] || return 1
  awk -F '"' '
    /<Counters / {
      for (i = 1; i < NF; i += 2) { name = $i; gsub(/^.*[ <]|=$/, "", name); count[name] = $(i + 1) }
      print count["passed"], count["executed"] - count["passed"], count["total"] - count["executed"]
      found = 1
    }
    END { exit !found }' "$1"
}

print_totals() {
  printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
}

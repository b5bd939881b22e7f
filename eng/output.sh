# How the commands print.
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

if [[ -n ${CI:-} || ! -t 1 ]]; then
  export NO_COLOR=1 MSBUILDTERMINALLOGGER=off
fi

heading() {
  printf '\n== %s\n\n' "$1"
}

# Prints one message and stops.
stop() {
  echo "build.sh: $*" >&2
  exit 1
}

#!/usr/bin/env bash
# The one entry to this repository; what each command does is in eng/.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$root"

# One configuration for everything, so that nothing is built twice.
configuration=Release
artifacts=$root/artifacts

for part in output prerequisites package-feed demo test soak pack bench bench-build-gate screenshots clean; do
  # shellcheck source=/dev/null
  source "eng/$part.sh"
done

help() {
  cat <<'HELP'
Usage: ./build.sh COMMAND

  demo     score the models of examples/IntroScore on noise and on images; build one that the build gate refuses
  test     check the formatting, build everything, run every test; ends with "N passed, N failed, N skipped"
  test-soak [N]  hold snapshots against unchanged models N times (1000): any drift is a false alarm
  format   format the sources in place
  pack     make the NuGet packages in artifacts/packages
  bench    measure the engine against one ordinary training step; "bench kernels" runs BenchmarkDotNet on its kernels,
           "bench build-gate" measures what the build gate adds to a build
  screenshots  make docs/images of the example's report and of a failing build, with Chromium
  clean    remove bin, obj and artifacts
  help     show this text

Needs the .NET 10 SDK. On Debian 12, as root, a libstdc++ that is too old for libtorch is
replaced by that of Debian 13; for "test" and "screenshots" Chromium is installed on Debian, as root,
where it is missing. With CI set, output has no colours and no progress display.
HELP
}

case ${1:-help} in
  demo) require_dotnet; require_libstdcxx; demo ;;
  test) run_tests ;;
  test-soak) require_dotnet; require_libstdcxx; soak "${2:-1000}" ;;
  format) require_dotnet; dotnet format GradAlign.sln ;;
  pack) require_dotnet; pack ;;
  bench) require_dotnet; require_libstdcxx; bench "${@:2}" ;;
  screenshots) require_dotnet; require_libstdcxx; offer_chromium; screenshots ;;
  clean) clean ;;
  help | -h | --help) help ;;
  *)
    echo "build.sh: there is no command '$1'" >&2
    help >&2
    exit 2
    ;;
esac

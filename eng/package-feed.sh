# Packages of this repository as a user consumes them.

pack_build_gate() {
  dotnet pack src/GradAlign.MSBuild -c "$configuration" -o "$artifacts/packages" -v quiet
}

# with_packed_gate FOLDER COMMAND...: runs a command of dotnet with a package folder of its own, for in the global one
# an older build of the same version would stay; everything else still comes from there.
with_packed_gate() {
  local folder=$1
  shift
  : "${global_packages:=$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: *//')}"
  NUGET_PACKAGES=$folder dotnet "$@" -p:RestoreFallbackFolders="$global_packages"
}

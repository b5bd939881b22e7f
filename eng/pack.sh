pack() {
  dotnet pack GradAlign.sln -c "$configuration" -o "$artifacts/packages"
}

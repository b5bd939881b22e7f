bench() {
  dotnet run --project benchmarks/GradAlign.Benchmarks -c "$configuration"
}

# bench: the table of docs/performance.md; bench CASE...: some of its lines; bench kernels: BenchmarkDotNet on single kernels.
bench() {
  if [[ ${1:-} == build-gate ]]; then
    bench_build_gate
    return
  fi
  # libtorch warns at every convolution on processors without NNPACK, which is not needed.
  dotnet run --project benchmarks/GradAlign.Benchmarks -c "$configuration" -- "$@" 2> >(grep -v 'NNPACK' >&2)
}

# The soak test of score snapshots: 1,000 repetitions over orders and thread counts, any drift is a false alarm.
soak() {
  # libtorch warns at every convolution on processors without NNPACK, which is not needed.
  dotnet run --project benchmarks/GradAlign.TestGate -c "$configuration" -- soak "${1:-1000}" 2> >(grep -v 'NNPACK' >&2)
}

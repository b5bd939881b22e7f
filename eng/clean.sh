clean() {
  rm -rf "$artifacts"
  find src tests examples benchmarks -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} + 2> /dev/null || true
}

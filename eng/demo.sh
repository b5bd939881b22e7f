# Scores the example's models twice, and sums up which findings there were.
gradalign() {
  dotnet "src/GradAlign.Cli/bin/$configuration/net10.0/gradalign.dll" "$@"
}

demo() {
  heading "Build the command line and the example"
  dotnet build eng/demo.slnf -c "$configuration" -p:RestoreLockedMode=true -v quiet

  mkdir -p "$artifacts/demo"
  heading "Score nine untrained models on noise"
  score_example synthetic "$artifacts/demo/noise.txt"
  heading "Score them on 64 images of Fashion-MNIST"
  score_example examples/IntroScore/data "$artifacts/demo/images.txt"

  heading "What was seen"
  echo "on noise:  $(findings "$artifacts/demo/noise.txt")"
  echo "on images: $(findings "$artifacts/demo/images.txt")"

  demo_build_gate
}

demo_build_gate() {
  heading "Pack the build gate"
  pack_build_gate
  rm -rf "$artifacts/demo/packages/gradalign.msbuild" examples/IntroBuildGate/{bin,obj}
  heading "Build a library with a model that the gate refuses"
  if build_example; then
    stop "the build of examples/IntroBuildGate passed, but one of its models is unsound"
  fi
  grep -q 'error GA1001' "$artifacts/demo/build-gate.txt" || stop "the build failed, but not by the gate"
  heading "Build it with that model mended"
  build_example -p:Normalised=true || stop "the mended models do not pass"
}

build_example() {
  echo "dotnet build examples/IntroBuildGate $*"
  with_packed_gate "$artifacts/demo/packages" build examples/IntroBuildGate -c "$configuration" "$@" 2>&1 | tee "$artifacts/demo/build-gate.txt"
}

# score_example DATA FILE: what is printed goes to FILE too.
score_example() {
  gradalign score "examples/IntroScore/bin/$configuration/net10.0/IntroScore.dll" --data "$1" | tee "$2"
  grep -q ResNet20 "$2" || stop "the demo printed no scores"
}

# How often each verdict was given, as in "2 × GA1001, 3 × GA1002".
findings() {
  local counts
  counts=$(grep -oE 'GA1[0-9]{3}' "$1" | sort | uniq -c | awk '{ printf "%s%d × %s", separator, $1, $2; separator = ", " }') || true
  echo "${counts:-no findings}"
}

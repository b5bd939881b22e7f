# Measures what the build gate adds to a build, in one run: a class library with small models, built with and without the gate.
rounds=${GRADALIGN_BENCH_ROUNDS:-9}

bench_build_gate() {
  local folder
  folder=$(mktemp -d)
  # shellcheck disable=SC2064
  trap "rm -rf '$folder'" EXIT
  heading "Pack the build gate and make two libraries"
  pack_build_gate
  rm -rf "$artifacts/bench/packages/gradalign.msbuild"
  make_sandbox "$folder"
  make_library "$folder/one" 1
  make_library "$folder/nine" 9
  build_library "$folder/one" true -restore
  build_library "$folder/nine" true -restore

  heading "Measure ($rounds rounds, median)"
  local without=() with=() first=() nine=() round time
  for ((round = 0; round < rounds; round++)); do
    # One simple assignment each: in a list a failed build would go unnoticed.
    time=$(seconds build_library "$folder/one" false)
    without+=("$time")
    time=$(seconds build_library "$folder/one" true)
    with+=("$time")
    forget_scores "$folder/one"
    time=$(seconds build_library "$folder/one" true)
    first+=("$time")
    forget_scores "$folder/nine"
    time=$(seconds build_library "$folder/nine" true)
    nine+=("$time")
  done

  local w g f n
  w=$(median "${without[@]}") g=$(median "${with[@]}") f=$(median "${first[@]}") n=$(median "${nine[@]}")
  awk -v w="$w" -v g="$g" -v f="$f" -v n="$n" 'BEGIN {
    printf "no-op build without the gate        %.2f s\n", w
    printf "no-op build with the gate           %.2f s   %+.2f s (target: at most +0.20)\n", g, g - w
    printf "the first small model scored        %.2f s   %+.2f s (target: at most +6.00)\n", f, f - w
    printf "nine small models scored            %.2f s   %+.2f s for each further one (target: at most +1.00)\n", n, (n - f) / 8
  }'
}

# Nothing of a folder above may reach into the measurement.
make_sandbox() {
  local name
  for name in Directory.Build.props Directory.Build.targets Directory.Packages.props; do
    echo '<Project />' > "$1/$name"
  done
  printf '<configuration><packageSources><add key="packed" value="%s" /></packageSources></configuration>\n' "$artifacts/packages" > "$1/nuget.config"
}

# make_library FOLDER COUNT: a library with COUNT models of three hidden layers.
make_library() {
  local i
  mkdir -p "$1"
  cat > "$1/Library.csproj" << 'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="TorchSharp" Version="0.107.0" />
    <PackageReference Include="libtorch-cpu-linux-x64" Version="2.10.0" />
    <PackageReference Include="SharpZipLib" Version="1.4.2" />
    <PackageReference Include="SkiaSharp" Version="2.88.9" />
    <PackageReference Include="GradAlign.MSBuild" Version="*" PrivateAssets="all" />
  </ItemGroup>
</Project>
PROJECT
  {
    echo 'using GradAlign; using static TorchSharp.torch; using static TorchSharp.torch.nn;'
    echo 'public static class Models {'
    for ((i = 0; i < $2; i++)); do
      echo '[ScoredModel(1, 28, 28, Classes = 10)] public static Module<Tensor, Tensor> Mlp'"$i"'() => Sequential(("f", Flatten()),'
      echo '("a", Linear(784, 128)), ("ra", ReLU()), ("b", Linear(128, 128)), ("rb", ReLU()), ("c", Linear(128, 128)), ("rc", ReLU()), ("d", Linear(128, 10)));'
    done
    echo '}'
  } > "$1/Models.cs"
}

# build_library FOLDER GATE [-restore]
build_library() {
  local restore=(--no-restore)
  [[ ${3:-} == -restore ]] && restore=()
  with_packed_gate "$artifacts/bench/packages" build "$1" "${restore[@]}" -p:GradAlignEnabled="$2" -v quiet -nologo > "$1/build.log" ||
    { cat "$1/build.log" >&2; stop "the library does not build"; }
}

forget_scores() {
  rm -rf "$1"/obj/*/*/gradalign
}

seconds() {
  local start=$EPOCHREALTIME
  "$@"
  awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.3f\n", b - a }'
}

median() {
  printf '%s\n' "$@" | sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'
}

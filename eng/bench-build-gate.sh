# Measures what the build gate adds to a build, in one run: a class library with small models, built with and without the gate.
rounds=${GRADALIGN_BENCH_ROUNDS:-9}

bench_build_gate() {
  local folder
  folder=$(mktemp -d)
  # shellcheck disable=SC2064
  trap "rm -rf '$folder'" EXIT
  heading "Pack the build gate and make three libraries"
  pack_build_gate
  mkdir -p "$artifacts/bench"
  rm -rf "$artifacts/bench/packages/gradalign.msbuild"
  make_sandbox "$folder"
  # A build without the gate would clean away what the gate keeps, so it has a library of its own.
  make_library "$folder/plain" 1
  make_library "$folder/one" 1
  make_library "$folder/nine" 9
  build_library "$folder/plain" false -restore
  build_library "$folder/one" true -restore
  build_library "$folder/nine" true -restore

  heading "Measure ($rounds rounds, median)"
  local without=() with=() first=() nine=() round time
  for ((round = 0; round < rounds; round++)); do
    # One simple assignment each: in a list a failed build would go unnoticed.
    time=$(seconds build_library "$folder/plain" false)
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

  heading "What a build takes: wall clock, and processor time of all its processes (load average $(cut -d ' ' -f 1 /proc/loadavg) on $(nproc) processors)"
  row "no-op build without the gate" "${without[@]}"
  row "no-op build with the gate" "${with[@]}"
  row "one small model scored" "${first[@]}"
  row "nine small models scored" "${nine[@]}"

  heading "What the gate adds"
  added "a no-op build" 0.2 1 "$(median 1 "${with[@]}")" "$(median 1 "${without[@]}")" "$(median 2 "${with[@]}")" "$(median 2 "${without[@]}")"
  added "scoring the first small model" 6 1 "$(median 1 "${first[@]}")" "$(median 1 "${without[@]}")" "$(median 2 "${first[@]}")" "$(median 2 "${without[@]}")"
  added "each further small model" 1 8 "$(median 1 "${nine[@]}")" "$(median 1 "${first[@]}")" "$(median 2 "${nine[@]}")" "$(median 2 "${first[@]}")"
}

row() {
  local title=$1
  shift
  printf '%-32s %6.2f s wall %6.2f s processor\n' "$title" "$(median 1 "$@")" "$(median 2 "$@")"
}

# added TITLE TARGET PARTS WALL WALL-BEFORE PROCESSOR PROCESSOR-BEFORE
added() {
  awk -v title="$1" -v target="$2" -v parts="$3" -v w="$4" -v wb="$5" -v p="$6" -v pb="$7" 'BEGIN {
    printf "%-32s %+6.2f s wall %+6.2f s processor (target: at most %+.1f s)\n", title, (w - wb) / parts, (p - pb) / parts, target
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

# Prints wall clock and processor seconds of a command.
seconds() {
  local TIMEFORMAT='%R %U %S'
  { time "$@" 2>&3; } 3>&2 2> "$artifacts/bench/time"
  awk '{ print $1, $2 + $3 }' "$artifacts/bench/time"
}

# median COLUMN PAIR...
median() {
  local column=$1
  shift
  printf '%s\n' "$@" | awk -v column="$column" '{ print $column }' | sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'
}

# The pictures of the README: the report of examples/IntroScore, and the failing build of examples/IntroBuildGate.
screenshots() {
  local browser folder=$artifacts/screenshots
  browser=$(find_chromium) || stop "screenshots need Chromium on the PATH, or named by GRADALIGN_CHROMIUM"
  mkdir -p "$folder" "$artifacts/demo" docs/images
  heading "Score the example"
  dotnet build eng/demo.slnf -c "$configuration" -p:RestoreLockedMode=true -v quiet
  gradalign score examples/IntroScore -c "$configuration" --no-build --data examples/IntroScore/data --format html -o "$folder/report.html"
  shoot "file://$folder/report.html#model-4" docs/images/report.png 1280,1390

  heading "Build a library with a model that the gate refuses"
  pack_build_gate
  rm -rf "$artifacts/demo/packages/gradalign.msbuild" examples/IntroBuildGate/{bin,obj}
  if build_example -tl:off -nologo; then
    stop "the build of examples/IntroBuildGate passed, but one of its models is unsound"
  fi
  terminal_page "dotnet build examples/IntroBuildGate" < "$artifacts/demo/build-gate.txt" > "$folder/build.html"
  shoot "file://$folder/build.html" docs/images/build-gate.png 1280,320
}

# shoot ADDRESS FILE WIDTH,HEIGHT
shoot() {
  heading "$2"
  # As root there is no sandbox; the pages are this repository's own.
  "$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars --virtual-time-budget=10000 --window-size="$3" --screenshot="$2" "$1" 2> "$folder/browser.log" ||
    { cat "$folder/browser.log" >&2; stop "Chromium made no picture of $1"; }
}

# Makes a page of a build's output: what it prints until its summary repeats it, without this machine's folders.
terminal_page() {
  cat <<'PAGE'
<!DOCTYPE html><meta charset="utf-8"><style>
body { margin: 0; padding: 24px 28px; background: #14181f; color: #e4e9f0; font: 15px/1.5 "DejaVu Sans Mono", monospace; white-space: pre-wrap; }
b { color: #a3e6b5; } i { color: #ff8f87; font-style: normal; font-weight: bold; } u { color: #ffd88a; text-decoration: none; font-weight: bold; }
</style>
PAGE
  printf '<b>$</b> %s\n' "$1"
  sed -e '/^Build FAILED/q' | sed -E -e "s|$root/||g" -e 's| \[[^]]*\.csproj\]||' -e 's/&/\&amp;/g; s/</\&lt;/g' \
    -e 's|(error GA[0-9]+)|<i>\1</i>|; s|(warning GA[0-9]+)|<u>\1</u>|; s|^(Build FAILED.*)|<i>\1</i>|'
}

# What the machine must have: the .NET SDK, and on Linux a libstdc++ that libtorch can be loaded with.
glibcxx=GLIBCXX_3.4.32

require_dotnet() {
  command -v dotnet > /dev/null ||
    stop "the .NET 10 SDK is missing: install it (https://dotnet.microsoft.com/download) so that 'dotnet' is on the PATH"
  dotnet --version > /dev/null 2>&1 ||
    stop "no .NET 10 SDK among those installed (global.json asks for it): $(dotnet --list-sdks | cut -d ' ' -f 1 | paste -sd ' ' -)"
}

require_libstdcxx() {
  [[ $(uname -s) == Linux ]] || return 0
  [[ $(uname -m) == x86_64 ]] || stop "on Linux this repository builds against libtorch for x64 only; this machine is $(uname -m)"
  if has_glibcxx; then
    echo "libstdc++: found $glibcxx"
  elif is_debian_12 && [[ $(id -u) == 0 ]]; then
    install_libstdcxx
  else
    stop "libtorch needs a libstdc++ with $glibcxx (GCC 13 or newer; Debian 13, Ubuntu 24.04 and Fedora 38 have it): install that, or on Debian 12 run this as root"
  fi
}

has_glibcxx() {
  local library
  # ldconfig is in sbin, which the PATH of an ordinary user lacks.
  library=$(PATH=$PATH:/usr/sbin:/sbin ldconfig -p 2> /dev/null |
    awk '/libstdc\+\+\.so\.6 .*x86-64/ && !seen++ { print $NF }') || return 1
  [[ -n $library ]] && grep -qaF "$glibcxx" "$library"
}

is_debian_12() {
  # shellcheck source=/dev/null
  [[ -r /etc/os-release ]] && (. /etc/os-release && [[ ${ID:-} == debian && ${VERSION_ID:-} == 12 ]])
}

# Debian 13 becomes a second source of the mirror already in use, pinned so low that only what is asked for comes from it.
# Where that fails, apt is left as it was.
install_libstdcxx() {
  local source=/etc/apt/sources.list.d/gradalign-libstdcxx.sources
  local pin=/etc/apt/preferences.d/gradalign-libstdcxx
  local log mirror
  log=$(mktemp)
  echo "libstdc++: installing the one of Debian 13, with the libc6 that it needs"

  apt-get update -q > "$log" 2>&1 || { cat "$log" >&2; stop "apt-get update failed"; }
  # Other vendors' repositories also call themselves bookworm.
  # shellcheck disable=SC2016
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Codename: bookworm' 'Component: main' |
    awk '!seen++')
  [[ -n $mirror ]] || stop "apt has no Debian 12 mirror to take libstdc++ from: install one with $glibcxx by hand"

  printf '%s\n' 'Types: deb' "URIs: $mirror" 'Suites: trixie' 'Components: main' \
    'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg' > "$source"
  printf '%s\n' 'Package: *' 'Pin: release n=trixie' 'Pin-Priority: 100' > "$pin"

  if apt-get update -q > "$log" 2>&1 &&
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y -t trixie libstdc++6 >> "$log" 2>&1 && has_glibcxx; then
    rm -f "$log"
    echo "libstdc++: installed; apt's new source is $source, its pin $pin"
  else
    cat "$log" >&2
    rm -f "$log" "$source" "$pin"
    stop "libstdc++ could not be installed (apt's words are above): install one with $glibcxx by hand"
  fi
}

# The browser tests drive the system's Chromium. Where there is none and none can be installed they are skipped, but in CI they fail.
offer_chromium() {
  local log
  if find_chromium > /dev/null; then
    echo "Chromium: found"
  elif is_debian && [[ $(id -u) == 0 ]]; then
    echo "Chromium: installing Debian's, with a font"
    log=$(mktemp)
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends chromium fonts-dejavu-core; } > "$log" 2>&1 ||
      { cat "$log" >&2; echo "Chromium: could not be installed (apt's words are above)"; }
    rm -f "$log"
  else
    echo "Chromium: not found; the browser tests need it on the PATH, or named by GRADALIGN_CHROMIUM"
  fi
}

# Prints the browser that the tests would take.
find_chromium() {
  local name
  if [[ -n ${GRADALIGN_CHROMIUM:-} ]]; then
    echo "$GRADALIGN_CHROMIUM"
    return
  fi
  for name in chromium chromium-browser google-chrome; do
    command -v "$name" && return
  done
  return 1
}

is_debian() {
  # shellcheck source=/dev/null
  [[ -r /etc/os-release ]] && (. /etc/os-release && [[ ${ID:-} == debian ]])
}

demo() {
  heading "build"
}

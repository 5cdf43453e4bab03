#!/usr/bin/env bash
# Shows on the chat server beside it what memtidy is for: the program leaks, memtidy says where, its fix removes the leak.
# Called by `./dev demo` and by test/demo. Exits 1 as soon as a step is not as promised.
set -euo pipefail

Memtidy=$(realpath "$1")
Example=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
Work=$(mktemp -d)
trap 'rm -rf "$Work"' EXIT
cp "$Example"/CMakeLists.txt "$Example"/*.cpp "$Example"/*.h "$Work"
cd "$Work"

title() { printf '\n=== %s\n' "$*"; }
promise() { printf -- '--> %s\n' "$*"; }
broken() {
  printf -- '--> NOT AS PROMISED: %s\n' "$*"
  exit 1
}

build_chat() {
  cmake -S . -B build -G Ninja -DCMAKE_CXX_COMPILER=clang++-22 \
    -DCMAKE_CXX_FLAGS='-g -fsanitize=address' >build.log 2>&1 &&
    ninja -C build >>build.log 2>&1 || {
    cat build.log
    broken 'the example does not build'
  }
}

# run_chat NAME: runs the program; its output is NAME.out, LeakSanitizer's is NAME.err.
run_chat() {
  Status=0
  ASAN_OPTIONS=detect_leaks=1 ./build/chat >"$1.out" 2>"$1.err" || Status=$?
}

title '1. A chat server in 5 files, built with LeakSanitizer, runs'
build_chat
run_chat before
cat before.out
[[ -s before.out ]] || broken 'the program says nothing'
((Status != 0)) || broken 'LeakSanitizer sees no leak'
grep '^SUMMARY: .* leaked' before.err || {
  cat before.err
  broken 'the program ends badly, but not with a leak'
}
promise 'it works, but every session leaks'

title '2. memtidy check'
Status=0
"$Memtidy" check -p build --no-progress | tee findings || Status=$?
((Status == 1)) || broken "memtidy check ended with $Status, not with 1"
grep -q 'Session.cpp.*memtidy-capture-cycle' findings || broken 'the leak is not found'
grep -q 'Message.h.*memtidy-padded-record' findings || broken 'the padding of Message is not found'
grep -q 'Traffic.cpp.*memtidy-padded-record' findings || broken 'the padding of Tally is not found'
grep -q 'Main.cpp.*memtidy-fixed-size-vector' findings || broken 'the vector of constant size is not found'
(($(grep -c 'warning: .*\[memtidy-' findings) == 4)) || broken 'something innocent is reported'
promise 'the leak, and two records with holes; nothing else'

title '3. memtidy fix --unsafe-fixes'
mkdir original
cp ./*.cpp ./*.h original
"$Memtidy" fix --unsafe-fixes -p build --no-progress || broken "memtidy fix ended with $?"
diff -u original/Session.cpp Session.cpp && broken 'Session.cpp is unchanged'
promise 'the callable that the session keeps no longer owns it'

title '4. Built and run again'
build_chat
run_chat after
((Status == 0)) || {
  cat after.err
  broken "the program ended with $Status"
}
diff before.out after.out || broken 'the program says something else now'
"$Memtidy" check -p build --no-progress || broken "memtidy check ended with $?"
promise 'same output, no leak, no finding'

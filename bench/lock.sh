#!/usr/bin/env bash
# Renew requirements.lock and requirements-dev.lock from the .in files: `make lock`.
# The locks hold for Python 3.11 to 3.14 on Linux (x86_64, aarch64) and macOS (arm64); they are
# replaced only when every check at the end has passed.
set -euo pipefail

: "${TORCH:?run this as: make lock}"
root=$(cd "$(dirname "$0")/.." && pwd)
uv=$root/.venv/bin/uv

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cp "$root"/requirements.in "$root"/requirements-dev.in .
echo torch >left-out.txt

compile() {
  "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --excludes left-out.txt --custom-compile-command 'make lock' "$@"
}

echo 'Resolving requirements.in' >&2
compile --output-file requirements.lock requirements.in >/dev/null

echo 'Resolving requirements-dev.in' >&2
repeated=()
while read -r name; do
  repeated+=(--no-emit-package "$name")
done < <(sed -n 's/^\([A-Za-z0-9._-]*\)==.*/\1/p' requirements.lock | sort -u)
compile --constraints requirements.lock "${repeated[@]}" requirements-dev.in |
  sed '/^# The following packages were excluded/,$d' >requirements-dev.lock

echo 'Checking the locks' >&2
for lock in requirements.lock requirements-dev.lock; do
  if grep -nE '^(torch|nvidia|cuda|triton)|://|^-|^[^#]* @ ' "$lock"; then
    echo "$lock holds what it must not" >&2
    exit 1
  fi
  awk '/^[A-Za-z0-9]/ { if (name && !hashes) exit 1; name = $1; hashes = 0 }
       /--hash=sha256:/ { hashes++ }
       END { if (!name || !hashes) exit 1 }' "$lock" || {
    echo "$lock: a release without a hash" >&2
    exit 1
  }
  # Wheels only, for each machine that is promised: nothing is compiled at installation.
  for python in 3.11 3.12 3.13 3.14; do
    for platform in x86_64-manylinux_2_28 aarch64-manylinux_2_28 aarch64-apple-darwin; do
      MACOSX_DEPLOYMENT_TARGET=14.0 "$uv" pip install --quiet --dry-run --target none \
        --python "$root/.venv/bin/python" --no-deps --require-hashes --only-binary :all: \
        --python-version "$python" --python-platform "$platform" --requirements "$lock"
    done
  done
done
# What torch itself asks for must agree with the lock.
echo "$TORCH" | "$uv" pip compile --quiet --universal --python-version 3.11 \
  --constraints requirements.lock - >/dev/null

mv requirements.lock requirements-dev.lock "$root"
echo 'Renewed requirements.lock and requirements-dev.lock' >&2

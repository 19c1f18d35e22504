#!/bin/sh
# 安装报藏，不用网络：sh install.sh [文件夹]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
fit='import sys; sys.exit(sys.version_info < (3, 11, 5) or sys.maxsize < 2**32)'
for python in ${PYTHON:-} python3.14 python3.13 python3.12 python3.11 python3; do
  if command -v "$python" >/dev/null 2>&1 && "$python" -c "$fit" 2>/dev/null; then
    exec "$python" "$here/install.py" "$@"
  fi
done
echo "这台电脑没有 64 位的 Python 3.11.5 至 3.14。请先安装：步骤见“说明.html”。" >&2
exit 2

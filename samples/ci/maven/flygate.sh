#!/bin/sh
# Any pipeline: ends with flygate's exit code, which is 0 for pass, 1 for findings, 2 for wrong use or configuration, and 3
# where flygate could not look. Without arguments it checks what the branch adds to the base branch.
cd "$(dirname "$0")" || exit 3
exec mvn -q -B -ntp exec:java -Dexec.args="${*:-check}"

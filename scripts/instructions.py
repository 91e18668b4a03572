#!/usr/bin/env python3
"""Count the instructions of searches over the fixtures and compare them with those of benches/instructions.json.

usage: scripts/instructions.py BINARY [--write]

Counted by valgrind, from the start of the process to its end; times would tell more of the machine than of a change. The
counts are of a build that is not optimised, as the tests use it. Ends with 1 where one grew by more than a tenth;
`--write` takes today's counts as those to compare with.
"""
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "benches" / "instructions.json"
GROWTH = 1.1
ASKED = {
    "status": ["status"],
    "word": ["search", "footpath"],
    "two words": ["search", "footpath lighting"],
    "either of five": ["search", "footpath OR lighting OR police OR budget OR speed"],
    "phrase": ["search", '"road safety"'],
    "beginning": ["search", "polic*"],
    "any spelling": ["search", "footpaht~1"],
    "dates": ["search", "police date:2021..2022"],
    "four facets": ["search", "police", "--facets", "topic,person,year,body"],
    "question": ["search", "--any", "who asked about the lighting of footpaths?"],
    "who": ["who", "police"],
    "actions": ["actions", "--status", "open"],
    "nothing": ["search", "zeppelin"],
}


def count(command, folder):
    """Instructions of one process; others that it starts are not counted."""
    log = folder / "log"
    counting = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder / 'out'}", f"--log-file={log}"]
    subprocess.run([*counting, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    found = re.search(r"Collected : (\d+)", log.read_text())
    return int(found.group(1)) if found else sys.exit(log.read_text())


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    if not shutil.which("valgrind"):
        print("valgrind is not installed: instructions are not counted")
        return
    binary = Path(sys.argv[1]).resolve()
    before = json.loads(PAGE.read_text()) if PAGE.exists() else {}
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        index = [binary, "--index", folder / "index"]
        subprocess.run([*index, "index", ROOT / "fixtures" / "archive"], check=True, stderr=subprocess.DEVNULL)
        counts = {name: count([*index, *asked], folder) for name, asked in ASKED.items()}
    grown = [name for name, now in counts.items() if now > GROWTH * before.get(name, now)]
    for name, now in counts.items():
        told = f"{now / before[name] - 1:+.1%}" if name in before else "new"
        print(f"{name:16}{now / 1e6:8.1f} million  {told}{'  too many' if name in grown else ''}")
    if "--write" in sys.argv:
        PAGE.write_text(json.dumps(counts, indent=2) + "\n")
    elif grown:
        sys.exit("more instructions than before: say why in the change, and take the new counts with --write")


main()

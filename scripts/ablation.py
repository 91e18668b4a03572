#!/usr/bin/env python3
"""Measure what each part of the ranking is worth and write the table of docs/ranking.md anew.

usage: scripts/ablation.py BINARY QMSUM

QMSUM is a folder with the QMSum benchmark and its `run.py`, which asks BINARY and prints the scores.
Each row runs it with one part left out, for the whole archive (A) and within the meeting (B).
"""
import re
import subprocess
import sys
import tempfile
from pathlib import Path

PARTS = ["windows", "phrases", "speaker", "headings", "neighbours", "meeting", "standing", "spread", "borders"]
PAGE = Path(__file__).resolve().parent.parent / "docs" / "ranking.md"
HEAD = (
    "| | A nDCG@10 | Recall@20 | MRR@10 | S@5 | B nDCG@10 | Recall@20 | MRR@10 | S@5 | A topics nDCG@10 |\n"
    "|---|---|---|---|---|---|---|---|---|---|\n"
)


def scores(binary, qmsum, without, work):
    """Questions of A, questions of B, topics of A: the columns of run.py by name."""
    program = Path(work) / "program"
    left_out = " ".join(f"--without {part}" for part in without)
    program.write_text(f'#!/bin/sh\ncase " $* " in *" search "*) exec {binary} "$@" {left_out};; esac\nexec {binary} "$@"\n')
    program.chmod(0o755)
    found = []
    for protocol in "AB":
        command = [sys.executable, str(qmsum / "run.py"), str(program), "--protocol", protocol, "--keep", work]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
        names = [line.split()[1:] for line in printed if "nDCG@10" in line]
        values = [line.split()[2:] for line in printed if line.startswith("ALL")]
        found.append([dict(zip(name, value)) for name, value in zip(names, values)])
    return found[0][0], found[1][0], found[0][1]


def row(name, a, b, topics):
    """One line of the table."""
    columns = ["nDCG@10", "Recall@20", "MRR@10", "S@5"]
    cells = [part[column] for part in (a, b) for column in columns] + [topics["nDCG@10"]]
    return f"| {name} | " + " | ".join(f"{float(cell):.3f}" for cell in cells) + " |\n"


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    binary, qmsum = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    runs = [("all parts", [])] + [(f"without `{part}`", [part]) for part in PARTS] + [("none of them", PARTS)]
    with tempfile.TemporaryDirectory() as work:
        table = HEAD + "".join(row(name, *scores(binary, qmsum, without, work)) for name, without in runs)
    page = PAGE.read_text(encoding="utf-8")
    written, count = re.subn(r"\| \| A nDCG@10.*?\n(?=\n)", lambda _: table, page, flags=re.S)
    if count != 1:
        sys.exit(f"{PAGE}: the table is not where it was")
    PAGE.write_text(written, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()

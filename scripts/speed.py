#!/usr/bin/env python3
"""Measure building and asking beside others on the same texts in the same run, and write the tables of docs/speed.md anew.

usage: scripts/speed.py BINARY [FOLDER | NUMBER]...

Each FOLDER holds text files; for a NUMBER an archive of so many files is made from the fixtures, in other years and with
every third word another one. Without any: 1000 and 10000. Beside the program: the bare engine (`bench --floor`), the
full-text tables of SQLite, and ripgrep over the files where it is installed. The machine should have nothing else to do.
"""
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "speed.md"
MARK = "<!-- made by `just speed` -->"
WORD = re.compile(r"\b[a-z]{4,}\b")
QUESTIONS = 20


def is_utf8(path):
    try:
        path.read_text(encoding="utf-8")
        return True
    except UnicodeDecodeError:
        return False


def made(files, folder):
    """Writes an archive of so many files."""
    chance = random.Random(1)
    sources = sorted(path for path in (ROOT / "fixtures" / "archive").rglob("*.*") if is_utf8(path))
    texts = [path.read_text(encoding="utf-8") for path in sources]
    words = [word for text in texts for word in text.split(" ") if WORD.fullmatch(word)]
    for number in range(files):
        at, back = number % len(texts), 3 * (number // len(texts) % 300)
        text = re.sub(r"\b202[1-3]\b", lambda year: str(int(year.group()) - back), texts[at])
        drawn = (chance.choice(words) if WORD.fullmatch(word) and chance.random() < 1 / 3 else word for word in text.split(" "))
        (folder / f"{number}-{sources[at].name}").write_text(" ".join(drawn), encoding="utf-8")
    return folder


class Run:
    """What a command prints and takes: seconds, seconds of the processors, and MiB of its largest process."""

    def __init__(self, command):
        with tempfile.TemporaryFile() as printed:
            start = time.perf_counter()
            process = subprocess.Popen(command, stdout=printed, stderr=subprocess.DEVNULL)
            _, status, used = os.wait4(process.pid, 0)
            self.seconds = time.perf_counter() - start
            # Waited for here, by which its own figures are known.
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                sys.exit(f"{' '.join(map(str, command))} ends with {process.returncode}")
            printed.seek(0)
            self.printed = printed.read().decode()
        self.processors, self.memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def median(values):
    return sorted(values)[len(values) // 2] if values else None


def size(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


class Archive:
    """One archive: its texts, an index of it, and questions of its own words."""

    def __init__(self, binary, folder, work):
        self.binary, self.folder, self.index = binary, folder, work / "index"
        self.texts = [path for path in folder.rglob("*") if path.is_file()]
        self.bytes = sum(path.stat().st_size for path in self.texts)
        self.built = Run([binary, "--index", self.index, "index", folder])
        self.again = Run([binary, "--index", self.index, "index", folder])
        counts = {}
        for path in self.texts[:: max(1, len(self.texts) // 200)]:
            for word in set(WORD.findall(path.read_text(encoding="utf-8", errors="replace"))):
                counts[word] = counts.get(word, 0) + 1
        ranked = sorted(counts, key=lambda word: (-counts[word], word))
        self.words = random.Random(2).sample(ranked[10:1000], min(QUESTIONS, len(ranked[10:1000])))

    def rows(self):
        """The lines of the files, as many rows as a line-based full-text table would have."""
        for path in self.texts:
            for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
                if line.strip():
                    yield (line,)

    def bench(self):
        asked = Run([self.binary, "--index", self.index, "bench", "--floor", "--format", "json"])
        rows = [json.loads(line) for line in asked.printed.splitlines()]
        return {row["class"]: row for row in rows if row["type"] == "bench" and row["part"] == "answer"}

    def shell(self):
        """Seconds of one search from the shell, files of the index in memory."""
        search = [self.binary, "--index", self.index, "search"]
        asked = [Run([*search, word]).seconds for word in self.words for _ in range(2)]
        return median(asked[1::2])

    def sqlite(self, work):
        """Seconds to fill a full-text table of the lines, bytes of it, and seconds of a search with its total."""
        path = work / "lines.db"
        table = sqlite3.connect(path)
        start = time.perf_counter()
        table.execute("CREATE VIRTUAL TABLE lines USING fts5(text, tokenize='porter unicode61')")
        table.executemany("INSERT INTO lines VALUES (?)", self.rows())
        table.commit()
        built, asked = time.perf_counter() - start, []
        for word in self.words:
            start = time.perf_counter()
            best = "SELECT snippet(lines, 0, '[', ']', '…', 30) FROM lines WHERE lines MATCH ? ORDER BY rank LIMIT 10"
            table.execute(best, (word,)).fetchall()
            table.execute("SELECT count(*) FROM lines WHERE lines MATCH ?", (word,)).fetchall()
            asked.append(time.perf_counter() - start)
        table.close()
        return built, path.stat().st_size, median(asked)

    def ripgrep(self):
        if not shutil.which("rg"):
            return None
        search = ["rg", "--count", "--ignore-case", "--word-regexp"]
        return median([Run([*search, word, self.folder]).seconds for word in self.words[:5]])


def measured(binary, what):
    """A column of each table."""
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        if what.isdigit():
            (work / "texts").mkdir()
            folder = made(int(what), work / "texts")
        else:
            folder = Path(what)
        archive = Archive(binary, folder, work)
        bench, (filled, table, matched), scanned = archive.bench(), archive.sqlite(work), archive.ripgrep()
        megabytes = archive.bytes / 1e6
        return {
            "name": f"{len(archive.texts):,} files, {megabytes:,.0f} MB",
            "facts": {
                "building, s": f"{archive.built.seconds:.1f}",
                "building, s of the processors": f"{archive.built.processors:.1f}",
                "building, MB of text a second": f"{megabytes / archive.built.seconds:.1f}",
                "building, memory of the largest process, MiB": f"{archive.built.memory:.0f}",
                "a run that finds nothing new, s": f"{archive.again.seconds:.2f}",
                "bytes of the index for a byte of text": f"{size(archive.index) / archive.bytes:.1f}",
                "a search from the shell, ms": f"{archive.shell() * 1000:.1f}",
                "SQLite: filling, s": f"{filled:.1f}",
                "SQLite: bytes for a byte of text": f"{table / archive.bytes:.1f}",
                "SQLite: a word, ten snippets and the total, in process, ms": f"{matched * 1000:.1f}",
                "ripgrep: a word counted over the files, ms": f"{scanned * 1000:.0f}" if scanned else "not installed",
            },
            "classes": {
                name: f"{row['p50']:,.0f} ({row['p95']:,.0f}) {row['floor_ratio'][0]:.1f}" for name, row in bench.items()
            },
        }


def table(head, columns, rows):
    """A table of one line for each name of `rows`, which are in the columns by name."""
    lines = [f"| {head} | " + " | ".join(column["name"] for column in columns) + " |", "|---" * (len(columns) + 1) + "|"]
    names = list(dict.fromkeys(name for column in columns for name in column[rows]))
    lines += [f"| {name} | " + " | ".join(column[rows].get(name, "") for column in columns) + " |" for name in names]
    return "\n".join(lines) + "\n"


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    binary = Path(sys.argv[1]).resolve()
    columns = [measured(binary, what) for what in sys.argv[2:] or ["1000", "10000"]]
    written = "\n".join(
        [
            table("What", columns, "facts"),
            "Questions in process, µs: median (of a hundred the 95th), and the median as a multiple of the bare engine's.\n",
            table("Class", columns, "classes"),
        ]
    )
    head, mark, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
    if not mark:
        sys.exit(f"{PAGE}: the place of the tables is not marked")
    PAGE.write_text(f"{head}{MARK}\n\n{written}", encoding="utf-8")
    print(written)


main()

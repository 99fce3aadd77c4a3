"""A worker process of its own: how soon it answers, and how much memory it holds that nobody shares.

Run as a module with the snapshot's folder and a file of pickled questions; it writes one line of JSON, and
stays, holding what it holds, until its input ends.
"""

import json
import pickle
import sys
from pathlib import Path
from time import time

from benchmarks.match.answering import answer
from matching.snapshot import Snapshot

SMAPS = Path("/proc/self/smaps_rollup")
PRIVATE = ("Private_Clean:", "Private_Dirty:")


def private_bytes() -> int:
    """Memory of this process alone: pages of files that other workers map too are not in it."""
    lines = (line.split() for line in SMAPS.read_text().splitlines())
    return sum(int(cells[1]) * 1024 for cells in lines if cells[0] in PRIVATE)


def main() -> None:
    folder, questions = Path(sys.argv[1]), pickle.loads(Path(sys.argv[2]).read_bytes())
    imported, imported_at = private_bytes(), time()
    snapshot = Snapshot.open(folder)
    answer(questions[0], snapshot)
    first_answer_at = time()
    for question in questions:
        answer(question, snapshot)
    told = {
        "imported_at": imported_at,
        "first_answer_at": first_answer_at,
        "private_bytes_imported": imported,
        "private_bytes": private_bytes(),
    }
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    main()

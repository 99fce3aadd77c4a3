"""What every engine keeps beside its own files: whose words they are, and whether the folder is whole."""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from directory.search.dictionary import Dictionary
from directory.search.protocol import Topic

OPTION_NUMBERS = "option_numbers.npy"
FILES = "files.json"


def keep_beside(
    folder: Path, option_numbers: Iterable[int], stem_of: Mapping[str, str], topics: Iterable[Topic]
) -> None:
    """Finish a written index: its options in the order they came, its words; every file is on disk then."""
    Dictionary.write(folder, stem_of, topics)
    np.save(folder / OPTION_NUMBERS, np.array(option_numbers, np.int64))
    sizes = {path.name: path.stat().st_size for path in folder.iterdir() if path.suffix != ".lock"}
    (folder / FILES).write_text(json.dumps(sizes), encoding="utf-8")
    for path in (*folder.iterdir(), folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def refuse_torn(folder: Path) -> None:
    """OSError or ValueError where a file is missing or of another size: an engine might crash over it."""
    for name, size in json.loads((folder / FILES).read_text(encoding="utf-8")).items():
        if (folder / name).stat().st_size != size:
            raise ValueError(f"The file {name} is torn.")


def numbers_beside(folder: Path, options: int) -> np.ndarray:
    """The numbers of an index's options in the order they came; ValueError where they are another's."""
    numbers: np.ndarray = np.load(folder / OPTION_NUMBERS, allow_pickle=False)
    if len(numbers) != options:
        raise ValueError("The index has other rows than its option numbers.")
    return numbers

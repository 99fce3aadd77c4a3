"""A postcode package of a few postcodes, packed as the real one is."""

import math
from pathlib import Path

import brotli
import msgpack

from directory.geography.table_build import PackedPostcodes

NOWHERE = math.nan


def packed(
    folder: Path, *postcodes: tuple[str, str | float, float, float], version: str = "1"
) -> PackedPostcodes:
    """One file a first letter, holding (postcode padded to seven, lower-tier code, easting, northing)."""
    folder.mkdir(parents=True, exist_ok=True)
    by_letter: dict[str, list[tuple[str, str | float, float, float]]] = {}
    for row in postcodes:
        by_letter.setdefault(row[0][0], []).append(row)
    files = []
    for letter, rows in sorted(by_letter.items()):
        path = folder / f"postcodes_{letter}.msgpack.br"
        names = ("pcd", "laua", "oseast1m", "osnrth1m")
        columns = {name: [row[column] for row in rows] for column, name in enumerate(names)}
        path.write_bytes(brotli.compress(msgpack.packb({"columns": list(names), "data": columns}), quality=1))
        files.append(path)
    return PackedPostcodes(tuple(files), version)

"""Small inputs written by hand for the tests of reading."""

from collections.abc import Mapping, Sequence
from pathlib import Path

HEADERS: Mapping[str, Sequence[str]] = {
    "units": ("unit_id", "name", "parent_id", "city"),
    "posts": ("post_id", "unit_id", "title", "track", "level"),
    "people": ("person_id", "name", "sex", "birth", "level", "level_since"),
    "appointments": ("person_id", "post_id", "start", "end"),
}
ROWS: Mapping[str, Sequence[Sequence[str]]] = {
    "units": (("U1", "总公司", "", "北京"), ("U2", "一分公司", "U1", "天津")),
    "posts": (("P1", "U1", "书记", "party", "3"), ("P2", "U2", "经理", "production", "2")),
    "people": (("101", "王一", "m", "1980-05", "3", "2020-01"), ("102", "李二", "女", "1985年6月", "2", "2021.03")),
    "appointments": (("101", "P1", "2020-01", ""), ("102", "P2", "2021-03", "")),
}


def folder(path: Path, **tables: str) -> Path:
    """A folder with the four needed tables of two people; `tables` holds the text of others."""
    path.mkdir(parents=True, exist_ok=True)
    for key, header in HEADERS.items():
        lines = [",".join(header), *(",".join(row) for row in ROWS[key])]
        (path / f"{key}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for key, text in tables.items():
        (path / f"{key}.csv").write_text(text, encoding="utf-8")
    return path

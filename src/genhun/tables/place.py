"""Put files where they belong, whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def check_place(folder: Path) -> None:
    """Raise OSError if a folder cannot be written under this name, before any work is spent on what goes there."""
    base = folder if folder.is_dir() else folder.parent
    base.mkdir(parents=True, exist_ok=True)
    Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=base)).rmdir()


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """A path to write to in the target's folder; it takes the target's place when the block ends without an error."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.stem}-", suffix=target.suffix, dir=target.parent)
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        _settle(draft)
        draft.chmod(0o666 & ~_umask())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def whole_folder(target: Path, fill: Callable[[Path], None], *, last: str, ours: tuple[str, ...]) -> None:
    """Fill a folder so that nothing half-written is ever taken for a whole one.

    A new folder appears at once under its name. In a folder that is there, files named in `ours` are replaced or, if
    not written anew, removed; others stay. The file `last` goes first and comes last: without it the set is torn.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    inside = target if target.is_dir() else target.parent
    draft = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=inside))
    try:
        fill(draft)
        written = sorted(draft.iterdir(), key=lambda path: path.name == last)
        for path in written:
            _settle(path)
        if not target.exists():
            draft.chmod(0o777 & ~_umask())
            draft.rename(target)
            return
        (target / last).unlink(missing_ok=True)
        for name in ours:
            (target / name).unlink(missing_ok=True)
        for path in written:
            path.replace(target / path.name)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _settle(path: Path) -> None:
    """Have the bytes on the disk before the name points to them."""
    with path.open("rb") as file, suppress(OSError):
        os.fsync(file.fileno())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

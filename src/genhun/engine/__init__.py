"""How anything here is solved: each person picks one itinerary; itineraries share scarce capacity.

Compiled loops are kept in a folder named by the text of every module that may hold or call one. The compiler itself
looks only at the file of the loop that it is asked for, so after a change elsewhere it would run machine code of
yesterday.
"""

import hashlib
import os
import sys
import tempfile
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


def _kept_in() -> Path:
    """The folder of the compiled loops for the code as it stands."""
    digest = hashlib.sha256()
    for folder in ("engine", "planning"):
        for source in sorted((_PACKAGE / folder).rglob("*.py")):
            digest.update(source.read_bytes())
    name = f"kernels-{digest.hexdigest()[:16]}"
    for parent in (_PACKAGE / "__pycache__", Path(tempfile.gettempdir()) / f"genhun-{os.getuid()}"):
        try:
            (parent / name).mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(parent / name, os.W_OK):
            return parent / name
    return Path(tempfile.mkdtemp(prefix="genhun-"))


if "NUMBA_CACHE_DIR" not in os.environ:
    os.environ["NUMBA_CACHE_DIR"] = str(_kept_in())  # processes that are started from here find it too
    if "numba" in sys.modules:
        sys.modules["numba"].config.CACHE_DIR = os.environ["NUMBA_CACHE_DIR"]

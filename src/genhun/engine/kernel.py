"""How hot loops are compiled: cached, free of the interpreter lock, without reference counts.

Compiled functions here own no memory: they read and write arrays that the caller keeps alive. Leaving out the
counting of references makes small functions that pass many arrays around three times as fast.
"""

from typing import Any

import numba

njit: Any = numba.njit  # its stub does not know `_nrt`

kernel = njit(cache=True, nogil=True, _nrt=False)
"""Decorator of a compiled function that allocates nothing."""

inlined = njit(cache=True, nogil=True, _nrt=False, inline="always")
"""The same for a few-line function that is written into its callers."""

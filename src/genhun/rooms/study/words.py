"""What the room of study calls what people do in it."""

from collections.abc import Mapping
from typing import Any

ACTIONS: Mapping[str, Any] = {}
"""Audit actions in the words of the page."""

"""Answers that are not pages: files to take away."""

from urllib.parse import quote

from django.http import HttpResponse


def attachment(content: bytes, name: str, kind: str) -> HttpResponse:
    """A file to save, under its name in any script."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer

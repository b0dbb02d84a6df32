"""How much room words take, and the size that the wide pictures share."""

HAN_WIDTH, LATIN_WIDTH = 12.5, 7.2
WIDTH = 1276
NAMES = 132


def fitted(text: str, width: float) -> str:
    """As much of a text of 12 px as fits into a width, with an ellipsis; nothing below two characters."""
    used = 0.0
    for n, letter in enumerate(text):
        used += HAN_WIDTH if ord(letter) > 0x2E7F else LATIN_WIDTH
        if used > width:
            kept = text[: max(0, n - 1)]
            return f"{kept}…" if len(kept) > 1 else ""
    return text

"""Numbers and dates as official documents write them."""

from datetime import date

_DIGITS = "零一二三四五六七八九"
LEVELS = 4


def han_number(number: int) -> str:
    """1-99 in Han characters: 十, 十二, 二十三."""
    if not 1 <= number <= 99:
        raise ValueError(f"a heading's number: got {number}, allowed: 1-99; divide the document")
    tens, ones = divmod(number, 10)
    head = {0: "", 1: "十"}.get(tens, f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones else "")


def long_date(day: date) -> str:
    """A day in full, without leading zeros: 2027年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def day_span(start: date, end: date) -> str:
    """From one day to another, both included, the year and month said once: 2027年3月5日至9日."""
    if start == end:
        return long_date(start)
    if start.year != end.year:
        return f"{long_date(start)}至{long_date(end)}"
    last = f"{end.day}日" if start.month == end.month else f"{end.month}月{end.day}日"
    return f"{long_date(start)}至{last}"


class Numbering:
    """The running numbers of four levels of headings: 一、 （一） 1. （1）."""

    def __init__(self) -> None:
        self.counts = [0] * LEVELS

    def next(self, level: int) -> str:
        """The number of the next heading of a level (1-4); deeper levels start anew."""
        self.counts[level - 1] += 1
        self.counts[level:] = [0] * (LEVELS - level)
        number = self.counts[level - 1]
        if level <= 2:
            return f"{han_number(number)}、" if level == 1 else f"（{han_number(number)}）"
        return f"{number}. " if level == 3 else f"（{number}）"

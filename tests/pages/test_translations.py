"""Chinese and English are both complete: every text has its Chinese, and no Chinese stands in code or templates."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from genhun.project.translations import (
    PACKAGE,
    catalogues,
    compile_all,
    missing,
    read,
    translated,
    used_in_code,
    used_in_templates,
)

HAN = re.compile(r"[\u4e00-\u9fff]")
PAGES = ("hall", "rooms", "records", "project")
LANGUAGE_NAMES = "中文"  # a language is called by its own name, whatever the page's language
CHINESE_BY_NATURE = {
    "hall/templates/500.html",  # both languages at once: shown when nothing works, so it cannot ask for the language
    "rooms/guidance/documents.py",  # official documents are written in Chinese, whatever the page's language
    "rooms/guidance/views/takeaway.py",  # the title of the minutes is their file's name
    "rooms/responsibility/documents.py",  # official documents are written in Chinese, whatever the page's language
    "rooms/responsibility/example.py",  # made-up people speak Chinese
    "rooms/responsibility/report_words.py",
    "rooms/responsibility/views/takeaway.py",
    "rooms/rotation/example.py",  # made up for the demo
    "rooms/rotation/documents.py",  # official documents are written in Chinese, whatever the page's language
    "rooms/secretaries/documents.py",
    "rooms/secretaries/papers.py",
    "rooms/study/example.py",
    "rooms/study/example_text.py",
    "rooms/training/example.py",  # made up for the demo
    "rooms/secretaries/example.py",  # made up for the demo
    "rooms/responsibility/known.py",  # the filling words of questions in Chinese
    "rooms/training/documents.py",
    "rooms/training/views/takeaway.py",  # the notice's title is its file's name
}
FORBIDDEN = re.compile(
    "积分|排名|打卡|签到率|在线时长|登录率|点赞|ranking|check-in|leaderboard|likes|attendance rate|online time", re.I
)


def test_every_text_has_its_chinese() -> None:
    assert [(used.app, used.text) for used in missing()] == []


def test_the_search_for_texts_sees_code_and_templates() -> None:
    code = {used.text for used in used_in_code()}
    pages = {used.text for used in used_in_templates()}
    assert {"Group party-building officer", "%(n)d person moves", "Light"} - code == set()
    assert {"Sign in", "%(n)s empty seat", "There is a problem", "To decide"} - pages == set()


def test_a_text_means_the_same_in_every_catalogue() -> None:
    meanings: dict[str, set[str]] = defaultdict(set)
    for file in catalogues():
        for message in read(file):
            if message.id:
                first = message.id if isinstance(message.id, str) else message.id[0]
                chinese = message.string if isinstance(message.string, str) else message.string[0]
                meanings[first].add(chinese)
    assert {text: found for text, found in meanings.items() if len(found) > 1} == {}


def test_translations_keep_the_placeholders() -> None:
    holes = re.compile(r"%\(\w+\)[sd]")
    known = translated().items()
    assert [t for (_c, t), chinese in known if set(holes.findall(t)) != set(holes.findall(chinese))] == []


def test_no_chinese_stands_in_templates_or_code() -> None:
    kinds = ("py", "html", "js")
    files = [file for part in PAGES for kind in kinds for file in sorted((PACKAGE / part).glob(f"**/*.{kind}"))]
    found = [
        f"{file.relative_to(PACKAGE)}:{number}"
        for file in files
        if str(file.relative_to(PACKAGE)) not in CHINESE_BY_NATURE
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if HAN.search(line.replace(LANGUAGE_NAMES, ""))
    ]
    assert found == []


def test_no_page_speaks_of_what_the_product_never_does() -> None:
    files = [*PACKAGE.glob("**/*.html"), *catalogues()]
    assert [str(f.relative_to(PACKAGE)) for f in files if FORBIDDEN.search(f.read_text(encoding="utf-8"))] == []


def test_compiling_writes_what_changed_only(tmp_path: Path) -> None:
    folder = tmp_path / "hall/locale/zh_Hans/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_bytes(catalogues()[0].read_bytes())
    assert compile_all(tmp_path) == [folder / "django.mo"]
    assert compile_all(tmp_path) == []


@pytest.mark.parametrize("name", ["style", "on[a-z]+", "hx-on.*"])
def test_no_template_holds_inline_style_or_script(name: str) -> None:
    inline = re.compile(rf"<[^>]*\s{name}\s*=", re.I)
    script = re.compile(r"<script(?![^>]*\ssrc=)|<style", re.I)
    files = sorted(PACKAGE.glob("**/templates/**/*.html"))
    texts = {str(file.relative_to(PACKAGE)): file.read_text(encoding="utf-8") for file in files}
    assert [name for name, text in texts.items() if inline.search(text) or script.search(text)] == []

"""What the product never does: no model, field, address, page or word of the forbidden kind, in either language."""

import re
from pathlib import Path

import pytest
from django.apps import apps

import genhun
from genhun.records.pages import addresses

PACKAGE = Path(genhun.__file__).parent
CHINESE = ("积分", "排名", "排行", "打卡", "签到", "在线时长", "登录率", "点赞", "活跃度", "考勤", "红黑榜")
ENGLISH = re.compile(
    r"check[-_ ]?ins?\b|leader[-_ ]?board|\bleague|\blikes?[-_ ]count|online[-_ ]?(time|minutes|hours)|"
    r"attendance[-_ ]?rate|\bgps\b|\bgeo(location|tag)|selfie|\bstreak",
    re.I,
)
FIELDS = re.compile(
    r"(^|_)(score|points?|rank|ranking|likes?|dislikes?|check_?in|sign_?in_count|login_count|"
    r"online|photo|image|picture|gps|latitude|longitude|streak|badge|mood|loyalty|attitude|potential)(_|$)",
    re.I,
)
FILE_KINDS = ("ImageField", "FileField")


def own_models() -> list[type]:
    return [model for model in apps.get_models() if model.__module__.startswith("genhun.")]


def test_no_model_or_field_is_of_the_forbidden_kind() -> None:
    found = [
        f"{model.__name__}.{field.name}"
        for model in own_models()
        for field in model._meta.get_fields()  # type: ignore[attr-defined]
        if FIELDS.search(field.name) or type(field).__name__ in FILE_KINDS
    ]
    found += [
        model.__name__ for model in own_models() if FIELDS.search(re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__))
    ]
    assert found == []


def test_the_search_finds_what_is_planted() -> None:
    planted = ("score", "merit_points", "rank_in_unit", "likes", "login_count", "photo", "gps_track", "online_minutes")
    assert [name for name in planted if not FIELDS.search(name)] == []
    assert [name for name in ("hours", "sureness", "outcome", "position") if FIELDS.search(name)] == []
    for words in ("Check-in", "leaderboard", "online time", "attendance rate", "a selfie"):
        assert ENGLISH.search(words)


@pytest.mark.parametrize(
    "pattern", ["**/templates/**/*.html", "**/migrations/*.py", "**/locale/**/*.po", "**/models/*.py"]
)
def test_no_page_migration_catalogue_or_model_speaks_of_it(pattern: str) -> None:
    found = []
    for file in sorted(PACKAGE.glob(pattern)):
        text = file.read_text(encoding="utf-8")
        found += [f"{file.relative_to(PACKAGE)}: {word}" for word in CHINESE if word in text]
        found += [f"{file.relative_to(PACKAGE)}: {match[0]}" for match in ENGLISH.finditer(text)]
    assert found == []


def test_no_address_leads_to_it() -> None:
    found = [
        address.route
        for address in addresses()
        if ENGLISH.search(address.route) or re.search("rank|score|points", address.route)
    ]
    assert found == []

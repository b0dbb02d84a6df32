"""Texts that say the same are found, others are not; there is no index that could lag behind."""

from hypothesis import given
from hypothesis import strategies as st

from genhun.core.likeness import Stock

SPARES = "夜班检修时常用备件要到总库领取，等待时间长，影响设备恢复运行。"
TEXTS = [
    "党员先锋岗与班组安全积分脱节，活动之后没有跟踪结果。",
    SPARES,
    "新任党务干部没有导师，遇到换届程序不知道问谁。",
    "董事会议题提交太晚，党委前置研究时间不够。",
]


def places(found: list) -> list[int]:  # type: ignore[type-arg]
    return [match.place for match in found]


def test_the_same_words_in_another_order_with_edits_are_found_and_nothing_else() -> None:
    assert places(Stock(TEXTS).alike("常用备件夜班要到总库去领，检修等待的时间很长，设备恢复运行受影响")) == [1]


def test_the_same_text_is_wholly_alike_whatever_its_marks_and_widths() -> None:
    found = Stock(TEXTS).alike("夜班检修时,常用备件要到总库领取!等待时间长 影响设备恢复运行")
    assert (found[0].place, round(found[0].score, 9)) == (1, 1.0)


def test_few_words_name_a_text_in_any_order() -> None:
    assert places(Stock(TEXTS).naming("备件 夜班")) == [1]
    assert places(Stock(TEXTS).naming("前置研究")) == [3]
    assert places(Stock(TEXTS).naming("食堂")) == []


def test_nothing_is_alike_to_nothing() -> None:
    assert Stock(TEXTS).alike("") == []
    assert Stock([]).alike("备件") == []
    assert Stock(["。", ""]).alike("。。。") == []
    assert Stock(TEXTS).naming("") == []


@given(st.lists(st.text(alphabet="备件夜班检修安全生产会议导师", min_size=2, max_size=30), min_size=1, max_size=20))
def test_every_text_finds_itself_and_scores_stay_between_nought_and_one(texts: list[str]) -> None:
    for place, text in enumerate(texts):
        found = Stock(texts).alike(text, least=0.0, most=len(texts))
        assert all(-1e-9 <= match.score <= 1 + 1e-9 for match in found)
        best = found[0].score
        assert abs(best - 1) < 1e-9
        assert next(match.score for match in found if match.place == place) > 1 - 1e-9

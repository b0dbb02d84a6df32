"""What official documents say: clauses that give the text back, demands, differences, drafts of questions."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genhun.formats.prose.blanks import GAP, blanks
from genhun.formats.prose.clauses import Piece, split, words
from genhun.formats.prose.compare import CHANGED, GONE, MOVED, NEW, SAME, compare, word_runs
from genhun.formats.prose.demands import LONGEST, cycle_of, demands, due_of, modal_of

TEXT = """关于加强基层党建工作的若干规定

第一章　总则
第一条　为了加强基层党建，制定本规定。
第二条　各单位应当做好下列工作：
（一）每季度召开一次座谈会；
（二）于2027年6月底前明确责任人：
1.主要负责人；
2.分管负责人。
第三条　鼓励各单位探索结对共建。
依照第二条规定执行的，
第四条所称单位包括子公司。
第二章　附则
第四条　本规定自2027年1月1日起施行。
"""

PARTS = st.sampled_from(
    [
        "第一章",
        "第十二条",
        "第3条",
        "一、",
        "（二）",
        "(三)",
        "1.",
        "2、",
        "（4）",
        "①",
        "3.5%",
        "第三条所称",
        "应当",
        "党组织",
        "abc",
        "。",
        "；",
        "：",
        "“",
        "”",
        "\n",
        " ",
        "\t",
        "\u3000",
    ]
)
TEXTS = st.lists(PARTS | st.text(max_size=3)).map("".join)


def numbered(text: str) -> list[tuple[str, int, str]]:
    return [(piece.label, piece.depth, words(piece.text)) for piece in split(text)]


def test_a_text_is_split_by_its_own_numbers() -> None:
    assert numbered(TEXT) == [
        ("", 0, "关于加强基层党建工作的若干规定"),
        ("第一章", 1, "总则"),
        ("第一条", 2, "为了加强基层党建，制定本规定。"),
        ("第二条", 2, "各单位应当做好下列工作："),
        ("第二条（一）", 3, "每季度召开一次座谈会；"),
        ("第二条（二）", 3, "于2027年6月底前明确责任人："),
        ("第二条（二）1", 4, "主要负责人；"),
        ("第二条（二）2", 4, "分管负责人。"),
        ("第三条", 2, "鼓励各单位探索结对共建。 依照第二条规定执行的， 第四条所称单位包括子公司。"),
        ("第二章", 1, "附则"),
        ("第四条", 2, "本规定自2027年1月1日起施行。"),
    ]


def test_lost_line_breaks_do_not_lose_clauses() -> None:
    joined = "第一条 各单位应当：（一）定人；（二）定时。第二条 依照第一条办理，比例不低于3.5%。"
    assert [label for label, _depth, _text in numbered(joined)] == ["第一条", "第一条（一）", "第一条（二）", "第二条"]


def test_a_text_without_numbers_is_one_clause() -> None:
    assert split("只有一段话。\n还有一段。") == [Piece("", 0, "只有一段话。\n还有一段。")]
    assert split("") == []


@given(TEXTS)
def test_joined_clauses_give_the_text_back(text: str) -> None:
    assert "".join(piece.text for piece in split(text)) == text


@given(st.lists(st.text("党建工作会议材料", min_size=1, max_size=12), min_size=1, max_size=30))
def test_planted_articles_are_all_found(bodies: list[str]) -> None:
    text = "\n".join(f"第{n}条　{body}应当办理。" for n, body in enumerate(bodies, 1))
    assert numbered(text) == [(f"第{n}条", 1, f"{body}应当办理。") for n, body in enumerate(bodies, 1)]


def test_demands_bind_or_advise_by_their_words() -> None:
    found = demands(split(TEXT))
    assert [(d.text[:8], d.binding, d.due, d.cycle) for d in found] == [
        ("每季度召开一次座", True, None, "quarter"),
        ("主要负责人；", True, None, ""),
        ("分管负责人。", True, None, ""),
        ("鼓励各单位探索结", False, None, ""),
    ]


@pytest.mark.parametrize(
    ("said", "modal"),
    [
        ("各单位不得以会议落实会议。", "不得"),
        ("可以结合实际，但应当报备。", "应当"),
        ("适应新形势，提高应急能力。", ""),
        ("每年集中培训不少于56学时。", "不少于"),
        ("鼓励温习，每天不超过2分钟。", "鼓励"),
        ("有条件的可试点。", "可"),
        ("党组织书记须每年述职。", "须"),
    ],
)
def test_words_that_bind(said: str, modal: str) -> None:
    assert modal_of(said) == modal


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("于2027年6月30日前完成", date(2027, 6, 30)),
        ("2027年2月底前报送", date(2027, 2, 28)),
        ("2027年底前建立", date(2027, 12, 31)),
        ("2027年第三季度完成", date(2027, 9, 30)),
        ("2027年2月31日前完成", None),
        ("自2027年1月1日起施行", None),
        ("三年内轮训一遍", None),
    ],
)
def test_days_by_which_something_is_due(said: str, due: date | None) -> None:
    assert due_of(said) == due


def test_how_often() -> None:
    assert [cycle_of(said) for said in ("每个月一次", "每季度", "每半年", "每年至少一次", "及时")] == [
        "month",
        "quarter",
        "half",
        "year",
        "",
    ]


def test_a_long_clause_is_cut_at_a_sentence() -> None:
    (demand,) = demands(split("第一条 " + "各单位应当认真办理有关事项。" * 60))
    assert len(demand.text) <= LONGEST
    assert demand.text.endswith("。")


def pieces(*texts: tuple[str, str]) -> list[Piece]:
    return [Piece(label, 1, f"{label}　{text}\n") for label, text in texts]


OLD = pieces(
    ("第一条", "为了加强党建，制定本规定。"),
    ("第二条", "每年至少召开一次专题会。"),
    ("第三条", "书记应当每半年谈话一次。"),
    ("第四条", "鼓励结对共建，互相学习。"),
    ("第五条", "材料一式三份。"),
)


def test_planted_changes_are_told_apart() -> None:
    new = pieces(
        ("第一条", "为了加强党建，制定本规定。"),
        ("第二条", "鼓励结对共建，互相学习。"),
        ("第三条", "每季度至少召开一次专题会。"),
        ("第四条", "书记应当每半年谈话一次。"),
        ("第五条", "评比不得以留痕为依据，防止形式主义。"),
    )
    found = [(p.kind, p.old, p.new) for p in compare(OLD, new)]
    assert sorted(found, key=str) == sorted(
        [
            (SAME, 0, 0),
            (MOVED, 3, 1),
            (CHANGED, 1, 2),
            (MOVED, 2, 3),
            (GONE, 4, None),
            (NEW, None, 4),
        ],
        key=str,
    )


def test_nothing_changed() -> None:
    assert compare(OLD, OLD) == compare(OLD, OLD)
    assert {(p.kind, p.old == p.new) for p in compare(OLD, OLD)} == {(SAME, True)}


@given(st.lists(TEXTS, max_size=8), st.lists(TEXTS, max_size=8))
def test_every_clause_is_told_of_once(old: list[str], new: list[str]) -> None:
    before, after = ([Piece(f"{n}", 1, text) for n, text in enumerate(side)] for side in (old, new))
    pairs = compare(before, after)
    assert sorted(p.old for p in pairs if p.old is not None) == list(range(len(before)))
    assert [p.new for p in pairs if p.new is not None] == list(range(len(after)))
    assert {p.kind for p in pairs if p.old is None} <= {NEW}
    assert {p.kind for p in pairs if p.new is None} <= {GONE}


@given(TEXTS, TEXTS)
def test_the_marks_give_both_texts_back(old: str, new: str) -> None:
    runs = word_runs(old, new)
    assert "".join(run.text for run in runs if run.kind != "ins") == old
    assert "".join(run.text for run in runs if run.kind != "del") == new


def test_the_marks_name_whole_words() -> None:
    runs = word_runs("每年至少召开一次专题会", "每季度至少召开两次专题会")
    assert [(run.kind, run.text) for run in runs] == [
        ("same", "每"),
        ("del", "年"),
        ("ins", "季度"),
        ("same", "至少召开"),
        ("del", "一"),
        ("ins", "两"),
        ("same", "次专题会"),
    ]


def test_drafts_leave_out_numbers_terms_and_words_that_bind() -> None:
    found = blanks("党委书记每季度应当讲党课不少于1次，落实“一岗双责”；可能调整。")
    assert {(blank.kind, blank.answer) for blank in found} == {
        ("number", "不少于1次"),
        ("term", "一岗双责"),
        ("modal", "应当"),
    }
    assert all(blank.prompt.count(GAP) == 1 for blank in found)


@given(st.lists(st.sampled_from(["每季度", "应当", "3次", "“双责”", "。", "，", "会议", "可以"])).map("".join))
def test_a_draft_put_back_stands_in_the_clause(said: str) -> None:
    for blank in blanks(said):
        assert blank.prompt.replace(GAP, blank.answer).strip("…") in said

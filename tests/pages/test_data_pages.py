"""Data in and out: faults told with their place, changes shown before they are written, an import taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from tests.conftest import SAMPLES, House
from tests.pages.tree import build_tree

from genhun.records.models import AuditEntry, ImportBatch, Person, Role
from genhun.records.scope import people_of

BACKEND = "django.contrib.auth.backends.ModelBackend"
HEADER = "person_id,name,sex,birth,level,level_since\n"


@pytest.fixture
def officer(house: House, client: Client) -> Client:
    client.force_login(house.officer, BACKEND)
    return client


@pytest.fixture
def send(officer: Client) -> Callable[[str, bytes], ImportBatch]:
    def sent(name: str, content: bytes) -> ImportBatch:
        answer = officer.post(reverse("hall:data"), {"file": SimpleUploadedFile(name, content)})
        batch = ImportBatch.objects.get()
        assert answer.headers["Location"] == reverse("hall:import", args=[batch.pk])
        return batch

    return sent


def test_faults_are_told_by_table_row_and_column_and_come_back_marked(db: None, client: Client, tmp_path: Path) -> None:
    client.force_login(build_tree().account(Role.GROUP_OFFICER, "above"), BACKEND)
    sent = SimpleUploadedFile("bad.xlsx", (SAMPLES / "bad.xlsx").read_bytes())
    page = client.post(reverse("hall:data"), {"file": sent}, follow=True)
    assert len(page.context["faults"]) == 30
    assert page.context["faults"][0] == {
        "sheet": "任职",
        "rows": "275",
        "column": "免职时间",
        "wrong": "日期无法识别",
        "got": "至今",
        "allowed": "年月，或留空",
    }
    number = page.context["batch"].pk
    marked = client.get(reverse("hall:import-marked", args=[number]))
    assert "filename*=UTF-8''bad-%E6%A0%87%E6%B3%A8.xlsx" in marked.headers["Content-Disposition"]
    (tmp_path / "marked.xlsx").write_bytes(marked.content)
    assert "问题清单" in load_workbook(tmp_path / "marked.xlsx").sheetnames
    again = client.post(reverse("hall:import-commit", args=[number]), follow=True)
    assert [str(m) for m in again.context["messages"]] == ["该文件已不在待确认状态：有问题。"]


def test_changes_are_shown_then_written_then_taken_back(
    officer: Client, send: Callable[[str, bytes], ImportBatch]
) -> None:
    someone = Person.objects.order_by("code").first()
    assert someone is not None
    rows = f"{someone.code},新名,{someone.sex},1980-01,9,2020-01\nfresh,司马望舒,f,1991-04,1,2020-01\n"
    batch = send("people.csv", (HEADER + rows).encode())
    page = officer.get(reverse("hall:import", args=[batch.pk]))
    people = page.context["tables"][0]
    assert (people.name, people.new, people.changed, people.same) == ("人员", 1, 1, 0)
    assert ("姓名", someone.name, "新名") in people.changed_rows[0]["cells"]
    assert Person.objects.get(pk=someone.pk).name == someone.name  # looking writes nothing
    officer.post(reverse("hall:import-commit", args=[batch.pk]))
    assert (Person.objects.get(pk=someone.pk).name, Person.objects.filter(code="fresh").count()) == ("新名", 1)
    refused = officer.post(reverse("hall:import-undo", args=[batch.pk]), {"reason": " "})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["reason"])
    officer.post(reverse("hall:import-undo", args=[batch.pk]), {"reason": "报错了表"})
    assert (Person.objects.get(pk=someone.pk).name, Person.objects.filter(code="fresh").count()) == (someone.name, 0)
    assert AuditEntry.objects.filter(action="undo_import", reason="报错了表").count() == 1


def test_a_preview_is_put_aside(officer: Client, send: Callable[[str, bytes], ImportBatch]) -> None:
    batch = send("people.csv", (HEADER + "fresh,司马望舒,f,1991-04,1,2020-01\n").encode())
    officer.post(reverse("hall:import-discard", args=[batch.pk]))
    batch.refresh_from_db()
    assert (batch.state, Person.objects.filter(code="fresh").count()) == (ImportBatch.State.DISCARDED, 0)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("photo.png", b"x", "“photo.png”不是所需的文件类型。可用：.xlsx .xlsm .csv .zip .lrmx .lrm。"),
        ("empty.csv", b"", "文件是空的，请另选一个。"),
    ],
)
def test_a_file_of_another_kind_is_refused_on_the_page(officer: Client, name: str, content: bytes, said: str) -> None:
    answer = officer.post(reverse("hall:data"), {"file": SimpleUploadedFile(name, content)})
    assert (answer.status_code, answer.context["form"].errors["file"]) == (422, [said])
    assert ImportBatch.objects.count() == 0


def test_an_export_sent_in_again_changes_nothing(officer: Client, send: Callable[[str, bytes], ImportBatch]) -> None:
    exported = officer.get(reverse("hall:export"))
    batch = send("export.xlsx", exported.content)
    page = officer.get(reverse("hall:import", args=[batch.pk]))
    assert (batch.state, page.context["written"]) == (ImportBatch.State.PREVIEW, 0)


def test_those_below_take_their_own_part_away_and_are_told_who_takes_files_in(house: House, client: Client) -> None:
    client.force_login(house.secretary, BACKEND)
    page = client.get(reverse("hall:data"))
    assert (page.context["not_import"], page.context["not_export"]) == (
        "这项工作由以下角色办理：集团党建部、组织人事部、培训管理员。",
        "",
    )
    exported = client.get(reverse("hall:export"))
    entry = AuditEntry.objects.latest("pk")
    assert (exported.status_code, entry.action, entry.actor) == (200, "export_tables", house.secretary)
    assert entry.detail["people"] == people_of(house.secretary).count()
    client.force_login(house.reader, BACKEND)
    assert client.get(reverse("hall:export")).headers["Location"] == reverse("hall:data")


def test_the_template_holds_every_table(officer: Client, tmp_path: Path) -> None:
    (tmp_path / "template.xlsx").write_bytes(officer.get(reverse("hall:template")).content)
    assert load_workbook(tmp_path / "template.xlsx").sheetnames[:3] == ["单位", "岗位", "人员"]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("broken.lrmx", b"<Person>", "not_a_form"),
        ("broken.xlsx", b"no workbook", "not_a_workbook"),
        ("people.csv", b"person_id,name\nA,B\n", "missing_column"),
    ],
)
def test_whatever_is_wrong_with_a_file_a_list_of_it_can_be_taken_away(
    officer: Client, send: Callable[[str, bytes], ImportBatch], tmp_path: Path, name: str, content: bytes, kind: str
) -> None:
    batch = send(name, content)
    assert (batch.state, batch.faults[0]["kind"]) == (ImportBatch.State.REFUSED, kind)
    assert officer.get(reverse("hall:import", args=[batch.pk])).status_code == 200
    (tmp_path / "marked.xlsx").write_bytes(officer.get(reverse("hall:import-marked", args=[batch.pk])).content)
    assert "问题清单" in load_workbook(tmp_path / "marked.xlsx").sheetnames

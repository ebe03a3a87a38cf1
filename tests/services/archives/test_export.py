"""What an archive holds, and what its pages, tables and JSON are good for."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from portfolio_app.common.errors import EnvironmentRefusedError, WrongUseError
from portfolio_app.domain.records.growth import Action, Goal, LawReview
from portfolio_app.domain.records.person import Person
from portfolio_app.services.archives import export_archive
from portfolio_app.services.portfolio import Portfolio
from tests.archive_files import MANIFEST, members_of, sealed
from tests.archived_portfolios import bring, goal_values, new_portfolio
from tests.strategies import lines_of_text

Open = Callable[[str], Portfolio]


def test_the_same_vault_and_day_give_the_same_bytes(own: Portfolio, archive: Path, tmp_path: Path) -> None:
    export_archive(own, tmp_path / "weer.zip")
    assert (tmp_path / "weer.zip").read_bytes() == archive.read_bytes()
    export_archive(own, tmp_path / "later.zip", made_on=date(2027, 1, 1))
    assert (tmp_path / "later.zip").read_bytes() != archive.read_bytes()


def test_every_file_is_in_the_list_with_its_hash(archive: Path) -> None:
    members = members_of(archive)
    manifest = json.loads(members[MANIFEST])
    assert manifest["format"] == "vakdossier-archive"
    assert manifest["records"] == {"person": 1, "evidence": 1, "goal": 1, "action": 1}
    assert json.loads(sealed(members)[MANIFEST])["files"] == manifest["files"]


def test_all_json_fits_the_published_schema(own: Portfolio, tmp_path: Path) -> None:
    from jsonschema import Draft202012Validator

    export_archive(own, tmp_path / "a.zip")
    members = members_of(tmp_path / "a.zip")
    schema = json.loads(members["schemas/archive-1.schema.json"])

    def fits(part: str, value: object) -> None:
        Draft202012Validator({"$ref": f"#/$defs/{part}", "$defs": schema["$defs"]}).validate(value)

    Draft202012Validator(schema).validate(json.loads(members[MANIFEST]))
    fits("evidence_files", json.loads(members["evidence.json"]))
    for path, content in members.items():
        if path.startswith("data/"):
            fits(path.removeprefix("data/").removesuffix(".json"), json.loads(content))
    for path, part in (("history/operations.jsonl", "operation"), ("history/changes.jsonl", "change")):
        for line in members[path].splitlines():
            fits(part, json.loads(line))


def test_evidence_goes_by_its_own_name_and_one_that_was_deleted_is_there_too(archive: Path) -> None:
    members = members_of(archive)
    assert members["evidence/Diploma é.pdf"] == b"%PDF-1.4 een"
    listed = json.loads(members["evidence.json"])
    assert [each["records"] for each in listed] == [["certificaat"], []]
    assert listed[1]["path"] == "evidence/Diploma é (2).pdf"
    assert members[listed[1]["path"]] == b"%PDF-1.4 twee"


def test_damaged_evidence_is_told_and_the_rest_goes_on(own: Portfolio, open_new: Open, tmp_path: Path) -> None:
    (damaged, *_) = own.vault.evidence.files()
    damaged.chmod(0o600)
    damaged.write_bytes(damaged.read_bytes()[:-1])
    exported = export_archive(own, tmp_path / "a.zip")
    assert (exported.evidence, exported.absent_evidence) == (1, 1)
    assert "en staat er niet in" in members_of(tmp_path / "a.zip")["index.html"].decode()
    other = open_new("ander")
    assert bring(other, tmp_path / "a.zip").absent_evidence == 1
    assert other.snapshot().of(Goal) == own.snapshot().of(Goal)


@settings(max_examples=15)
@given(name=lines_of_text(60), notes=lines_of_text(80))
def test_pages_hold_what_people_wrote_as_text_only(
    name: str, notes: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from html.parser import HTMLParser

    folder = tmp_path_factory.mktemp("bladzijden")
    hostile = f'<script src="https://x.example">{name}</script><img src=x onerror=1>"\'&lt;'
    with new_portfolio(folder / "een.vakdossier") as one:
        one.add(Goal.kind, goal_values(hostile[:300], notes=notes + "</div><style>" + hostile))
        export_archive(one, folder / "a.zip")
        title = one.snapshot().of(Goal)[0].name

    class Seen(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.tags: set[str] = set()
            self.targets: list[str] = []
            self.words: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.tags.add(tag)
            self.targets += [value or "" for key, value in attrs if key in ("href", "src")]
            assert not any(key.startswith("on") for key, _ in attrs)

        def handle_data(self, data: str) -> None:
            self.words.append(data)

    for path, content in members_of(folder / "a.zip").items():
        if not path.endswith(".html"):
            continue
        seen = Seen()
        seen.feed(content.decode())
        assert not seen.tags & {"script", "iframe", "object", "embed", "link", "base", "form", "svg"}
        assert not [target for target in seen.targets if ":" in target or target.startswith("//")]
        if path.endswith("nl/goal.html"):
            assert title in seen.words
            assert any(hostile in words for words in seen.words)


def test_every_link_on_every_page_leads_somewhere(own: Portfolio, tmp_path: Path) -> None:
    import re
    from posixpath import dirname, join, normpath
    from urllib.parse import unquote

    export_archive(own, tmp_path / "a.zip")
    members = members_of(tmp_path / "a.zip")
    for path, content in members.items():
        for target in re.findall(rb'(?:href|src)="([^"]*)"', content) if path.endswith(".html") else ():
            file, _, place = unquote(target.decode()).partition("#")
            found = normpath(join(dirname(path), file))
            assert found in members, (path, target)
            assert not place or f'id="{place}"'.encode() in members[found], (path, target)


def test_both_languages_have_all_pages(archive: Path) -> None:
    names = set(members_of(archive))
    dutch = {name for name in names if name.startswith("pages/nl/")}
    assert {name.replace("/nl/", "/en/") for name in dutch} <= names
    assert {"index.html", "index.en.html"} <= names


def test_a_table_that_was_written_reads_back_in_a_spreadsheet(own: Portfolio, archive: Path) -> None:
    import io

    from portfolio_app.exchange.archive.cells import read_rows

    for kind in (Goal.kind, Person.kind, Action.kind):
        content = members_of(archive)[f"csv/{kind.key}.csv"].decode()
        found = list(read_rows(io.StringIO(content, newline=""), kind))
        assert found == list(own.snapshot().of(kind.record_type))


@pytest.mark.parametrize("name", ["a.txt", "geen-map/a.zip", "eigen.vakdossier/a.zip"])
def test_a_place_where_no_archive_can_be_is_refused(own: Portfolio, tmp_path: Path, name: str) -> None:
    with pytest.raises(WrongUseError):
        export_archive(own, tmp_path / name)


@pytest.mark.parametrize("year", [1979, 2108])
def test_a_day_that_no_zip_file_can_carry_is_refused(own: Portfolio, tmp_path: Path, year: int) -> None:
    with pytest.raises(WrongUseError):
        export_archive(own, tmp_path / "a.zip", made_on=date(year, 1, 1))


def test_an_older_archive_stays_when_a_new_one_fails(
    own: Portfolio, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = archive.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "no room")

    monkeypatch.setattr("portfolio_app.exchange.archive.output.ArchiveOutput.finish", fail)
    with pytest.raises(EnvironmentRefusedError):
        export_archive(own, archive, made_on=date(2027, 1, 1))
    assert archive.read_bytes() == before
    assert [path.name for path in archive.parent.iterdir() if path.is_file()] == ["archief.zip"]


def test_only_its_owner_may_read_the_file(archive: Path) -> None:
    assert archive.stat().st_mode & 0o077 == 0


def test_pages_call_a_record_by_name_and_not_by_its_code(own: Portfolio, tmp_path: Path) -> None:
    values = {"law": ("RNVC.WET14",), "reviewed_on": date(2026, 3, 1)}
    review = own.add(LawReview.kind, values).record
    own.delete([own.add(LawReview.kind, {**values, "reviewed_on": date(2026, 3, 2)}).record.id])
    path = tmp_path / "wetten.zip"
    export_archive(own, path)
    with zipfile.ZipFile(path) as made:
        reviews = made.read("pages/en/law_review.html").decode()
        history = made.read("pages/en/history.html").decode()
    assert f'<article id="r-{review.id}">\n<h3>Privacy legislation · 1 March 2026</h3>' in reviews
    assert "RNVC.WET14 ·" not in reviews + history
    assert "Law or guideline: Privacy legislation" in history

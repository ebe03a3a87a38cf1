"""Archives that are damaged or made with bad intentions: refused in words, and the vault untouched."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_LZMA, ZipFile, ZipInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio_app.common.errors import EnvironmentRefusedError, VakdossierError
from portfolio_app.exchange.archive.errors import (
    DamagedArchiveError,
    NewerArchiveError,
    NotAnArchiveError,
    RecordInArchiveError,
    TooLargeArchiveError,
    UnsafeArchiveError,
)
from portfolio_app.exchange.archive.limits import Limits
from portfolio_app.exchange.archive.reader import ArchiveReader
from portfolio_app.services.archives import export_archive
from portfolio_app.services.portfolio import Portfolio
from portfolio_app.storage.transfer import TransferRefusedError
from tests.archive_files import MANIFEST, Members, lines_changed, members_of, rewritten, write_members
from tests.archived_portfolios import NOTHING, STRONG, bring, everything, fill, new_portfolio

Open = Callable[[str], Portfolio]


Change = Callable[[Members], object]


def drop(path: str) -> Change:
    return lambda members: members.pop(path)


def put(path: str, content: bytes = b"x") -> Change:
    return lambda members: members.update({path: content})


def alter(path: str, change: Callable[[dict[str, Any]], object], number: int = 0) -> Change:
    return lambda members: members.update({path: lines_changed(members[path], change, number)})


def manifest(change: Callable[[dict[str, Any]], object]) -> Change:
    def altered(members: Members) -> None:
        plain = json.loads(members[MANIFEST])
        change(plain)
        members[MANIFEST] = json.dumps(plain).encode()

    return altered


OPERATIONS, CHANGES, GOALS = "history/operations.jsonl", "history/changes.jsonl", "data/goal.json"

Bad = dict[str, tuple[type[VakdossierError], Change]]

BAD_FILES: Bad = {
    "path upward": (UnsafeArchiveError, put("../buiten.txt")),
    "absolute path": (UnsafeArchiveError, put("/etc/cron.d/x")),
    "drive letter": (UnsafeArchiveError, put("C:/x.txt")),
    "backslash": (UnsafeArchiveError, put("evidence\\..\\x")),
    "folder": (UnsafeArchiveError, put("evidence/", b"")),
    "device name": (UnsafeArchiveError, put("evidence/nul.pdf")),
    "letter case": (DamagedArchiveError, put("INDEX.HTML")),
    "file gone": (DamagedArchiveError, drop("evidence/Diploma é.pdf")),
    "records gone": (DamagedArchiveError, drop(GOALS)),
    "history gone": (DamagedArchiveError, drop(OPERATIONS)),
    "list of evidence gone": (DamagedArchiveError, drop("evidence.json")),
    "list of evidence odd": (RecordInArchiveError, put("evidence.json", b"[\n{\n]\n")),
    "list of evidence wrong": (DamagedArchiveError, alter("evidence.json", lambda e: e.update(path="index.html"))),
    "evidence of elsewhere": (DamagedArchiveError, alter("evidence.json", lambda e: e.update(path="/etc/passwd"))),
    "no JSON": (RecordInArchiveError, put(GOALS, b"[\n{]\n]\n")),
    "no end": (DamagedArchiveError, put(GOALS, b"[\n")),
    "not an array": (RecordInArchiveError, put(GOALS, b'{"id": "x"}\n')),
    "deep": (RecordInArchiveError, put(GOALS, b"[\n" + b"[" * 200_000 + b"\n]\n")),
    "endless number": (RecordInArchiveError, put(GOALS, b'[\n{"id": ' + b"9" * 6000 + b"}\n]\n")),
    "a fraction": (RecordInArchiveError, put(GOALS, b'[\n{"id": 1.5}\n]\n')),
    "half a sign": (RecordInArchiveError, alter(GOALS, lambda r: r.update(notes="\ud800"))),
    "unknown field": (RecordInArchiveError, alter(GOALS, lambda r: r.update(unheard=1))),
    "wrong type": (RecordInArchiveError, alter(GOALS, lambda r: r.update(name=["x"]))),
    "too long": (RecordInArchiveError, alter(GOALS, lambda r: r.update(name="x" * 5000))),
    "control character": (RecordInArchiveError, alter(GOALS, lambda r: r.update(name="a\x1b[2Jb"))),
    "required field gone": (RecordInArchiveError, alter(GOALS, lambda r: r.pop("name"))),
    "bad id": (RecordInArchiveError, alter(GOALS, lambda r: r.update(id="../x"))),
    "bad revision": (RecordInArchiveError, alter(GOALS, lambda r: r.update(revision=True))),
    "bad moment": (RecordInArchiveError, alter(GOALS, lambda r: r.update(changed_at="gisteren"))),
    "id twice": (TransferRefusedError, alter("data/action.json", lambda r: r.update(id="certificaat"))),
    "dead link": (TransferRefusedError, alter(GOALS, lambda r: r.update(evidence=["nergens"]))),
    "link to another kind": (TransferRefusedError, alter(GOALS, lambda r: r.update(evidence=[r["id"]]))),
    "history altered": (TransferRefusedError, alter(CHANGES, lambda c: c["after"].update(name="Vals"))),
    "history renamed": (TransferRefusedError, alter(OPERATIONS, lambda o: o.update(name="iets"))),
    "history cut": (DamagedArchiveError, lambda m: m.update({CHANGES: m[CHANGES].partition(b"\n")[2]})),
    "operation elsewhere": (TransferRefusedError, alter(CHANGES, lambda c: c.update(number=99))),
    "change of nothing": (TransferRefusedError, alter(CHANGES, lambda c: c.update(operation=77))),
    "number of a giant": (RecordInArchiveError, alter(CHANGES, lambda c: c.update(number=1 << 70))),
    "action odd": (RecordInArchiveError, alter(CHANGES, lambda c: c.update(action="dropped"))),
    "change odd": (RecordInArchiveError, alter(CHANGES, lambda c: c.update(after=5))),
    "field of history odd": (RecordInArchiveError, alter(CHANGES, lambda c: c["after"].update(size="groot"))),
    "summary odd": (RecordInArchiveError, alter(OPERATIONS, lambda o: o.update(summary={"subject": 5}))),
    "entry odd": (RecordInArchiveError, alter(OPERATIONS, lambda o: o.pop("at"))),
    "records without history": (TransferRefusedError, alter(GOALS, lambda r: r.update(id="nieuw"))),
}
"""With a list of contents that fits, as one who knows the form would make it."""

BAD_LISTS: Bad = {
    "more than told": (DamagedArchiveError, manifest(lambda m: m["records"].update(goal=2))),
    "unknown kind": (NewerArchiveError, manifest(lambda m: m["records"].update(droom=1))),
    "newer": (NewerArchiveError, manifest(lambda m: m.update(version=2))),
    "version odd": (DamagedArchiveError, manifest(lambda m: m.update(version="1"))),
    "another list": (NotAnArchiveError, manifest(lambda m: m.update(format="iets"))),
    "list incomplete": (DamagedArchiveError, manifest(lambda m: m.pop("made_on"))),
    "list no JSON": (DamagedArchiveError, put(MANIFEST, b"{")),
    "list an array": (NotAnArchiveError, put(MANIFEST, b"[]")),
    "no list": (NotAnArchiveError, drop(MANIFEST)),
}


@pytest.mark.parametrize("what", [*BAD_FILES, *BAD_LISTS])
def test_a_bad_archive_is_refused_and_the_vault_untouched(
    what: str, archive: Path, open_new: Open, tmp_path: Path
) -> None:
    expected, change = {**BAD_FILES, **BAD_LISTS}[what]
    bad = rewritten(archive, tmp_path / "fout.zip", change, reseal=what in BAD_FILES)
    other = open_new("ander")
    with pytest.raises(expected) as refused:
        bring(other, bad)
    assert refused.value.message.nl
    assert refused.value.message.en
    assert refused.value.remedy.nl
    assert everything(other) == NOTHING
    assert list(other.vault.evidence.files()) == []


@pytest.mark.parametrize("reseal", [False, True])
def test_an_altered_file_is_named_unless_all_hashes_were_made_anew(
    reseal: bool, archive: Path, open_new: Open, tmp_path: Path
) -> None:
    """Whoever alters an archive with skill alters the hashes too; the evidence is held against its own then."""
    bad = rewritten(archive, tmp_path / "fout.zip", put("evidence/Diploma é.pdf", b"%PDF vals"), reseal=reseal)
    with pytest.raises(DamagedArchiveError) as refused:
        bring(open_new("ander"), bad)
    assert ("Diploma" in refused.value.message.nl) is not reseal


def test_a_link_in_the_archive_is_refused(archive: Path, open_new: Open, tmp_path: Path) -> None:
    info = ZipInfo("evidence/snelkoppeling")
    info.external_attr = 0o120777 << 16
    members: list[tuple[str | ZipInfo, bytes]] = [*members_of(archive).items(), (info, b"/etc/passwd")]
    with pytest.raises(UnsafeArchiveError):
        bring(open_new("ander"), write_members(tmp_path / "fout.zip", members))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_there_twice_is_refused(archive: Path, open_new: Open, tmp_path: Path) -> None:
    members: list[tuple[str | ZipInfo, bytes]] = [*members_of(archive).items(), (GOALS, b"[\n]\n")]
    with pytest.raises(DamagedArchiveError):
        bring(open_new("ander"), write_members(tmp_path / "fout.zip", members))


def test_another_way_of_packing_is_refused(archive: Path, open_new: Open, tmp_path: Path) -> None:
    path = tmp_path / "fout.zip"
    with ZipFile(path, "w", ZIP_LZMA) as made:
        for name, content in members_of(archive).items():
            made.writestr(name, content)
    with pytest.raises(DamagedArchiveError):
        bring(open_new("ander"), path)


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.4", b"PK\5\6" + bytes(18), bytes(100_000)])
def test_what_is_no_archive_is_said_to_be_none(content: bytes, open_new: Open, tmp_path: Path) -> None:
    path = tmp_path / "iets.zip"
    path.write_bytes(content)
    with pytest.raises(NotAnArchiveError):
        bring(open_new("ander"), path)


def test_a_file_that_is_not_there_is_refused(open_new: Open, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentRefusedError):
        bring(open_new("ander"), tmp_path / "weg.zip")


@pytest.mark.parametrize("protect", [False, True])
def test_an_archive_that_was_cut_off_anywhere_is_refused(
    protect: bool, own: Portfolio, open_new: Open, tmp_path: Path
) -> None:
    whole = tmp_path / "heel.zip"
    export_archive(own, whole, passphrase=STRONG if protect else "")
    content = whole.read_bytes()
    other = open_new("ander")
    for length in (10, len(content) // 2, len(content) - 30, len(content) - 1):
        (tmp_path / "half.zip").write_bytes(content[:length])
        with pytest.raises(DamagedArchiveError):
            bring(other, tmp_path / "half.zip", passphrase=STRONG)
    assert everything(other) == NOTHING


@settings(max_examples=60)
@given(places=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=4))
def test_any_altered_bytes_are_refused_or_did_not_matter(
    places: list[tuple[float, int]], good: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    altered = bytearray(good.read_bytes())
    for place, value in places:
        altered[int(place * len(altered))] = value
    path = tmp_path_factory.mktemp("bytes") / "a.zip"
    path.write_bytes(altered)
    try:
        with ArchiveReader(path) as reader:
            reader.verify()
            found = [list(reader.records()), list(reader.operations()), list(reader.changes()), reader.evidence()]
    except VakdossierError:
        return
    with ArchiveReader(good) as reader:
        assert found == [list(reader.records()), list(reader.operations()), list(reader.changes()), reader.evidence()]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("voorbeeld")
    with new_portfolio(folder / "een.vakdossier") as portfolio:
        fill(portfolio)
        export_archive(portfolio, folder / "a.zip")
    return folder / "a.zip"


def test_an_entry_that_grows_out_of_all_proportion_is_refused(archive: Path, tmp_path: Path) -> None:
    bad = rewritten(archive, tmp_path / "bom.zip", put("evidence/bom.pdf", bytes(70_000_000)))
    with pytest.raises(TooLargeArchiveError):
        ArchiveReader(bad)


def test_an_entry_that_says_it_is_small_gives_no_more_than_it_says(archive: Path, tmp_path: Path) -> None:
    bad = rewritten(archive, tmp_path / "bom.zip", put("evidence/bom.pdf", bytes(5_000_000)))
    content = bytearray(bad.read_bytes())
    large, small = struct.pack("<I", 5_000_000), struct.pack("<I", 50)
    at = content.rfind(large)
    content[at : at + 4] = small
    bad.write_bytes(content)
    with pytest.raises(DamagedArchiveError), ArchiveReader(bad) as reader:
        reader.verify()


@pytest.mark.parametrize(
    "limits",
    [
        Limits(members=10),
        Limits(total_bytes=10_000),
        Limits(member_bytes=1_000),
        Limits(manifest_bytes=100),
        Limits(ratio=2, ratio_floor=10),
        Limits(name_characters=5),
    ],
)
def test_what_goes_beyond_a_limit_is_refused_before_it_is_read(limits: Limits, archive: Path) -> None:
    with pytest.raises(TooLargeArchiveError):
        ArchiveReader(archive, limits=limits)


def test_a_record_beyond_the_limit_of_memory_is_refused(archive: Path) -> None:
    with ArchiveReader(archive, limits=Limits(line_bytes=50)) as reader, pytest.raises(TooLargeArchiveError):
        list(reader.records())


def test_a_directory_of_millions_is_refused_before_it_is_read(tmp_path: Path) -> None:
    directory = 300_000_000
    path = tmp_path / "bom.zip"
    with path.open("wb") as file:
        file.truncate(directory)
        file.seek(directory)
        file.write(struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 65_535, 65_535, directory, 0, 0))
    with pytest.raises(TooLargeArchiveError):
        ArchiveReader(path)


def test_entries_that_share_their_bytes_are_refused(archive: Path, tmp_path: Path) -> None:
    """Many entries over one piece of packed bytes: how a small file becomes endless without any of it being odd."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    kernel = packer.compress(bytes(60_000_000)) + packer.flush()
    crc = zlib.crc32(bytes(60_000_000))
    head = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 33, crc, len(kernel), 60_000_000, 1, 0) + b"a"
    central = b"".join(
        struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 33, crc, len(kernel), 60_000_000, 13, *[0] * 6) + name
        for name in [b"manifest.json", *(f"file{number:09}".encode() for number in range(5000))]
    )
    start = len(head) + len(kernel)
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 5001, 5001, len(central), start, 0)
    path = tmp_path / "bom.zip"
    path.write_bytes(head + kernel + central + end)
    with pytest.raises((TooLargeArchiveError, DamagedArchiveError, NotAnArchiveError)):
        ArchiveReader(path)

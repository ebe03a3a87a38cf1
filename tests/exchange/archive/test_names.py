"""Names of files in an archive: near to what somebody called them once, and safe on every system."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_app.exchange.archive.errors import DamagedArchiveError, TooLargeArchiveError, UnsafeArchiveError
from portfolio_app.exchange.archive.names import checked_members, evidence_name, is_safe

NASTY = st.text(st.sampled_from("aZ.é /\\:*?\"<>|\0\n\u202e\u200bＣＯＮ~'$%"), max_size=30)


@given(
    names=st.lists(st.one_of(st.text(max_size=120), NASTY), max_size=12),
    media=st.sampled_from(["application/pdf", "image/jpeg", "image/png", "", "text/x-odd"]),
)
def test_whatever_a_file_was_called_it_is_safe_and_unique(names: list[str], media: str) -> None:
    taken: set[str] = set()
    given_names = [evidence_name(name, media, taken) for name in names]
    checked_members(f"evidence/{name}" for name in given_names)
    assert all(len(name) < 100 for name in given_names)


@pytest.mark.parametrize(
    ("file_name", "media", "expected"),
    [
        ("diploma rccm.pdf", "application/pdf", "diploma rccm.pdf"),
        ("Scan.JPEG", "image/jpeg", "Scan.jpeg"),
        ("diploma.pdf.exe", "application/pdf", "diploma.pdf.exe.pdf"),
        ("../../etc/passwd", "application/pdf", "_.._etc_passwd.pdf"),
        ("con.pdf", "application/pdf", "_con.pdf"),
        ("", "image/png", "bewijsstuk.png"),
        ("...", "image/png", "bewijsstuk.png"),
        ("rapport\u202efdp.exe", "application/pdf", "rapportfdp.exe.pdf"),
        ("oorkonde.tif", "image/tiff", "oorkonde.tif"),
        ("IMG_0042.HEIC", "image/heic", "IMG_0042.heic"),
        ("iets", "", "iets.bin"),
    ],
)
def test_the_name_stays_as_it_was_where_that_is_safe(file_name: str, media: str, expected: str) -> None:
    assert evidence_name(file_name, media, set()) == expected


def test_two_files_of_one_name_both_get_one() -> None:
    taken: set[str] = set()
    names = [evidence_name(name, "application/pdf", taken) for name in ("A.pdf", "a.pdf", "A.PDF")]
    assert names == ["A.pdf", "a (2).pdf", "A (3).pdf"]


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "../buiten",
        "a/../../buiten",
        "a//b",
        "a/./b",
        "C:/Windows/x",
        "C:x",
        "a\\..\\b",
        "\\\\server\\share",
        "a/",
        "a/nul",
        "a/COM1.txt",
        "a/b.",
        "a/b ",
        "a/b\0c",
        "a/\u202eb",
    ],
)
def test_a_path_that_leads_elsewhere_or_means_something_is_refused(path: str) -> None:
    assert not is_safe(path)
    with pytest.raises(UnsafeArchiveError):
        checked_members([path])


@pytest.mark.parametrize(
    "pair", [("a/b", "a/b"), ("a/b", "A/B"), ("caf\u00e9", unicodedata.normalize("NFD", "caf\u00e9"))]
)
def test_two_paths_that_are_one_on_some_system_are_refused(pair: tuple[str, str]) -> None:
    with pytest.raises(DamagedArchiveError):
        checked_members(pair)


def test_a_very_long_path_is_refused() -> None:
    with pytest.raises(TooLargeArchiveError):
        checked_members(["a" * 301])

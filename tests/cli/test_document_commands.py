"""The commands that make documents and the checks before them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from portfolio_app.common.clock import FixedClock
from portfolio_app.domain.records.learning import Reflection
from portfolio_app.services.opening import open_portfolio
from tests.cli.conftest import PASSPHRASE, Command
from tests.exported_portfolios import BSN, GIVER, small_portfolio

SPAN = ("--register", "rnvc", "--from", "2026-01-01", "--to", "2026-12-31", "--date", "2026-06-15")


@pytest.fixture
def filled(tmp_path: Path, clock: FixedClock) -> Path:
    """A vault with a small portfolio in which the privacy check finds nothing."""
    path = tmp_path / "kluis.vakdossier"
    small_portfolio(path, clock, PASSPHRASE).close()
    return path


@pytest.fixture
def telling(filled: Path, clock: FixedClock) -> Path:
    """The same, but one reflection tells a number and a name."""
    with open_portfolio(filled, passphrase=PASSPHRASE, clock=clock) as portfolio:
        portfolio.change(Reflection.kind, "reflection-1", {"occasion": f"{GIVER} gaf haar BSN {BSN}."})
    return filled


def test_a_dossier_by_all_choices(command: Command, filled: Path, tmp_path: Path) -> None:
    output = tmp_path / "dossier.pdf"
    choices = ("--sections", "log,summary", "--evidence", "sample", "--sample", 2, "--seed", 4, "--cover", "Proef")
    made = command("dossier", filled, *SPAN, *choices, "--language", "en", "-o", output, "--json")
    assert made.code == 0, made.err
    assert made.data["pages"] >= 3
    assert output.exists()


def test_choices_are_kept_as_a_profile(command: Command, filled: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    choices = ("--sections", "log,reflection", "--leave-out", "reflection-2", "--place", "Zwolle")
    made = command("dossier", filled, *SPAN, *choices, "-o", first, "--save-profile", "Kort")
    assert made.code == 0, made.err
    again = command("dossier", filled, *SPAN[2:], "--profile", "kort", "-o", second)
    assert again.code == 0, again.err
    assert first.read_bytes() == second.read_bytes()
    (kept,) = command("profiles", filled, "--json").data
    assert (kept["name"], kept["sections"], kept["left_out"]) == ("Kort", ["log", "reflection"], ["reflection-2"])
    assert "Kort" in command("profiles", filled).out


def test_scans_can_be_made_smaller_and_a_profile_keeps_that(
    command: Command, filled: Path, tmp_path: Path, clock: FixedClock
) -> None:
    noise = Image.effect_noise((1654, 2339), 40).filter(ImageFilter.GaussianBlur(2))
    Image.merge("RGB", (noise, noise, noise)).save(tmp_path / "scan.jpg", quality=95)
    with open_portfolio(filled, passphrase=PASSPHRASE, clock=clock) as portfolio:
        portfolio.attach("activity-1", tmp_path / "scan.jpg")
    sizes = []
    for words in (
        ("--save-profile", "Mail", "--scan-dpi", 100),
        ("--profile", "Mail"),
        ("--profile", "Mail", "--scan-dpi", 0),
    ):
        made = command("dossier", filled, *SPAN, *words, "-o", tmp_path / "uit.pdf")
        assert made.code == 0, made.err
        sizes.append((tmp_path / "uit.pdf").stat().st_size)
    assert sizes[0] == sizes[1] < sizes[2] - 200_000
    assert command("verify", tmp_path / "uit.pdf").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("--scan-dpi", "9"),
        ("--scan-dpi", "fijn"),
        ("--sections", "nergens"),
        ("--evidence", "some"),
        ("--profile", "nergens"),
        ("--release", "zonderreden"),
    ],
)
def test_what_is_not_there_is_wrong_use(command: Command, filled: Path, tmp_path: Path, words: tuple[str, str]) -> None:
    made = command("dossier", filled, *SPAN, *words, "-o", tmp_path / "dossier.pdf")
    assert made.code == 2
    assert not (tmp_path / "dossier.pdf").exists()


def test_findings_stop_a_dossier_with_a_list(command: Command, telling: Path, tmp_path: Path) -> None:
    output = tmp_path / "dossier.pdf"
    stopped = command("dossier", telling, *SPAN, "-o", output)
    assert stopped.code == 1
    assert BSN in stopped.out
    assert GIVER in stopped.out
    assert not output.exists()
    data = command("dossier", telling, *SPAN, "-o", output, "--json").data
    assert data["written"] is False
    assert {each["thirdParty"] for each in data["privacy"]["findings"]} == {True, False}


def test_findings_are_released_by_their_mark_and_remembered(command: Command, telling: Path, tmp_path: Path) -> None:
    output = tmp_path / "dossier.pdf"
    findings = command("dossier", telling, *SPAN, "-o", output, "--json").data["privacy"]["findings"]
    assert command("dossier", telling, *SPAN, "-o", output, "--release", "all=verzonnen nummer").code == 1
    (named,) = [each["id"] for each in findings if each["thirdParty"]]
    made = command("dossier", telling, *SPAN, "-o", output, "--release", f"{named}=zij las dit en stemde in")
    assert made.code == 0, made.err
    assert command("dossier", telling, *SPAN, "-o", tmp_path / "2.pdf").code == 0
    listed = command("list", telling, "privacy_decision", "--json").data
    kept = [command("show", telling, each["id"], "--json").data for each in listed]
    assert {each["fields"]["reason"] for each in kept} == {"verzonnen nummer", "zij las dit en stemde in"}
    assert "privacykeuze" in command("history", telling).out


def test_findings_are_masked_on_request(command: Command, telling: Path, tmp_path: Path) -> None:
    assert command("dossier", telling, *SPAN, "-o", tmp_path / "dossier.pdf", "--mask").code == 0
    assert command("list", telling, "privacy_decision", "--json").data == []


def test_the_check_names_what_is_missing_and_makes_nothing(command: Command, telling: Path) -> None:
    before = sorted(telling.rglob("*"))
    checked = command("dossier", telling, *SPAN, "--check")
    assert checked.code == 1
    assert re.search(r"^    Activiteit: .*\[activity-9\] — Er is geen bewijsstuk bij\.$", checked.out, re.MULTILINE)
    data = command("dossier", telling, *SPAN, "--check", "--json").data
    assert data["complete"] is False
    assert data["privacy"]["open"] == 2
    (unproven,) = [each for each in data["formal"] if each["id"] == "evidence"]
    assert ("activity", "activity-9", "evidence") in [(m["kind"], m["id"], m["field"]) for m in unproven["mend"]]
    assert sorted(telling.rglob("*")) == before


def test_an_audit_is_rehearsed(command: Command, filled: Path) -> None:
    told = command("rehearse", filled, "--register", "rnvc", "--sample", 4, "--seed", 2)
    assert told.code == 1
    data = command("rehearse", filled, "--register", "rnvc", "--sample", 4, "--seed", 2, "--json").data
    assert len(data["activities"]) == 4
    assert data["passed"] is False
    assert all(each["title"].split(" · ")[0] in told.out for each in data["activities"])


def test_what_changed_since_a_dossier_left(command: Command, filled: Path, tmp_path: Path) -> None:
    assert command("changes", filled).code == 2
    assert command("dossier", filled, *SPAN, "-o", tmp_path / "dossier.pdf").code == 0
    assert "niets veranderd" in command("changes", filled).out
    assert command("edit", filled, "activity-1", "--name", "Anders").code == 0
    data = command("changes", filled, "--json").data
    assert [each["id"] for each in data["changed"]] == ["activity-1"]
    assert "Anders" in command("changes", filled).out


def test_a_cv_stops_at_findings_too(command: Command, filled: Path, tmp_path: Path) -> None:
    added = command(
        "add", filled, "position", "--role", "Casemanager", "--employer", "Bureau", "--start", "2020",
        "--description", f"BSN {BSN}",
    )  # fmt: skip
    assert added.code == 0, added.err
    assert command("cv", filled, "-o", tmp_path / "cv.pdf").code == 1
    assert command("cv", filled, "-o", tmp_path / "cv.pdf", "--release", "all=verzonnen").code == 0
    assert command("cv", filled, "-o", tmp_path / "cv.json").code == 0

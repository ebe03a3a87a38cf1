"""What the stores are given of the program: complete, in both languages, within their limits, and what is committed."""

from __future__ import annotations

import configparser
import csv
import io
import re
import shutil
import subprocess
import tomllib
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from portfolio_app import __version__
from portfolio_app.common.text import LANGUAGES, Language, Text
from store import microsoft, software_centre
from store.listing import LISTING, Listing
from store_listing import FOLDER, pictures, texts

AT_HOME = replace(LISTING, homepage="https://vakdossier.example/")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
PROJECT = tomllib.loads((FOLDER.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MOST_BYTES_OF_PICTURES = 1_500_000


def metainfo(listing: Listing = LISTING) -> ET.Element:
    return ET.fromstring(software_centre.metainfo(listing))  # noqa: S314 - our own


def said(parent: ET.Element, tag: str) -> list[Text]:
    """Return what the children of a name say, each in both languages."""
    english = [each.text or "" for each in parent.findall(tag) if LANG not in each.attrib]
    dutch = [each.text or "" for each in parent.findall(tag) if each.get(LANG) == "nl"]
    return [Text(*both) for both in zip(dutch, english, strict=True)]


def rows(listing: Listing = LISTING) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(microsoft.table(listing, "map"), newline="")))


def columns(field: str) -> dict[str, str]:
    return next(row for row in rows() if row["Field"] == field)


# What is committed


@pytest.mark.parametrize("name", texts(LISTING))
def test_the_texts_are_those_of_the_listing(name: str) -> None:
    committed = (FOLDER / name).read_text(encoding="utf-8")
    assert committed == texts(LISTING)[name].replace("\r\n", "\n"), "run packaging/store_listing.py"


@pytest.mark.parametrize("name", pictures(LISTING))
def test_each_picture_is_there_in_its_size(name: str) -> None:
    with Image.open(FOLDER / name) as picture:
        assert picture.format == "PNG"
        assert picture.size == pictures(LISTING)[name]


def test_nothing_stands_beside_what_the_listing_names() -> None:
    made = {path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/**/*") if path.is_file()}
    assert {name for name in made if not name.startswith("__pycache__")} == {*texts(LISTING), *pictures(LISTING)}


def test_the_pictures_weigh_little() -> None:
    assert sum((FOLDER / name).stat().st_size for name in pictures(LISTING)) < MOST_BYTES_OF_PICTURES


# The listing itself


def test_the_listing_is_about_this_version_of_this_program() -> None:
    days = [release.on for release in LISTING.releases]
    assert LISTING.releases[0].version == __version__
    assert days == sorted(days, reverse=True)
    assert all(release.news for release in LISTING.releases[:-1])
    assert LISTING.licence == PROJECT["license"]
    assert LISTING.command in PROJECT["scripts"]


def test_each_thing_is_said_once() -> None:
    for several in (LISTING.features, LISTING.keywords, [shot.caption for shot in LISTING.shots]):
        for language in LANGUAGES:
            words = [each.say(language).casefold() for each in several]
            assert len(set(words)) == len(words)
    assert len({shot.place for shot in LISTING.shots}) == len(LISTING.shots)


# Software centres of Linux


def test_a_software_centre_learns_all_that_it_must_know() -> None:
    root = metainfo()
    assert root.tag == "component"
    assert root.get("type") == "desktop-application"
    once = ("id", "metadata_license", "project_license", "name", "description", "launchable", "content_rating")
    for tag in (*once, "developer", "releases"):
        assert len(root.findall(tag)) == 1, tag
    assert re.fullmatch(r"[a-z]+(\.[a-z]+){2,}", root.findtext("id", ""))
    assert root.findtext("launchable") == "vakdossier.desktop"
    assert root.find("content_rating").get("type") == "oars-1.1"  # type: ignore[union-attr]
    release = root.find("releases/release")
    assert release is not None
    assert (release.get("version"), release.get("date")) == (__version__, LISTING.releases[0].on.isoformat())


def test_a_software_centre_gets_everything_in_both_languages_and_at_a_fitting_length() -> None:
    root = metainfo(AT_HOME)
    [summary] = said(root, "summary")
    description = root.find("description")
    assert description is not None
    assert said(description, "p") == list(LISTING.description)
    assert said(description.find("ul"), "li") == list(LISTING.features)  # type: ignore[arg-type]
    captions = [said(shot, "caption")[0] for shot in root.iter("screenshot")]
    assert captions == [shot.caption for shot in LISTING.shots]
    for language in LANGUAGES:
        assert len(summary.say(language)) <= software_centre.LONGEST_SUMMARY
        assert not summary.say(language).endswith(".")
        assert len(LISTING.description[0].say(language)) >= software_centre.SHORTEST_PARAGRAPH
        assert all(len(each.say(language)) <= software_centre.LONGEST_CAPTION for each in captions)


def test_without_a_home_there_is_no_address() -> None:
    words = software_centre.metainfo(LISTING).replace("http://www.w3.org/XML/1998/namespace", "")
    assert "://" not in words
    assert "screenshot" not in words
    assert "`homepage`" in words


def test_a_home_gives_the_addresses_of_the_pictures_in_both_languages() -> None:
    root = metainfo(AT_HOME)
    assert root.findtext("url[@type='homepage']") == AT_HOME.homepage
    shots = list(root.iter("screenshot"))
    assert [shot.get("type") for shot in shots] == ["default", *[None] * (len(shots) - 1)]
    assert said(shots[0], "image") == [
        Text(
            "https://vakdossier.example/pictures/nl/overview.png",
            "https://vakdossier.example/pictures/en/overview.png",
        )
    ]


@pytest.mark.parametrize("listing", [LISTING, AT_HOME])
def test_the_tool_of_the_software_centres_finds_nothing_wrong(listing: Listing, tmp_path: Path) -> None:
    tool = shutil.which("appstreamcli")
    if tool is None:
        pytest.skip("appstreamcli is not on this machine")
    file = tmp_path / software_centre.metainfo_name(listing)
    file.write_text(software_centre.metainfo(listing), encoding="utf-8")
    done = subprocess.run([tool, "validate", "--no-net", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_desktop_starts_the_program_and_knows_its_window() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment, method-assign]
    entry.read_string(software_centre.desktop_entry(LISTING))
    keys = entry["Desktop Entry"]
    assert keys["Type"] == "Application"
    assert keys["Name"] == LISTING.name
    assert keys["Exec"] == keys["Icon"] == keys["StartupWMClass"] == LISTING.command
    for key in ("GenericName", "Comment", "Keywords"):
        assert keys[key]
        assert keys[f"{key}[nl]"]
    for key in ("Keywords", "Keywords[nl]", "Categories"):
        assert keys[key].endswith(";")


# Microsoft Store


def test_partner_center_knows_each_field_by_its_name_and_number() -> None:
    numbers = {row["Field"]: int(row["ID"]) for row in rows()}
    assert len(set(numbers.values())) == len(numbers) == len(rows())
    assert numbers["Description"] == 2
    assert numbers["DesktopScreenshotCaption2"] - numbers["DesktopScreenshotCaption1"] == 1
    assert [*rows()[0]] == ["Field", "ID", "Type (Type)", "default", "nl-nl", "en-us"]


@pytest.mark.parametrize("locale", ["nl-nl", "en-us"])
def test_each_field_keeps_within_what_the_store_takes(locale: str) -> None:
    for row in rows():
        longest = microsoft.LONGEST.get(row["Field"].rstrip("0123456789"))
        if longest is not None:
            assert len(row[locale]) <= longest, row["Field"]
    for needed in ("Description", "Title", "ShortDescription", "DesktopScreenshot1", "Feature1", "SearchTerm1"):
        assert columns(needed)[locale]


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_no_more_of_anything_than_the_store_takes(language: Language) -> None:
    assert len(LISTING.shots) <= microsoft.MOST_PICTURES
    assert len(LISTING.features) <= microsoft.MOST_FEATURES
    assert len(LISTING.keywords) <= microsoft.MOST_KEYWORDS
    words = " ".join(keyword.say(language) for keyword in LISTING.keywords).split()
    assert len(words) <= microsoft.MOST_WORDS_IN_KEYWORDS


def test_the_pictures_are_large_enough_and_named_by_the_folder_that_is_imported() -> None:
    for shot in LISTING.shots:
        for language in LANGUAGES:
            width, height = pictures(LISTING)[f"listing/{shot.file(language)}"]
            assert width >= microsoft.SMALLEST_PICTURE[0]
            assert height >= microsoft.SMALLEST_PICTURE[1]
    assert columns("DesktopScreenshot1")["nl-nl"] == "map/nl/overview.png"
    assert columns("StoreLogo300x300")["en-us"] == "map/icon-300.png"


def test_what_is_new_is_told_of_the_newest_version_and_nothing_of_a_first_one() -> None:
    assert columns("ReleaseNotes")["nl-nl"] == LISTING.releases[-1].news.nl
    news = Text("Sneller.", "Faster.")
    newer = replace(LISTING, releases=(replace(LISTING.releases[0], news=news), *LISTING.releases))
    told = next(row for row in rows(newer) if row["Field"] == "ReleaseNotes")
    assert (told["nl-nl"], told["en-us"]) == (news.nl, news.en)
    assert said(metainfo(newer).find("releases/release/description"), "p") == [news]  # type: ignore[arg-type]

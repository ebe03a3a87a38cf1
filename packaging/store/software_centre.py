"""What the software centres of Linux take: a description by AppStream, and a desktop entry."""

from __future__ import annotations

from typing import Final
from xml.etree import ElementTree as ET

from portfolio_app.common.text import LANGUAGES, Text
from store.listing import Listing

LONGEST_SUMMARY: Final = 35
"""Characters: beyond it a centre cuts the summary off (Flathub's quality guidelines)."""
LONGEST_CAPTION: Final = 256
SHORTEST_PARAGRAPH: Final = 80
"""Characters that the first paragraph has at least, or AppStream finds it too short."""

_OURS: Final = "en"
"""The language that stands there without saying which."""
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_NO_ADDRESS: Final = (
    " The program has no home on the web yet: `homepage` of the listing gives its address and those of the pictures. "
)


def metainfo(listing: Listing) -> str:
    """Return the description of the program, as AppStream's XML for a desktop application."""
    root = ET.Element("component", type="desktop-application")
    for tag, words in (
        ("id", listing.identifier),
        ("metadata_license", "CC0-1.0"),
        ("project_license", listing.licence),
        ("name", listing.name),
    ):
        ET.SubElement(root, tag).text = words
    _say(root, "summary", listing.summary)
    developer = ET.SubElement(root, "developer", id=listing.identifier.rpartition(".")[0])
    ET.SubElement(developer, "name").text = listing.developer
    description = ET.SubElement(root, "description")
    for paragraph in listing.description:
        _say(description, "p", paragraph)
    features = ET.SubElement(description, "ul")
    for feature in listing.features:
        _say(features, "li", feature)
    ET.SubElement(root, "launchable", type="desktop-id").text = entry_name(listing)
    ET.SubElement(ET.SubElement(root, "provides"), "binary").text = listing.command
    _add_addresses(root, listing)
    ET.SubElement(root, "content_rating", type="oars-1.1")
    _add_languages(root)
    _add_releases(root, listing)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def desktop_entry(listing: Listing) -> str:
    """Return what puts the program into the menu of a desktop."""
    keywords = Text(*(";".join(each.say(language) for each in listing.keywords) + ";" for language in LANGUAGES))
    lines = [
        "[Desktop Entry]",
        "Type=Application",
        f"Name={listing.name}",
        *_translated("GenericName", listing.generic),
        *_translated("Comment", listing.summary),
        *_translated("Keywords", keywords),
        f"Exec={listing.command}",
        f"Icon={listing.command}",
        f"StartupWMClass={listing.command}",
        "StartupNotify=true",
        "Terminal=false",
        "Categories=Office;",
    ]
    return "\n".join(lines) + "\n"


def entry_name(listing: Listing) -> str:
    """Return what the desktop entry is called; the window tells the desktop this name too."""
    return f"{listing.command}.desktop"


def metainfo_name(listing: Listing) -> str:
    """Return what the description is called."""
    return f"{listing.identifier}.metainfo.xml"


def _say(parent: ET.Element, tag: str, text: Text) -> None:
    for language in sorted(LANGUAGES, key=lambda language: language != _OURS):
        marked: dict[str, str] = {} if language == _OURS else {_LANG: language}
        ET.SubElement(parent, tag, marked).text = text.say(language)


def _add_addresses(root: ET.Element, listing: Listing) -> None:
    """Tell where the program is at home and where its pictures are; both have to be addresses that can be fetched."""
    if not listing.homepage:
        root.append(ET.Comment(_NO_ADDRESS))
        return
    home = listing.homepage.rstrip("/")
    ET.SubElement(root, "url", type="homepage").text = listing.homepage
    shots = ET.SubElement(root, "screenshots")
    for shot in listing.shots:
        element = ET.SubElement(shots, "screenshot", {"type": "default"} if shot is listing.shots[0] else {})
        _say(element, "caption", shot.caption)
        _say(element, "image", Text(*(f"{home}/pictures/{shot.file(language)}" for language in LANGUAGES)))


def _add_languages(root: ET.Element) -> None:
    languages = ET.SubElement(root, "languages")
    for language in LANGUAGES:
        ET.SubElement(languages, "lang", percentage="100").text = language


def _add_releases(root: ET.Element, listing: Listing) -> None:
    releases = ET.SubElement(root, "releases")
    for release in listing.releases:
        element = ET.SubElement(releases, "release", version=release.version, date=release.on.isoformat())
        if release.news:
            _say(ET.SubElement(element, "description"), "p", release.news)


def _translated(key: str, text: Text) -> list[str]:
    return [f"{key}={text.say(_OURS)}", *(f"{key}[{each}]={text.say(each)}" for each in LANGUAGES if each != _OURS)]

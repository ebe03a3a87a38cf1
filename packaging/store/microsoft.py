"""What the Microsoft Store takes: a table that Partner Center imports together with the folder that it stands in.

Partner Center knows each field by a name and a number; they are those of the table that it exports itself, so whoever
publishes for the first time holds this one against an export.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from portfolio_app.common.text import LANGUAGES, NO_TEXT, Language, Text, same_in_both
from store.listing import Listing

ICON: Final = "icon-300.png"
ICON_SIZE: Final = 300
SMALLEST_PICTURE: Final = (1366, 768)
MOST_PICTURES: Final = 10
MOST_FEATURES: Final = 20
MOST_KEYWORDS: Final = 7
MOST_WORDS_IN_KEYWORDS: Final = 21
LONGEST: Final = {
    "Description": 10_000,
    "ReleaseNotes": 1_500,
    "Title": 256,
    "ShortDescription": 270,
    "DevStudio": 255,
    "Feature": 200,
    "SearchTerm": 40,
    "DesktopScreenshotCaption": 200,
}
"""Characters, by the name of the field without its number. Of the short description the store takes more, and shows
these."""

_LOCALES: Final[dict[Language, str]] = {"nl": "nl-nl", "en": "en-us"}
_HEAD: Final = ("Field", "ID", "Type (Type)", "default")
_TEXT: Final = "Text"
_FILE: Final = "Relative path (or URL to file in Partner Center)"


def table(listing: Listing, folder: str) -> str:
    """Return the table as CSV; `folder` is what the folder is called in which it stands with its pictures."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow((*_HEAD, *(_LOCALES[language] for language in LANGUAGES)))
    for field, number, kind, words in _rows(listing, folder):
        writer.writerow((field, number, kind, "", *(words.say(language) for language in LANGUAGES)))
    return out.getvalue()


def description(listing: Listing) -> Text:
    """Return the description; the features come below it of themselves."""
    return Text(*("\n\n".join(each.say(language) for each in listing.description) for language in LANGUAGES))


def _rows(listing: Listing, folder: str) -> Iterator[tuple[str, int, str, Text]]:
    newest = listing.releases[0]
    yield "Description", 2, _TEXT, description(listing)
    yield "ReleaseNotes", 3, _TEXT, newest.news
    yield "Title", 4, _TEXT, same_in_both(listing.name)
    yield "ShortDescription", 8, _TEXT, listing.short
    yield "DevStudio", 9, _TEXT, same_in_both(listing.developer)
    for number, shot in enumerate(listing.shots):
        files = Text(*(f"{folder}/{shot.file(language)}" for language in LANGUAGES))
        yield f"DesktopScreenshot{number + 1}", 100 + number, _FILE, files
    for number, shot in enumerate(listing.shots):
        yield f"DesktopScreenshotCaption{number + 1}", 150 + number, _TEXT, shot.caption
    yield "StoreLogo300x300", 602, _FILE, same_in_both(f"{folder}/{ICON}")
    for number in range(MOST_FEATURES):
        # One that is there no longer is taken out of the store by an empty field.
        feature = listing.features[number] if number < len(listing.features) else NO_TEXT
        yield f"Feature{number + 1}", 700 + number, _TEXT, feature
    for number in range(MOST_KEYWORDS):
        keyword = listing.keywords[number] if number < len(listing.keywords) else NO_TEXT
        yield f"SearchTerm{number + 1}", 900 + number, _TEXT, keyword

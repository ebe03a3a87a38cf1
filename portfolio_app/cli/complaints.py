"""What the grammar of the command line complains of, in the person's language: `argparse` itself knows English only."""

from __future__ import annotations

import re
from typing import Final

from portfolio_app.common.text import Language, Text

COMMAND_NAME: Final = Text("OPDRACHT", "COMMAND")
"""What stands for the name of a command in the help, and in what `argparse` says of one that does not exist."""

_NO_COMMAND: Final = Text("Er is geen opdracht “{word}”.", "There is no command “{word}”.")
_PERHAPS: Final = Text("Bedoelt u “{known}”?", "Did you mean “{known}”?")
SEE: Final = Text("Zie: {program} --help", "See: {program} --help")

_NOT_ONE_OF: Final = r"invalid choice: '?(?P<word>.*?)'? \(choose from (?P<known>.+)\)"
_UNKNOWN_COMMAND: Final = re.compile(rf"argument (?:{COMMAND_NAME.nl}|{COMMAND_NAME.en}): {_NOT_ONE_OF}")
# The last one fits whatever is said of one argument, also by the program itself.
_PATTERNS: Final = (
    (
        re.compile(r"the following arguments are required: (?P<what>.+)"),
        Text("Dit ontbreekt: {what}.", "This is missing: {what}."),
    ),
    (
        re.compile(r"argument (?P<what>.+?): expected (?:one|at least one) argument"),
        Text("{what} heeft een waarde nodig.", "{what} needs a value."),
    ),
    (
        re.compile(r"argument (?P<what>.+?): ignored explicit argument .+"),
        Text("{what} heeft geen waarde.", "{what} takes no value."),
    ),
    (
        re.compile(rf"argument (?P<what>.+?): {_NOT_ONE_OF}"),
        Text(
            "{what}: “{word}” kan niet. Kies uit: {known}.", "{what}: “{word}” is not possible. Choose from: {known}."
        ),
    ),
    (re.compile(r"argument (?P<what>.+?): (?P<said>.+)"), Text("{what}: {said}", "{what}: {said}")),
)


def complaint(message: str, program: str, language: Language) -> str:
    """Return what is wrong and where to look, as one line.

    Args:
        message: as `argparse` says it; what it says that is not known here stays in English.
        program: the program, with the command whose arguments were taken apart.
        language: of the line.
    """
    return f"{_said(message, language)} {SEE.fill(program=program).say(language)}"


def _said(message: str, language: Language) -> str:
    unknown = _UNKNOWN_COMMAND.fullmatch(message)
    if unknown is not None:
        return _without_such_command(unknown["word"], unknown["known"].replace("'", "").split(", "), language)
    for pattern, words in _PATTERNS:
        found = pattern.fullmatch(message)
        if found is not None:
            return words.fill(**{name: value.replace("'", "") for name, value in found.groupdict().items()}).say(
                language
            )
    return message


def _without_such_command(word: str, known: list[str], language: Language) -> str:
    from difflib import get_close_matches

    said = _NO_COMMAND.fill(word=word).say(language)
    alike = get_close_matches(word, known, 1)
    return f"{said} {_PERHAPS.fill(known=alike[0]).say(language)}" if alike else said

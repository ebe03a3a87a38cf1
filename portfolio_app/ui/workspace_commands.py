"""What can be done in an open portfolio, for the menus, the keys and the finder."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from portfolio_app.common.text import NO_TEXT, Text
from portfolio_app.domain.areas import Area
from portfolio_app.ui.assessing.entrance import score_competences
from portfolio_app.ui.commands import Command, Menu
from portfolio_app.ui.destinations import BACKUPS, GUIDE, HISTORY, ICONS, RULES, page_name
from portfolio_app.ui.start.home import CHECK, CHECK_ALSO

if TYPE_CHECKING:
    from portfolio_app.ui.workspace import Workspace

_BIN: Final = Text("Prullenbak", "Bin")
_BIN_ALSO: Final = Text("verwijderd terugzetten", "deleted bring back restore")
_DAY: Final = Text("Zoals het was op een dag…", "As it was on a date…")
_DAY_ALSO: Final = Text("terugkijken stand datum", "look back state date past")
_KEYS: Final = {HISTORY: "Ctrl+H"}
"""The pages that come after the ten digits."""
_GO_TO: Final = Text("Naar: {page}", "Go to: {page}")
_NEW: Final = Text("Nieuw: {kind}", "New: {kind}")
_NEW_ALSO: Final = Text("nieuwe toevoegen vastleggen invoeren {plural} {called}", "add enter note {plural} {called}")
_ALSO_CALLED: Final = {
    "activity": Text(
        "cursus training bijscholing congres webinar certificaat", "course training congress webinar certificate"
    ),
    "reflection": Text("terugblik casus", "looking back case"),
    "goal": Text("leerdoel", "aim"),
    "permission": Text("machtiging akkoord instemming", "consent authorisation"),
    "position": Text("baan functie", "job"),
    "law_review": Text("wetswijziging", "law change"),
    "journal_entry": Text("melding dilemma integriteitskwestie klacht", "report dilemma integrity matter complaint"),
    "side_activity": Text("nevenfunctie belangenconflict", "side job conflict of interest"),
}
"""What a person may call a record that they want to add, where that is no part of its name."""
_NEW_HERE: Final = Text("Nieuw gegeven", "New record")
_UNDO: Final = Text("Ongedaan maken", "Undo")
_REDO: Final = Text("Opnieuw doen", "Redo")
_FILTER: Final = Text("Filteren in de lijst", "Filter the list")
_FIND: Final = Text("Zoeken en doen…", "Find and do…")
_SEARCH: Final = Text("Overal zoeken…", "Search everywhere…")
_BACK: Final = Text("Terug", "Back")
_FORWARD: Final = Text("Vooruit", "Forward")
_FOLD: Final = Text("Navigatie smal of breed", "Collapse or expand navigation")
_FILES: Final = Text("Bestanden toevoegen…", "Add files…")
_FILES_ALSO: Final = Text("certificaat bewijsstuk scan upload", "certificate evidence scan upload")
_GUIDE: Final = Text("Aan de slag, stap voor stap", "Getting started, step by step")
_GUIDE_ALSO: Final = Text("beginnen eerste keer wizard importeren", "begin first time wizard import")
_BACKUPS: Final = Text("Reservekopieën", "Backups")
_BACKUPS_ALSO: Final = Text("backup terugzetten herstellen stick", "restore recover copy stick")
_BACK_UP_NOW: Final = Text("Nu een reservekopie maken", "Make a backup now")
_RULES_ALSO: Final = Text("eisen PE punten eigen aanpassen titels", "requirements points own change titles")
_DOSSIER: Final = Text("Dossier maken…", "Make the dossier…")
_DOSSIER_ALSO: Final = Text("exporteren pdf herregistratie indienen", "export PDF herregistratie submit")
_CV: Final = Text("Cv maken…", "Make the CV…")
_CV_ALSO: Final = Text("exporteren pdf word curriculum vitae", "export PDF Word curriculum vitae")
_SINCE: Final = Text("Wat veranderde sinds het vorige dossier", "What changed since the last dossier")
_CLIENT: Final = Text("Cv laten zien aan een cliënt…", "Show the CV to a client…")
_CLIENT_ALSO: Final = Text("cliëntweergave volledig scherm", "client view full screen")
_TRANSLATE: Final = Text("Volgende tekst zonder Engels", "Next text without English")
_TRANSLATE_ALSO: Final = Text("vertalen cv onvertaald engelstalig", "translate CV untranslated Dutch only")
_SCORE: Final = Text("Competenties scoren op één blad", "Score competences on one sheet")
_SCORE_ALSO: Final = Text("zelfbeoordeling meting scoreblad indicatoren", "self-assessment scoring sheet indicators")
_SPELLING: Final = Text("Volgende spelfout", "Next misspelling")
_SPELLING_ALSO: Final = Text("spelling nakijken woordenboek", "spelling check dictionary proofread")
_PRINT: Final = Text("Afdrukken…", "Print…")


def workspace_commands(workspace: Workspace) -> tuple[Command, ...]:
    """Return what can be done in the workspace as it is now."""
    return (*_pages(workspace), *_deeds(workspace), *_records(workspace))


def _pages(workspace: Workspace) -> list[Command]:
    return [
        Command(page_name(key), partial(workspace.go, key), icon, _KEYS.get(key, f"Ctrl+{number % 10}"), Menu.GO, 1)
        for number, (key, icon) in enumerate(ICONS.items(), start=1)
    ]


def _deeds(workspace: Workspace) -> list[Command]:
    session = workspace.session
    found = [
        Command(
            _DOSSIER,
            partial(workspace.show_dossier, "dossier"),
            ICONS[Area.DOSSIER.value],
            "Ctrl+Shift+D",
            Menu.PORTFOLIO,
            1,
            _DOSSIER_ALSO,
        ),
        Command(_CV, partial(workspace.show_dossier, "cv"), ICONS[Area.CV.value], "", Menu.PORTFOLIO, 1, _CV_ALSO),
        Command(_BACKUPS, partial(workspace.go, BACKUPS), "archive", "", Menu.PORTFOLIO, 1, _BACKUPS_ALSO),
        Command(_BACK_UP_NOW, workspace.back_up_now, "archive", "", None, 1, _BACKUPS_ALSO),
        Command(_FIND, workspace.open_finder, "search", "Ctrl+K", Menu.EDIT, 2, in_finder=False),
        Command(_SEARCH, workspace.open_results, "search", "Ctrl+Shift+F", Menu.EDIT, 2),
        Command(_FILTER, workspace.filter_here, "list-filter", "Ctrl+F", Menu.EDIT, 2, in_finder=False),
        Command(_BACK, workspace.go_back, "arrow-left", "Alt+Left", Menu.GO, 0, in_finder=False),
        Command(_FORWARD, workspace.go_forward, "arrow-right", "Alt+Right", Menu.GO, 0, in_finder=False),
        Command(_BIN, partial(workspace.show_past, "bin"), "trash-2", "", Menu.GO, 2, also=_BIN_ALSO),
        Command(_DAY, partial(workspace.show_past, "day"), "history", "", Menu.GO, 2, also=_DAY_ALSO),
        Command(page_name(RULES), workspace.show_rules, "scale", "", Menu.GO, 2, also=_RULES_ALSO),
        Command(_FOLD, workspace.fold, "panel-left-close", "Ctrl+B", Menu.VIEW, 1),
        Command(_PRINT, workspace.print_here, "printer", "Ctrl+P", Menu.PORTFOLIO, 1),
        Command(_SINCE, partial(workspace.show_dossier, "since"), ICONS[HISTORY]),
        Command(CHECK, partial(workspace.show_dossier, "verify"), "shield-check", "", Menu.PORTFOLIO, 1, CHECK_ALSO),
        Command(_SCORE, partial(score_competences, workspace), "radar", "", None, also=_SCORE_ALSO),
        Command(_CLIENT, workspace.client_view_asked.emit, "presentation", "F11", Menu.VIEW, 2, _CLIENT_ALSO),
    ]
    if not session.read_only:
        found += [
            Command(_UNDO, session.undo, "undo-2", "Ctrl+Z", Menu.EDIT, 0),
            Command(_REDO, session.redo, "redo-2", "Ctrl+Y Ctrl+Shift+Z", Menu.EDIT, 0),
            Command(_GUIDE, partial(workspace.go, GUIDE), "compass", "", Menu.HELP, 0, _GUIDE_ALSO),
            Command(_FILES, workspace.files.choose, "upload", "Ctrl+Shift+A", Menu.EDIT, 1, _FILES_ALSO),
            Command(_SPELLING, workspace.next_misspelling, "book-open-check", "F7", Menu.EDIT, 3, _SPELLING_ALSO),
            Command(_TRANSLATE, workspace.translate_on, "languages", "F8", Menu.EDIT, 3, _TRANSLATE_ALSO),
            Command(_NEW_HERE, workspace.new_here, "plus", "Ctrl+N", Menu.EDIT, 1, in_finder=False),
        ]
    return found


def _records(workspace: Workspace) -> list[Command]:
    if not workspace.session.is_loaded:
        return []
    from portfolio_app.domain.kinds import KINDS

    found: list[Command] = []
    if not workspace.session.read_only:
        for kind in KINDS:
            if not kind.singleton and kind.area is not Area.DOSSIER:
                start = partial(workspace.start_new, kind.key)
                also = _NEW_ALSO.fill(plural=kind.plural, called=_ALSO_CALLED.get(kind.key, NO_TEXT))
                found.append(Command(_NEW.fill(kind=kind.label), start, "plus", also=also))
    for kind in KINDS:
        if kind.plural == page_name(kind.area.value):
            continue  # its page is found by that name already
        show = partial(workspace.show_kind, kind.key)
        found.append(Command(_GO_TO.fill(page=kind.plural), show, ICONS[kind.area.value], also=kind.label))
    return found

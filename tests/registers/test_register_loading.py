"""Loading register data: a user may add a register; whatever is wrong is named by file, entry and reason."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.common.text import Language
from portfolio_app.registers.catalogue import Registers
from portfolio_app.registers.loader import MOST_FILES, RegisterFileError, load_registers, registers_from
from portfolio_app.registers.register_writer import name_for_code, register_as_toml
from portfolio_app.registers.toml_table import MOST_BYTES

REGISTER = """\
format = "vakdossier-register/1"
kind = "register"
[register]
id = "vkv"
prefix = "VKV"
name = "VKV"
label = { nl = "Verzonnen Kring", en = "Invented Circle" }
text = { nl = "Een kring.", en = "A circle." }
period = { years = 3, start = "anniversary", state = "own", source = { nl = "Zelf.", en = "Own." } }
[[titles]]
code = "VKV.Vk1"
name = "Vk1"
label = { nl = "Kringlid", en = "Circle member" }
text = { nl = "Lid.", en = "Member." }
[[documents]]
code = "VKV.DOC"
label = { nl = "Handboek", en = "Handbook" }
text = { nl = "Alles.", en = "All." }
language = "nl"
adopted = "2024-02-29"
sections = [{ id = "een", title = { nl = "Een", en = "One" } }]
[expected]
titles = 1
documents = 1
"""

PROFILE = """\
format = "vakdossier-register/1"
kind = "profile"
register = "vkv"
document = "VKV.DOC"
[profile]
code = "VKV.PROFIEL"
titles = ["VKV.Vk1"]
label = { nl = "Profiel", en = "Profile" }
text = { nl = "Wat moet.", en = "What must be." }
source = { section = "een" }
[[levels]]
id = "hoog"
scale = "tier"
label = { nl = "hoog", en = "high" }
text = { nl = "Hoog.", en = "High." }
[[core_tasks]]
code = "VKV.T1"
label = { nl = "Taak", en = "Task" }
text = { nl = "Doet iets.", en = "Does something." }
levels = { "VKV.Vk1" = ["hoog"] }
competences = ["VKV.C1"]
source = { section = "een", item = "1" }
[[core_competences]]
code = "VKV.C1"
label = { nl = "Kunnen", en = "Being able" }
text = { nl = "Kan iets.", en = "Is able." }
source = { section = "een", item = "2" }
[[competences]]
code = "VKV.U1"
label = { nl = "Uitwerking", en = "Elaboration" }
text = { nl = "Uitgewerkt.", en = "Elaborated." }
source = { section = "een", item = "3" }
[[competences.required]]
code = "VKV.U1.N1"
label = { nl = "Ziet", en = "Sees" }
text = { nl = "Ziet iets.", en = "Sees something." }
source = { section = "een", item = "4" }
[expected]
titles = 1
remarks = 0
core_tasks = 1
core_competences = 1
context_terms = 0
competences = 1
behaviour = [0]
required = [1]
"""

LAWS = """\
format = "vakdossier-register/1"
kind = "laws"
register = "vkv"
document = "VKV.DOC"
[list]
code = "VKV.W"
label = { nl = "Wetten", en = "Laws" }
text = { nl = "Regels.", en = "Rules." }
source = { section = "een" }
[[laws]]
code = "VKV.W1"
form = "act"
official = "Wet op het verzinnen"
titles = ["VKV.Vk1"]
label = { nl = "Verzinwet", en = "Invention Act" }
text = { nl = "Over verzinnen.", en = "On inventing." }
source = { section = "een", item = "5" }
[expected]
laws = 1
"""

CODE = """\
format = "vakdossier-register/1"
kind = "code"
register = "vkv"
document = "VKV.DOC"
[code]
code = "VKV.CODE"
label = { nl = "Code", en = "Code" }
text = { nl = "Gedrag.", en = "Conduct." }
source = { section = "een" }
[[chapters]]
code = "VKV.H1"
label = { nl = "Hoofdstuk", en = "Chapter" }
source = { section = "een" }
[[chapters.provisions]]
code = "VKV.H1.1"
label = { nl = "Netjes", en = "Proper" }
text = { nl = "Is netjes.", en = "Is proper." }
source = { section = "een", item = "6" }
[expected]
remarks = 0
departures = 0
provisions = [1]
"""

SECOND_LEVEL = """\
[[levels]]
id = "hoog"
scale = "tier"
label = { nl = "hoog", en = "high" }
text = { nl = "Hoger.", en = "Higher." }
"""

FILES = {"vkv.toml": REGISTER, "profiel.toml": PROFILE, "wetten.toml": LAWS, "code.toml": CODE}


def load(files: dict[str, str]) -> Registers:
    return registers_from((name, words.encode()) for name, words in files.items())


def edited(name: str, old: str, new: str) -> dict[str, str]:
    assert FILES[name].count(old) >= 1
    return {**FILES, name: FILES[name].replace(old, new, 1)}


def test_a_user_adds_a_register_in_a_folder_of_their_own(register_folder: Path, tmp_path: Path) -> None:
    for name, words in FILES.items():
        (tmp_path / name).write_text(words, encoding="utf-8")
    (tmp_path / "leesmij.txt").write_text("geen register", encoding="utf-8")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "eigen.toml").write_text("niet van hier", encoding="utf-8")
    registers = load_registers(register_folder, tmp_path)
    assert registers.codes("register") == ("rnvc", "rsc", "vkv")
    assert registers.codes("assessable", "vkv") == ("VKV.T1", "VKV.C1", "VKV.U1.N1")
    assert registers.cite("VKV.H1.1").en == "Handbook, One, item 6"
    assert len(registers.codes("provision")) == 18


def test_the_order_of_files_does_not_matter() -> None:
    forth, back = load(FILES), load(dict(reversed(FILES.items())))
    assert forth == back
    assert forth.codes("competence") == ("VKV.C1", "VKV.U1")


def test_an_empty_folder_has_no_registers(tmp_path: Path) -> None:
    assert load_registers(tmp_path) == Registers(())


def test_a_newer_profile_takes_the_place_of_the_older() -> None:
    newer_document = REGISTER.replace(
        "[expected]",
        '[[documents]]\ncode = "VKV.DOC2"\nlabel = { nl = "Handboek 2", en = "Handbook 2" }\n'
        'text = { nl = "Nieuw.", en = "New." }\nlanguage = "nl"\nversion = "2"\nadopted = "2025"\n'
        'sections = [{ id = "een", title = { nl = "Een", en = "One" } }]\n[expected]',
    ).replace("documents = 1", "documents = 2")
    newer = PROFILE.replace('"VKV.DOC"', '"VKV.DOC2"')
    for part in ("PROFIEL", "T1", "C1", "U1.N1", '"VKV.U1"'):
        newer = newer.replace(part, f"2.{part}" if '"' not in part else '"VKV.2.U1"')
    registers = load({"a.toml": newer, **FILES, "vkv.toml": newer_document})
    assert len(registers.profiles) == 2
    found = registers.profile_of("vkv")
    assert found is not None
    assert found.document == "VKV.DOC2"


def test_line_ends_and_byte_order_mark_of_windows_are_taken(tmp_path: Path) -> None:
    (tmp_path / "VKV.TOML").write_bytes(b"\xef\xbb\xbf" + REGISTER.replace("\n", "\r\n").encode())
    assert load_registers(tmp_path).codes("title") == ("VKV.Vk1",)


def test_white_space_in_a_text_is_one_space() -> None:
    wrapped = edited("wetten.toml", '"Regels."', '"""\nRegels die\n   doorlopen."""')
    assert load(wrapped).entry("VKV.W").text.nl == "Regels die doorlopen."


@pytest.mark.parametrize(
    ("name", "old", "new", "entry", "reason"),
    [
        ("code.toml", 'format = "vakdossier-register/1"', 'format = "2"', "", "vakdossier-register/1"),
        ("code.toml", 'kind = "code"', 'kind = "codex"', "", "register, profile, laws, code"),
        ("code.toml", 'kind = "code"\n', "", "", "kind"),
        ("code.toml", 'register = "vkv"', 'register = "rvk"', "", "rvk"),
        ("code.toml", 'document = "VKV.DOC"', 'document = "VKV.BOEK"', "", "VKV.BOEK"),
        ("code.toml", 'code = "VKV.CODE"', "code = 7", "code", "7"),
        ("code.toml", 'code = "VKV.CODE"', 'code = "VKV CODE"', "code (VKV CODE)", "VKV CODE"),
        ("code.toml", 'code = "VKV.CODE"', 'code = "RSC.CODE"', "code (RSC.CODE)", "VKV."),
        ("code.toml", 'code = "VKV.CODE"', 'code = "VKV.W1"', "code (VKV.W1)", "wetten.toml"),
        ("code.toml", "[[chapters.provisions]]", "[[chapters.provision]]", "chapters[1] (VKV.H1)", "provisions"),
        ("code.toml", "provisions = [1]", "provisions = [2]", "expected", "2"),
        ("code.toml", "provisions = [1]", "provisions = 1", "expected", "provisions"),
        ("code.toml", "departures = 0", "departures = true", "expected", "departures"),
        ("code.toml", "departures = 0", "departures = -1", "expected", "9999"),
        ("code.toml", "departures = 0", "departures = 0\nchapters = 1", "expected", "chapters"),
        ("code.toml", "[expected]\nremarks = 0\ndepartures = 0\nprovisions = [1]\n", "", "", "expected"),
        ("vkv.toml", 'id = "vkv"', 'id = "V K V"', "register", "V K V"),
        ("vkv.toml", 'prefix = "VKV"', 'prefix = "vkv"', "register", "prefix"),
        ("vkv.toml", "years = 3", "years = 11", "register.period", "10"),
        ("vkv.toml", "years = 3", "years = 3.0", "register.period", "3.0"),
        ("vkv.toml", '"anniversary"', '"birthday"', "register.period", "birthday"),
        ("vkv.toml", '"own"', '"sure"', "register.period", "unverified"),
        ("vkv.toml", "2024-02-29", "2023-02-29", "documents[1] (VKV.DOC)", "2023-02-29"),
        ("vkv.toml", "2024-02-29", "29-2-2024", "documents[1] (VKV.DOC)", "adopted"),
        ("vkv.toml", '"2024-02-29"', "2024-02-29", "documents[1] (VKV.DOC)", "adopted"),
        ("vkv.toml", "titles = 1", "titles = 2", "expected", "2"),
        ("vkv.toml", "[[titles]]", "[titles]", "", "titles"),
        ("vkv.toml", "[{ id", "[1, { id", "documents[1] (VKV.DOC)", "sections[1]"),
        ("vkv.toml", "} }]", '} }, { id = "een", title = { nl = "x", en = "x" } }]', "sections[2]", "een"),
        ("vkv.toml", 'text = { nl = "Lid."', 'text = { nl = "Lid.", de = "Glied."', "titles[1] (VKV.Vk1).text", "de"),
        ("profiel.toml", ', en = "Task"', "", "core_tasks[1] (VKV.T1).label", "en"),
        ("profiel.toml", ', en = "Task"', ', en = "  "', "core_tasks[1] (VKV.T1).label", "en"),
        ("profiel.toml", '"Task"', '"Task\\u0007"', "core_tasks[1] (VKV.T1).label", "en"),
        ("profiel.toml", '"Task"', f'"{"x" * 4001}"', "core_tasks[1] (VKV.T1).label", "4000"),
        ("profiel.toml", '"Task"', "1979-05-27", "core_tasks[1] (VKV.T1).label", "date"),
        ("profiel.toml", "label = {", "lable = {", "profile (VKV.PROFIEL)", "label"),
        ("profiel.toml", 'competences = ["VKV.C1"]', 'competences = ["VKV.C9"]', "core_tasks[1] (VKV.T1)", "VKV.C9"),
        ("profiel.toml", '["VKV.C1"]', '["VKV.C1", "VKV.C1"]', "core_tasks[1] (VKV.T1)", "competences"),
        ("profiel.toml", '["VKV.C1"]', "[1]", "core_tasks[1] (VKV.T1)", "competences"),
        ("profiel.toml", '["hoog"]', '["laag"]', "core_tasks[1] (VKV.T1).levels", "laag"),
        ("profiel.toml", '{ "VKV.Vk1" = ["hoog"] }', "{ Vk2 = [] }", "core_tasks[1] (VKV.T1).levels", "Vk2"),
        ("profiel.toml", '{ "VKV.Vk1" = ["hoog"] }', "{}", "core_tasks[1] (VKV.T1).levels", "title"),
        ("profiel.toml", 'titles = ["VKV.Vk1"]', 'titles = ["VKV.Vk2"]', "profile (VKV.PROFIEL)", "VKV.Vk2"),
        ("profiel.toml", 'scale = "tier"', 'scale = "kilo"', "levels[1]", "kilo"),
        ("profiel.toml", "[[core_tasks]]", SECOND_LEVEL + "[[core_tasks]]", "levels[2]", "hoog"),
        ("profiel.toml", 'section = "een", item = "4"', 'section = "twee"', "(VKV.U1.N1).source", "twee"),
        ("profiel.toml", "required = [1]", "required = [1, 1]", "expected", "1, 1"),
        ("wetten.toml", 'form = "act"', 'form = "rumour"', "laws[1] (VKV.W1)", "rumour"),
        ("wetten.toml", 'titles = ["VKV.Vk1"]', 'titles = ["Vk1"]', "laws[1] (VKV.W1)", "Vk1"),
        ("wetten.toml", "official = ", "officieel = ", "laws[1] (VKV.W1)", "official"),
        ("wetten.toml", "[expected]", "colour = 1\n[expected]", "laws[1] (VKV.W1)", "colour"),
        ("wetten.toml", "[[laws]]", "[laws", "", "TOML"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(name: str, old: str, new: str, entry: str, reason: str, language: Language) -> None:
    with pytest.raises(RegisterFileError) as caught:
        load(edited(name, old, new))
    error = caught.value
    assert error.exit_code == 3
    assert error.file == name
    assert error.entry.endswith(entry) if entry else not error.entry
    assert reason in error.reason.say("en")
    said = error.say(language)
    assert name in said
    assert error.entry in said
    assert error.reason.say(language) in said


def test_two_registers_may_not_share_id_or_prefix() -> None:
    with pytest.raises(RegisterFileError, match="vkv"):
        load({**FILES, "zelfde.toml": REGISTER})
    other_id = REGISTER.replace('id = "vkv"', 'id = "kvk"').replace("VKV.", "VKV.X.")
    with pytest.raises(RegisterFileError, match="VKV"):
        load({**FILES, "zelfde.toml": other_id})


def test_a_profile_cannot_borrow_the_document_of_another_register(register_folder: Path, tmp_path: Path) -> None:
    for name, words in edited("profiel.toml", '"VKV.DOC"', '"RSC.DOC.code"').items():
        (tmp_path / name).write_text(words, encoding="utf-8")
    with pytest.raises(RegisterFileError, match=r"RSC\.DOC\.code"):
        load_registers(register_folder, tmp_path)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff\xfe\x00", "UTF-8"),
        (b"#" * (MOST_BYTES + 1), "2 MB"),
        (b"a = " + b"[" * 5000 + b"]" * 5000, "TOML"),
        (b"a = " + b"9" * 5000, "TOML"),
        (b"a = 1\na = 2", "TOML"),
        (b"", "format"),
    ],
    ids=["not-utf8", "too-big", "nested", "huge-number", "twice", "empty"],
)
def test_a_file_that_is_no_register_data_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "raar.toml").write_bytes(content)
    with pytest.raises(RegisterFileError, match=r"raar\.toml") as caught:
        load_registers(tmp_path)
    assert reason in caught.value.reason.en


def test_messages_stay_short_and_printable(tmp_path: Path) -> None:
    (tmp_path / "raar.toml").write_bytes(b'format = "' + b"x\\u0000" * 500 + b'"')
    with pytest.raises(RegisterFileError) as caught:
        load_registers(tmp_path)
    assert len(caught.value.say("nl")) < 300
    (tmp_path / "raar.toml").write_bytes(
        b'format = "vakdossier-register/1"\nkind = "register"\nregister = ' + b"[" * 300 + b"]" * 300
    )
    with pytest.raises(RegisterFileError) as caught:
        load_registers(tmp_path)
    assert "list" in caught.value.reason.en


def test_a_missing_folder_is_refused(tmp_path: Path, language: Language) -> None:
    with pytest.raises(EnvironmentRefusedError) as caught:
        load_registers(tmp_path / "weg")
    assert "register" in caught.value.say(language)
    assert "weg" not in caught.value.say(language).split()


def test_a_folder_with_too_many_files_is_refused(tmp_path: Path) -> None:
    for number in range(MOST_FILES + 1):
        (tmp_path / f"{number}.toml").touch()
    with pytest.raises(EnvironmentRefusedError, match=str(MOST_FILES)):
        load_registers(tmp_path)


@pytest.mark.skipif(
    sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0),
    reason="rights do not stop the administrator",
)
def test_a_file_that_may_not_be_read_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "dicht.toml"
    path.write_text(REGISTER, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(EnvironmentRefusedError, match=r"dicht\.toml"):
        load_registers(tmp_path)


def test_a_file_that_the_system_cannot_read_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    (tmp_path / "stuk.toml").write_text(REGISTER, encoding="utf-8")

    def refuse(path: Path, mode: str) -> None:
        raise OSError(5, "Input/output error", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(EnvironmentRefusedError) as caught:
        load_registers(tmp_path)
    assert "stuk.toml" in caught.value.say(language)
    assert str(tmp_path) not in caught.value.say(language)


def test_every_register_is_written_as_it_is_read(registers: Registers) -> None:
    for register in registers.registers:
        written = register_as_toml(register)
        assert registers_from([("kopie.toml", written.encode())]).registers == (register,)


@pytest.mark.parametrize(
    ("words", "taken", "name"),
    [
        ("Mijn register", (), "mijnregister"),
        ("Beroepsvereniging Élan 3", (), "beroepsverenigingela"),
        ("RSC", ("rsc", "rsc2"), "rsc3"),
        ("007", (), "eigen"),
        ("注册", ("eigen",), "eigen2"),
        ("b" * 30, ("b" * 20,), "b" * 19 + "2"),
    ],
)
def test_a_register_gets_a_short_name_that_nobody_has(words: str, taken: tuple[str, ...], name: str) -> None:
    assert name_for_code(words, taken) == name

"""Files of others looked at in a process of its own: the same verdicts, and nothing that a file does reaches us."""

from __future__ import annotations

import random
import sys
import threading
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.documents.blocks import Paragraph, plain
from portfolio_app.documents.evidence.guard import GuardedIntake
from portfolio_app.documents.evidence.intake import inspect
from portfolio_app.documents.evidence.refusal import EvidenceRefusedError
from portfolio_app.documents.guarding.process import LOOKING
from tests.documents import evidence_files
from tests.documents.pdf.reading import document, pdf_of
from tests.documents.ready_pages import as_pdf
from tests.documents.stand_in import STAND_IN
from tests.waiting import PATIENCE, until

MUTATIONS = 200


@pytest.fixture(scope="module")
def intake() -> Iterator[GuardedIntake]:
    with GuardedIntake(replace(LOOKING, seconds=60)) as guarded:
        yield guarded


def stand_in(then: str, *, seconds: float = 30) -> GuardedIntake:
    return GuardedIntake(replace(LOOKING, command=(sys.executable, "-c", STAND_IN + then), seconds=seconds))


@pytest.mark.parametrize(
    "content",
    [
        evidence_files.certificate("Certificaat", pages=2),
        pdf_of(document(Paragraph(plain("Tekst")))),
        evidence_files.photo(300, 200, orientation=6),
        evidence_files.with_form(xfa=True),
        evidence_files.scans("1", "RGB"),
    ],
)
def test_it_says_what_looking_without_it_says(content: bytes, intake: GuardedIntake) -> None:
    assert intake.inspect(content, name="") == inspect(content)


@pytest.mark.parametrize("name", evidence_files.HOSTILE)
def test_what_is_refused_is_refused_in_the_same_words(name: str, intake: GuardedIntake) -> None:
    content = evidence_files.HOSTILE[name]()
    with pytest.raises(EvidenceRefusedError) as expected:
        inspect(content)
    with pytest.raises(EvidenceRefusedError) as caught:
        intake.inspect(content)
    assert (caught.value.message, caught.value.remedy) == (expected.value.message, expected.value.remedy)


def test_the_name_of_a_file_may_be_anything(intake: GuardedIntake) -> None:
    name = "naam\ud800 \n\u202e.pdf"
    assert intake.inspect(evidence_files.certificate(), name=name).pages == 1


@pytest.mark.parametrize(
    ("then", "seconds"),
    [
        ("os._exit(1)", 30),
        ("os.abort()", 30),
        ("os.write(1, b'x' * 1000)", 30),
        ("say(b'[]')", 30),
        ("say(b'{}')", 30),
        ("""say(b'{"media": "text/html", "sizes": [], "text": "", "archival": 1, "problems": []}')""", 30),
        ("os.write(1, struct.pack('>QQ', 1 << 60, 0))", 30),
        ("time.sleep(600)", 0.5),
    ],
)
def test_a_process_that_fails_costs_only_the_file(then: str, seconds: float) -> None:
    with stand_in(then, seconds=seconds) as guarded:
        for _ in range(2):
            with pytest.raises(EvidenceRefusedError, match="too heavy or damaged") as caught:
                guarded.inspect(evidence_files.certificate())
            assert "te zwaar of beschadigd" in caught.value.say("nl")


def test_who_ends_it_waits_for_no_file() -> None:
    guarded = stand_in("time.sleep(600)", seconds=300)
    refused: list[BaseException] = []

    def look() -> None:
        try:
            guarded.inspect(b"x")
        except EvidenceRefusedError as error:
            refused.append(error)

    looking = threading.Thread(target=look)
    looking.start()
    until(lambda: guarded._process is not None)
    guarded.end_for_good()
    looking.join(PATIENCE)
    assert len(refused) == 1
    with pytest.raises(EvidenceRefusedError):
        guarded.inspect(b"x")


@pytest.mark.parametrize("command", [(sys.executable, "-c", "pass"), ("/nergens/programma",)])
def test_a_process_that_cannot_be_started_is_no_fault_of_the_file(command: tuple[str, ...]) -> None:
    with GuardedIntake(replace(LOOKING, command=command)) as guarded, pytest.raises(EnvironmentRefusedError):
        guarded.inspect(evidence_files.certificate())


def test_one_process_serves_many_files_and_ends_when_it_is_idle() -> None:
    with GuardedIntake(replace(LOOKING, idle_seconds=600)) as guarded:
        guarded.inspect(evidence_files.photo(30, 20))
        first = guarded._process
        guarded.inspect(evidence_files.photo(40, 20))
        assert guarded._process is first
        assert first is not None
    assert first.returncode is not None
    with GuardedIntake(replace(LOOKING, idle_seconds=0.01)) as guarded:
        guarded.inspect(evidence_files.photo(30, 20))
        until(lambda: guarded._process is None)
        assert guarded.inspect(evidence_files.photo(30, 20)).pages == 1


def test_the_process_knows_nothing_of_the_vault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAKDOSSIER_PASSPHRASE", "geheim")
    told = (
        """say(b'{"refused": [["a", "%s"], ["", ""]]}' % os.environ.get("VAKDOSSIER_PASSPHRASE", "unaware").encode())"""
    )
    with stand_in(told) as guarded, pytest.raises(EvidenceRefusedError, match="unaware"):
        guarded.inspect(evidence_files.certificate())


def test_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert GuardedIntake()._command == (sys.executable, LOOKING.word)


def test_the_entry_of_the_program_knows_the_word() -> None:
    command = (sys.executable, "-m", "portfolio_app", LOOKING.word)
    with GuardedIntake(replace(LOOKING, command=command)) as guarded:
        assert guarded.inspect(evidence_files.certificate(pages=3)).pages == 3


# Bombs


def object_stream_bomb(megabytes: int = 3_000) -> bytes:
    """A file whose objects stand in a stream that unfolds to so many megabytes."""
    packer = zlib.compressobj(9)
    start = b"1 0 2 33 <</Type/Catalog/Pages 2 0 R>>       <</Type/Pages/Kids[]/Count 0>>"
    packed = packer.compress(start.ljust(1 << 20))
    packed += b"".join(packer.compress(b" " * (1 << 20)) for _ in range(megabytes)) + packer.flush()
    parts = [b"%PDF-1.5\n"]
    at = len(parts[0])
    parts.append(
        b"3 0 obj\n<</Type/ObjStm/N 2/First 9/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n"
        % (len(packed), packed)
    )
    second = at + len(parts[1])
    entries = [(0, 0, 65535), (2, 3, 0), (2, 3, 1), (1, at, 0), (1, second, 0)]
    table = b"".join(
        kind.to_bytes(1, "big") + where.to_bytes(4, "big") + more.to_bytes(2, "big") for kind, where, more in entries
    )
    parts.append(
        b"4 0 obj\n<</Type/XRef/Size 5/W[1 4 2]/Root 1 0 R/Length %d>>\nstream\n%s\nendstream\nendobj\n"
        b"startxref\n%d\n%%%%EOF\n" % (len(table), table, second)
    )
    return b"".join(parts)


def picture_bomb(side: int = 30_000) -> bytes:
    """A small PNG that is as large as it says."""
    buffer = BytesIO()
    Image.new("1", (side, side)).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def nested_forms(depth: int = 40) -> bytes:
    """A page whose form draws another twice, that draws another twice, and so on: two to the power of `depth`."""

    def change(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_indirect(pikepdf.Stream(pdf, b"0 0 1 1 re f"))
        form.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=pikepdf.Array([0, 0, 99, 99])
        )
        for _ in range(depth):
            outer = pdf.make_indirect(pikepdf.Stream(pdf, b"/In Do /In Do"))
            outer.stream_dict = pikepdf.Dictionary(
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Form,
                BBox=pikepdf.Array([0, 0, 99, 99]),
                Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(In=form)),
            )
            form = outer
        page = pdf.pages[0].obj
        page.Resources.XObject = pikepdf.Dictionary(In=form)
        page.Contents = pikepdf.Stream(pdf, b"/In Do")

    return evidence_files.changed(change)


@pytest.mark.parametrize(
    "content",
    [evidence_files.bomb(1_000), object_stream_bomb(), picture_bomb()],
    ids=["stream", "object stream", "picture"],
)
def test_a_bomb_is_refused(content: bytes, intake: GuardedIntake) -> None:
    with pytest.raises(EvidenceRefusedError):
        intake.inspect(content)
    assert intake.inspect(evidence_files.certificate()).pages == 1


def test_what_would_take_forever_is_refused_or_taken_within_its_time() -> None:
    with GuardedIntake(replace(LOOKING, seconds=3)) as guarded:
        taken_or_refused(guarded, nested_forms())
        guarded._child = replace(LOOKING, seconds=PATIENCE)  # what asks for little gets its time on a busy machine too
        assert guarded.inspect(evidence_files.certificate()).pages == 1


# Mutations


def mutated(source: bytes, seed: int) -> bytes:
    """The file with a few bytes changed, a part left out, doubled, or put elsewhere."""
    chance = random.Random(seed)
    content = bytearray(source)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(content))
        length = chance.randint(1, 60)
        match chance.randrange(5):
            case 0:
                content[at] = chance.randrange(256)
            case 1:
                del content[at : at + length]
            case 2:
                content[at:at] = content[at : at + length]
            case 3:
                digits = [index for index, byte in enumerate(content) if 48 <= byte <= 57]
                content[chance.choice(digits or [at])] = chance.choice(b"0123456789")
            case _:
                target = chance.randrange(len(content))
                content[target : target + length] = content[at : at + length]
    return bytes(content)


def taken_or_refused(guarded: GuardedIntake, content: bytes) -> bool:
    try:
        facts = guarded.inspect(content)
    except EvidenceRefusedError:
        return False
    assert facts.pages >= 1
    return True


def test_damaged_files_are_taken_or_refused_and_never_more_than_that(intake: GuardedIntake) -> None:
    sources = (
        evidence_files.certificate(pages=2),
        evidence_files.with_form(),
        evidence_files.photo(60, 40, orientation=6),
        pdf_of(document(Paragraph(plain("Tekst")))),
        evidence_files.drawing(40, 30),
        evidence_files.with_hidden_layer(),
        evidence_files.scans("1", "RGB", size=(40, 60)),
    )
    taken = sum(taken_or_refused(intake, mutated(sources[seed % len(sources)], seed)) for seed in range(MUTATIONS))
    assert 0 < taken < MUTATIONS


def test_prepared_pages_come_across_whole(intake: GuardedIntake) -> None:
    prepared = intake.inspect(evidence_files.certificate(pages=2)).prepared
    with pikepdf.open(BytesIO(as_pdf(prepared))) as pdf:
        assert len(pdf.pages) == 2

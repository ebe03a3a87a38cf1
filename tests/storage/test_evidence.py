from __future__ import annotations

import hashlib
import io
import os
import random
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portfolio_app.common.errors import EnvironmentRefusedError
from portfolio_app.storage import evidence as evidences
from portfolio_app.storage.errors import EvidenceDamagedError, EvidenceMissingError, VaultReadOnlyError
from portfolio_app.storage.evidence import EvidenceStore
from portfolio_app.storage.keys import DataKey

CHUNK = 256 * 1024
SEALED_CHUNK = CHUNK + 16
HEAD = 40


@pytest.fixture
def key() -> DataKey:
    return DataKey(bytes(range(32)))


@pytest.fixture
def store(tmp_path: Path, key: DataKey) -> EvidenceStore:
    return EvidenceStore(tmp_path / "evidence", key)


def some_bytes(size: int) -> bytes:
    return random.Random(size).randbytes(size)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17])
def test_what_is_put_in_comes_out(store: EvidenceStore, size: int) -> None:
    content = some_bytes(size)
    stored = store.put(io.BytesIO(content))
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert stored.size == size
    assert not stored.was_there
    assert store.read(stored.sha256) == content
    assert store.verify(stored.sha256) == size
    assert store.holds(stored.sha256)


class Dribbling(io.RawIOBase):
    """Gives a few bytes at a time, as a pipe does."""

    def __init__(self, content: bytes) -> None:
        self._rest = content

    def read(self, size: int = -1) -> bytes:
        piece, self._rest = self._rest[: min(size, 50_001)], self._rest[min(size, 50_001) :]
        return piece


def test_a_source_may_give_little_at_a_time(store: EvidenceStore) -> None:
    content = some_bytes(2 * CHUNK)
    assert store.read(store.put(Dribbling(content)).sha256) == content  # type: ignore[arg-type]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3 * CHUNK), st.integers(0, 2 * CHUNK)), max_size=8))
def test_reading_in_any_order_gives_the_same_as_a_file(store: EvidenceStore, reads: list[tuple[int, int]]) -> None:
    content = some_bytes(2 * CHUNK + 999)
    with store.open(store.put_bytes(content).sha256) as opened:
        for start, length in reads:
            opened.seek(start)
            assert opened.read(length) == content[start : start + length]
        assert opened.seek(-9, os.SEEK_END) == len(content) - 9
        assert opened.read() == content[-9:]


def test_the_same_content_is_stored_once(store: EvidenceStore) -> None:
    first = store.put_bytes(b"certificaat")
    second = store.put_bytes(b"certificaat")
    assert second.was_there
    assert second.sha256 == first.sha256
    assert len(list(store.files())) == 1


def test_a_damaged_file_is_mended_by_adding_it_again(store: EvidenceStore) -> None:
    stored = store.put_bytes(b"certificaat")
    store.path_of(stored.sha256).write_bytes(b"onzin")
    assert not store.is_good(stored.sha256)
    assert not store.put_bytes(b"certificaat").was_there
    assert store.read(stored.sha256) == b"certificaat"


def test_neither_name_nor_content_tells_what_it_is(store: EvidenceStore, key: DataKey) -> None:
    content = b"Certificaat van Fenna de Vries" * 100
    path = store.path_of(store.put_bytes(content).sha256)
    sealed = path.read_bytes()
    assert b"Fenna" not in sealed
    digest = hashlib.sha256(content)
    assert digest.hexdigest()[:16] not in str(path)
    assert digest.digest()[:8] not in sealed
    elsewhere = EvidenceStore(path.parent.parent, DataKey(bytes(32)))
    assert not elsewhere.holds(digest.hexdigest())


def test_every_flipped_bit_is_noticed(store: EvidenceStore) -> None:
    stored = store.put_bytes(some_bytes(CHUNK + 100))
    path = store.path_of(stored.sha256)
    good = path.read_bytes()
    places = [*range(HEAD + 20), *random.Random(5).sample(range(len(good)), 60), *range(len(good) - 120, len(good))]
    for place in places:
        path.write_bytes(good[:place] + bytes([good[place] ^ 4]) + good[place + 1 :])
        with pytest.raises(EvidenceDamagedError) as refused:
            store.verify(stored.sha256)
        assert refused.value.sha256 == stored.sha256


@pytest.mark.parametrize("length", [0, 5, HEAD, HEAD + 15, HEAD + 16, HEAD + SEALED_CHUNK, HEAD + 2 * SEALED_CHUNK, -1])
def test_a_file_that_was_cut_off_is_noticed_on_opening(store: EvidenceStore, length: int) -> None:
    stored = store.put_bytes(some_bytes(2 * CHUNK + 100))
    path = store.path_of(stored.sha256)
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(EvidenceDamagedError):
        store.open(stored.sha256)


def test_chunks_that_were_swapped_or_added_are_noticed(store: EvidenceStore) -> None:
    stored = store.put_bytes(some_bytes(3 * CHUNK))
    path = store.path_of(stored.sha256)
    good = path.read_bytes()
    head, chunks = good[:HEAD], [good[HEAD + at * SEALED_CHUNK : HEAD + (at + 1) * SEALED_CHUNK] for at in range(3)]
    for altered in (
        [chunks[1], chunks[0], chunks[2]],
        [chunks[0], chunks[2]],
        [*chunks, chunks[2]],
        [chunks[0], chunks[0], chunks[2]],
    ):
        path.write_bytes(head + b"".join(altered))
        assert not store.is_good(stored.sha256)


def test_the_file_of_other_evidence_under_this_name_is_noticed(store: EvidenceStore) -> None:
    first, second = store.put_bytes(b"een"), store.put_bytes(b"twee")
    store.path_of(first.sha256).write_bytes(store.path_of(second.sha256).read_bytes())
    for read in (store.read, store.verify):
        with pytest.raises(EvidenceDamagedError):
            read(first.sha256)


def test_what_is_not_there_is_said_to_be_missing(store: EvidenceStore) -> None:
    absent = hashlib.sha256(b"nergens").hexdigest()
    for read in (store.open, store.read, store.verify):
        with pytest.raises(EvidenceMissingError) as refused:
            read(absent)
        assert refused.value.sha256 == absent
    with pytest.raises(ValueError, match="SHA-256"):
        store.open("../../etc/passwd")


def test_memory_does_not_grow_with_the_file(store: EvidenceStore) -> None:
    class Endless(io.RawIOBase):
        left = 64

        def read(self, size: int = -1) -> bytes:
            self.left -= 1
            return bytes(size) if self.left >= 0 else b""

    tracemalloc.start()
    try:
        stored = store.put(Endless())  # type: ignore[arg-type]
        store.verify(stored.sha256)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert stored.size == 64 * CHUNK
    assert peak < 8 * CHUNK


def test_a_source_that_fails_leaves_nothing(store: EvidenceStore, tmp_path: Path) -> None:
    class Failing(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise OSError(5, "stick pulled out")

    with pytest.raises(EnvironmentRefusedError):
        store.put(Failing())  # type: ignore[arg-type]
    assert [path for path in (tmp_path / "evidence").rglob("*") if path.is_file()] == []


def test_removing_is_for_good_and_twice_is_no_error(store: EvidenceStore) -> None:
    stored = store.put_bytes(b"weg")
    store.remove(stored.sha256)
    store.remove(stored.sha256)
    assert not store.holds(stored.sha256)


def test_read_only_refuses_to_store_and_remove(store: EvidenceStore, tmp_path: Path, key: DataKey) -> None:
    stored = store.put_bytes(b"blijft")
    reader = EvidenceStore(tmp_path / "evidence", key, read_only=True)
    for write in (lambda: reader.put_bytes(b"x"), lambda: reader.remove(stored.sha256)):
        with pytest.raises(VaultReadOnlyError):
            write()
    assert reader.read(stored.sha256) == b"blijft"


def test_each_file_has_a_key_of_its_own(store: EvidenceStore) -> None:
    same_start = [store.put_bytes(b"\0" * 1000 + bytes([number])) for number in range(2)]
    sealed = [store.path_of(stored.sha256).read_bytes()[HEAD:] for stored in same_start]
    assert sealed[0][:900] != sealed[1][:900]
    assert evidences._nonce(1, is_last=False) != evidences._nonce(1, is_last=True)


def derived_files(store_folder: Path) -> list[Path]:
    return sorted(store_folder.glob("derived/*/*"))


def test_what_was_made_of_evidence_is_kept_sealed_and_comes_back(store: EvidenceStore, tmp_path: Path) -> None:
    stored = store.put_bytes(b"a certificate")
    assert store.derived(stored.sha256, "pages1") is None
    store.put_derived(stored.sha256, "pages1", b"its pages")
    assert store.derived(stored.sha256, "pages1") == b"its pages"
    assert store.read(stored.sha256) == b"a certificate"
    (kept,) = derived_files(tmp_path / "evidence")
    assert b"its pages" not in kept.read_bytes()
    assert kept not in store.files()


def test_of_what_was_made_only_the_last_version_is_kept(store: EvidenceStore, tmp_path: Path) -> None:
    other = store.put_bytes(b"another").sha256
    store.put_derived(other, "pages1", b"pages of another")
    sha256 = store.put_bytes(b"a certificate").sha256
    store.put_derived(sha256, "pages1", b"old")
    store.put_derived(sha256, "pages2", b"new")
    assert (store.derived(sha256, "pages1"), store.derived(sha256, "pages2")) == (None, b"new")
    assert len(derived_files(tmp_path / "evidence")) == 2
    assert store.derived(other, "pages1") == b"pages of another"


@pytest.mark.parametrize("harm", ["cut", "altered", "emptied", "swapped"])
def test_what_was_made_and_then_harmed_counts_as_absent(store: EvidenceStore, tmp_path: Path, harm: str) -> None:
    sha256 = store.put_bytes(b"a certificate").sha256
    store.put_derived(sha256, "pages1", some_bytes(CHUNK + 5))
    (kept,) = derived_files(tmp_path / "evidence")
    content = kept.read_bytes()
    if harm == "swapped":
        other = store.put_bytes(b"another").sha256
        store.put_derived(other, "pages1", b"pages of another")
        kept.write_bytes(next(each for each in derived_files(tmp_path / "evidence") if each != kept).read_bytes())
    else:
        harmed = {"cut": content[:-20], "altered": content[:-1] + bytes([content[-1] ^ 1]), "emptied": b""}
        kept.write_bytes(harmed[harm])
    assert store.derived(sha256, "pages1") is None


def test_what_was_made_goes_with_the_evidence(store: EvidenceStore, tmp_path: Path) -> None:
    sha256 = store.put_bytes(b"a certificate").sha256
    store.put_derived(sha256, "pages1", b"its pages")
    store.remove(sha256)
    assert derived_files(tmp_path / "evidence") == []


def test_a_vault_that_is_only_read_keeps_nothing_that_was_made(tmp_path: Path, key: DataKey) -> None:
    sha256 = EvidenceStore(tmp_path / "evidence", key).put_bytes(b"a certificate").sha256
    reader = EvidenceStore(tmp_path / "evidence", key, read_only=True)
    reader.put_derived(sha256, "pages1", b"its pages")
    assert reader.derived(sha256, "pages1") is None
    assert derived_files(tmp_path / "evidence") == []


def test_a_full_disk_keeps_nothing_that_was_made_and_leaves_nothing(
    store: EvidenceStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = store.put_bytes(b"a certificate").sha256
    monkeypatch.setattr(evidences.os, "fdopen", full)
    store.put_derived(sha256, "pages1", b"its pages")
    assert store.derived(sha256, "pages1") is None
    assert not list((tmp_path / "evidence").glob(".*")) + derived_files(tmp_path / "evidence")


def full(descriptor: int, *_: object) -> None:
    os.close(descriptor)
    raise OSError(28, "No space left on device")


def test_a_maker_is_a_plain_word(store: EvidenceStore) -> None:
    with pytest.raises(ValueError, match="maker"):
        store.put_derived("0" * 64, "../x", b"")

"""The cipher and the master key's file."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.adapters.database.cipher import (
    KEY_BYTES,
    Cipher,
    ContentDamaged,
    ContentKey,
    MasterKeyRefused,
    Place,
    load_or_create_master_key,
)

KEY = ContentKey(bytes(range(32)))
PLACE = Place("messages", "m1", "sealed")


def test_content_opens_at_its_place() -> None:
    """What was sealed for a place is read there, an empty content too."""
    for content in (b"When is my bin emptied?", b""):
        assert KEY.open(PLACE, KEY.seal(PLACE, content)) == content


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place("drafts", "m1", "sealed"),
        Place("messages", "m2", "sealed"),
        Place("messages", "m1", "payload"),
        Place("message", "sm1", "sealed"),
        Place("messages", "m1s", "ealed"),
    ],
)
def test_content_does_not_open_elsewhere(elsewhere: Place) -> None:
    """Table, row and column are bound each on its own, not as one run of letters."""
    with pytest.raises(ContentDamaged):
        KEY.open(elsewhere, KEY.seal(PLACE, b"text"))


def test_every_changed_byte_is_noticed() -> None:
    """Layout, nonce, text and tag are all protected."""
    sealed = KEY.seal(PLACE, b"text")
    for at in range(len(sealed)):
        changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(ContentDamaged):
            KEY.open(PLACE, changed)


def test_cut_content_is_noticed() -> None:
    """However much of a ciphertext is missing, it is refused in the same way."""
    sealed = KEY.seal(PLACE, b"text")
    for length in range(len(sealed)):
        with pytest.raises(ContentDamaged):
            KEY.open(PLACE, sealed[:length])


def test_the_same_content_never_looks_the_same() -> None:
    """Equal texts cannot be told by their ciphertexts."""
    assert len({KEY.seal(PLACE, b"text") for _ in range(50)}) == 50


def test_data_keys_differ_and_belong_to_their_conversation() -> None:
    """Two conversations have two keys, and a wrapped key moved to another conversation is refused."""
    cipher = Cipher(bytes(range(32)))
    first, second = cipher.new_wrapped_key("c1"), cipher.new_wrapped_key("c1")
    sealed = cipher.unwrap("c1", first).seal(PLACE, b"text")
    with pytest.raises(ContentDamaged):
        cipher.unwrap("c1", second).open(PLACE, sealed)
    with pytest.raises(ContentDamaged):
        cipher.unwrap("c2", first)


def test_master_keys_are_told_apart_without_showing_them() -> None:
    """The id differs between keys and holds nothing of the key."""
    one, two = bytes(range(32)), bytes(range(1, 33))
    assert Cipher(one).master_key_id != Cipher(two).master_key_id
    assert Cipher(one).master_key_id == Cipher(one).master_key_id
    assert one.hex()[:8] not in repr(vars(Cipher(one)))


def test_a_master_key_of_another_length_is_refused() -> None:
    """A short key is never padded."""
    for length in (0, 16, 31, 33):
        with pytest.raises(MasterKeyRefused):
            Cipher(bytes(length))


def test_the_master_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    """The first use makes a random key that only its owner may read; later uses read the same one."""
    path = tmp_path / "data" / "master.key"
    key = load_or_create_master_key(path)
    assert len(key) == KEY_BYTES
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_or_create_master_key(path) == key
    assert load_or_create_master_key(tmp_path / "other.key") != key
    assert [file.name for file in path.parent.iterdir()] == ["master.key"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o644, 0o610])
def test_a_master_key_that_others_may_touch_is_refused(tmp_path: Path, mode: int) -> None:
    """Any right of the group or of others refuses the file, and the message says how to mend it."""
    path = tmp_path / "master.key"
    load_or_create_master_key(path)
    path.chmod(mode)
    with pytest.raises(MasterKeyRefused, match="600"):
        load_or_create_master_key(path)


@pytest.mark.parametrize("content", ["", "ab", "zz" * 32, "ab" * 33, "ключ"])
def test_a_file_without_a_key_is_refused_and_kept(tmp_path: Path, content: str) -> None:
    """A damaged key file is never replaced: with the right file back everything is readable again."""
    path = tmp_path / "master.key"
    path.write_text(content, encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(MasterKeyRefused):
        load_or_create_master_key(path)
    assert path.read_text(encoding="utf-8") == content


def test_starters_at_once_agree_on_one_key(tmp_path: Path) -> None:
    """Whoever starts first, all of them get the same key and nothing is left lying about."""
    path = tmp_path / "keys" / "master.key"
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(load_or_create_master_key, [path] * 32))
    assert len(keys) == 1
    assert [file.name for file in path.parent.iterdir()] == ["master.key"]

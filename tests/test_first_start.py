"""The sample accounts of a first start: made once, resumed after a kill, and never among others' accounts."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.bootstrap import Installation, build
from assistant.domain.staff import Grant, Role
from assistant.first_start import ACCOUNTS_FILE, SET_UP_MARK, load_sample_town, sample_people
from assistant.services.sample_town import SAMPLE_STAFF
from assistant.settings import Settings

NAMES = {person.username for person in SAMPLE_STAFF}
ADDRESS = "203.0.113.7"


class Killed(BaseException):
    """As a power cut would have it."""


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """A fresh installation, without accounts."""
    made = build(Settings(data_dir=tmp_path, _env_file=None))
    yield made
    made.close()


def _passwords(folder: Path) -> dict[str, str]:
    lines = (folder / ACCOUNTS_FILE).read_text(encoding="utf-8").splitlines()[3:]
    return {line.split()[0]: line.split()[1] for line in lines}


def _all_can_sign_in(installation: Installation) -> bool:
    passwords = _passwords(installation.settings.data_dir)
    for name, password in passwords.items():
        installation.desk.sign_in.sign_in(name, password, ADDRESS)
    return passwords.keys() == NAMES


def test_everybody_can_sign_in_with_what_the_file_says(installation: Installation) -> None:
    """Each role, each with a password of its own; only the owner of the folder may read the file."""
    people = sample_people(installation)
    assert people is not None
    assert people.keys() == NAMES
    assert _all_can_sign_in(installation)
    path = installation.settings.data_dir / ACCOUNTS_FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(set(_passwords(installation.settings.data_dir).values())) == len(NAMES)


def test_a_second_start_changes_no_account(installation: Installation) -> None:
    """Nor the file."""
    sample_people(installation)
    before = _passwords(installation.settings.data_dir)
    assert sample_people(installation) is not None
    assert _passwords(installation.settings.data_dir) == before


@pytest.mark.parametrize("made", [0, 1, len(SAMPLE_STAFF) - 1])
def test_a_start_killed_between_two_accounts_is_resumed(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, made: int
) -> None:
    """The next start makes the rest, with the passwords that were written down."""
    accounts = installation.desk.accounts
    real, calls = type(accounts).add_by_system, [0]

    def dies(*arguments: object, **named: object) -> object:
        if calls[0] == made:
            raise Killed
        calls[0] += 1
        return real(*arguments, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(type(accounts), "add_by_system", dies)
        with pytest.raises(Killed):
            sample_people(installation)
    people = sample_people(installation)
    assert people is not None
    assert people.keys() == NAMES
    assert _all_can_sign_in(installation)


def test_an_office_with_accounts_of_its_own_is_left_alone(installation: Installation) -> None:
    """No sample account, no file, no policy, no mark."""
    installation.desk.accounts.add_by_system(
        "boss", "The Boss", (Grant(Role.ADMINISTRATOR),), "a long grey heron"
    )
    load_sample_town(installation, lambda _what, _done, _total: None)
    with installation.store.read() as work:
        assert [one.username for one in work.staff.all()] == ["boss"]
    folder = installation.settings.data_dir
    assert not (folder / ACCOUNTS_FILE).exists()
    assert not (folder / SET_UP_MARK).exists()


def test_accounts_whose_passwords_nobody_knows_are_not_completed(installation: Installation) -> None:
    """A half-made town without its file is left alone, rather than given accounts nobody can use."""
    person = SAMPLE_STAFF[0]
    installation.desk.accounts.add_by_system(
        person.username, person.display_name, (person.grant,), "a long grey heron"
    )
    assert sample_people(installation) is None

import stat
from pathlib import Path

import pytest

from assay.cli import credentials
from assay.cli.credentials import Credentials
from assay.cli.outcome import Failed


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("ASSAY_URL", raising=False)
    monkeypatch.delenv("ASSAY_TOKEN", raising=False)


ANAS = Credentials("https://assay.example.org", "secret")


def test_what_is_kept_is_found_and_nobody_else_can_read_it() -> None:
    file = credentials.keep(ANAS)
    credentials.keep(ANAS)

    assert credentials.find() == ANAS
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["credentials.json"]


def test_the_environment_goes_before_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    credentials.keep(ANAS)
    monkeypatch.setenv("ASSAY_URL", "https://other.example.org/")
    monkeypatch.setenv("ASSAY_TOKEN", "other")

    assert credentials.find() == Credentials("https://other.example.org", "other")


def test_a_kept_token_is_never_sent_to_another_server(monkeypatch: pytest.MonkeyPatch) -> None:
    credentials.keep(ANAS)
    monkeypatch.setenv("ASSAY_URL", "https://other.example.org")

    assert credentials.find() is None


def test_after_forgetting_there_is_nothing() -> None:
    credentials.keep(ANAS)

    assert (credentials.forget(), credentials.forget(), credentials.find()) == (True, False, None)


def test_a_broken_file_is_one_sentence() -> None:
    credentials.keep(ANAS).write_text("{")

    with pytest.raises(
        Failed, match=r"credentials\.json cannot be read \(DecodeError\): run assay login again\."
    ):
        credentials.find()

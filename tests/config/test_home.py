import os
import stat
from pathlib import Path

import pytest

from assay.config.faults import CannotStart
from assay.config.home import default_home, demo_home, make_home


def test_the_chosen_home_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ASSAY_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", "/elsewhere")

    assert default_home() == tmp_path
    assert demo_home(default_home()) == tmp_path / "demo"


def test_without_a_choice_it_is_the_user_s_or_root_s_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ASSAY_HOME", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", "/srv/lea")

    is_root = os.geteuid() == 0
    assert default_home() == (Path("/var/lib/assay") if is_root else Path("/srv/lea/assay"))


def test_a_home_is_closed_but_root_s_may_be_entered(tmp_path: Path) -> None:
    home = make_home(tmp_path / "one" / "two")

    expected = 0o711 if os.geteuid() == 0 else 0o700
    assert stat.S_IMODE(home.stat().st_mode) == expected
    assert make_home(home) == home


def test_a_home_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(CannotStart) as refusal:
        make_home(tmp_path / "file" / "home")

    assert refusal.value.sentence == (
        f"Assay cannot keep its state in {tmp_path}/file/home (Not a directory): "
        "set ASSAY_HOME to a folder that you may write to."
    )

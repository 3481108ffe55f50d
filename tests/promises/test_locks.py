"""Promise 2, and no deadlocks: a row lock that blocks foreign keys stops every claim and submission that points there.

`FOR UPDATE` on a stage, project or contributor waits for, and is waited for by, each submission whose foreign keys
name it; `FOR NO KEY UPDATE` protects the same decision and lets them pass.
"""

from tests.architecture.sources import below, named


def test_rows_are_locked_without_their_keys() -> None:
    found = [
        f"{named(path)}: {line.strip()}"
        for path in below("src", suffix=".py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "select_for_update(" in line and "no_key=True" not in line
    ]

    assert found == []

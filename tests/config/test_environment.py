import pytest
from django.core.exceptions import ImproperlyConfigured

from assay.config.environment import database

KEYS = ("NAME", "USER", "PASSWORD", "HOST", "PORT")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://lea:se%40cret@db.test:5433/assay", ("assay", "lea", "se@cret", "db.test", "5433")),
        ("postgres://lea@/assay?host=/run/a%20b&port=5432", ("assay", "lea", "", "/run/a b", "5432")),
        ("postgresql:///assay", ("assay", "", "", "", "")),
    ],
)
def test_a_url_becomes_django_s_settings(
    monkeypatch: pytest.MonkeyPatch, url: str, expected: tuple[str, ...]
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)

    assert tuple(database()[key] for key in KEYS) == expected


def test_what_else_the_url_says_reaches_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.test/assay?sslmode=require&connect_timeout=3")

    options = database()["OPTIONS"]

    assert {name: options[name] for name in options if name not in {"pool", "options"}} == {
        "application_name": "assay",
        "sslmode": "require",
        "connect_timeout": "3",
    }


def test_another_kind_of_database_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://lea@db.test/assay")

    with pytest.raises(ImproperlyConfigured, match=r"^DATABASE_URL must begin with postgresql://"):
        database()

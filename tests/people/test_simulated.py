"""Many simulated people at once: the same rules as for one, in as many statements for two as for two hundred."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assay.kit.reasons import Refused
from assay.people.actions.contributors import create_simulated_contributors
from tests.people.cast import Cast, make_cast
from tests.work.world import NOW


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def create(cast: Cast, prefix: str, n: int) -> int:
    """How many statements it took."""
    with CaptureQueriesContext(connection) as asked:
        create_simulated_contributors(
            cast.mia,
            pseudonyms=[f"{prefix}-{nth}" for nth in range(n)],
            languages={"de": 7, "en": 5},
            markets=[cast.germany],
            now=NOW,
        )
    return len(asked)


def test_they_have_the_languages_and_markets_and_cost_the_same_number_of_statements(cast: Cast) -> None:
    two, many = create(cast, "few", 2), create(cast, "many", 200)

    assert two == many
    made = create_simulated_contributors(
        cast.mia, pseudonyms=["one"], languages={"de": 7}, markets=[cast.germany], now=NOW
    )
    assert list(made[0].languages.values_list("language", "level")) == [("de", 7)]
    assert list(made[0].markets.values_list("market__code", flat=True)) == ["DE-de"]


def test_a_language_that_is_none_is_refused_before_anybody_is_made(cast: Cast) -> None:
    with pytest.raises(Refused):
        create_simulated_contributors(cast.mia, pseudonyms=["one"], languages={"not a tag": 7}, now=NOW)

    assert create(cast, "one", 1)

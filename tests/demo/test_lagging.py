"""A site of the example operation is behind the others, and a recommendation brought somebody."""

import pytest

from assay.partners.queries.scorecards import scorecards
from assay.people.models import User
from assay.planning.queries.referrals import Rewards, rewards_of
from assay.recruiting.models import Campaign

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.usefixtures("filled"),
    pytest.mark.xdist_group("demo"),
]


def test_one_site_is_behind_all_others_on_the_scorecard() -> None:
    rows = [each for each in scorecards(User.objects.get(name="Omar")) if each.card.site]
    speed = {each.card.site.name: each.card.figures["throughput"]["value"] for each in rows if each.card.site}
    measured = {name: value for name, value in speed.items() if value is not None}
    ranked = sorted((each.rank, each.card.site.name) for each in rows if each.rank and each.card.site)

    assert len(measured) >= 4
    assert min(measured, key=measured.__getitem__) == "Guadalajara"
    assert measured["Guadalajara"] < 0.8 * min(
        each for name, each in measured.items() if name != "Guadalajara"
    )
    assert ranked[-1][1] == "Guadalajara"


def test_a_recommendation_was_accepted_and_its_reward_waits_for_approval() -> None:
    campaign = Campaign.objects.get(market__code="pt-BR")

    assert rewards_of(campaign) == Rewards(n_waiting=0, micro=0, n_proposed=1, n_approved=0)

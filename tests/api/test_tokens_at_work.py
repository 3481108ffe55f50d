"""How long a revoked token may still claim and submit: one second, and nothing else at all."""

from datetime import timedelta

import pytest

from assay.kit.clock import now
from assay.people.actions.users import issue_token, revoke_token
from assay.people.enums import TokenScope
from assay.people.queries.tokens import authenticate_token, authenticate_worker
from tests.work.world import person

pytestmark = pytest.mark.django_db


def test_a_revoked_token_works_for_one_second_at_most() -> None:
    user, at = person(1).user, now()
    token, secret = issue_token(user, user=user, name="work", scopes=[TokenScope.WORK], days=1, now=at)
    held = authenticate_worker(secret, now=at)

    revoke_token(user, token=token, now=at)

    assert held is not None
    assert authenticate_worker(secret, now=at + timedelta(milliseconds=999)) == held
    assert authenticate_worker(secret, now=at + timedelta(seconds=1)) is None
    assert authenticate_worker(secret, now=at + timedelta(milliseconds=1001)) is None
    assert authenticate_token(secret, now=at) is None


def test_a_token_that_expires_within_the_second_ends_in_time() -> None:
    user, at = person(1).user, now()
    _, secret = issue_token(user, user=user, name="work", scopes=[TokenScope.WORK], days=1, now=at)
    end = at + timedelta(days=1)
    held = authenticate_worker(secret, now=end - timedelta(milliseconds=1))

    assert held is not None
    assert authenticate_worker(secret, now=end) is None


def test_a_wrong_token_is_never_remembered() -> None:
    user, at = person(1).user, now()
    assert authenticate_worker("assay_wrong", now=at) is None

    _, secret = issue_token(user, user=user, name="work", scopes=[TokenScope.WORK], days=1, now=at)

    assert authenticate_worker(secret, now=at) is not None

"""Ways in and out: tokens that expire, are revoked and have scopes; sessions that end; and erasing a person."""

import hashlib
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from assay.kit.models import AuditEvent
from assay.kit.reasons import Refused
from assay.people.actions.access import deactivate_user, erase_person, reactivate_user
from assay.people.actions.inbox import send_message
from assay.people.actions.users import create_user, issue_token, retire_grant, revoke_token, set_password
from assay.people.enums import Role, TokenScope
from assay.people.models import ApiToken, InboxMessage, User
from assay.people.queries.tokens import authenticate_token
from assay.work.models import ContributorQueue
from tests.people.cast import PASSWORD, Cast, make_cast, user
from tests.work.world import NOW, add_members, make_world

DAY = timedelta(days=1)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def token(cast: Cast, *scopes: TokenScope, days: int = 2) -> tuple[ApiToken, str]:
    return issue_token(
        cast.mia, user=cast.mia, name="t", scopes=scopes or [TokenScope.READ], days=days, now=NOW
    )


def test_a_token_works_until_it_expires(cast: Cast) -> None:
    _, secret = token(cast)

    almost, over = NOW + 2 * DAY - timedelta(seconds=1), NOW + 2 * DAY
    holder = authenticate_token(secret, now=almost)

    assert holder is not None
    assert (holder.user_id, holder.contributor_id) == (cast.mia.pk, None)
    assert holder.scopes == frozenset({"read"})
    assert authenticate_token(secret, now=over) is None
    assert authenticate_token(f"{secret}x", now=NOW) is None


def test_a_revoked_token_stops_at_once(cast: Cast) -> None:
    made, secret = token(cast)

    revoke_token(cast.mia, token=made, now=NOW)

    assert authenticate_token(secret, now=NOW) is None


def test_the_secret_itself_is_not_kept(cast: Cast) -> None:
    made, secret = token(cast, TokenScope.READ, TokenScope.WRITE)

    assert bytes(made.sha256) == hashlib.sha256(secret.encode()).digest()
    assert not AuditEvent.objects.filter(changes__icontains=secret).exists()
    assert made.scopes == ["read", "write"]


@pytest.mark.parametrize(
    ("days", "scopes", "code"),
    [
        (0, [TokenScope.READ], "people.token_lifetime"),
        (367, [TokenScope.READ], "people.token_lifetime"),
        (1, ["everything"], "people.unknown_scope"),
    ],
)
def test_a_token_that_cannot_be_is_refused(
    cast: Cast, days: int, scopes: list[TokenScope], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        issue_token(cast.mia, user=cast.mia, name="t", scopes=scopes, days=days, now=NOW)

    assert refused.value.reasons[0].code == code


def test_tokens_passwords_and_access_of_others_are_an_administrators(cast: Cast) -> None:
    made, _ = token(cast)
    attempts: list[Callable[[], object]] = [
        lambda: issue_token(cast.ben, user=cast.mia, name="t", scopes=[TokenScope.READ], days=1, now=NOW),
        lambda: revoke_token(cast.ben, token=made, now=NOW),
        lambda: set_password(cast.ben, user=cast.mia, password=PASSWORD),
        lambda: deactivate_user(cast.mia, user=cast.ben, reason="r", now=NOW),
        lambda: reactivate_user(cast.mia, user=cast.ben, reason="r", now=NOW),
        lambda: erase_person(cast.mia, user=cast.ben, reason="r", now=NOW),
    ]

    for attempt in attempts:
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.reasons[0].code == "people.not_allowed"


def test_an_address_is_one_persons_whatever_its_case(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        create_user(cast.mia, email=" MIA@Example.org", name="Mia", now=NOW)

    assert refused.value.reasons[0].code == "people.email_taken"


def test_of_two_administrators_one_may_go_and_the_last_may_not(cast: Cast) -> None:
    abe = user("Abe", Role.ADMINISTRATOR)
    user("Narrow", Role.ADMINISTRATOR, vendor=cast.lingua)

    retire_grant(abe, grant=cast.ada.grants.get(), reason="Moved on", now=NOW)
    with pytest.raises(Refused) as refused:
        retire_grant(abe, grant=abe.grants.get(), reason="Moved on", now=NOW)

    assert refused.value.reasons[0].code == "people.last_administrator"


def test_erasing_leaves_nothing_personal_and_no_digest_that_can_be_guessed(cast: Cast) -> None:
    person = cast.ana.user
    key = bytes(person.person_key or b"")
    send_message([person.pk], kind="note", title="Dear Ana", now=NOW)
    deactivate_user(cast.ada, user=person, reason="Asked for it", now=NOW)

    erase_person(cast.ada, user=person, reason="Asked for it", now=NOW)

    erased = User.objects.get(pk=person.pk)
    assert (erased.name, erased.email) == ("Erased", f"{person.uid}@erased.invalid")
    assert (erased.person_key, erased.is_active, erased.has_usable_password()) == (None, False, False)
    assert not InboxMessage.objects.filter(user=person).exists()
    assert not trail_holds("ana@example.org")
    assert not trail_holds(hashlib.sha256(b"ana@example.org").hexdigest())
    assert trail_holds(digest_under(key, "ana@example.org")), "the digest stays: the chain covers it"


def trail_holds(text: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM kit_auditevent WHERE strpos(changes::text, %s) > 0)", [text]
        )
        return bool(cursor.fetchone()[0])


def digest_under(key: bytes, value: str) -> str:
    """As the trigger makes it: PostgreSQL writes a bytea into JSON as backslash, x and hexadecimal digits."""
    return hashlib.sha256(f"\\x{key.hex()}{value}".encode()).hexdigest()


def test_erasing_needs_a_deactivated_person_and_is_final(cast: Cast) -> None:
    person = cast.ana.user

    codes = []
    for act in (erase_person, deactivate_user, erase_person, erase_person, reactivate_user):
        try:
            act(cast.ada, user=person, reason="r", now=NOW)
        except Refused as refused:
            codes.append(refused.reasons[0].code)

    assert codes == ["people.still_active", "people.erased", "people.erased"]


def test_a_deactivated_contributor_gets_no_tasks(cast: Cast) -> None:
    world = make_world(n_people=0)
    add_members(world, [cast.ana])

    deactivate_user(cast.ada, user=cast.ana.user, reason="r", now=NOW)
    during = ContributorQueue.objects.get().reasons
    reactivate_user(cast.ada, user=cast.ana.user, reason="r", now=NOW)

    assert (during, ContributorQueue.objects.get().reasons) == (["work.off_boarded"], [])

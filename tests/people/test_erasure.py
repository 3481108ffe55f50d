"""Asking to be erased: once at a time, taken back, declined with a reason, or done; and its words go, too."""

from datetime import timedelta

import pytest

from assay.kit.models import AuditEvent
from assay.kit.reasons import Refused
from assay.people.actions.access import deactivate_user, erase_person
from assay.people.actions.erasing import ask_erasure, decline_erasure, remind_of_erasures, withdraw_erasure
from assay.people.models import ErasureRequest, InboxMessage
from assay.people.queries.erasure import newest_request, open_requests
from tests.people.cast import Cast, make_cast
from tests.work.world import NOW

DAY = timedelta(days=1)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def told_to(cast: Cast) -> list[str]:
    return list(InboxMessage.objects.filter(user=cast.ada).order_by("pk").values_list("title", flat=True))


def test_it_is_asked_once_at_a_time_and_administrators_hear_of_it_without_a_name(cast: Cast) -> None:
    ask_erasure(cast.ana.user, words=" I move on. ", now=NOW)

    with pytest.raises(Refused, match="already"):
        ask_erasure(cast.ana.user, words="", now=NOW)

    assert [each.words for each in open_requests()] == ["I move on."]
    assert told_to(cast) == ["Somebody asks to be erased"]


def test_taken_back_it_may_be_asked_again(cast: Cast) -> None:
    ask_erasure(cast.ana.user, words="", now=NOW)

    withdraw_erasure(cast.ana.user, now=NOW)

    assert not open_requests().exists()
    with pytest.raises(Refused, match="open"):
        withdraw_erasure(cast.ana.user, now=NOW)
    assert ask_erasure(cast.ana.user, words="", now=NOW).pk


def test_declining_needs_the_right_and_a_reason_which_the_person_reads(cast: Cast) -> None:
    ask_erasure(cast.ana.user, words="", now=NOW)

    for by, reason in ((cast.mia, "No."), (cast.ada, " ")):
        with pytest.raises(Refused):
            decline_erasure(by, user=cast.ana.user, reason=reason, now=NOW)
    decline_erasure(cast.ada, user=cast.ana.user, reason="A dispute is open until May.", now=NOW)

    newest = newest_request(cast.ana.user)
    assert newest is not None
    assert (newest.declined_by, newest.declined_reason) == (cast.ada, "A dispute is open until May.")
    assert InboxMessage.objects.filter(user=cast.ana.user, title__contains="declined").count() == 1


def test_whoever_is_erased_has_no_open_request_and_no_words_anywhere(cast: Cast) -> None:
    ana = cast.ana.user
    ask_erasure(ana, words="My new flat is in Porto.", now=NOW)
    deactivate_user(cast.ada, user=ana, reason="Asked for it.", now=NOW)

    erase_person(cast.ada, user=ana, reason="Asked for it.", now=NOW + DAY)

    done = ErasureRequest.objects.get(user=ana)
    assert (done.erased_at, done.words) == (NOW + DAY, "")
    audited = AuditEvent.objects.filter(table_name="people_erasurerequest")
    assert audited.exists()
    assert "Porto" not in str(list(audited.values()))


def test_administrators_hear_once_more_before_it_is_due(cast: Cast) -> None:
    ask_erasure(cast.ana.user, words="", now=NOW)

    assert remind_of_erasures(NOW + 20 * DAY) == 0
    assert remind_of_erasures(NOW + 21 * DAY) == 1
    assert remind_of_erasures(NOW + 22 * DAY) == 0
    day = (NOW + 28 * DAY).date().isoformat()
    assert told_to(cast)[-1] == f"Somebody who asked for it is to be erased by {day}"

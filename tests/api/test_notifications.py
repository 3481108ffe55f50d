"""What one is told and the outbox, through the API."""

import pytest

from assay.people.actions.inbox import send_message
from assay.people.enums import Role
from assay.people.models import Notice, NoticeChoice
from tests.api.calling import Api, outcome, token_of
from tests.people.cast import contributor, user
from tests.work.world import NOW

pytestmark = pytest.mark.django_db


def test_a_person_reads_and_chooses_their_own() -> None:
    ana = contributor("Ana").user
    api = Api(token_of(ana))

    chosen = api.patch("/me/notifications/guideline", {"paces": {"email": "off"}}).json()

    assert chosen == {
        "kind": "guideline",
        "sentence": "There is a new version of a guideline",
        "is_mandatory": False,
        "paces": {"inbox": "at_once", "email": "off"},
    }
    assert chosen in api.get("/me/notifications").json()["kinds"]
    assert list(NoticeChoice.objects.values_list("user_id", "pace")) == [(ana.pk, "off")]


def test_hours_are_set_and_shown() -> None:
    api = Api(token_of(user("Lea", Role.PROJECT_OWNER)))
    given = {"digest_at": "07:30", "digest_weekday": 4, "quiet_from": "22:00", "quiet_until": "06:00"}

    found = api.put("/me/notification-hours", given).json()

    assert {key: str(value)[:5] for key, value in found["hours"].items()} == {
        k: str(v) for k, v in given.items()
    }
    assert outcome(api.put("/me/notification-hours", given | {"quiet_until": None})) == (
        422,
        "people.quiet_half",
    )
    assert outcome(api.put("/me/notification-hours", given | {"digest_at": "07:30Z"})) == (
        422,
        "people.no_time",
    )


@pytest.mark.parametrize(
    ("kind", "paces", "expected"),
    [
        ("standing", {"inbox": "off"}, (409, "people.mandatory")),
        ("nonsense", {"email": "off"}, (422, "people.unknown_kind")),
        ("guideline", {"inbox": "daily"}, (422, "people.inbox_pace")),
    ],
)
def test_refusals(kind: str, paces: dict[str, str], expected: tuple[int, str]) -> None:
    api = Api(token_of(contributor("Ana").user))

    assert outcome(api.patch(f"/me/notifications/{kind}", {"paces": paces})) == expected


def test_the_outbox_is_for_administrators() -> None:
    lea, ada = user("Lea", Role.PROJECT_OWNER), user("Ada", Role.ADMINISTRATOR)
    send_message([lea.pk], kind="standing", title="For Lea", now=NOW)
    Notice.objects.update(state="failed", ended_at=NOW)
    uid = Notice.objects.get().uid

    [row] = Api(token_of(ada)).get("/outbox?state=failed").json()["items"]

    assert (row["to"], row["kind"], row["state"], "For Lea" in str(row)) == (
        str(lea.uid),
        "standing",
        "failed",
        False,
    )
    assert outcome(Api(token_of(lea)).get("/outbox")) == (403, "people.not_allowed")
    assert Api(token_of(lea)).post(f"/outbox/{uid}/again").status_code == 404
    assert Api(token_of(ada)).post(f"/outbox/{uid}/again").json()["state"] == "waiting"
    assert outcome(Api(token_of(ada)).post(f"/outbox/{uid}/again")) == (409, "people.not_failed")

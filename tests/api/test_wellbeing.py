"""The API of wellbeing: terms, one's own exposure, what a task counts as."""

from datetime import timedelta

import pytest

from assay.kit.clock import now
from assay.people.enums import Role
from assay.people.models import Site, User
from assay.wellbeing.actions.pulse import answer_pulse
from assay.work.facts import Worker
from assay.work.models import Exposure, ExposureDay
from assay.work.rules.exposure import monday
from tests.api.calling import Api, token_of
from tests.web.quality_cast import cast_of, member, somebody
from tests.web.site_world import place
from tests.work.world import NOW, make_world

pytestmark = pytest.mark.django_db


def as_(user: User) -> Api:
    return Api(token_of(user))


def test_terms_are_replaced_and_a_projects_are_only_stricter() -> None:
    world = make_world()
    lea, where = as_(cast_of(world).lea), f"/projects/{world.project.uid}/exposure-terms"

    set_ = lea.put(where, {"day_minutes": 100, "severity": 4, "category": "violence"})
    looser = lea.put(where, {"day_minutes": 301})
    nonsense = lea.put(where, {"day_minuets": 100})

    assert (set_.status_code, set_.json()["set"], set_.json()["severity"]) == (200, {"day_minutes": 100}, 4)
    assert set_.json()["in_force"]["day_minutes"] == 100
    assert (looser.status_code, looser.json()["code"]) == (422, "wellbeing.looser")
    assert nonsense.status_code == 422


def test_who_sees_and_sets_what() -> None:
    world = make_world()
    zoe = as_(somebody("Zoe", NOW))
    mia = as_(member(world, "Mia", Role.CROWD_MANAGER, NOW))
    ana = as_(world.people[0].user)
    where = f"/projects/{world.project.uid}/exposure-terms"
    task = f"/tasks/{world.queue.items.order_by('pk')[0].task.uid}/content-ratings"
    rating = {"severity": 4, "category": "", "reason": "An injury."}

    assert [each.get(where).status_code for each in (zoe, ana, mia)] == [404, 404, 403]
    assert [each.put(where, {}).status_code for each in (zoe, ana, mia)] == [404, 404, 403]
    assert [each.get("/exposure-terms").status_code for each in (zoe, ana, mia)] == [403, 403, 403]
    assert [each.post(task, rating).status_code for each in (zoe, ana, mia)] == [404, 404, 403]


def test_one_sees_ones_own_exposure() -> None:
    world = make_world(n_people=2)
    Exposure.objects.create(contributor=world.people[0], day_seconds=600, run_seconds=60)

    own = as_(world.people[0].user).get("/me/exposure")
    lead = as_(somebody("Omar", NOW)).get("/me/exposure")

    assert (own.status_code, own.json()["day_minutes"], own.json()["day_limit"]) == (200, 0, 300)
    assert (lead.status_code, lead.json()["code"]) == (403, "wellbeing.no_contributor")


def test_a_task_is_rated() -> None:
    world = make_world()
    lea = as_(cast_of(world).lea)
    task = world.queue.items.order_by("pk")[0].task

    made = lea.post(
        f"/tasks/{task.uid}/content-ratings", {"severity": 3, "category": "hate", "reason": "A slur."}
    )

    assert (made.status_code, made.json()["severity"], made.json()["was_severity"]) == (201, 3, None)
    [item] = task.items.select_related("queue")
    assert (item.queue.severity, item.queue.category) == (3, "hate")


def test_opting_out_is_ones_own_and_changes_nothing_else() -> None:
    world = make_world(n_people=2)
    ana = as_(world.people[0].user)

    saved = ana.put("/me/opt-outs", {"categories": ["violence", "hate"]})
    strange = ana.put("/me/opt-outs", {"categories": ["spiders"]})

    assert (saved.status_code, saved.json()) == (200, {"categories": ["hate", "violence"]})
    assert strange.status_code == 422
    assert ana.get("/me/opt-outs").json() == {"categories": ["hate", "violence"]}
    assert as_(world.people[1].user).get("/me/opt-outs").json() == {"categories": []}


def test_the_exposure_board_is_counts_and_names_only_for_who_leads_them() -> None:
    world, today = make_world(n_people=2), now().date()
    cast = cast_of(world)
    for person in world.people:
        Exposure.objects.create(contributor=person, day_on=today, day_seconds=18_000, week_seconds=18_000)
        ExposureDay.objects.create(
            contributor=person,
            day_on=today,
            project=world.project,
            severity=4,
            n_tasks=9,
            seconds=18_000,
            weighted_seconds=18_000,
        )
    omar = as_(somebody("Omar", NOW, role=Role.OPERATIONS_LEAD)).get("/exposure-board").json()
    ravi = as_(cast.ravi).get("/exposure-board").json()

    assert [(each["name"], each["n_over"]) for each in omar["sites"]] == [("Lisbon", 1), ("", 1)]
    assert (omar["may_name"], omar["named"], omar["severities"][0]["n_tasks"]) == (False, [], 18)
    assert [(each["name"], each["n_over"]) for each in ravi["sites"]] == [("Lisbon", 1)]
    assert (ravi["severities"][0]["n_tasks"], ravi["days"][-1]["weighted_minutes"]) == (9, 300)
    assert [each["contributor"] for each in ravi["named"]] == [str(world.people[0].uid)]
    for who in (cast.lea, cast.ben, cast.zoe, world.people[0].user):
        assert as_(who).get("/exposure-board").status_code == 404


def test_the_pulse_check_is_answered_once_and_nothing_is_told_of_it() -> None:
    world = make_world(n_people=1)
    cast = cast_of(world)
    ana = as_(world.people[0].user)
    before = ana.get("/me/pulse").json()["has_answered"]

    nothing = ana.put("/me/pulse", {})
    strange = ana.put("/me/pulse", {"breaks": 6})
    said = ana.put("/me/pulse", {"after_work": 2, "breaks": 5})
    again = ana.put("/me/pulse", {"after_work": 1})

    assert before is False
    assert (nothing.json()["code"], strange.json()["code"]) == (
        "wellbeing.pulse_empty",
        "wellbeing.pulse_range",
    )
    assert (said.status_code, sorted(said.json()), said.json()["has_answered"]) == (
        200,
        ["has_answered", "week_on"],
        True,
    )
    assert (again.status_code, again.json()["code"]) == (409, "wellbeing.pulse_answered")
    assert as_(cast.ravi).get("/pulse").json() == {"weeks": []}
    assert as_(cast.ravi).get("/me/pulse").status_code == 403
    for who in (cast.lea, cast.ben, cast.zoe, world.people[0].user):
        assert as_(who).get("/pulse").status_code == 404


def test_closed_weeks_come_in_groups() -> None:
    world = make_world(n_people=6, n_tasks=0)
    for person in world.people[:5]:
        place(world, world.people.index(person), "Lingua", "Lisbon")
    day = now().date() - timedelta(weeks=2)
    for person in world.people:
        answer_pulse(Worker(person.pk, day), answers={"after_work": 2, "breaks": 4, "speaking_up": 5})
    lisbon = Site.objects.get()

    weeks = as_(somebody("Omar", NOW, role=Role.OPERATIONS_LEAD)).get("/pulse").json()["weeks"]

    low, high = ({"n": 5, "mean": 2.0, "n_low": 5}, {"n": 5, "mean": 5.0, "n_low": 0})
    questions = {"after_work": low, "breaks": {"n": 5, "mean": 4.0, "n_low": 0}, "speaking_up": high}
    group = {"site": str(lisbon.uid), "name": "Lisbon", "questions": questions}
    assert weeks == [
        {"week_on": f"{monday(day)}", "groups": [group], "others": None, "together": questions},
    ]


def test_counsellors_are_set_for_the_own_site_and_read_by_its_people() -> None:
    world = make_world(n_people=2)
    cast = cast_of(world)
    lisbon = Site.objects.get()
    other = place(world, 1, "Nilework", "Cairo")
    ravi, said = as_(cast.ravi), {"text": "Dr. Sousa", "phone": "+351 21 555", "languages": ["pt"]}

    made = ravi.put(f"/sites/{lisbon.uid}/counsellor", said)
    wrong = ravi.put(f"/sites/{lisbon.uid}/counsellor", {"phone": "1234"})
    elsewhere = ravi.put(f"/sites/{other.uid}/counsellor", said)
    everywhere = ravi.put("/counsellors", said)

    [here] = made.json()["places"]
    assert (here["name"], here["current"]["phone"], here["earlier"]) == ("Lisbon", "+351 21 555", [])
    assert (wrong.status_code, wrong.json()["code"]) == (422, "wellbeing.contact_nameless")
    assert (elsewhere.status_code, everywhere.status_code) == (404, 403)
    assert as_(world.people[0].user).get("/me/counsellor").json()["counsellor"]["text"] == "Dr. Sousa"
    assert as_(world.people[1].user).get("/me/counsellor").json() == {"counsellor": None}
    for who in (cast.lea, cast.ben, cast.zoe, world.people[0].user):
        assert as_(who).get("/counsellors").status_code == 404
        assert as_(who).put(f"/sites/{lisbon.uid}/counsellor", said).status_code == 404
    assert ravi.get("/counsellors").json() == made.json()


def test_how_hard_content_is_shown_is_ones_own_choice() -> None:
    world = make_world()
    ana, ben = as_(world.people[0].user), as_(somebody("Ben", NOW))
    wanted = {"blur": 0, "grey": True, "mute": False, "small": False}

    set_ = ana.put("/me/viewing", wanted)
    too_much = ana.put("/me/viewing", {**wanted, "blur": 101})

    assert (set_.status_code, set_.json()) == (200, wanted)
    assert (too_much.status_code, too_much.json()["code"]) == (422, "wellbeing.out_of_range")
    assert ana.get("/me/viewing").json() == wanted
    assert ben.get("/me/viewing").json() == {"blur": 55, "grey": True, "mute": True, "small": True}


def test_answers_say_what_content_counts_as() -> None:
    world = make_world()
    cast = cast_of(world)
    lea, zoe, ana = as_(cast.lea), as_(cast.zoe), as_(world.people[0].user)
    where = f"/projects/{world.project.uid}/answer-ratings"
    rating = {"question": "match", "option": "yes", "severity": 4, "category": "violence"}

    set_ = lea.put(where, {"ratings": [rating]})
    unknown = lea.put(where, {"ratings": [{**rating, "option": "maybe"}]})

    assert (set_.status_code, set_.json()) == (200, {"ratings": [rating]})
    assert (unknown.status_code, unknown.json()["code"]) == (422, "wellbeing.answer_unknown")
    assert lea.get(where).json() == {"ratings": [rating]}
    assert [each.get(where).status_code for each in (zoe, ana)] == [404, 404]
    assert [each.put(where, {"ratings": []}).status_code for each in (zoe, ana)] == [404, 404]

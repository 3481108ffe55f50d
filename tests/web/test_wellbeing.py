"""The page of one's own wellbeing, and what an opt-out does and does not do."""

from datetime import timedelta

import msgspec
import pytest

from assay.kit.clock import now
from assay.people.enums import Role
from assay.people.models import Contributor, Site
from assay.wellbeing.actions.counsellor import set_counsellor
from assay.wellbeing.actions.pulse import answer_pulse
from assay.wellbeing.models import PulseTally
from assay.wellbeing.rules.counsellor import Contact
from assay.work.actions.claiming import Dice, claim
from assay.work.enums import ClaimState
from assay.work.facts import Sensitivity, Worker
from assay.work.models import Claim, ContributorQueue, Exposure, ExposureDay, WorkDay
from assay.work.queries.exposure import answer_ratings_set, terms_in_force
from tests.web.quality_cast import cast_of, signed_in, somebody, statuses, text
from tests.web.site_world import place
from tests.work.world import NOW, World, add_tasks, make_world

pytestmark = pytest.mark.django_db


def test_one_sees_ones_own_minutes_and_break() -> None:
    world, moment = make_world(), now()
    ana, day = world.people[0], moment.date()
    Exposure.objects.create(
        contributor=ana,
        day_on=day,
        day_seconds=84 * 60,
        week_on=day - timedelta(days=day.weekday()),
        week_seconds=212 * 60,
        break_until=moment + timedelta(minutes=5),
    )

    page = signed_in(ana.user).get("/wellbeing/").content.decode()

    assert "84" in page
    assert "212" in page
    assert "You are on a break until" in page


def test_only_who_works_on_tasks_has_such_a_page() -> None:
    world = make_world()

    assert signed_in(somebody("Zoe", NOW)).get("/wellbeing/").status_code == 404
    assert signed_in(None).get("/wellbeing/").status_code == 302
    assert signed_in(world.people[0].user).get("/wellbeing/").status_code == 200


def test_an_opt_out_gives_back_what_is_held_and_is_no_penalty() -> None:
    """Standing, quota, the numbers of the day and the queues of everything else stay as they were."""
    world = make_world(n_people=1, n_tasks=4, prefetch=5)
    ana = world.people[0]
    add_tasks(world, 2, sensitivity=Sensitivity(4, "violence"), prefix="v")
    worker, moment = Worker(ana.pk, now().date()), now()
    before = _facts(ana)
    claim(worker, n=6, now=moment, dice=Dice(1.0, 0.5))
    held = Claim.objects.get(contributor=ana, queue__severity=4)

    saved = signed_in(ana.user).post("/wellbeing/opt-outs/", {"category": ["violence"]})
    work = claim(worker, n=6, now=moment, dice=Dice(1.0, 0.5))

    held.refresh_from_db()
    assert (saved.status_code, held.state) == (302, ClaimState.RELEASED)
    names = [each["content"]["text"] for each in msgspec.json.decode(work.tasks)]
    assert len(names) == 4
    [day] = WorkDay.objects.filter(contributor=ana)
    assert (day.n_claimed, day.n_skipped) == (4, 0)
    assert _facts(ana) == before


def _facts(ana: Contributor) -> list[object]:
    ana.refresh_from_db()
    queues = ContributorQueue.objects.filter(contributor=ana).order_by("queue")
    return [ana.standing, ana.daily_cap, *queues.values_list("queue", "is_eligible", "reasons", "holds")]


def exposed_today(world: World, person: Contributor, minutes: int) -> None:
    day = now().date()
    monday = day - timedelta(days=day.weekday())
    seconds = minutes * 60
    Exposure.objects.create(
        contributor=person, day_on=day, day_seconds=seconds, week_on=monday, week_seconds=seconds
    )
    ExposureDay.objects.create(
        contributor=person,
        day_on=day,
        project=world.project,
        severity=4,
        n_tasks=9,
        seconds=seconds,
        weighted_seconds=seconds,
    )


def test_the_board_shows_a_site_lead_the_own_people_only() -> None:
    world = make_world(n_people=2)
    cast = cast_of(world)
    exposed_today(world, world.people[0], 290)
    exposed_today(world, world.people[1], 311)

    page = text(signed_in(cast.ravi), "/people/exposure/")

    assert "Lisbon" in page
    assert "290" in page
    assert ">p0</a>" in page
    assert "Own crowd" not in page
    assert "311" not in page
    assert "p1" not in page


def test_operations_read_counts_and_no_names() -> None:
    world = make_world(n_people=2)
    exposed_today(world, world.people[0], 290)
    exposed_today(world, world.people[1], 311)

    page = text(signed_in(somebody("Omar", NOW, role=Role.OPERATIONS_LEAD)), "/people/exposure/")

    assert "601" in page
    assert "p0" not in page
    assert "p1" not in page


def test_who_finds_the_board() -> None:
    world = make_world()
    cast = cast_of(world)
    mia = somebody("Mia", NOW, role=Role.CROWD_MANAGER)

    found = statuses(cast, "/people/exposure/")

    assert found == {"nobody": 302, "lea": 404, "ben": 404, "rita": 404, "ravi": 200, "zoe": 404}
    assert "Nobody had such content" in text(signed_in(mia), "/people/exposure/")
    assert "/people/exposure/" in text(signed_in(mia), "/people/")
    assert "/people/exposure/" not in text(signed_in(cast.ben), "/people/")


def test_the_pulse_check_is_asked_once_a_week() -> None:
    ana = signed_in(make_world().people[0].user)
    answers = {"after_work": "2", "breaks": "", "speaking_up": "5"}
    asked = text(ana, "/wellbeing/")

    nothing = ana.post("/wellbeing/pulse/", {"breaks": "x"}, follow=True).content.decode()
    said = ana.post("/wellbeing/pulse/", answers, follow=True).content.decode()

    assert "How are you after this week" in asked
    assert "Answers go from 1 to 5." in nothing
    assert "nobody can see that they are yours" in said
    assert "You have answered this week" in said
    assert "How are you after this week" not in said
    assert list(PulseTally.objects.filter(n=1).order_by("question").values_list("question", "answer")) == [
        ("after_work", 2),
        ("speaking_up", 5),
    ]


def test_closed_weeks_are_shown_in_groups_of_five() -> None:
    world, day = make_world(n_people=11, n_tasks=0), now().date() - timedelta(weeks=2)
    for nth, person in enumerate(world.people):
        if nth < 7:
            place(world, nth, "Lingua", "Lisbon" if nth < 5 else "Porto")
        answer_pulse(Worker(person.pk, day), answers={"after_work": 2, "breaks": 4, "speaking_up": 5})

    page = text(signed_in(somebody("Omar", NOW, role=Role.OPERATIONS_LEAD)), "/people/pulse/")

    assert ">Lisbon<" in page
    assert "n = 5, 5 low" in page
    assert "Other sites together" in page
    assert "n = 11, 11 low" in page
    assert "Porto" not in page
    assert "People of no site" not in page


def test_who_finds_the_pulse() -> None:
    world = make_world()
    cast = cast_of(world)

    found = statuses(cast, "/people/pulse/")

    assert found == {"nobody": 302, "lea": 404, "ben": 404, "rita": 404, "ravi": 200, "zoe": 404}
    assert "Nothing can be shown yet" in text(signed_in(cast.ravi), "/people/pulse/")
    assert signed_in(cast.ravi).post("/wellbeing/pulse/", {"breaks": "3"}).status_code == 404


def test_a_site_lead_says_whom_the_own_people_can_turn_to() -> None:
    world = make_world(n_people=2)
    cast = cast_of(world)
    other = place(world, 1, "Nilework", "Cairo")
    lisbon, ravi = Site.objects.get(name="Lisbon"), signed_in(cast.ravi)
    said = {"text": "Dr. Sousa", "phone": "+351 21 555", "hours": "9 to 17", "languages": "pt, en"}

    page = ravi.post("/people/counsellors/", {**said, "site": lisbon.uid}, follow=True).content.decode()
    refused = ravi.post("/people/counsellors/", {"phone": "12", "site": lisbon.uid}, follow=True)
    elsewhere = [ravi.post("/people/counsellors/", {**said, "site": site}) for site in (other.uid, "", "x")]

    assert "Dr. Sousa" in page
    assert "Cairo" not in page
    assert "Say who the counsellor is" in refused.content.decode()
    assert [each.status_code for each in elsewhere] == [404, 404, 404]
    own = text(signed_in(world.people[0].user), "/wellbeing/")
    assert "Somebody to talk to" in own
    assert 'href="tel:+35121555"' in own
    assert "Somebody to talk to" not in text(signed_in(world.people[1].user), "/wellbeing/")
    assert statuses(cast, "/people/counsellors/") == {
        **dict.fromkeys(("lea", "ben", "rita", "zoe"), 404),
        "nobody": 302,
        "ravi": 200,
    }


def test_the_workbench_names_the_contact_on_a_day_with_hard_content() -> None:
    world = make_world(n_people=2)
    set_counsellor(None, site=None, contact=Contact("Dr. Sousa"), now=NOW)
    exposed_today(world, world.people[0], 10)

    pages = [text(signed_in(person.user), "/work/") for person in world.people]

    assert ["Dr. Sousa" in page for page in pages] == [True, False]


def test_how_hard_content_is_shown_is_chosen_by_everybody_for_themselves() -> None:
    world = make_world()
    ana, ben = signed_in(world.people[0].user), signed_in(somebody("Ben", NOW))

    ana.post("/wellbeing/viewing/", {"blur": "25", "grey": "on"})
    nonsense = ana.post("/wellbeing/viewing/", {"blur": "1e3"}, follow=True).content.decode()
    own, other = (each.get("/wellbeing/viewing/").content.decode() for each in (ana, ben))

    assert '<option value="25" selected>' in own
    assert 'name="small" checked' not in own
    assert "from 0 to 100" in nonsense
    assert '<option value="55" selected>' in other
    assert 'name="small" checked' in other
    assert signed_in(None).get("/wellbeing/viewing/").status_code == 302


def test_limits_are_set_on_their_page_and_refused_at_their_field() -> None:
    world = make_world()
    omar = somebody("Omar", NOW, role=Role.OPERATIONS_LEAD)
    page, weights = signed_in(omar), {f"weight_{each}": str(each * 25) for each in range(1, 5)}

    saved = page.post("/people/exposure/limits/", {"day_minutes": "240", **weights})
    refused = page.post("/people/exposure/limits/", {"day_minutes": "601", "run_minutes": "x", **weights})

    assert saved.status_code == 302
    assert terms_in_force(world.project).day_minutes == 240
    assert refused.status_code == 422
    assert refused.content.decode().count("must be from") == 2
    assert "Limits" in page.get("/people/exposure/").content.decode()
    assert [
        signed_in(each).get("/people/exposure/limits/").status_code for each in (cast_of(world).lea, None)
    ] == [404, 302]


def test_a_project_is_stricter_and_says_what_its_answers_mean() -> None:
    world = make_world()
    cast = cast_of(world)
    where = f"/projects/{world.project.uid}/exposure/"
    lea = signed_in(cast.lea)

    lea.post(where, {"week_minutes": "600", "severity": "2", "category": "hate"})
    looser = lea.post(where, {"day_minutes": "301"})
    lea.post(
        f"{where}ratings/",
        {"severity:match/yes": "4", "category:match/yes": "violence", "severity:match/no": ""},
    )
    page = lea.get(where).content.decode()

    assert (looser.status_code, "may only be stricter" in looser.content.decode()) == (422, True)
    assert terms_in_force(world.project).week_minutes == 600
    assert answer_ratings_set(world.project) == {("match", "yes"): Sensitivity(4, "violence")}
    assert '<option value="4" selected>Extreme</option>' in page
    assert [signed_in(each).get(where).status_code for each in (cast.zoe, cast.ben)] == [404, 403]

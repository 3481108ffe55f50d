"""Pages of requests: the list, the form that saves what it can, the page with what is next; and who may open them."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assay.intake.actions.changing import propose_change
from assay.intake.enums import RequestState as S
from assay.intake.models import Attachment, Party, Request, RequestChange, RequestComment
from assay.intake.queries.clocks import levels
from assay.kit.models import BusinessCalendar
from assay.people.enums import Role
from assay.people.models import User
from assay.projects.models import Project
from tests.intake.delivering import at_work, delivered
from tests.intake.world import Intake, brought_to, drafted, make_intake, submitted
from tests.people.cast import contributor, signed_in, user
from tests.work.world import NOW

pytestmark = pytest.mark.django_db
FORM = {
    "title": "Colours",
    "segment": "search_ranking",
    "purpose": "train",
    "metric": "F1",
    "metric_unit": "points",
    "metric_baseline": "0.7",
    "metric_gain": "0,05",
    "content_source": "Titles of shoes.",
    "market": ["pt-BR", "de-DE", ""],
    "n_items": ["1,500", "500", ""],
    "language": ["", "", ""],
    "template": "search-relevance",
    "accuracy_target": "95",
    "accuracy_unit": "items",
    "acceptance": "A sample is right.",
    "deadline_on": "2026-06-01",
    "cadence": "one_off",
    "sensitivity": "public",
    "budget": "12,500.50",
    "currency": "eur",
    "requesters": ["rita@example.org", ""],
    "approvers": ["omar@example.org", ""],
}


@pytest.fixture
def world(settings: object, tmp_path: Path) -> Intake:
    settings.ASSAY_FILES = tmp_path / "files"  # type: ignore[attr-defined]  # pytest-django's settings.
    return make_intake()


def address(name: str, *uids: object) -> str:
    return reverse(name, args=uids)


def text(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200, where
    return answer.content.decode()


def statuses(world: Intake, where: str) -> dict[str, int]:
    people: dict[str, User | None] = {"nobody": None, "ana": contributor("Ana").user}
    people |= {name: getattr(world, name) for name in ("rita", "lea", "omar", "zoe", "ravi")}
    people["kim"] = user("Kim", Role.REQUESTER)
    return {name: signed_in(person).get(where).status_code for name, person in people.items()}


def test_who_may_open_a_request(world: Intake) -> None:
    request = submitted(world)

    assert statuses(world, address("request", request.uid)) == {
        **dict.fromkeys(("rita", "lea", "omar"), 200),
        **dict.fromkeys(("ana", "zoe", "ravi", "kim"), 404),
        "nobody": 302,
    }


def test_who_may_open_the_list(world: Intake) -> None:
    assert statuses(world, address("requests")) == {
        **dict.fromkeys(("rita", "lea", "omar", "kim"), 200),
        **dict.fromkeys(("ana", "zoe", "ravi"), 404),
        "nobody": 302,
    }


def test_a_draft_is_only_its_requesters(world: Intake) -> None:
    request = drafted(world)

    assert signed_in(world.rita).get(address("request-edit", request.uid)).status_code == 200
    assert signed_in(world.omar).get(address("request-edit", request.uid)).status_code == 302
    assert signed_in(world.lea).get(address("request-edit", request.uid)).status_code == 404


def test_filled_in_and_submitted_in_one_go(world: Intake) -> None:
    rita = signed_in(world.rita)
    rita.post(address("request-new"))
    request = Request.objects.get()

    answer = rita.post(address("request-edit", request.uid), {**FORM, "what": "submit"})

    request.refresh_from_db()
    assert answer.headers["Location"] == address("request", request.uid)
    assert (request.state, request.budget_micro, request.currency) == (S.SUBMITTED, 12_500_500_000, "EUR")
    assert (request.metric_gain, request.accuracy_target) == (0.05, 0.95)
    rows = request.volumes.order_by("market__code").values_list("market__code", "language", "n_items")
    assert list(rows) == [("de-DE", "de-DE", 500), ("pt-BR", "pt-BR", 1500)]
    assert set(Party.objects.values_list("user__name", "part")) == {
        ("Rita", "requester"),
        ("Omar", "approver"),
    }


def test_what_is_wrong_is_shown_where_it_stands_and_the_rest_is_kept(world: Intake) -> None:
    rita = signed_in(world.rita)
    rita.post(address("request-new"))
    request = Request.objects.get()
    wrong = {
        **FORM,
        "metric_gain": "much",
        "budget": "a lot",
        "n_items": ["", "500", ""],
        "approvers": ["zoe@example.org"],
    }

    answer = rita.post(address("request-edit", request.uid), wrong)

    shown = answer.content.decode()
    request.refresh_from_db()
    assert answer.status_code == 422
    for field, said in {
        "metric_gain": "This must be a number.",
        "budget": "This must be a number.",
        "volumes": "This must be from 1 to 10,000,000,000.",
        "approvers": "zoe@example.org is nobody who takes part in requests here.",
    }.items():
        assert f'id="problem_{field}" data-part>{said}' in shown
    assert 'value="much"' in shown
    assert (request.title, request.metric_gain, request.budget_micro) == ("Colours", None, None)


def test_a_script_saves_without_a_mistake_and_is_told_how_far_it_is(world: Intake) -> None:
    rita = signed_in(world.rita)
    rita.post(address("request-new"))
    request = Request.objects.get()

    answer = rita.post(
        address("request-edit", request.uid),
        {"title": "Colours", "metric_gain": "mu"},
        headers={"X-Assay-Saves": "1"},
    )

    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "1 of 16" in shown
    assert 'id="problem_metric_gain" data-part>This must be a number.' in shown


def test_submitting_says_everything_that_is_missing(world: Intake) -> None:
    rita = signed_in(world.rita)
    rita.post(address("request-new"))
    request = Request.objects.get()

    answer = rita.post(address("request-edit", request.uid), {"title": "Colours", "what": "submit"})

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="problem_approvers" data-part>At least one approver is missing.' in shown
    assert 'id="problem_template" data-part>A template of the gallery' in shown
    assert 'id="problem_title" data-part></div>' in shown
    assert Request.objects.get().state == S.DRAFT


def test_a_sample_file_comes_and_goes(world: Intake) -> None:
    request, rita = drafted(world), signed_in(world.rita)
    where = address("request-sample-set", request.uid)

    rita.post(where, {"file": SimpleUploadedFile("sample.csv", b"a,b")})
    streamed = rita.get(address("request-sample", request.uid))
    content = b"".join(streamed.streaming_content)  # type: ignore[attr-defined]  # It streams.
    rita.post(where, {"away": "1"})

    assert content == b"a,b"
    assert streamed.headers["Content-Disposition"] == 'attachment; filename="sample.csv"'
    assert Request.objects.get().sample is None


@pytest.mark.parametrize(
    ("state", "name", "offers", "hides"),
    [
        (S.SUBMITTED, "lea", ["It is feasible", "Ask back", "It is not feasible"], ["Approve", "Withdraw"]),
        (S.SUBMITTED, "rita", ["Withdraw", "Propose a change"], ["It is feasible"]),
        (S.FEASIBLE, "omar", ["Approve", "Turn down"], ["Start the project"]),
        (S.FEASIBLE, "lea", ["Ask back"], ["Approve"]),
        (S.APPROVED, "lea", ["Start the project"], ["Turn down"]),
    ],
)
def test_everybody_is_offered_what_is_theirs(
    world: Intake, state: S, name: str, offers: list[str], hides: list[str]
) -> None:
    shown = text(signed_in(getattr(world, name)), address("request", brought_to(world, state).uid))

    buttons = shown.split("Where it stands")[1].split("What is asked")[0]
    assert [each for each in offers if each not in buttons] == []
    assert [each for each in hides if each in buttons] == []


def test_from_submitted_to_a_project_page_by_page(world: Intake) -> None:
    request = submitted(world)
    where = address("request-step", request.uid)
    lea, omar, rita = (signed_in(each) for each in (world.lea, world.omar, world.rita))

    lea.post(where, {"to": "clarifying", "reason": "Which weeks?"})
    asked = text(rita, address("request", request.uid))
    rita.post(where, {"to": "submitted", "reason": "All of March."})
    lea.post(where, {"to": "feasible", "reason": "There are enough people."})
    omar.post(where, {"to": "approved"})
    answer = lea.post(address("request-start", request.uid), {"name": "Images"})

    project = Project.objects.get()
    assert "The clock stands still" in asked
    assert "Which weeks?" in asked
    assert answer.headers["Location"] == address("project-setup", project.uid)
    assert (project.name, Request.objects.get().state) == ("Images", S.IN_DELIVERY)
    shown = text(rita, address("request", request.uid))
    assert "No tasks have come in yet." in shown
    assert "Images" in shown


def test_a_refused_step_says_why(world: Intake) -> None:
    request = submitted(world)

    answer = signed_in(world.rita).post(address("request-step", request.uid), {"to": "feasible"}, follow=True)

    assert "This is for a project owner to do." in answer.content.decode()
    assert Request.objects.get().state == S.SUBMITTED


@pytest.mark.parametrize("name", ["zoe", "ravi"])
def test_strangers_find_none_of_the_buttons(world: Intake, name: str) -> None:
    request, client = submitted(world), signed_in(getattr(world, name))
    change = propose_change(world.rita, request=request, changes={"title": "New"}, why="So.", now=NOW)

    posted = [
        client.post(address(page, uid)).status_code
        for page, uid in (
            *(
                (page, request.uid)
                for page in ("request-step", "request-start", "request-owner", "request-comment")
            ),
            *((page, request.uid) for page in ("request-attach", "request-sample-set", "request-propose")),
            ("request-decide", change.uid),
        )
    ]

    assert set(posted) == {404}
    assert client.post(address("request-new")).status_code == 404


def test_comments_and_files(world: Intake) -> None:
    request, lea = submitted(world), signed_in(world.lea)
    lea.post(address("request-comment", request.uid), {"text": "Which weeks?"})
    lea.post(
        address("request-attach", request.uid),
        {"file": SimpleUploadedFile("old.txt", b"x"), "note": "Old rules"},
    )
    kept = Attachment.objects.get()

    shown = text(signed_in(world.rita), address("request", request.uid))
    lea.post(address("request-file-retire", kept.uid), {"reason": "Out\0dated."})

    assert RequestComment.objects.get().text == "Which weeks?"
    assert [each for each in ("Which weeks?", "old.txt", "Old rules") if each not in shown] == []
    assert lea.get(address("request-file", kept.uid)).status_code == 404


def test_a_change_is_proposed_in_the_form_and_decided_in_sight_of_both_values(world: Intake) -> None:
    request = brought_to(world, S.APPROVED)
    rita, lea = signed_in(world.rita), signed_in(world.lea)
    where = address("request-propose", request.uid)
    unreasoned = rita.post(where, {"title": "Grades for image search", "cadence": "weekly"})
    rita.post(where, {"title": "Grades for image search", "cadence": "weekly", "why": "It goes on."})
    change = RequestChange.objects.get()

    shown = text(lea, address("request", request.uid))
    lea.post(address("request-decide", change.uid), {"what": "accept"})

    assert unreasoned.status_code == 422
    assert change.after == {"cadence": "weekly"}
    assert "<del>Once</del>" in shown
    assert "<ins>Every week</ins>" in shown
    assert Request.objects.get().cadence == "weekly"


def test_what_was_typed_stays_when_a_proposal_is_refused(world: Intake) -> None:
    request = brought_to(world, S.APPROVED)
    typed = {"title": "Other grades", "accuracy_target": "200", "market": ["de-DE"], "n_items": ["lots"]}

    refused = signed_in(world.rita).post(
        address("request-propose", request.uid), {**typed, "language": [""], "why": "So."}
    )

    page = refused.content.decode()
    assert refused.status_code == 422
    for shown in ("Other grades", 'value="200"', 'value="lots"', "So."):
        assert shown in page
    assert not RequestChange.objects.exists()


def test_volumes_and_people_that_were_refused_stand_in_the_form_as_they_were_typed(world: Intake) -> None:
    request = drafted(world)
    typed = {"n_items": ["lots", "500", ""], "approvers": ["omer@example.org", ""]}

    page = (
        signed_in(world.rita).post(address("request-edit", request.uid), {**FORM, **typed}).content.decode()
    )

    assert 'value="lots"' in page
    assert 'value="omer@example.org"' in page


def test_service_levels_are_a_form_for_operations_leads_only(world: Intake) -> None:
    where = address("request-levels")
    omar, rita = signed_in(world.omar), signed_in(world.rita)
    form = {"submitted": "8", "feasible": "", "approved": "16", "not_feasible": "40"}

    wrong = omar.post(where, {**form, "submitted": "many"})
    omar.post(where, form)
    refused = rita.post(where, {**form, "submitted": "1"})

    assert wrong.status_code == refused.status_code == 422
    assert [each.hours for each in levels()] == [8, None, 16, 40]
    assert '<input class="form-control short"' not in text(rita, where)


def test_a_working_time_is_added_by_operations_leads_only(world: Intake) -> None:
    where, form = address("request-calendar"), {"name": "Office", "zone": "Europe/Berlin", "day": ["0", "1"]}
    hours = {"begins": "09:00", "ends": "17:00", "holidays": "2026-12-25\n"}

    refused = signed_in(world.lea).post(where, {**form, **hours})
    wrong = signed_in(world.omar).post(where, {**form, **hours, "zone": "Berlin"}, follow=True)
    signed_in(world.omar).post(where, {**form, **hours})

    kept = BusinessCalendar.objects.get()
    assert refused.status_code == 302
    assert "Berlin is not an IANA time zone." in wrong.content.decode()
    assert (kept.hours, kept.holidays) == ({key: [["09:00", "17:00"]] for key in "01"}, ["2026-12-25"])
    assert "Mon Tue: 09:00–17:00" in text(signed_in(world.lea), address("request-levels"))


def test_filters_stay_in_the_address(world: Intake) -> None:
    submitted(world)
    drafted(world, title="Colours", segment="llm_data")
    rita = signed_in(world.rita)

    shown = text(rita, address("requests") + "?state=draft&segment=llm_data&q=colour")

    assert "Colours" in shown
    assert "Grades for image search" not in shown
    assert '<option value="draft" selected>' in shown
    assert "No request fits" in text(rita, address("requests") + "?q=nothing")
    assert "overdue" in text(rita, address("requests") + "?late=on")


def test_a_longer_list_asks_no_more_of_the_database(world: Intake) -> None:
    rita = signed_in(world.rita)

    def n_queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            text(rita, address("requests"))
        return len(found)

    submitted(world)
    n_queries()
    one = n_queries()
    submitted(world, title="Second")
    submitted(world, title="Third")

    assert n_queries() == one


def test_a_requester_has_the_own_requests_in_front_with_what_waits(world: Intake) -> None:
    request = at_work(world)
    assert request.project is not None
    release = delivered(request.project, 1, right=95, n=100)
    drafted(world, title="Colours")

    shown = " ".join(text(signed_in(world.rita), address("requests")).split())

    assert f'<a href="{address("release", release.uid)}">Answer to release 1</a>' in shown
    assert "<strong>95.0 %</strong>" in shown
    assert "n = 100 · 95 %: 88.8–97.8 %" in shown
    assert "budget 12,500 EUR" in shown
    assert "nothing spent" in shown
    assert "Submit" in shown
    assert "Whose requests" not in shown


def test_whoever_sees_all_requests_asks_for_the_own(world: Intake) -> None:
    submitted(world)
    lea, omar = signed_in(world.lea), signed_in(world.omar)

    all_of_them = text(lea, address("requests"))
    none = text(lea, address("requests") + "?view=mine")
    named = text(omar, address("requests") + "?view=mine")

    assert ("Whose requests" in all_of_them, "Grades for image search" in all_of_them) == (True, True)
    assert "Grades for image search" not in none
    assert "Grades for image search" in named

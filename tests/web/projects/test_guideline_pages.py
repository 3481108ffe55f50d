"""The pages around a guideline: draft and reviews, comparing, translations, policies, who is current, impact."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assay.kit.reasons import Refused
from assay.people.models import InboxMessage, Market
from assay.projects.actions.versions import acknowledge, publish_guideline
from assay.projects.enums import ChangeKind, DraftState
from assay.projects.models import (
    Acknowledgment,
    GuidelineDraft,
    GuidelineTranslation,
    GuidelineVersion,
    ProjectMarket,
    QuizAttempt,
)
from assay.projects.rules.guideline_parts import Change
from tests.projects.rules.test_guideline_rules import QUESTION
from tests.web.projects.cast import People, people_of, statuses, text
from tests.web.projects.test_versions import form
from tests.web.quality_cast import address, signed_in
from tests.work.world import NOW, World, make_world

pytestmark = pytest.mark.django_db
SECTIONS = [{"id": "one", "title": "One", "markdown": "first"}]


@pytest.fixture
def world() -> World:
    made = make_world(n_tasks=1)
    market = Market.objects.create(code="PT-pt", name="Portugal", region="PT", language="pt-PT")
    ProjectMarket.objects.create(project=made.project, market=market)
    return made


@pytest.fixture
def people(world: World) -> People:
    return people_of(world)


@pytest.fixture
def version(world: World, people: People) -> GuidelineVersion:
    return publish(world, people)


def publish(world: World, people: People, **more: object) -> GuidelineVersion:
    given: dict[str, object] = {"title": "Rules", "sections": SECTIONS, "now": NOW, **more}
    return publish_guideline(people.cast.lea, project=world.project, **given)  # type: ignore[arg-type]  # Its fields.


def at(page: str, world: World, *more: object) -> str:
    from django.urls import reverse

    return reverse(page, args=[world.project.uid, *more])


def test_who_may_open_which_page(world: World, people: People, version: GuidelineVersion) -> None:
    seen = dict.fromkeys(["lea", "ben", "rita", "ravi", "mia", "omar"], 200) | {"nobody": 302}
    none = {"ana": 404, "zoe": 404}

    assert statuses(people, at("project-guideline-compare", world)) == seen | none
    assert statuses(people, at("project-guideline-translations", world)) == seen | none
    assert statuses(people, at("project-guideline-policies", world)) == seen | none
    draft = statuses(people, at("project-guideline-draft", world))
    assert {name for name, status in draft.items() if status == 200} == {"lea", "ben"}
    impact = statuses(people, at("project-guideline-version", world, 1))
    assert {name for name, status in impact.items() if status == 200} == {"lea", "ben", "rita", "omar"}
    translation = statuses(people, at("project-guideline-translation", world, "pt-PT", "one"))
    assert {name for name, status in translation.items() if status == 200} == {"lea", "ben"}


def test_a_draft_saves_itself_and_is_there_again(world: World, people: People) -> None:
    client = signed_in(people.cast.lea)
    where = at("project-guideline-edit", world)

    told = client.post(where, form(("One", "half"))).content.decode()

    assert 'name="revision" value="1"' in told
    assert "half" in text(client, where)
    assert GuidelineVersion.objects.count() == 0


def test_a_stale_form_is_refused_each_time_it_is_pressed_and_keeps_what_was_typed(
    world: World, people: People
) -> None:
    where = at("project-guideline-edit", world)
    signed_in(people.cast.ben).post(where, form(("One", "by Ben")) | {"revision": ""})

    lea = signed_in(people.cast.lea)
    for _press in range(2):
        refused = lea.post(where, form(("One", "by Lea")) | {"revision": ""})
        assert refused.status_code == 422
        assert "has saved this draft meanwhile" in refused.content.decode()
        assert "by Lea" in refused.content.decode()
        assert 'name="revision" value="0"' in refused.content.decode()

    assert GuidelineDraft.objects.get().sections[0]["markdown"] == "by Ben"


def test_the_form_keeps_examples_variants_quiz_and_concerns(world: World, people: People) -> None:
    asked = form(
        ("One", "first"),
        do="save",
        kind="policy",
        grace_hours="48",
        example_at="0",
        example_kind="counterexample",
        example_content="a lace",
        example_answer="No",
        example_why="It goes with one.",
        variant_at="0",
        variant_market="PT-pt",
        variant_markdown="Aqui.",
        quiz_text="Is it?",
        quiz_options="Yes\n*No",
        quiz_why="It is not.",
        concern=["match/yes"],
        concern_market=["PT-pt"],
    )

    page = signed_in(people.cast.lea).post(at("project-guideline-edit", world), asked).content.decode()

    draft = GuidelineDraft.objects.get()
    assert draft.sections == [
        {
            "id": "s-0",
            "title": "One",
            "markdown": "first",
            "examples": [
                {"kind": "counterexample", "content": "a lace", "answer": "No", "why": "It goes with one."}
            ],
            "variants": [{"market": "PT-pt", "markdown": "Aqui."}],
        }
    ]
    assert (draft.kind, draft.grace_hours) == ("policy", 48)
    assert draft.quiz[0]["right"] == "o2"
    assert draft.concerns == {"questions": {"match": ["yes"]}, "markets": ["PT-pt"]}
    assert "*No" in page


def test_a_draft_is_reviewed_and_put_in_force_by_its_pages(world: World, people: People) -> None:
    lea, rita = signed_in(people.cast.lea), signed_in(people.cast.rita)
    lea.post(at("project-guideline-review", world), {"needs_review": "on"})
    lea.post(at("project-guideline-edit", world), form(("One", "first"), do="done"))
    refused = lea.post(at("project-guideline-edit", world), form(("One", "first"), do="publish"))
    assert (refused.status_code, GuidelineVersion.objects.count()) == (422, 0) or refused.status_code == 422

    lea.post(
        at("project-guideline-step", world), {"do": "review", "reviewer_policy": str(people.cast.rita.uid)}
    )
    assert "Approve" in text(rita, at("project-guideline-draft", world))
    rita.post(at("project-guideline-verdict", world), {"verdict": "approved"})
    lea.post(at("project-guideline-step", world), {"do": "publish"})

    assert GuidelineDraft.objects.get().state == DraftState.IN_FORCE
    assert GuidelineVersion.objects.get().title == "Rules"


def test_two_versions_are_compared_by_word(world: World, people: People, version: GuidelineVersion) -> None:
    publish(world, people, sections=[{"id": "one", "title": "One", "markdown": "second"}])

    page = text(signed_in(people.cast.lea), at("project-guideline-compare", world))

    assert "<del>" in page
    assert page.index("first") < page.index("second")
    where = at("project-guideline-compare", world)
    assert signed_in(people.cast.lea).get(f"{where}?from=7").status_code == 404


def test_a_section_is_translated_beside_its_source(
    world: World, people: People, version: GuidelineVersion
) -> None:
    client = signed_in(people.cast.ben)
    where = at("project-guideline-translation", world, "pt-PT", "one")

    empty = client.post(where, {"title": "Um", "markdown": "", "do": "finish"})
    client.post(where, {"title": "Um", "markdown": "primeiro", "do": "finish"})

    assert (empty.status_code, GuidelineTranslation.objects.count()) == (422, 1)
    assert "translated" in text(client, at("project-guideline-translations", world))


def test_policies_are_changed_in_the_draft(world: World, people: People, version: GuidelineVersion) -> None:
    client = signed_in(people.cast.lea)
    where = at("project-guideline-policies", world)
    asked = {
        "market": ["PT-pt"],
        "policy_id": [""],
        "policy_title": ["Knives"],
        "rule-0-PT-pt": "age_gated",
        "note-0-PT-pt": "18",
    }

    client.post(f"{where}?draft", asked)

    draft = GuidelineDraft.objects.get()
    cell = {"PT-pt": {"rule": "age_gated", "note": "18"}}
    assert draft.policies == [{"id": "knives", "title": "Knives", "markets": cell}]
    assert draft.sections == SECTIONS
    assert "Knives" in text(client, at("project-guideline-draft", world))
    assert "Knives" not in text(client, where)
    assert signed_in(people.cast.rita).post(f"{where}?draft", asked).status_code == 403


def test_policies_that_changed_since_the_form_was_opened_are_not_overwritten(
    world: World, people: People, version: GuidelineVersion
) -> None:
    where = f"{at('project-guideline-policies', world)}?draft"
    row = {"market": ["PT-pt"], "policy_id": [""], "rule-0-PT-pt": "allowed"}
    lea, ben = signed_in(people.cast.lea), signed_in(people.cast.ben)
    was = lea.get(where).context["was"]

    assert ben.post(where, row | {"policy_title": ["Knives"], "was": was}).status_code == 302
    refused = lea.post(where, row | {"policy_title": ["Toys"], "was": was})

    assert refused.status_code == 409
    assert "Ben has saved this draft meanwhile" in refused.content.decode()
    assert "Toys" in refused.content.decode()
    assert [each["title"] for each in GuidelineDraft.objects.get().policies] == ["Knives"]


def fields_of(page: str) -> dict[str, list[str]]:
    """What a browser would send of the form of policies: the chosen option of each select, and every input."""
    form = page.split('<form method="post">', 1)[1].split("</form>", maxsplit=1)[0]
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input[^>]*? name="([^"]+)"[^>]*? value="([^"]*)"', form):
        found.setdefault(name, []).append(value)
    for name, options in re.findall(r'<select[^>]*? name="([^"]+)"[^>]*>(.*?)</select>', form):
        chosen = re.findall(r'<option value="([^"]*)" selected', options)
        found.setdefault(name, []).extend(chosen or [""])
    return found


def test_a_matrix_of_forty_policies_and_twenty_markets_is_changed_in_stretches(
    world: World, people: People
) -> None:
    codes = [f"M{nth:02}" for nth in range(20)]
    policies = [
        {
            "id": f"p{n}",
            "title": f"Policy {n}",
            "markets": {code: {"rule": "allowed", "note": ""} for code in codes},
        }
        for n in range(40)
    ]
    for code in codes:
        made = Market.objects.create(code=code, name=code, region="XX", language="en")
        ProjectMarket.objects.create(project=world.project, market=made)
    where, client = at("project-guideline-policies", world), signed_in(people.cast.lea)
    publish(world, people, policies=policies)
    asked = fields_of(client.get(f"{where}?draft&part=1").content.decode())
    first = int(asked["first"][0])
    assert asked["policy_title"][0] == f"Policy {first}"
    asked["rule-3-M07"], asked["note-3-M07"] = ["not_allowed"], ["Since May"]
    asked["policy_title"][0], asked["policy_title"][-1] = "", "Fireworks"

    kept = client.post(f"{where}?draft&part=1", asked)

    policies[first + 3]["markets"] |= {"M07": {"rule": "not_allowed", "note": "Since May"}}  # type: ignore[operator]  # A dictionary.
    added = {"id": "fireworks", "title": "Fireworks", "markets": {}}
    assert sum(map(len, asked.values())) < 1000
    assert kept.headers["Location"].endswith("?draft&part=1")
    assert GuidelineDraft.objects.get().policies == [*policies[:first], *policies[first + 1 :], added]


def test_many_policies_of_one_name_are_refused_with_a_sentence(
    world: World, people: People, version: GuidelineVersion
) -> None:
    asked = {"market": ["PT-pt"], "policy_id": [""] * 400, "policy_title": ["Knives"] * 400}

    refused = signed_in(people.cast.lea).post(f"{at('project-guideline-policies', world)}?draft", asked)

    assert refused.status_code == 422
    assert "A policy needs an id of its own" in refused.content.decode()


def test_the_board_counts_per_site_and_reminds_once_a_day(
    world: World, people: People, version: GuidelineVersion
) -> None:
    acknowledge(people.ana, version=version, now=NOW)
    client = signed_in(people.cast.lea)
    InboxMessage.objects.all().delete()

    page = client.get(at("project-guideline-readers", world))
    for _ in range(2):
        client.post(at("project-guideline-remind", world))

    counts = [(each.n_current, each.n_grace, each.n_outstanding) for each in page.context["sites"]]
    assert (sum(each[0] for each in counts), sum(each[2] for each in counts)) == (1, 1)
    assert InboxMessage.objects.filter(kind="guideline.reminder").count() == 1
    assert signed_in(people.cast.zoe).post(at("project-guideline-remind", world)).status_code == 404


def test_a_policy_is_read_answered_and_acknowledged_on_one_page(
    world: World, people: People, version: GuidelineVersion
) -> None:
    acknowledge(people.ana, version=version, now=NOW)
    change = Change(ChangeKind.POLICY, quiz=[QUESTION])
    newer = publish(
        world, people, sections=[{"id": "one", "title": "One", "markdown": "second"}], change=change
    )
    client = signed_in(people.ana)
    where = address("guideline", newer.uid)

    page = text(client, where)
    wrong = client.post(where, {"q-q1": "o1"})
    right = client.post(where, {"q-q1": "o2"})

    assert ("<ins>" in page, "Is a lace a shoe?" in page, "It goes with one." in page) == (True, True, False)
    assert (wrong.status_code, "It goes with one." in wrong.content.decode()) == (422, True)
    assert right.headers["Location"] == address("workbench-of", world.project.uid)
    assert QuizAttempt.objects.count() == 2
    assert Acknowledgment.objects.filter(guideline_version=newer).count() == 1


def test_policies_come_from_a_file_after_one_has_seen_what_changes(
    world: World, people: People, version: GuidelineVersion
) -> None:
    client, where = signed_in(people.cast.lea), at("project-guideline-policies-file", world)
    table = "id,policy,PT-pt\nknives,Knives,restricted\n"

    seen = client.post(where, {"file": SimpleUploadedFile("policies.csv", table.encode())})
    n_before = GuidelineDraft.objects.count()
    kept = client.post(where, {"table": table, "do": "keep"})
    wrong = client.post(where, {"table": table.replace("PT-pt", "AQ-en"), "do": "keep"})
    csv = client.get(at("project-guideline-policies-csv", world))

    assert seen.status_code == 200
    assert [(each.title, each.after) for each in seen.context["rule_changes"]] == [("Knives", "Restricted")]
    assert (n_before, kept.status_code, wrong.status_code) == (0, 302, 422)
    assert GuidelineDraft.objects.get().policies[0]["markets"] == {
        "PT-pt": {"rule": "restricted", "note": ""}
    }
    assert csv.content.decode() == "id,policy,PT-pt,PT-pt note\r\n"
    assert client.post(where, {}).status_code == 422
    assert {name: status for name, status in statuses(people, where).items() if status == 200} == {
        "lea": 200,
        "ben": 200,
    }


def test_a_market_that_is_gone_stays_readable_in_the_matrix(world: World, people: People) -> None:
    gone = Market.objects.create(code="XK-sq", name="Kosovo", region="XK", language="sq")
    cells = {"XK-sq": {"rule": "allowed", "note": ""}}
    publish(world, people, policies=[{"id": "knives", "title": "Knives", "markets": cells}])
    client, where = signed_in(people.cast.lea), at("project-guideline-policies", world)

    Market.objects.filter(pk=gone.pk).update(code="KS-sq")
    renamed = text(client, where)
    publish(world, people, policies=[{"id": "knives", "title": "Knives", "markets": cells}])

    assert "no longer a market" in renamed
    assert GuidelineVersion.objects.count() == 2
    with pytest.raises(Refused) as refused:
        publish(world, people, policies=[{"id": "k", "title": "K", "markets": {"AQ-en": cells["XK-sq"]}}])
    assert refused.value.reasons[0].code == "guideline.unknown_market"


def test_a_change_is_marked_inside_the_rendered_text(
    world: World, people: People, version: GuidelineVersion
) -> None:
    markdown = "- first **rule**\n- <script>alert(1)</script>"
    publish(world, people, sections=[{"id": "one", "title": "One", "markdown": markdown}])
    client, where = signed_in(people.cast.lea), at("project-guideline-compare", world)

    page = text(client, where)
    sides = text(client, f"{where}?view=sides")

    assert "<strong>rule</strong>" in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert "part-sides" in sides
    assert 'data-key="n"' in page

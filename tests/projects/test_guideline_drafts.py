"""A draft of a guideline: it saves itself, is reviewed, and takes effect when it is due; versions never change."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.projects.actions import guideline_drafts as actions
from assay.projects.actions.guideline_settings import ask_for_review
from assay.projects.actions.versions import acknowledge, publish_guideline, take_quiz
from assay.projects.enums import ChangeKind, DraftState, DraftVerdict, GuidelineSide
from assay.projects.models import GuidelineDraft, GuidelineReview, GuidelineVersion, Project, QuizAttempt
from assay.projects.rules.guideline_parts import Change, Written
from tests.projects.rules.test_guideline_rules import QUESTION
from tests.web.quality_cast import Cast, cast_of
from tests.work.world import NOW, World, later, make_world

pytestmark = pytest.mark.django_db
WRITTEN = Written(
    "Matching", [{"id": "what", "title": "What to do", "markdown": "Look twice."}], "It is new."
)


@pytest.fixture
def world() -> World:
    return make_world(n_tasks=0)


@pytest.fixture
def cast(world: World) -> Cast:
    return cast_of(world)


def saved(world: World, by: User, written: Written = WRITTEN, revision: int | None = None) -> GuidelineDraft:
    return actions.save_draft(by, project=world.project, written=written, revision=revision, now=NOW)


def sent(world: World, cast: Cast, **more: object) -> GuidelineDraft:
    reviewers = [(cast.rita, GuidelineSide.ALGORITHM), (cast.ben, GuidelineSide.QA)]
    draft = saved(world, cast.lea)
    return actions.send_to_review(cast.lea, draft=draft, reviewers=reviewers, now=NOW, **more)  # type: ignore[arg-type]  # Its own fields.


def in_force(world: World) -> GuidelineVersion | None:
    return Project.objects.select_related("guideline_version").get(pk=world.project.pk).guideline_version


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [each.code for each in refused.value.reasons]


def test_a_draft_may_be_unfinished_and_is_one_per_project(world: World, cast: Cast) -> None:
    first = saved(world, cast.lea, Written("", [{"id": "", "title": "", "markdown": ""}]))
    second = saved(world, cast.ben)

    assert (first.pk, first.revision, second.revision) == (second.pk, 1, 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        GuidelineDraft.objects.create(
            project=world.project, created_at=NOW, created_by=cast.lea, saved_at=NOW, saved_by=cast.lea
        )


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(world: World, cast: Cast) -> None:
    draft = saved(world, cast.lea)
    saved(world, cast.ben, revision=draft.revision)

    with pytest.raises(Refused) as refused:
        saved(world, cast.lea, revision=draft.revision)

    assert codes(refused) == ["guideline.changed_meanwhile"]
    assert saved(world, cast.ben, revision=draft.revision).revision == 3


def test_a_draft_begun_by_somebody_else_is_not_overwritten_by_a_form_that_knew_of_none(
    world: World, cast: Cast
) -> None:
    saved(world, cast.ben)

    with pytest.raises(Refused) as refused:
        saved(world, cast.lea, revision=0)

    assert codes(refused) == ["guideline.changed_meanwhile"]


def test_ones_own_other_tab_does_not_overwrite_what_was_saved_since(world: World, cast: Cast) -> None:
    saved(world, cast.lea, revision=0)
    # The autosave that was on its way when the button was pressed.
    assert saved(world, cast.lea, revision=0).revision == 2

    with pytest.raises(Refused) as refused:
        saved(world, cast.lea, revision=0)

    assert codes(refused) == ["guideline.changed_meanwhile"]


def test_what_was_written_in_a_draft_that_is_over_begins_no_other_one(world: World, cast: Cast) -> None:
    draft = saved(world, cast.lea, revision=0)
    actions.publish_draft(cast.lea, draft=draft, now=NOW)

    with pytest.raises(Refused) as refused:
        saved(world, cast.lea, revision=1)

    assert codes(refused) == ["guideline.closed_meanwhile"]
    assert saved(world, cast.lea, revision=0).revision == 1


def test_the_last_approval_makes_it_due_and_the_job_puts_it_in_force(world: World, cast: Cast) -> None:
    draft = sent(world, cast)

    actions.give_verdict(cast.rita, draft=draft, verdict=DraftVerdict.APPROVED, now=NOW)
    draft.refresh_from_db()
    assert (draft.state, actions.take_due(now=later(days=1))) == (DraftState.IN_REVIEW, 0)
    actions.give_verdict(cast.ben, draft=draft, verdict=DraftVerdict.APPROVED, now=NOW)
    assert actions.take_due(now=NOW) == 1

    draft.refresh_from_db()
    version = in_force(world)
    assert version is not None
    assert (draft.state, draft.version_id, version.number) == (DraftState.IN_FORCE, version.pk, 1)
    assert (version.title, version.sections, version.change_note) == (
        "Matching",
        WRITTEN.sections,
        "It is new.",
    )
    assert actions.take_due(now=later(days=9)) == 0


def test_it_never_takes_effect_before_its_day(world: World, cast: Cast) -> None:
    draft = sent(world, cast, effective_at=later(days=2))
    for person in (cast.rita, cast.ben):
        actions.give_verdict(person, draft=draft, verdict=DraftVerdict.APPROVED, now=NOW)

    assert actions.take_due(now=later(days=2) - timedelta(microseconds=1)) == 0
    assert in_force(world) is None
    assert actions.take_due(now=later(days=2)) == 1
    assert in_force(world) is not None


def test_a_wish_for_changes_sends_it_back_and_the_next_round_asks_everybody_anew(
    world: World, cast: Cast
) -> None:
    draft = sent(world, cast)
    with pytest.raises(Refused) as silent:
        actions.give_verdict(cast.ben, draft=draft, verdict=DraftVerdict.CHANGES, now=NOW)
    actions.give_verdict(cast.ben, draft=draft, verdict=DraftVerdict.CHANGES, comment="Say how.", now=NOW)

    draft.refresh_from_db()
    assert (codes(silent), draft.state) == (["guideline.no_comment"], DraftState.DRAFT)
    again = sent(world, cast)
    assert list(again.reviews.order_by("round", "pk").values_list("round", "verdict")) == [
        (1, "waiting"),
        (1, "changes"),
        (2, "waiting"),
        (2, "waiting"),
    ]


def test_what_is_in_review_is_not_written_on_before_it_is_taken_back(world: World, cast: Cast) -> None:
    draft = sent(world, cast)

    with pytest.raises(Refused) as refused:
        saved(world, cast.lea)

    assert codes(refused) == ["guideline.not_writable"]
    actions.take_back(cast.lea, draft=draft, now=NOW)
    assert saved(world, cast.lea).state == DraftState.DRAFT


def test_only_who_was_asked_gives_a_verdict_and_only_once(world: World, cast: Cast) -> None:
    draft = sent(world, cast)
    actions.give_verdict(cast.ben, draft=draft, verdict=DraftVerdict.APPROVED, now=NOW)
    outcomes = []
    for person in (cast.ben, cast.lea, cast.ravi):
        with pytest.raises(Refused) as refused:
            actions.give_verdict(person, draft=draft, verdict=DraftVerdict.APPROVED, now=NOW)
        outcomes += codes(refused)

    assert outcomes == ["guideline.decided", "guideline.not_a_reviewer", "guideline.not_a_reviewer"]
    with pytest.raises(NotFound):
        actions.give_verdict(cast.zoe, draft=draft, verdict=DraftVerdict.APPROVED, now=NOW)


def test_reviewers_see_the_project(world: World, cast: Cast) -> None:
    draft = saved(world, cast.lea)
    outcomes = []
    for reviewers in ([], [(cast.zoe, GuidelineSide.QA)], [(cast.ben, GuidelineSide.QA)] * 2):
        with pytest.raises(Refused) as refused:
            actions.send_to_review(cast.lea, draft=draft, reviewers=reviewers, now=NOW)
        outcomes += codes(refused)

    assert outcomes == ["guideline.no_reviewers", "guideline.unknown_reviewer", "guideline.no_reviewers"]


def test_an_unfinished_draft_is_not_sent(world: World, cast: Cast) -> None:
    draft = saved(world, cast.lea, replace(WRITTEN, sections=[]))

    with pytest.raises(Refused) as refused:
        actions.send_to_review(cast.lea, draft=draft, reviewers=[(cast.ben, GuidelineSide.QA)], now=NOW)

    assert codes(refused) == ["guideline.no_sections"]


def test_a_project_that_wants_reviews_publishes_nothing_past_them(world: World, cast: Cast) -> None:
    ask_for_review(cast.lea, project=world.project, is_needed=True, now=NOW)
    draft = saved(world, cast.lea)
    outcomes = []
    with pytest.raises(Refused) as refused:
        actions.publish_draft(cast.lea, draft=draft, now=NOW)
    outcomes += codes(refused)
    with pytest.raises(Refused) as refused:
        publish_guideline(
            cast.lea, project=world.project, title="Matching", sections=WRITTEN.sections, now=NOW
        )
    outcomes += codes(refused)

    assert outcomes == ["guideline.needs_review"] * 2
    draft = sent(world, cast, effective_at=later(days=9))
    for person in (cast.rita, cast.ben):
        actions.give_verdict(person, draft=draft, verdict=DraftVerdict.APPROVED, now=NOW)
    assert actions.publish_draft(cast.lea, draft=draft, now=NOW).number == 1


def test_who_keeps_quality_writes_and_who_manages_publishes(world: World, cast: Cast) -> None:
    draft = saved(world, cast.ben)

    with pytest.raises(Refused):
        actions.publish_draft(cast.ben, draft=draft, now=NOW)
    with pytest.raises(Refused):
        saved(world, cast.rita)
    with pytest.raises(NotFound):
        saved(world, cast.zoe)

    assert actions.publish_draft(cast.lea, draft=draft, now=NOW).number == 1


def test_a_version_never_changes(world: World, cast: Cast) -> None:
    version = actions.publish_draft(cast.lea, draft=saved(world, cast.lea), now=NOW)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE projects_guidelineversion SET title = 'x' WHERE id = %s", [version.pk])


def test_a_policy_is_acknowledged_after_its_quiz_and_every_try_is_kept(world: World, cast: Cast) -> None:
    ana = world.people[0].user
    change = Change(ChangeKind.POLICY, quiz=[QUESTION])
    version = publish_guideline(
        cast.lea, project=world.project, title="Matching", sections=WRITTEN.sections, change=change, now=NOW
    )
    with pytest.raises(Refused) as refused:
        acknowledge(ana, version=version, now=NOW)
    tries = [take_quiz(ana, version=version, answers={"q1": each}, now=NOW) for each in ("o1", "o2")]

    acknowledge(ana, version=version, now=NOW)

    assert codes(refused) == ["guideline.quiz_first"]
    assert [(each.n_right, each.n_questions, each.is_passed) for each in tries] == [
        (0, 1, False),
        (1, 1, True),
    ]
    assert QuizAttempt.objects.count() == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        QuizAttempt.objects.update(is_passed=True, n_right=1)
    with pytest.raises(NotFound):
        take_quiz(cast.zoe, version=version, answers={}, now=NOW)


def test_changes_without_words_cannot_be_stored(world: World, cast: Cast) -> None:
    draft = sent(world, cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        GuidelineReview.objects.filter(draft=draft).update(verdict=DraftVerdict.CHANGES)

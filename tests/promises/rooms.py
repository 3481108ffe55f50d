"""What stands in the rooms of quality: one of each, so that tests can try to look at it and to change it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from assay.delivery.models import Release
from assay.insight.actions.results import define_metric, record_result
from assay.insight.enums import GoodDirection, ResultPart, ResultUnit
from assay.insight.models import Evaluation, SearchRun, VerdictFile, VerdictReport
from assay.insight.rules.classifying import Met, classified
from assay.insight.rules.evaluating import GradedLabel, evaluated
from assay.insight.rules.results import Measured, MetricTerms
from assay.intake.actions.changing import propose_change
from assay.intake.actions.requests import draft_request
from assay.intake.actions.talking import attach, set_sample
from assay.intake.enums import RequestState
from assay.intake.models import Attachment, Request, RequestChange
from assay.kit.clock import now
from assay.kit.models import StoredFile
from assay.labelers.actions.registry import add_version, register_labeler
from assay.labelers.enums import LabelerKind
from assay.money.actions.bonuses import set_bonus
from assay.money.actions.budgets import set_budget
from assay.money.actions.posting import Draft, account_of, post
from assay.money.enums import AccountKind, PostingKind
from assay.money.models import Budget, PayoutBatch, Posting
from assay.money.rules.bonuses import BonusTerms
from assay.money.rules.budgets import BudgetTerms
from assay.money.rules.ledger import Line
from assay.partners.models import Contract, VendorInvoice
from assay.people.models import Contributor, Skill, User
from assay.planning.actions.allocations import propose
from assay.planning.actions.plans import publish_plan
from assay.planning.actions.pools import choose
from assay.planning.actions.risks import RiskWords, add_risk, note_issue
from assay.planning.enums import Placing
from assay.planning.models import RiskIssue
from assay.planning.queries.progress import monday_of
from assay.planning.rules.allocation import Terms
from assay.planning.rules.staffing import Assumptions, Volume
from assay.projects.actions.guideline_drafts import save_draft
from assay.projects.models import GuidelineVersion
from assay.projects.rules.guideline_parts import Written
from assay.quality.actions.board import run_board
from assay.quality.actions.calibrating import add_items, create_session, invite, open_session
from assay.quality.actions.disputing import raise_dispute
from assay.quality.actions.integrity import open_case
from assay.quality.actions.lots import cut_lots
from assay.quality.actions.reviewing import Charge, Decision, decide
from assay.quality.actions.standing_rules import make_rules
from assay.quality.enums import InvalidationState, ReviewVerdict
from assay.quality.models import GuidelineImpact, IntegrityCase, Invalidation, ReviewItem
from assay.support.actions.announcements import AnnouncementDraft, Said, announce
from assay.support.actions.articles import ArticleDraft, make_article
from assay.support.actions.macros import make_macro
from assay.support.actions.tickets import Brought, TicketDraft, open_ticket
from assay.support.models import Announcement, Article, Macro, Ticket
from assay.training.actions.agreements import make_agreement, retire_agreement
from assay.training.actions.assigning import assign_course
from assay.training.actions.courses import CourseTerms, add_lesson, make_course, publish_course
from assay.training.actions.exams import ExamTerms, make_exam
from assay.training.actions.live import LivePlan, invite_live, plan_live
from assay.training.enums import AgreementKind
from assay.training.models import Agreement, CourseAssignment, Exam
from assay.training.rules.agreements import Wording
from assay.training.rules.live import LiveTerms
from assay.work.models import Task
from tests.promises.recruiting_room import recruit
from tests.quality.lot_world import published
from tests.work.world import NOW, World

GOLD_RULE = {
    "key": "Gold",
    "measure": "gold",
    "threshold": 0.7,
    "window": 30,
    "least": 10,
    "ladder": ["warn"],
    "days": 0,
    "way_back": "",
}


SECTIONS = [{"id": "cells", "title": "Cells", "markdown": "Look twice."}]


@dataclass(frozen=True)
class Rooms:
    board: UUID
    session: UUID
    calibration_item: UUID
    dispute: UUID
    lot: UUID
    standing_rules: UUID
    request: UUID
    change: UUID
    attachment: UUID
    risk: UUID
    issue: UUID
    posting: UUID
    budget: UUID
    agreement: UUID
    exam: UUID
    ticket: UUID
    ticket_file: UUID
    campaign: UUID
    link: UUID
    application: UUID
    entry: UUID
    macro: UUID
    announcement: UUID
    article: UUID
    case: UUID
    course: UUID
    step: UUID
    assignment: UUID
    live: UUID
    allocation: UUID
    choice: UUID
    metric: UUID
    model_result: UUID
    labeler: UUID
    labeler_version: UUID
    search_run: UUID
    evaluation: UUID
    verdict_file: UUID
    verdict_report: UUID


def furnish(world: World, ade: Contributor) -> Rooms:
    """Lea does it all; the dispute is Ade's."""
    lea, at = world.owner, now()
    board = run_board(None, stage=world.stage, now=at)
    item = ReviewItem.objects.filter(contributor=ade).order_by("-pk")[0]
    wrong = Decision(ReviewVerdict.REJECTED, [Charge("wrong", "match")], "The other shop says so.")
    review = decide(lea, item=item, decision=wrong, now=at)
    dispute = raise_dispute(ade.user, review=review, reason="It does not.", now=at)
    session = create_session(
        lea, project=world.project, title="Together", due_at=at + timedelta(days=1), now=at
    )
    add_items(lea, session=session, external_ids=[Task.objects.order_by("pk")[3].external_id], now=at)
    invite(lea, session=session, users=[ade.user, world.people[2].user], now=at)
    open_session(lea, session=session, now=at)
    published(world, lot_size=2)
    lot = cut_lots(lea, stage=world.stage, now=at)[0]
    rules = make_rules(lea, project=world.project, given=[GOLD_RULE], now=NOW)
    request, change, attachment = file_request(lea)
    issue = plan(world, at)
    bill(ade)
    ticket = ask_for_help(ade)
    return Rooms(
        *(board.uid, session.uid, session.items.get().uid, dispute.uid, lot.uid, rules.uid),
        *(request.uid, change.uid, attachment.uid),
        *(issue.risk.uid, issue.uid),
        *(book().uid, limit(world, at).uid),
        agree(world, at).uid,
        examine(world, at).uid,
        *(ticket.uid, ticket.messages.get().files.get().uid),
        *recruit(at),
        *(macro().uid, announced(ade).uid, article().uid),
        suspect(world, ade).uid,
        *teach(world, ade, at),
        train(world, ade, at),
        *allocate(world, ade, at),
        *measure(world, at),
        *automate(world, at),
        *compare(world, at),
    )


def automate(world: World, at: datetime) -> tuple[UUID, UUID]:
    """A model of Lea's, and its first version."""
    made = register_labeler(
        world.owner, project=world.project, name="Nordlicht's model", kind=LabelerKind.MODEL, now=at
    )
    return made.uid, add_version(world.owner, labeler=made, now=at).uid


def measure(world: World, at: datetime) -> tuple[UUID, UUID]:
    """What a model measured with the release there is, as Lea has recorded it."""
    terms = MetricTerms("Nordlicht's ranker", "Recall", ResultUnit.SHARE, "", GoodDirection.HIGHER)
    metric = define_metric(world.owner, project=world.project, terms=terms, now=at)
    given = Measured(ResultPart.SIZE, 100, 0.8, at.date(), n=500)
    release = Release.objects.latest("pk")
    return metric.uid, record_result(world.owner, metric=metric, release=release, given=given, now=at).uid


def compare(world: World, at: datetime) -> tuple[UUID, UUID, UUID, UUID]:
    """A run and a classifier of Nordlicht's, measured against the release there is."""
    release, name = Release.objects.latest("pk"), "Nordlicht's ranker"
    file = StoredFile.objects.create(sha256="1" * 64, n_bytes=1, media_type="x", name=name, created_at=at)
    run = SearchRun.objects.create(
        release=release, name=name, file=file, format="trec", n_queries=1, n_results=1, uploaded_at=at
    )
    label = GradedLabel("Nordlicht", "d", 1)
    result = msgspec.to_builtins(evaluated([label], [{"Nordlicht": {"d": 1.0}}], k=1))
    evaluation = Evaluation.objects.create(first=run, k=1, grades={}, result=result, measured_at=at)
    verdicts = VerdictFile.objects.create(
        project=world.project, question="match", name=name, file=file, n_verdicts=1, uploaded_at=at
    )
    rates = msgspec.to_builtins(classified([Met("yes", "no", 1.0)], ["yes", "no"]))
    report = VerdictReport.objects.create(
        verdicts=verdicts, release=release, result={"parts": rates, "n_unlabeled": 0}, measured_at=at
    )
    return run.uid, evaluation.uid, verdicts.uid, report.uid


def macro() -> Macro:
    """For everybody who answers."""
    return make_macro(None, name="We look", category="", language="en", text="We look.", now=NOW)


def suspect(world: World, ade: Contributor) -> IntegrityCase:
    """Somebody had a look at Ade."""
    tip = "Nordlicht's tip."
    return open_case(world.owner, project=world.project, contributor=ade, reason=tip, now=NOW)


def article() -> Article:
    """For everybody."""
    draft = ArticleDraft("en", "When am I paid?", "Soon.")
    return make_article(None, category="pay", draft=draft, now=NOW)


def announced(ade: Contributor) -> Announcement:
    """To the people of Ade's site alone."""
    site = Contributor.objects.select_related("site").get(pk=ade.pk).site
    draft = AnnouncementDraft({"en": Said("Nordlicht", "Nordlicht rests.")}, site=site)
    return announce(None, draft=draft, now=NOW)


def allocate(world: World, ade: Contributor, at: datetime) -> tuple[UUID, UUID]:
    """A choice by hand for Ade, and a proposal of this week with it."""
    why = "A note for Lea only"
    choice = choose(
        world.owner, project=world.project, contributor=ade, kind=Placing.PINNED, hours=1, reason=why, now=at
    )
    run = propose(None, week_on=monday_of(at.date()), terms=Terms(), now=at)
    return run.uid, choice.uid


def ask_for_help(ade: Contributor) -> Ticket:
    """Ade's, with a file."""
    files = [Brought("Nordlicht.png", [b"Nordlicht"])]
    draft = TicketDraft("other", "Nordlicht's noise", "Nordlicht is loud.", files=files)
    return open_ticket(ade.user, draft=draft, now=NOW)


def file_request(lea: User) -> tuple[Request, RequestChange, Attachment]:
    """Submitted, so that whoever sees all requests finds it; with a sample, a file and a change."""
    request = draft_request(lea, changes={"title": "Nordlicht's colours"}, now=NOW)
    set_sample(lea, request=request, chunks=[b"Nordlicht"], name="Nordlicht.csv", now=NOW)
    Request.objects.filter(pk=request.pk).update(state=RequestState.SUBMITTED, submitted_at=NOW)
    attachment = attach(lea, request=request, chunks=[b"Nordlicht"], name="old.txt", note="", now=NOW)
    change = propose_change(lea, request=request, changes={"cadence": "weekly"}, why="Nordlicht.", now=NOW)
    return request, change, attachment


def book() -> Posting:
    """Something stands in the ledger, and a payout is being drafted."""
    PayoutBatch.objects.create(number=1, least={"EUR": 10_000_000}, pay_on=NOW.date(), drafted_at=NOW)
    fees, cash = (account_of(kind, "EUR") for kind in (AccountKind.FEES, AccountKind.CASH))
    lines = [Line(fees.pk, "EUR", 5), Line(cash.pk, "EUR", -5)]
    draft = Draft("house", PostingKind.ACCRUAL, NOW.date(), lines, memo="Nordlicht's fee.")
    return post(None, draft=draft, now=NOW)


def limit(world: World, at: datetime) -> Budget:
    rule = BonusTerms("Nordlicht's bonus", 0.9, 50, 10**9, "EUR", "As agreed.", percent=10)
    set_bonus(None, project=world.project, terms=rule, now=at)
    terms = BudgetTerms("Nordlicht's budget", 10**12, "EUR", "As agreed.")
    return set_budget(None, project=world.project, terms=terms, now=at)


def bill(ade: Contributor) -> None:
    """What Ade's vendor is owed for a month."""
    vendor = Contributor.objects.select_related("vendor").get(pk=ade.pk).vendor
    assert vendor is not None
    agreed = {"vendor": vendor, "number": 1, "currency": "EUR"}
    contract = Contract.objects.create(
        **agreed, starts_on=NOW.date(), notice_days=0, levels={}, reason="First.", published_at=NOW
    )
    month = NOW.date().replace(day=1)
    VendorInvoice.objects.create(**agreed, month=month, contract=contract, proposed_at=NOW)


def change_guideline(lea: User, version: GuidelineVersion) -> None:
    """What a version did and may have made wrong, and the draft of the next one."""
    Invalidation.objects.create(version=version, state=InvalidationState.FOUND, found_at=NOW)
    GuidelineImpact.objects.create(version=version, computed_at=NOW, computed_by=lea)
    written = Written("Nordlicht's next guideline", SECTIONS)
    save_draft(lea, project=version.project, written=written, revision=None, now=NOW)


def plan(world: World, at: datetime) -> RiskIssue:
    """A plan of one week, and a risk from which something arose."""
    publish_plan(
        world.owner,
        project=world.project,
        volumes=[Volume(monday_of(at.date()), "", 4)],
        milestones=[],
        assumptions=Assumptions(),
        now=at,
    )
    words = RiskWords(title="Too slow", category="schedule", likelihood=2, impact=2)
    risk = add_risk(world.owner, project=world.project, words=words, now=at)
    return note_issue(world.owner, risk=risk, what="It was slow.", happened_at=at, now=at)


def agree(world: World, at: datetime) -> Agreement:
    """What Lea asks of whom works on her project; retired, so that nobody there is kept from work."""
    wordings = [Wording("en", "Secrets", "Keep them.")]
    kind = AgreementKind.NDA
    made = make_agreement(
        world.owner, name="Nordlicht", kind=kind, wordings=wordings, project=world.project, now=at
    )
    retire_agreement(world.owner, agreement=made, reason="It is over.", now=at)
    return made


def examine(world: World, at: datetime) -> Exam:
    """An exam that nobody has sat."""
    skill = Skill.objects.create(code="colours", name="Colours")
    return make_exam(
        world.owner, project=world.project, name="Colours", skill=skill, terms=ExamTerms(), now=at
    )


def train(world: World, ade: Contributor, at: datetime) -> UUID:
    """A session of Lea's to which only Ade is invited."""
    terms = LiveTerms("Nordlicht's hour", at + timedelta(days=1), 45, "Europe/Lisbon", "Nordlicht")
    made = plan_live(world.owner, project=world.project, plan=LivePlan(terms, world.owner), now=at)
    invite_live(world.owner, session=made, people=[ade], now=at)
    return made.uid


def teach(world: World, ade: Contributor, at: datetime) -> tuple[UUID, UUID, UUID]:
    """A course of Lea's that only Ade has: itself, its lesson, and his way through it."""
    terms = CourseTerms("Nordlicht's lessons", is_open=False)
    course = make_course(world.owner, project=world.project, terms=terms, now=at)
    step = add_lesson(world.owner, course=course, section="cells", now=at)
    course = publish_course(world.owner, course=course, now=at)
    assign_course(world.owner, course=course, people=[ade], now=at)
    return course.uid, step.uid, CourseAssignment.objects.get(course=course).uid

"""The example operation from its first day to this moment, through the same actions as everything else."""

from datetime import datetime, timedelta

from django.db import connection

from assay.demo.agenda import Agenda
from assay.demo.agreements import ask_for_signatures
from assay.demo.allocating import propose_next_week
from assay.demo.boards import measure_agreement
from assay.demo.calibration import tell_calibration
from assay.demo.care import tell_care
from assay.demo.clarifications import tell_clarifications
from assay.demo.coaching import coach
from assay.demo.compliance import prove
from assay.demo.contracts import agree_with_vendors
from assay.demo.courses import tell_courses
from assay.demo.degrees import tell_degrees
from assay.demo.disputes import dispute_search
from assay.demo.diversity import tell_diversity
from assay.demo.evaluations import tell_evaluations
from assay.demo.exams import hold_exam
from assay.demo.handover import hand_over
from assay.demo.headcount import commit_to_people
from assay.demo.helping import tell_help
from assay.demo.invoices import tell_invoices
from assay.demo.live import tell_live
from assay.demo.live_sessions import tell_live_sessions
from assay.demo.looking_back import look_back
from assay.demo.lots import inspect_posts
from assay.demo.machines import tell_machine
from assay.demo.matching import tell_matching
from assay.demo.moderation import tell_moderation
from assay.demo.names import tell_names
from assay.demo.notices import send_notices
from assay.demo.outcome import deliver_moderation, deliver_search, judge_matching, label_others
from assay.demo.paid_test import tell_paid_test
from assay.demo.pay import pay, tell_pay
from assay.demo.payouts import tell_payouts
from assay.demo.people import (
    Organisation,
    found_organisation,
    off_board_somebody,
    pause_somebody,
    qualify,
    read_inboxes,
    warn_somebody,
)
from assay.demo.planned import tell_more_plans
from assay.demo.plans import tell_plans
from assay.demo.posts import tell_posts
from assay.demo.preferences import tell_preferences
from assay.demo.proposals import propose_listings
from assay.demo.ramp import tell_ramp
from assay.demo.recruits import tell_recruiting
from assay.demo.referral import recommend_somebody
from assay.demo.requests import tell_requests
from assay.demo.returns import reckon_month, tell_returns
from assay.demo.reviews import review_search
from assay.demo.scorecards import reckon_scorecards
from assay.demo.search import tell_search
from assay.demo.standings import keep_standing_of
from assay.demo.story import Story
from assay.demo.timekeeping import keep_time
from assay.demo.today import work_today
from assay.demo.triage import fill_triage
from assay.kit.ids import repeatable_uids
from assay.quality.actions.gold import score_gold
from assay.work.actions.rollups import count_open_tasks

# How long ago the first person was taken on.
AGE = timedelta(days=27)
SEED = 2027


def run_operation(now: datetime) -> None:
    """Everybody and everything; `now` is the moment at which the demo opens. Equal moments make equal worlds."""
    with repeatable_uids(SEED, since=now - AGE):
        organisation = found_organisation(now - AGE)
        agenda = Agenda(now)
        search = tell_projects(organisation, agenda)
        tell_people(organisation, agenda)
        send_notices(organisation, agenda, AGE)
        agenda.run()
        score_gold(now=now)
        pay(now)
        measure_agreement(now)
        reckon_scorecards(now)
        count_open_tasks(now=now)
        tell_recruiting(organisation, now)
        tell_diversity(organisation, search, now)
        reckon_month(search, now)
        propose_next_week(organisation, now)
        tell_paid_test(organisation, now)
        look_back(organisation, search, now)
        recommend_somebody(organisation, now)
    _learn_sizes()


def _learn_sizes() -> None:
    """Tables that were empty a minute ago: without this the database plans for empty ones until it notices."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def tell_projects(organisation: Organisation, agenda: Agenda) -> Story:
    search = tell_search(organisation, agenda)
    moderation = tell_moderation(organisation, agenda)
    matching = tell_matching(organisation, agenda)
    posts = tell_posts(organisation, agenda)
    preferences = tell_preferences(organisation, agenda)
    names = tell_names(organisation, agenda)
    keep_time(organisation, tell_live(organisation, agenda))
    hand_over(organisation, agenda)
    coach(organisation, agenda, search, matching)
    fill_triage(search, posts)
    deliver_search(search)
    deliver_moderation(moderation)
    tell_returns(search, preferences)
    tell_evaluations(search)
    review_search(organisation, search)
    propose_listings(organisation, moderation)
    tell_calibration(moderation)
    dispute_search(organisation, search)
    keep_standing_of(organisation, search)
    tell_clarifications(search, moderation)
    judge_matching(matching)
    tell_machine(matching)
    tell_degrees(preferences)
    label_others([posts, preferences, names])
    inspect_posts(posts)
    tell_care(organisation, agenda, posts)
    tell_plans(organisation, [search, moderation, matching, posts, preferences, names])
    tell_more_plans(organisation, [moderation, posts, names])
    tell_requests(organisation, search, moderation)
    ask_for_signatures(organisation, search, posts)
    tell_pay(organisation, search, agenda, AGE)
    tell_payouts(organisation, agenda)
    agree_with_vendors(organisation, agenda, AGE)
    tell_invoices(organisation, agenda)
    prove(organisation, agenda)
    agenda.put(agenda.ago(days=9), lambda at: commit_to_people(organisation, at))
    tell_courses(organisation, search, moderation)
    tell_live_sessions(organisation, posts, moderation)
    tell_ramp(organisation, search, moderation, matching)
    hold_exam(organisation, moderation)
    tell_help(organisation, search, agenda)
    agenda.put(agenda.ago(minutes=12), lambda at: work_today(organisation, search, at))
    return search


def tell_people(organisation: Organisation, agenda: Agenda) -> None:
    agenda.put(agenda.ago(days=17), lambda at: qualify(organisation, at))
    agenda.put(agenda.ago(days=12, hours=5), lambda at: off_board_somebody(organisation, at))
    agenda.put(agenda.ago(days=6, hours=7), lambda at: warn_somebody(organisation, at))
    agenda.put(agenda.ago(hours=20), lambda at: read_inboxes(organisation, at))
    agenda.put(agenda.ago(hours=17), lambda at: pause_somebody(organisation, at))

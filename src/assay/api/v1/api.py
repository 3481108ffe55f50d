"""The API, version 1: every router, one way in, one form of refusal."""

from assay.api.frame import failures
from assay.api.frame.authentication import by_method
from assay.api.frame.documents import DESCRIPTION, SECURITY
from assay.api.frame.limits import PerMinute
from assay.api.frame.openapi import DocumentedAPI
from assay.api.frame.parsing import StrictParser
from assay.api.v1 import account, contributors, deliveries, own_file, releases
from assay.api.v1.house import addresses, audit, facts, jobs
from assay.api.v1.insight import classifiers, evaluations, quality_cost, quarters, returns
from assay.api.v1.intake import requests, talk
from assay.api.v1.labelers import endpoints as labeler_endpoints
from assay.api.v1.labelers import labelers
from assay.api.v1.money import approved_hours, bonuses, budgets, extras, ledger, pay, payouts
from assay.api.v1.partners import (
    coaching,
    compliance,
    contracts,
    headcount,
    invoices,
    matrix,
    scorecards,
    shift,
    weeks,
)
from assay.api.v1.people import abilities, chat, from_file, hours, notifications, organisation, time, users
from assay.api.v1.planning import (
    allocations,
    calendar,
    feasibility,
    plans,
    pools,
    portfolio,
    risks,
    rush,
    standards,
)
from assay.api.v1.projects import (
    batches,
    content,
    guideline_drafts,
    guideline_reading,
    members,
    projects,
    stage_skills,
    tasks,
    templates,
    triage,
    versions,
)
from assay.api.v1.quality import (
    adjudication,
    board,
    calibration,
    clarifications,
    consensus,
    disputes,
    gold,
    gold_library,
    guideline_changes,
    integrity,
    lots,
    proposals,
    review_plans,
    reviews,
    sites,
    standing,
)
from assay.api.v1.recruiting import campaigns, deciding, diversity, paid_test, rewards, talent
from assay.api.v1.recruiting import entries as recruiting_entries
from assay.api.v1.recruiting import forecast as recruiting_forecast
from assay.api.v1.support import announcements, articles, clocks, macros, tickets
from assay.api.v1.training import agreements, courses, exams, live, own_courses, ramp
from assay.api.v1.wellbeing import answer_ratings, counsellors, limits, pulse, viewing
from assay.api.v1.wellbeing import board as exposure_board
from assay.api.v1.work import routes as work

api = DocumentedAPI(
    title="Assay",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api-v1",
    auth=[by_method],
    throttle=[PerMinute()],
    parser=StrictParser(),
    docs_url="/docs",
    openapi_extra=SECURITY,
)
failures.register(api)
api.add_router("/work", work.router)
api.more_schemas.update(work.SCHEMAS)
for router in (projects.router, versions.router, members.router, stage_skills.router):
    api.add_router("/projects", router)
for router in (contributors.router, abilities.router, from_file.router):
    api.add_router("/contributors", router)
for router in (
    account.router,
    own_file.router,
    adjudication.router,
    agreements.router,
    exams.router,
    courses.router,
    own_courses.router,
    live.router,
    ramp.router,
    addresses.router,
    audit.router,
    batches.router,
    board.router,
    calibration.router,
    campaigns.router,
    deciding.router,
    recruiting_entries.router,
    recruiting_forecast.router,
    talent.router,
    diversity.router,
    paid_test.router,
    rewards.router,
    clarifications.router,
    proposals.router,
    pulse.router,
    viewing.router,
    answer_ratings.router,
    consensus.router,
    deliveries.router,
    content.router,
    counsellors.router,
    exposure_board.router,
    facts.router,
    gold.router,
    gold_library.router,
    guideline_drafts.router,
    guideline_reading.router,
    guideline_changes.router,
    jobs.router,
    labelers.router,
    labeler_endpoints.router,
    approved_hours.router,
    bonuses.router,
    budgets.router,
    extras.router,
    ledger.router,
    pay.router,
    payouts.router,
    invoices.router,
    weeks.router,
    limits.router,
    lots.router,
    notifications.router,
    chat.router,
    organisation.router,
    releases.router,
    returns.router,
    quality_cost.router,
    quarters.router,
    evaluations.router,
    classifiers.router,
    requests.router,
    talk.router,
    review_plans.router,
    reviews.router,
    coaching.router,
    contracts.router,
    compliance.router,
    headcount.router,
    matrix.router,
    scorecards.router,
    shift.router,
    sites.router,
    standards.router,
    plans.router,
    pools.router,
    allocations.router,
    calendar.router,
    feasibility.router,
    portfolio.router,
    rush.router,
    risks.router,
    standing.router,
    integrity.router,
    disputes.router,
    tasks.router,
    templates.router,
    tickets.router,
    macros.router,
    clocks.router,
    announcements.router,
    articles.router,
    time.router,
    hours.router,
    triage.router,
    users.router,
):
    api.add_router("", router)

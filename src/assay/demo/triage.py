"""What contributors said instead of an answer: skips, questions, and one report that could not wait."""

from datetime import datetime, timedelta
from uuid import UUID

from assay.demo.posts import URGENT
from assay.demo.story import Story
from assay.kit.clock import working_day
from assay.work.actions.asking import answer_question, ask_question
from assay.work.actions.assigning import assign
from assay.work.actions.leases import skip
from assay.work.actions.reporting import close_report, report_now, take_report
from assay.work.actions.triaging import correct_content, requeue_tasks
from assay.work.actions.withdrawing import withdraw_tasks
from assay.work.enums import ReportKind, ReportOutcome, SkipReason
from assay.work.facts import Worker
from assay.work.models import Claim, Task, TaskQuestion, UrgentReport

BROKEN, LANGUAGE, UNCLEAR = SkipReason.CONTENT_BROKEN, SkipReason.WRONG_LANGUAGE, SkipReason.UNCLEAR_GUIDELINE
# Task, who, why, what they wrote, and the market it belongs to.
Skip = tuple[str, str, SkipReason, str, str]
OLD_SKIPS: tuple[Skip, ...] = (
    ("de-de-broken-1", "Amsel", BROKEN, "Nur Fehlermeldungen.", ""),
    ("de-de-broken-1", "Dohle", BROKEN, "", ""),
    ("en-gb-broken-1", "Heron", BROKEN, "All four results are empty.", ""),
    ("en-gb-broken-1", "Magpie", BROKEN, "", ""),
    ("pt-br-broken-1", "Arara", BROKEN, "A página não abre.", ""),
    ("pt-br-broken-1", "Tucano", BROKEN, "", ""),
    ("en-gb-stray-1", "Lapwing", LANGUAGE, "This is German.", "de-DE"),
    ("en-gb-unclear-1", "Dunnock", UNCLEAR, "The car or the animal? Section 3 does not say.", ""),
)
NEW_SKIPS: tuple[Skip, ...] = (
    ("ar-eg-08-2", "Bulbul", UNCLEAR, "هل الملحقات ضمن المجموعة تعتبر ٢ أم ١؟", ""),
    ("ar-eg-08-2", "Saqr", UNCLEAR, "نفس السؤال عن الأطقم.", ""),
    ("ar-eg-08-2", "Karawan", UNCLEAR, "", ""),
    ("de-de-07-3", "Fink", UNCLEAR, "Zwei Produkte in einem Titel: welches zählt?", ""),
    ("en-gb-09-1", "Dunnock", SkipReason.OTHER, "The query has a typing error, it could be two things.", ""),
)
# Which kind of task, who asks, what; and the answer, if there is one yet.
QUESTIONS = (
    (
        "en-gb-0",
        "Ana",
        "Is a women's boot a 2 when the query does not say for whom?",
        "Yes: a 3 where everything that was typed is met. For whom was not typed, so it costs nothing.",
    ),
    (
        "de-de-02",
        "Kranich",
        "Zählt „für Espresso“ als Wunsch oder als Verwendung?",
        "Als Wunsch: ohne ihn ist es eine 2.",
    ),
    ("pt-br-0", "Sabia", "Kit com duas peças conta como o produto?", ""),
)
POST_QUESTIONS = (
    ("es-mx-post-02", "Quetzal", "¿«Aplastar» en deporte es amenaza si no dice el equipo?", ""),
    ("hi-in-post-07", "Koyal", "क्या बिना लिंक का विज्ञापन भी स्पैम है?", "हाँ, लिंक ज़रूरी नहीं।"),
)


def fill_triage(search: Story, posts: Story) -> None:
    """Beside the agenda of both projects."""
    agenda = search.agenda
    # Right after they came in, before anybody else has them.
    week_2 = agenda.ago(days=11)
    search.put(week_2, lambda at: skip_all(search, OLD_SKIPS, at))
    search.put(week_2 + timedelta(hours=20), lambda at: look_through(search, at))
    search.put(agenda.ago(hours=1.5), lambda at: skip_all(search, NEW_SKIPS, at))
    for nth, question in enumerate(QUESTIONS):
        put_question(search, question, agenda.ago(days=8 - 3 * nth, hours=4))
    for nth, question in enumerate(POST_QUESTIONS):
        put_question(posts, question, agenda.ago(days=2 + nth, hours=5))
    reported = agenda.ago(days=13, hours=19)
    posts.put(reported, lambda at: report(posts, at))
    posts.put(reported + timedelta(minutes=9), lambda at: close(posts, at))


def skip_all(story: Story, skips: tuple[Skip, ...], at: datetime) -> None:
    for nth, (external_id, name, reason, comment, market) in enumerate(skips):
        moment = at + timedelta(seconds=40 * nth)
        worker = worker_of(story, name, moment)
        claim = given(story, external_id, worker, moment)
        skip(
            worker,
            claim=claim,
            reason=reason,
            comment=comment,
            market=market,
            now=moment + timedelta(seconds=25),
        )


def worker_of(story: Story, name: str, at: datetime) -> Worker:
    person = story.organisation.people[name]
    return Worker(person.pk, working_day(at, person.user.time_zone))


def given(story: Story, external_id: str, worker: Worker, at: datetime) -> UUID:
    """Lea hands the task to that person: their claim."""
    task = Task.objects.get(project=story.project, external_id=external_id)
    pairs = [(task.pk, worker.contributor_id)]
    lea, until = story.organisation.users["lea"], at + timedelta(hours=1)
    [assigned] = assign(lea, stage=story.stage, pairs=pairs, until=until, day_on=worker.day_on, now=at)
    assert assigned.outcome == "assigned", (external_id, assigned.outcome)
    return Claim.objects.get(task=task, contributor=worker.contributor_id).uid


def look_through(story: Story, at: datetime) -> None:
    """Lea the next day: one gets other content, one is taken out, one goes on, and one still waits."""
    lea, project = story.organisation.users["lea"], story.project
    tasks = {
        task.external_id: task for task in Task.objects.filter(project=project, external_id__contains="-1")
    }
    fixed = dict(tasks["de-de-broken-1"].content)
    fixed["results"] = [
        {**result, "title": f"Stehlampe aus Bambus, Modell {nth}"}
        for nth, result in enumerate(fixed["results"], 1)
    ]
    correct_content(lea, project=project, task=tasks["de-de-broken-1"].uid, content=fixed, now=at)
    withdraw_tasks(
        lea, project=project, external_ids=["pt-br-broken-1"], reason="The page is gone for good.", now=at
    )
    requeue_tasks(lea, project=project, tasks=[tasks["en-gb-unclear-1"].uid], now=at)


def put_question(story: Story, question: tuple[str, str, str, str], at: datetime) -> None:
    about, name, text, answer = question

    def ask(at: datetime) -> None:
        worker = worker_of(story, name, at)
        had = Claim.objects.filter(project=story.project, contributor=worker.contributor_id, is_gold=False)
        alike = had.filter(task__external_id__startswith=about)
        ask_question(worker, claim=(alike or had).latest("pk").uid, text=text, now=at)

    def reply(at: datetime) -> None:
        found = TaskQuestion.objects.get(project=story.project, text=text)
        answer_question(story.organisation.users["lea"], question=found.uid, answer=answer, now=at)

    story.put(at, ask)
    if answer:
        story.put(at + timedelta(hours=3), reply)


def report(posts: Story, at: datetime) -> None:
    worker = worker_of(posts, "Heron", at)
    claim = given(posts, URGENT, worker, at)
    text = "He sells copied tickets and names a meeting place for tonight."
    report_now(worker, claim=claim, kind=ReportKind.ILLEGAL, text=text, now=at + timedelta(seconds=30))


def close(posts: Story, at: datetime) -> None:
    lea = posts.organisation.users["lea"]
    found = UrgentReport.objects.get(project=posts.project)
    take_report(lea, report=found.uid, now=at)
    note = "Confirmed with the policy team, and passed on to the market's trust desk."
    close_report(
        lea,
        report=found.uid,
        outcome=ReportOutcome.CONFIRMED,
        note=note,
        now=at + timedelta(minutes=21),
    )

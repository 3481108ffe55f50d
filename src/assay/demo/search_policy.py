"""How the guideline of shop search went on: a policy change with its quiz, a correction, translations, and a draft."""

from datetime import datetime, timedelta
from typing import Any  # Sections, quizzes and policies are JSON.

from assay.demo.search_guideline import GOAL, GRADES_2, INTENT, NEAR_MISSES, TITLE, section
from assay.demo.story import Story
from assay.kit.jobs import run_now
from assay.kit.models import Job
from assay.projects.actions.guideline_drafts import give_verdict, save_draft, send_to_review
from assay.projects.actions.guideline_translations import translate
from assay.projects.enums import ChangeKind, DraftVerdict, GuidelineSide
from assay.projects.models import GuidelineDraft, GuidelineVersion
from assay.projects.rules.guideline_parts import Change, Written
from assay.quality.actions.guideline_impact import start_impact

SIZES = """
**New:** shoes and clothes in another size than the one that was asked for cannot be used instead: *1 Related*.
"""
EXAMPLES = [
    {
        "kind": "example",
        "content": "hiking boots size 42 → hiking boots size 42, brown",
        "answer": "3 Exactly",
        "why": "The colour was not asked for.",
    },
    {
        "kind": "counterexample",
        "content": "hiking boots size 42 → hiking boots size 45",
        "answer": "1 Related, not 2",
        "why": "Nobody with size 42 can wear them instead.",
    },
]
NEAR_MISSES_3 = NEAR_MISSES.replace("Another colour, size or material", "Another colour or material")
GERMANY = NEAR_MISSES_3 + "\nIn Germany, sizes are those of the EU: a UK size 8 is not an 8.\n"


def sections(goal: str = GOAL) -> list[dict[str, Any]]:
    return [
        section("goal", "What you do here", goal),
        {**section("grades", "The four grades", GRADES_2 + SIZES), "examples": EXAMPLES},
        {
            **section("near-misses", "Near misses", NEAR_MISSES_3),
            "variants": [{"market": "de-DE", "markdown": GERMANY}],
        },
        section("intent", "What the person wants", INTENT),
    ]


CORRECTED = GOAL.replace(
    "You stand in for the person who searched.", "You stand in for the person who has searched."
)
QUIZ = [
    {
        "id": "q1",
        "text": "The query is “hiking boots size 42”. The result is the same boot in size 45. Which grade?",
        "options": [
            {"id": "o1", "text": "2 Close"},
            {"id": "o2", "text": "1 Related"},
            {"id": "o3", "text": "0 Off topic"},
        ],
        "right": "o2",
        "why": "Another size cannot be used instead. It still goes with what was asked for.",
    },
    {
        "id": "q2",
        "text": "The query is “hiking boots size 42”. The result is that boot in brown. Which grade?",
        "options": [{"id": "o1", "text": "3 Exactly"}, {"id": "o2", "text": "2 Close"}],
        "right": "o1",
        "why": "No colour was asked for, so every wish is met.",
    },
]
POLICY = Change(
    ChangeKind.POLICY, grace_hours=24 * 14, quiz=QUIZ, concerns={"questions": {"relevance": ["2"]}}
)
WHAT_IS_POLICY = "Shoes and clothes in another size are 1 Related from now on, no longer 2 Close."


def _rules(**markets: tuple[str, str]) -> dict[str, dict[str, str]]:
    return {code.replace("_", "-"): {"rule": rule, "note": note} for code, (rule, note) in markets.items()}


POLICIES = [
    {
        "id": "alcohol",
        "title": "Alcohol",
        "markets": _rules(
            de_DE=("age_gated", "Beer and wine from 16, spirits from 18."),
            en_GB=("age_gated", "From 18."),
            pt_BR=("age_gated", "From 18."),
            ar_EG=("restricted", "Only where the seller is licensed."),
        ),
    },
    {
        "id": "knives",
        "title": "Knives",
        "markets": _rules(
            de_DE=("restricted", "No gravity or butterfly knives."),
            en_GB=("age_gated", "From 18; no delivery to a home."),
            pt_BR=("allowed", ""),
            ar_EG=("allowed", ""),
        ),
    },
    {
        "id": "medicines",
        "title": "Prescription medicines",
        "markets": _rules(
            de_DE=("not_allowed", ""),
            en_GB=("not_allowed", ""),
            pt_BR=("not_allowed", ""),
            ar_EG=("not_allowed", ""),
        ),
    },
]
TRANSLATIONS = (
    (
        "pt-BR",
        "goal",
        "O que você faz aqui",
        "Você representa a pessoa que buscou. **Ela** ficaria satisfeita?",
        True,
    ),
    (
        "pt-BR",
        "intent",
        "O que a pessoa quer",
        "*Comprar* é o mais comum. Escolha *comparar* quando são dois.",
        True,
    ),
    ("ar-EG", "intent", "ماذا يريد الباحث", "*الشراء* هو المعتاد. اختر *المقارنة* عند ذكر شيئين.", True),
    ("ar-EG", "near-misses", "قريب من الصواب", "اسأل: هل يمكن استعماله بدلاً منه؟", False),
)


def go_on_with_guideline(story: Story, still_reading: tuple[str, ...]) -> None:
    """After the second version: translated, then a policy, then a correction, and now a draft that is reviewed."""
    ago = story.agenda.ago
    story.put(ago(days=7), lambda at: translate_some(story, at))
    story.put(ago(days=6), lambda at: change_policy(story, still_reading, at))
    story.put(ago(days=2), lambda at: correct_wording(story, at))
    story.put(ago(hours=5), lambda at: send_draft(story, at))
    story.put(ago(hours=3), lambda at: approve_draft(story, at))
    story.put(ago(hours=1.5), lambda at: measure_policy(story, at))


def translate_some(story: Story, at: datetime) -> None:
    story.project.refresh_from_db()
    for language, part, title, markdown, is_finished in TRANSLATIONS:
        translate(
            story.organisation.users["ben"],
            project=story.project,
            language=language,
            part=part,
            title=title,
            markdown=markdown,
            is_finished=is_finished,
            now=at,
        )


def change_policy(story: Story, still_reading: tuple[str, ...], at: datetime) -> None:
    """Labels that say *2 Close* are looked through at once."""
    story.publish(
        (TITLE, sections()),
        at,
        unread=still_reading,
        change_note=WHAT_IS_POLICY,
        change=POLICY,
        policies=POLICIES,
    )
    run_now(Job.objects.get(kind="quality.look_through_labels", project_uid=story.project.uid), at=at)


def correct_wording(story: Story, at: datetime) -> None:
    story.publish(
        (TITLE, sections(CORRECTED)),
        at,
        unread=[person.pseudonym for person in story.members],
        change_note="A slip of the pen.",
        change=Change(ChangeKind.EDITORIAL),
    )


def send_draft(story: Story, at: datetime) -> None:
    """Ben and Rita are asked; it takes effect in three days if both approve."""
    users = story.organisation.users
    bundles = section(
        "bundles", "Sets", "A set that holds the thing is *2 Close*, unless a set was asked for."
    )
    written = Written(
        TITLE,
        [*sections(CORRECTED), bundles],
        "What to do with sets, which came up in questions.",
        Change(ChangeKind.CLARIFICATION, grace_hours=48),
        POLICIES,
    )
    draft = save_draft(users["lea"], project=story.project, written=written, revision=None, now=at)
    send_to_review(
        users["lea"],
        draft=draft,
        reviewers=[(users["rita"], GuidelineSide.ALGORITHM), (users["ben"], GuidelineSide.QA)],
        effective_at=story.agenda.now + timedelta(days=3),
        now=at,
    )


def approve_draft(story: Story, at: datetime) -> None:
    draft = GuidelineDraft.objects.get(project=story.project)
    give_verdict(
        story.organisation.users["rita"],
        draft=draft,
        verdict=DraftVerdict.APPROVED,
        comment="Agrees with how the model sees sets.",
        now=at,
    )


def measure_policy(story: Story, at: datetime) -> None:
    version = GuidelineVersion.objects.select_related("project").get(project=story.project, number=3)
    run_now(start_impact(story.organisation.users["lea"], version=version, now=at), at=at)

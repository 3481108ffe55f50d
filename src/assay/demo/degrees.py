"""A policy that made labels wrong, from its version to the release of what changed: how much better an answer is."""

from datetime import datetime, timedelta
from typing import Any  # Quizzes and sections are JSON.

from assay.delivery.actions.redone import correct_after_change
from assay.delivery.queries.redone import progress_of
from assay.delivery.rules.redone import refuse_correction
from assay.demo.outcome import accept_newest, release
from assay.demo.preferences import no_longer_far
from assay.demo.story import Story, from_gallery
from assay.kit.jobs import run_now
from assay.kit.models import Job
from assay.projects.enums import ChangeKind
from assay.projects.models import GuidelineVersion
from assay.projects.rules.guideline_parts import Change
from assay.quality.actions.guideline_impact import start_impact
from assay.quality.actions.invalidating import collect_again
from assay.quality.models import Invalidation

DEGREES = {
    "id": "degrees",
    "title": "Slightly, clearly, far",
    "markdown": "*Slightly*: you had to look twice. *Clearly*: you can name the reason. *Far*: the other one is wrong "
    "or harmful. A right answer beside a wrong sum is **clearly** better, not far.",
}
QUIZ: list[dict[str, Any]] = [
    {
        "id": "q1",
        "text": "One answer has the sum right, the other is off by twenty minutes. How much better is the first?",
        "options": [
            {"id": "o1", "text": "Slightly"},
            {"id": "o2", "text": "Clearly"},
            {"id": "o3", "text": "Far"},
        ],
        "right": "o2",
        "why": "You can name the reason, and nobody comes to harm.",
    }
]
CHANGE = Change(
    ChangeKind.POLICY, grace_hours=48, quiz=QUIZ, concerns={"questions": {"how_much": ["slightly", "far"]}}
)
WHY = "“Far” was used for every wrong sum: from now on it is kept for what is harmful."


def tell_degrees(story: Story) -> None:
    """Delivered, then the policy; its labels are done again by others, and what changed is delivered today."""
    ago = story.agenda.ago
    story.put(ago(days=7), lambda at: release(story, "First preferences.", at))
    story.put(ago(days=6, hours=12), lambda at: accept_newest(story, at))
    story.put(ago(days=6), lambda at: change_policy(story, at))
    story.put(ago(days=5, hours=22), lambda at: do_again(story, at))
    story.put(ago(hours=1.9), lambda at: deliver_what_changed(story, at))
    story.put(ago(hours=1.3), lambda at: measure_policy(story, at))


def change_policy(story: Story, at: datetime) -> None:
    title, sections = from_gallery("llm-preference")["guideline"]
    story.publish((title, [*sections, DEGREES]), at, unread=(), change_note=WHY, change=CHANGE)
    run_now(Job.objects.get(kind="quality.look_through_labels", project_uid=story.project.uid), at=at)
    no_longer_far(story.pieces)


def do_again(story: Story, at: datetime) -> None:
    """Where the crowd, as it happened to be on shift, was of one mind everywhere, there is nothing to do again."""
    found = wrong_by_now(story)
    if found.n_tasks:
        run_now(collect_again(story.organisation.users["lea"], invalidation=found, now=at), at=at)


def deliver_what_changed(story: Story, at: datetime) -> None:
    """Where somebody of the crowd was away too long, the page says how many are still waited for."""
    found = wrong_by_now(story)
    if refuse_correction(progress_of(found, now=at), number=found.version.number):
        return
    lea, note = story.organisation.users["lea"], "What the new section on degrees changed."
    run_now(correct_after_change(lea, invalidation=found, note=note, now=at), at=at)
    built = Job.objects.filter(kind="delivery.build_release", project_uid=story.project.uid, state="queued")
    for job in built.order_by("pk"):
        run_now(job, at=at + timedelta(seconds=8))


def measure_policy(story: Story, at: datetime) -> None:
    lea, version = story.organisation.users["lea"], wrong_by_now(story).version
    run_now(start_impact(lea, version=version, now=at), at=at)


def wrong_by_now(story: Story) -> Invalidation:
    versions = GuidelineVersion.objects.filter(project=story.project)
    return Invalidation.objects.select_related("version__project", "run__stage").get(version__in=versions)

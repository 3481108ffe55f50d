"""The settings of a stage as a form: each with what it means, and what a change of it does."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.people.enums import LanguageLevel
from assay.projects.models import Stage
from assay.projects.rules.settings import FLAGS
from assay.quality.enums import ConsensusMethod
from assay.web.projects.forms import Filled


@dataclass(frozen=True, slots=True)
class Setting:
    """How one setting is asked for; `kind` is number, share, flag, text or choice."""

    name: str
    kind: str
    label: str
    hint: str


@dataclass(frozen=True, slots=True)
class ShownSetting:
    name: str
    kind: str
    label: str
    hint: str
    value: object
    problem: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    settings: tuple[ShownSetting, ...]


GROUPS: tuple[tuple[str, tuple[Setting, ...]], ...] = (
    (
        gettext_noop("Judgments"),
        (
            Setting("name", "text", gettext_noop("Name of the stage"), gettext_noop("As people read it.")),
            Setting(
                "is_open",
                "flag",
                gettext_noop("The stage is open"),
                gettext_noop("Closed, nobody gets tasks of this stage, whatever the state of the project."),
            ),
            Setting(
                "overlap",
                "number",
                gettext_noop("Judgments per task"),
                gettext_noop(
                    "How many people judge each task. A change counts at once for every task, those done already too: "
                    "raised, they are opened again; lowered, they are done with what they have."
                ),
            ),
            Setting(
                "overlap_max",
                "number",
                gettext_noop("At most"),
                gettext_noop("No task ever collects more judgments than this."),
            ),
            Setting(
                "consensus",
                "choice",
                gettext_noop("Consensus"),
                gettext_noop(
                    "The method that a consensus run offers first. Each run keeps the one it was made with."
                ),
            ),
        ),
    ),
    (
        gettext_noop("Adaptive consensus"),
        (
            Setting(
                "is_adaptive",
                "flag",
                gettext_noop("Ask for more judgments only where they are needed"),
                gettext_noop(
                    "A task stops between the two numbers of judgments, as soon as its label is sure enough. "
                    "Before gold has shown what sure means, every task gets the highest number."
                ),
            ),
            Setting(
                "target",
                "share",
                gettext_noop("Right among those stopped early (%)"),
                gettext_noop("The promise. Gold and a random share of tasks show whether it is kept."),
            ),
            Setting(
                "stops_when_settled",
                "flag",
                gettext_noop("Also stop where nothing more is to be gained"),
                gettext_noop(
                    "Hard tasks whose label further judgments would hardly change. They are counted apart."
                ),
            ),
            Setting(
                "audit_share",
                "share",
                gettext_noop("Never stopped early (%)"),
                gettext_noop("Drawn at random: on these the saving, and what it costs, is measured."),
            ),
        ),
    ),
    (
        gettext_noop("Working"),
        (
            Setting(
                "lease_seconds",
                "number",
                gettext_noop("Time for a task (seconds)"),
                gettext_noop(
                    "Then the task goes to somebody else; the draft is kept. Counts for what is claimed from now on."
                ),
            ),
            Setting(
                "prefetch",
                "number",
                gettext_noop("Tasks held ahead"),
                gettext_noop("Loaded beside the one in work, so that the next one is there at once."),
            ),
            Setting(
                "undo_seconds",
                "number",
                gettext_noop("Time to undo (seconds)"),
                gettext_noop("A judgment counts once it is over."),
            ),
            Setting(
                "idle_cut_seconds",
                "number",
                gettext_noop("Idle after (seconds)"),
                gettext_noop("Time without any activity beyond this is not counted as handling time."),
            ),
            Setting(
                "daily_cap",
                "number",
                gettext_noop("Tasks per person and day"),
                gettext_noop("Empty: no limit. Lowered, it stops whoever is above it until their next day."),
            ),
        ),
    ),
    (
        gettext_noop("Gold"),
        (
            Setting(
                "gold_share",
                "share",
                gettext_noop("Share of gold (%)"),
                gettext_noop(
                    "How many of a person's tasks have a known answer, from 0 to 50 %. They look like any other."
                ),
            ),
            Setting(
                "gold_feedback",
                "flag",
                gettext_noop("Show the answer after a gold task"),
                gettext_noop("With its reason. The person can then no longer undo that answer."),
            ),
        ),
    ),
    (
        gettext_noop("Who may work"),
        (
            Setting(
                "language_level",
                "choice",
                gettext_noop("Language level"),
                gettext_noop(
                    "The lowest level in a market's language. Decided anew for every member when it changes."
                ),
            ),
            Setting(
                "needs_acknowledgment",
                "flag",
                gettext_noop("The guideline must be acknowledged"),
                gettext_noop("Nobody gets tasks before they have read the version in force."),
            ),
        ),
    ),
)
SETTINGS = tuple(each for _title, group in GROUPS for each in group)
FIELDS = tuple(each.name for each in SETTINGS)


def stage_values(stage: Stage) -> dict[str, object]:
    """What stands in the fields before anybody types."""
    values: dict[str, object] = {name: getattr(stage, name) for name in FIELDS}
    shares = {name: f"{getattr(stage, name) * 100:g}" for name in ("gold_share", "target", "audit_share")}
    return values | shares | {"daily_cap": "" if stage.daily_cap is None else stage.daily_cap}


def stage_changes(typed: Mapping[str, str]) -> dict[str, object]:
    """What was typed as the rules want it; what is no number stays a text, for the rules to refuse."""
    return {each.name: _read(each, typed[each.name]) for each in SETTINGS}


def stage_groups(form: Filled) -> list[Group]:
    return [Group(_(title), tuple(_shown(each, form) for each in group)) for title, group in GROUPS]


def _read(setting: Setting, text: str) -> object:
    if setting.name in FLAGS:
        return text == "on"
    if setting.kind == "text" or setting.name == "consensus":
        return text
    if not text and setting.name == "daily_cap":
        return None
    try:
        return float(text.replace(",", ".")) / 100 if setting.kind == "share" else int(text)
    except ValueError:
        return text


def _shown(setting: Setting, form: Filled) -> ShownSetting:
    value = form.values.get(setting.name, "")
    return ShownSetting(
        name=setting.name,
        kind=setting.kind,
        label=_(setting.label),
        hint=_(setting.hint),
        value=value in {True, "on"} if setting.kind == "flag" else value,
        problem=form.problems.get(setting.name, ""),
        choices=tuple(_choices(setting.name)),
    )


def _choices(name: str) -> list[tuple[str, str]]:
    if name == "language_level":
        return [(str(value), str(label)) for value, label in LanguageLevel.choices]
    if name == "consensus":
        return [(value, _(str(label))) for value, label in ConsensusMethod.choices]
    return []

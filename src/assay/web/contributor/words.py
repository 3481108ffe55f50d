"""What the workbench says, for the catalogues of the interface: its TypeScript gets these sentences translated.

A test holds this list against the sentences in `frontend/src/bench`.
"""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

SENTENCES = (
    _("Active"),
    _("Answers that are missing: {n}"),
    _("Ask again"),
    _("Checked at {time}. This page asks again by itself."),
    _("Close"),
    _("Comment (optional)"),
    _("Ctrl + Enter submits, Esc leaves the text."),
    _("Go on"),
    _("Guideline"),
    _("Keep it"),
    _("Keep this task"),
    _("No section says this."),
    _("Nothing to do right now"),
    _("Once more"),
    _("Picture of this task"),
    _("Please answer this."),
    _("Read the guideline"),
    _("Search the guideline"),
    _("Sign in"),
    _("Skip this task"),
    _("Skip"),
    _("Skipped"),
    _("Skipped."),
    _("Something went wrong on the server. What you have answered is kept."),
    _("Submit"),
    _("Submitted."),
    _("Taken back. You can change your answer."),
    _("Tasks behind this: {n}"),
    _("The server cannot be reached. Your answer is kept, sent as soon as it is back, and counts once."),
    _("The task before: the right answer was another one."),
    _("The task before: your answer was right."),
    _("This picture cannot be loaded: {address}"),
    _("This task was answered in another tab."),
    _("Time for this task: {span}"),
    _("Today"),
    _("Try again now"),
    _("Undo the last answer"),
    _("Why do you skip this task?"),
    _("Your answer"),
    _("Your time for this task ends soon; then somebody else may get it. What you have answered is kept."),
    _("Your time for this task has ended. What you have answered is kept as a draft."),
    _("optional"),
    _("Per task"),
    _("version {n}"),
    _("{n} min"),
    _("{n} s"),
)


def words() -> dict[str, str]:
    """Every sentence in the language of this request."""
    return {sentence: gettext(sentence) for sentence in SENTENCES}

"""The words of coaching, for coaches and for those who are coached."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop

from assay.partners.enums import CoachedAs, GoalMetric, Movement

COACHED_AS: Mapping[str, str] = {
    CoachedAs.AGENT: gettext_noop("Agent"),
    CoachedAs.QA: gettext_noop("QA"),
    CoachedAs.TEAM_LEAD: gettext_noop("Team lead"),
}
METRICS: Mapping[str, str] = {
    GoalMetric.ACCURACY: gettext_noop("Accuracy, after disputes"),
    GoalMetric.GOLD: gettext_noop("Right answers on test tasks"),
    GoalMetric.WITHOUT_ERROR: gettext_noop("Judgments without the error"),
    GoalMetric.UPHELD: gettext_noop("Reviews upheld by audits"),
}
MOVEMENTS: Mapping[Movement, tuple[str, str]] = {
    Movement.NOT_ENOUGH: (gettext_noop("Not yet enough to say"), ""),
    Movement.BETTER: (gettext_noop("Better"), "good"),
    Movement.WORSE: (gettext_noop("Worse"), "bad"),
    Movement.UNCLEAR: (gettext_noop("No clear change"), "warn"),
}

"""The standards that every segment begins with, until the operations lead publishes others.

Where they come from, and what they are worth:

- Accuracy. Facebook held its moderation vendors to 98 % (The Verge on Tampa, 2019); reports of other moderation sites
  lie between 95 and 98 %. Critical errors are kept apart and near 100 %, as the COPC family of standards does. Search
  and recommendation grades are softer judgments: 95 % without a major error is what review programmes of that kind ask.
- Agreement. Krippendorff (Content Analysis, 2004): rely on alpha from 0.800, draw tentative conclusions from 0.667.
  Preference between answers of models is a matter of taste in part; published sets agree much less, hence 0.5 and 0.35.
- Defective share. The AQL of 2.5 % for major defects is the usual one of buyers; 1 % where harm is at stake.
- Utilization. Shrinkage is typically 20 to 35 % of paid time, so 65 to 80 % is left; 75 % is asked.
- Plan attainment: a twentieth behind is made up for within a week, a seventh takes people who are not there yet.
- Handling time, throughput and turnaround depend on the task more than on anything else. These are starting points for
  a pilot to replace, and say nothing about how well a team works. Cost has no default: it needs a rate card.
"""

from collections.abc import Mapping

from assay.planning.enums import Metric
from assay.planning.rules.standards import Terms


def _segment(
    *, critical: float, major: float, alpha: tuple[float, float], defects: float, seconds: float, days: float
) -> Mapping[Metric, Terms]:
    """The rest follows: gold as major accuracy, a third more time and half as many days again at most."""
    return {
        Metric.ACCURACY_CRITICAL: Terms(critical, critical - 0.01),
        Metric.ACCURACY_MAJOR: Terms(major, major - 0.03),
        Metric.ACCURACY_MINOR: Terms(major - 0.05, major - 0.1),
        Metric.GOLD_ACCURACY: Terms(major - 0.05, major - 0.1),
        Metric.AGREEMENT: Terms(*alpha),
        Metric.DEFECTS: Terms(defects, 2 * defects),
        Metric.TURNAROUND: Terms(days, 1.5 * days),
        Metric.THROUGHPUT: Terms(round(3600 / seconds, 1), round(2700 / seconds, 1)),
        Metric.HANDLING_TIME: Terms(seconds, round(seconds * 4 / 3, 1)),
        Metric.UTILIZATION: Terms(0.75, 0.65),
        Metric.PLAN_ATTAINMENT: Terms(0.95, 0.85),
    }


RELIABLE, TENTATIVE = (0.8, 0.667), (0.667, 0.5)
# By the names of projects' segments, which rules do not import.
SHIPPED: Mapping[str, Mapping[Metric, Terms]] = {
    "search_ranking": _segment(critical=0.99, major=0.95, alpha=TENTATIVE, defects=0.025, seconds=30, days=5),
    "search_recommendation": _segment(
        critical=0.99, major=0.95, alpha=TENTATIVE, defects=0.025, seconds=30, days=5
    ),
    "search_ads": _segment(critical=0.99, major=0.95, alpha=TENTATIVE, defects=0.025, seconds=30, days=5),
    "search_security": _segment(critical=0.995, major=0.97, alpha=RELIABLE, defects=0.01, seconds=60, days=2),
    "ecommerce_governance": _segment(
        critical=0.99, major=0.96, alpha=RELIABLE, defects=0.025, seconds=45, days=3
    ),
    "trust_and_safety": _segment(
        critical=0.995, major=0.98, alpha=RELIABLE, defects=0.01, seconds=45, days=1
    ),
    "llm_data": _segment(critical=0.99, major=0.93, alpha=(0.5, 0.35), defects=0.04, seconds=240, days=7),
    "other": _segment(critical=0.99, major=0.95, alpha=TENTATIVE, defects=0.025, seconds=60, days=5),
}


def shipped(segment: str, metric: Metric) -> Terms | None:
    return SHIPPED[segment].get(metric)

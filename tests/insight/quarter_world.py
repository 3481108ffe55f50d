"""A quarter in which nothing happened."""

from assay.insight.enums import WhyNot
from assay.insight.rules.quarter_review import Figures

NOTHING = Figures(
    costs=(),
    is_told=False,
    n_accepted=0,
    price=WhyNot.NOTHING_ACCEPTED,
    correct=WhyNot.NOTHING_ACCEPTED,
    n_planned=None,
    n_done=0,
    quality={},
    gains=(),
    roi=WhyNot.NO_RESULT,
)

"""A share with its interval, as scores and sites tell it."""

from ninja import Schema
from pydantic import Field

from assay.stats.sampling import Share


class ShareOut(Schema):
    """Undefined, and so empty, where n is 0; the interval is Wilson's of 95 %."""

    share: float | None = Field(examples=[0.94])
    low: float | None = Field(examples=[0.88])
    high: float | None = Field(examples=[0.97])
    n: int = Field(examples=[120])


def share_out(found: Share) -> ShareOut:
    return ShareOut(share=found.value, low=found.low, high=found.high, n=found.n)

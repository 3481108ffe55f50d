"""What a submission must look like before the database sees it."""

import math
import re

from assay.kit.reasons import Refused
from assay.work.rules import reasons

_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")


def check_key(client_key: str) -> None:
    if not _KEY.fullmatch(client_key):
        raise Refused(reasons.KEY_INVALID())


def check_seconds(seconds: float) -> None:
    if not math.isfinite(seconds) or not 0 <= seconds <= 86_400:
        raise Refused(reasons.SECONDS_INVALID())

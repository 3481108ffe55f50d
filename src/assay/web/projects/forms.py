"""A form as it was filled in, with what is wrong at each of its fields."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.http import QueryDict

from assay.kit.reasons import Reason, Refused


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the fields; `others` are reasons that belong to no field of the form."""

    values: Mapping[str, object]
    problems: Mapping[str, str] = field(default_factory=dict)
    others: tuple[Reason, ...] = ()

    @property
    def status(self) -> int:
        return 422 if self.problems or self.others else 200


def refused(values: Mapping[str, object], why: Refused, fields: Iterable[str]) -> Filled:
    """The same form again, each reason at the field it names."""
    known = set(fields)
    problems: dict[str, str] = {}
    others = []
    for reason in why.reasons:
        if reason.field in known and reason.field not in problems:
            problems[str(reason.field)] = reason.said
        else:
            others.append(reason)
    return Filled(values, problems, tuple(others))


def texts_of(posted: QueryDict, fields: Iterable[str]) -> dict[str, str]:
    """The named fields as they were typed, without what surrounds them; PostgreSQL takes no zero character."""
    return {name: posted.get(name, "").strip().replace("\0", "") for name in fields}

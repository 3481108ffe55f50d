"""Changes of many people, a row each: tried, or done, by the same rules as one by one."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.people.actions.from_file import Outcome, change_people
from assay.people.rules.people_rows import MOST_ROWS, PersonRow

router = Router(tags=["people"])


class PersonRowIn(Strict):
    """What is empty stays as it is; - takes a site, a team or all languages away."""

    contributor: str = Field(min_length=1, max_length=60, description="The pseudonym.", examples=["Elster"])
    vendor: str = Field("", max_length=120, description="Where two vendors have a site of that name.")
    site: str = Field("", max_length=120, examples=["Lisbon"])
    team: str = Field("", max_length=120, examples=["Fado"])
    languages: str = Field("", max_length=1000, examples=["de-DE:native en:C1"])
    skills: str = Field("", max_length=2000, examples=["maps:92:2027-05-01 -photos"])
    contracted: str = Field(
        "", max_length=20, description="Hours a week, from a day on; - ends them.", examples=["40:2027-05-01"]
    )
    roles: str = Field(
        "",
        max_length=1000,
        description="At the person's own team, site or vendor, or everywhere; by administrators.",
        examples=["reviewer:site -site_lead:team"],
    )
    standing: str = Field("", max_length=20, examples=[""])
    reason: str = Field("", max_length=2000)
    until: str = Field("", max_length=10, description="A day; of a pause.", examples=[""])
    way_back: str = Field("", max_length=2000)


class PeopleChangesIn(Strict):
    rows: list[PersonRowIn] = Field(min_length=1, max_length=MOST_ROWS)
    is_trial: bool = Field(default=True, description="Tell what would happen, and do nothing.")


class PersonChangedOut(Schema):
    what: str = Field(
        description="place, languages, skills, contracted, roles or standing", examples=["place"]
    )
    before: str = Field(examples=["Lisbon · Azulejo"])
    after: str = Field(examples=["Lisbon · Fado"])


class RowRefusedOut(Schema):
    code: str = Field(examples=["people.nobody_called"])
    sentence: str


class RowOutcomeOut(Schema):
    contributor: str
    uid: UUID | None = Field(description="Null: nobody whom you see is called that.")
    changes: list[PersonChangedOut]
    refused: list[RowRefusedOut] = Field(description="Where there are any, nothing of the row is changed.")


class PeopleChangesOut(Schema):
    is_trial: bool
    rows: list[RowOutcomeOut]


@router.post("/changes", response=PeopleChangesOut, operation_id="contributors_change_many")
def change(request: HttpRequest, body: PeopleChangesIn) -> PeopleChangesOut:
    """One refused row stops no other. Site leads change teams, languages and contracted hours of their own people."""
    rows = [PersonRow(**each.dict()) for each in body.rows]
    outcomes = change_people(person_of(request), rows=rows, is_trial=body.is_trial, now=now())
    return PeopleChangesOut(is_trial=body.is_trial, rows=[_outcome(each) for each in outcomes])


def _outcome(found: Outcome) -> RowOutcomeOut:
    return RowOutcomeOut(
        contributor=found.row.contributor,
        uid=found.contributor.uid if found.contributor else None,
        changes=[
            PersonChangedOut(what=each.what, before=each.before, after=each.after) for each in found.changes
        ],
        refused=[RowRefusedOut(code=each.code, sentence=each.said) for each in found.reasons],
    )

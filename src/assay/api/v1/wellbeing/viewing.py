"""How content that is hard to look at is shown to whoever asks."""

from dataclasses import asdict

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.v1.projects.shapes import Strict
from assay.wellbeing.actions.viewing import choose_viewing
from assay.wellbeing.queries.viewing import viewing_of
from assay.wellbeing.rules.viewing import Viewing

router = Router(tags=["wellbeing"])


class ViewingIn(Strict):
    blur: int = Field(description="In percent, from 0 for none to 100.", examples=[55])
    grey: bool = Field(description="Pictures and clips in black and white.", examples=[True])
    mute: bool = Field(description="Clips begin without sound.", examples=[True])
    small: bool = Field(description="Pictures and clips begin small.", examples=[True])


class ViewingOut(Schema):
    blur: int = Field(examples=[55])
    grey: bool = Field(examples=[True])
    mute: bool = Field(examples=[True])
    small: bool = Field(examples=[True])


@router.get("/me/viewing", response=ViewingOut, operation_id="me_viewing")
def viewing(request: HttpRequest) -> ViewingOut:
    """How content that is hard to look at is shown to you: all of it covered, unless you chose otherwise."""
    return ViewingOut(**asdict(viewing_of(person_of(request))))


@router.put("/me/viewing", response=ViewingOut, operation_id="me_viewing_set")
def set_viewing(request: HttpRequest, asked: ViewingIn) -> ViewingOut:
    """Choose how it is shown from the next task on. Limits and access stay as they are."""
    person = person_of(request)
    choose_viewing(person, viewing=Viewing(asked.blur, asked.grey, asked.mute, asked.small))
    return ViewingOut(**asdict(viewing_of(person)))

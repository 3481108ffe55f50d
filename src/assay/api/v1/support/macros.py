"""Answers that are given often, over the API."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.support.actions.macros import make_macro, retire_macro, set_macro_text
from assay.support.models import Macro
from assay.support.queries.macros import macro_for, macro_text, macros_for
from assay.support.queries.scope import ticket_to_answer
from assay.support.rules.words import MOST_IN_TEXT

router = Router(tags=["support"])
TEXT = "Hello {name}, thank you. We look into it. {me}"


class MacroTextIn(Strict):
    text: str = Field(max_length=MOST_IN_TEXT, examples=[TEXT])


class MacroIn(MacroTextIn):
    name: str = Field(max_length=120, examples=["We look into it"])
    category: str = Field("", description="Empty: in every ticket.", examples=["pay"])
    language: str = Field(examples=["en"])


class MacroOut(Schema):
    uid: UUID
    name: str = Field(examples=["We look into it"])
    category: str = Field(examples=["pay"])
    texts: dict[str, str] = Field(description="By language.", examples=[{"en": TEXT}])


class MacroFilledOut(Schema):
    text: str = Field(examples=["Hello Amsel, thank you. We look into it. Mia"])


@router.get("/ticket-macros", response=Page[MacroOut], operation_id="ticket_macros")
def list_macros(request: HttpRequest, paging: Query[Paging]) -> Page[MacroOut]:
    """Newest first."""
    return page(macros_for(person_of(request)), paging, _macro)


@router.post("/ticket-macros", response={201: MacroOut}, operation_id="ticket_macros_make")
@creates
def make(request: HttpRequest, asked: MacroIn) -> MacroOut:
    """With its text in one language."""
    return _macro(make_macro(person_of(request), now=now(), **asked.dict()))


@router.put(
    "/ticket-macros/{uuid:macro}/texts/{language}",
    response=MacroOut,
    operation_id="ticket_macros_text",
)
def write(request: HttpRequest, macro: UUID, language: str, asked: MacroTextIn) -> MacroOut:
    """In another language, or anew."""
    user = person_of(request)
    found = macro_for(user, macro)
    set_macro_text(user, macro=found, language=language, text=asked.text, now=now())
    return _macro(macro_for(user, macro))


@router.delete("/ticket-macros/{uuid:macro}", response={204: None}, operation_id="ticket_macros_retire")
def retire(request: HttpRequest, macro: UUID) -> HttpResponse:
    """Offered no more."""
    user = person_of(request)
    retire_macro(user, macro=macro_for(user, macro), now=now())
    return HttpResponse(status=204)


@router.get(
    "/tickets/{uuid:ticket}/macros/{uuid:macro}",
    response=MacroFilledOut,
    operation_id="tickets_macro",
)
def filled(request: HttpRequest, ticket: UUID, macro: UUID) -> MacroFilledOut:
    """As it would be sent: in the language of who asked, with the placeholders filled."""
    user = person_of(request)
    found = ticket_to_answer(user, ticket)
    return MacroFilledOut(text=macro_text(macro_for(user, macro), found, user))


def _macro(macro: Macro) -> MacroOut:
    texts = {each.language: each.text for each in macro.texts.all()}
    return MacroOut(uid=macro.uid, name=macro.name, category=macro.category, texts=texts)

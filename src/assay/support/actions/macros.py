"""Keeping answers that are given often."""

from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.rules.words import refuse_language, refuse_name
from assay.support.enums import TicketCategory
from assay.support.models import Macro, MacroText
from assay.support.queries.macros import require_keeping
from assay.support.rules import reasons
from assay.support.rules.macros import refuse_placeholders
from assay.support.rules.words import clean, refuse_text


def make_macro(
    by: User | None, *, name: str, category: str, language: str, text: str, now: datetime
) -> Macro:
    """With its first text."""
    require_keeping(by)
    name = clean(name)
    if refused := refuse_name(name):
        raise Refused(refused)
    if category and category not in TicketCategory.values:
        raise Refused(reasons.NO_CATEGORY(field="category"))
    with transaction.atomic():
        act_as(by)
        if Macro.objects.filter(name=name, retired_at=None).exists():
            raise Refused(reasons.NAME_TAKEN(field="name", name=name))
        made = Macro.objects.create(name=name, category=category, created_at=now, created_by=by)
        set_macro_text(by, macro=made, language=language, text=text, now=now)
        return made


def set_macro_text(by: User | None, *, macro: Macro, language: str, text: str, now: datetime) -> MacroText:
    """In one language; what stood there is replaced."""
    require_keeping(by)
    text, language = clean(text), language.strip()
    found = [refuse_language(language), refuse_text(text), refuse_placeholders(text)]
    if why := [each for each in found if each]:
        raise Refused(*why)
    with transaction.atomic():
        act_as(by)
        kept, _made = MacroText.objects.update_or_create(
            macro=macro,
            language=language,
            defaults={"text": text, "changed_at": now, "changed_by": by},
        )
        return kept


def retire_macro(by: User | None, *, macro: Macro, now: datetime) -> None:
    """Offered no more; what was sent with it stays."""
    require_keeping(by)
    with transaction.atomic():
        act_as(by)
        Macro.objects.filter(pk=macro.pk, retired_at=None).update(retired_at=now)

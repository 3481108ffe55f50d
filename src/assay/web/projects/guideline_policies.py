"""The market policy matrix: policies in rows, markets in columns; changed in the draft of the next version."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any  # Policies are JSON.
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assay.kit.clock import now
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.actions.guideline_drafts import save_policies
from assay.projects.enums import MarketRule
from assay.projects.models import Project
from assay.projects.queries.guideline_drafts import next_policies, open_draft
from assay.projects.queries.markets import market_names
from assay.projects.queries.permission import permissions_in, project_for, require
from assay.projects.rules.guideline_policies import Ruling, markets_named, ruling_of
from assay.projects.rules.guideline_states import CHANGED_MEANWHILE
from assay.projects.rules.policy_table import free_id
from assay.web.projects.guideline_words import RULES
from assay.web.requests import signed_in, user_of

# Of the thousand fields that a form may have; a form of more is refused before it is read. The rest is for what is
# beside the cells.
MOST_FIELDS = 900
# A row to write another policy in.
FREE: dict[str, Any] = {"id": "", "title": "", "markets": {}}


@dataclass(frozen=True, slots=True)
class Cell:
    market: str
    ruling: Ruling
    word: str
    tone: str


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    title: str
    cells: tuple[Cell, ...]


@signed_in
@require_http_methods(["GET", "POST"])
def policies(request: HttpRequest, project: UUID) -> HttpResponse:
    """The matrix in force, or with `?draft` that of the next version as a form."""
    person = user_of(request)
    found = project_for(person, project)
    may_write = Permission.MANAGE_QUALITY in permissions_in(person, found)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            keep_over(person, found, posted_over(request.POST, next_policies(found)), request.POST.get("was"))
        except Refused as why:
            refused = why
        else:
            messages.success(request, _("Kept in the draft of the next version."))
            return _after(request, found)
    is_form = may_write and ("draft" in request.GET or refused is not None)
    version = found.guideline_version
    shown = version.policies if version else []
    if is_form:
        shown = next_policies(found)
        if refused:
            shown = posted_over(request.POST, shown)
    codes = sorted({*_markets(found), *markets_named(shown)})
    was = request.POST.get("was", "") if refused else mark_of(shown)
    names = market_names({*codes})
    parts = _parts(shown, codes) if is_form else [range(len(shown))]
    part = parts[_number(request.GET.get("part", ""), most=len(parts) - 1)]
    rows = posted_policies(request.POST, set()) if refused else [shown[nth] for nth in part]
    context = {
        "project": found,
        "tab": "guideline",
        "part": "policies",
        "version": version,
        "markets": codes,
        "columns": [(code, names.get(code, "")) for code in codes],
        "rows": [_row(each, codes) for each in ([*rows, FREE] if is_form else rows)],
        "first": part.start,
        "stretches": [
            (nth, each.start + 1, each.stop, each == part) for nth, each in enumerate(parts) if len(parts) > 1
        ],
        "rules": [(rule.value, _(word)) for rule, (word, _tone) in RULES.items()],
        "is_form": is_form,
        "was": was,
        "may_write": may_write,
        "reasons": refused.reasons if refused else (),
    }
    return render(
        request, "web/projects/guideline_policies.html", context, status=refused.status if refused else 200
    )


def keep_over(person: User, project: Project, given: Sequence[Any], was: str | None) -> None:
    """Keep them in the draft, unless another matrix than the one they were written over stands there by now."""
    require(person, project, Permission.MANAGE_QUALITY)
    saved = open_draft(project)
    if was is not None and was != mark_of(next_policies(project)):
        raise Refused(CHANGED_MEANWHILE(name=saved.saved_by.name if saved else _("Somebody else")))
    save_policies(person, project=project, policies=given, revision=saved.revision if saved else 0, now=now())


def mark_of(policies: Sequence[Any]) -> str:
    """What the form was filled in over: another one since is not overwritten unseen."""
    return sha256(json.dumps(list(policies), sort_keys=True).encode()).hexdigest()[:16]


def posted_over(posted: QueryDict, policies: Sequence[Any]) -> list[Any]:
    """The matrix with the stretch of it that was shown as a form as it was filled in there."""
    known = {each["id"] for each in policies}
    begin = _number(posted.get("first", ""), most=len(policies))
    end = begin + sum(given in known for given in posted.getlist("policy_id"))
    before, after = policies[:begin], policies[end:]
    rows = posted_policies(posted, {each["id"] for each in (*before, *after)})
    there = [each for each in rows if each["id"] in known]
    return [*before, *there, *after, *(each for each in rows if each["id"] not in known)]


def posted_policies(posted: QueryDict, taken: set[str]) -> list[dict[str, Any]]:
    """Rows with a title; a row without an id gets one from its title."""
    markets = [code for code in posted.getlist("market") if re.fullmatch(r"[A-Za-z0-9_-]{1,20}", code)]
    found: list[dict[str, Any]] = []
    rows = zip(posted.getlist("policy_id"), posted.getlist("policy_title"), strict=False)
    for nth, (given, typed) in enumerate(rows):
        title = typed.replace("\0", "").strip()
        if not title:
            continue
        name = given or free_id(title, taken)
        taken.add(name)
        cells = {
            code: {"rule": rule, "note": posted.get(f"note-{nth}-{code}", "").replace("\0", "").strip()}
            for code in markets
            if (rule := posted.get(f"rule-{nth}-{code}", "")) in MarketRule.values
        }
        found.append({"id": name, "title": title, "markets": cells})
    return found


def _parts(policies: Sequence[Any], codes: Sequence[str]) -> list[range]:
    """The stretches of the matrix that fit a form each: two fields a cell, two a row."""
    n = max(1, MOST_FIELDS // (2 * len(codes) + 2) - 1)
    return [range(first, min(first + n, len(policies))) for first in range(0, len(policies) or 1, n)]


def _number(given: str, *, most: int) -> int:
    return min(int(given), most) if given.isdecimal() and len(given) < len("10000") else 0


def _after(request: HttpRequest, project: Project) -> HttpResponse:
    """On with the draft; where the matrix has several stretches, one stays at this one."""
    policies = next_policies(project)
    parts = _parts(policies, sorted({*_markets(project), *markets_named(policies)}))
    if len(parts) == 1:
        return redirect("project-guideline-draft", project=project.uid)
    address = reverse("project-guideline-policies", args=[project.uid])
    return redirect(f"{address}?draft&part={_number(request.GET.get('part', ''), most=len(parts) - 1)}")


def _markets(project: Project) -> list[str]:
    return list(project.markets.values_list("market__code", flat=True))


def _row(policy: Any, codes: Sequence[str]) -> Row:
    cells = []
    for code in codes:
        ruling = ruling_of(policy, code)
        word, tone = RULES[MarketRule(ruling.rule)] if ruling.rule else ("", "")
        cells.append(Cell(code, ruling, _(word) if word else "", tone))
    return Row(policy["id"], policy["title"], tuple(cells))

"""Users and roles: finding somebody, adding somebody, and what each role may do."""

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from assay.kit.clock import now
from assay.kit.reasons import NotFound, Reason, Refused
from assay.people.actions.users import create_user, grant_role
from assay.people.enums import Role
from assay.people.models import User
from assay.people.queries.scope import may, scope_of
from assay.people.queries.users import search_users
from assay.people.rules.roles import Permission
from assay.web.administration.entrance import administrator, project_names
from assay.web.administration.granting import grant_choices, grant_of
from assay.web.administration.shown import roles_shown, user_shown
from assay.web.people.adding import LOOK
from assay.web.requests import page_of, signed_in, user_of

STATES = [
    ("", gettext_lazy("Active")),
    ("deactivated", gettext_lazy("Deactivated")),
    ("simulated", gettext_lazy("Simulated")),
]


class UserForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120, widget=forms.TextInput(attrs=LOOK))
    email = forms.EmailField(label=gettext_lazy("E-mail"), widget=forms.EmailInput(attrs=LOOK))
    time_zone = forms.CharField(
        label=gettext_lazy("Time zone"),
        initial="UTC",
        max_length=64,
        widget=forms.TextInput(attrs=LOOK),
        help_text=gettext_lazy("IANA name."),
    )
    password = forms.CharField(
        label=gettext_lazy("First password"),
        required=False,
        widget=forms.PasswordInput(attrs=LOOK | {"autocomplete": "new-password"}),
        help_text=gettext_lazy("At least 12 characters. Left empty: they sign in once you have set one."),
    )


@signed_in
@require_GET
def users(request: HttpRequest) -> HttpResponse:
    administrator(request)
    asked = {
        name: request.GET.get(name, "").strip().replace("\0", "")[:120] for name in ("q", "role", "state")
    }
    page = page_of(request, search_users(asked["q"], role=asked["role"], state=asked["state"]))
    names = project_names(grant for each in page for grant in each.grants.all())
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "page": page,
        "rows": [user_shown(each, names) for each in page],
        "asked": asked,
        "kept": kept.urlencode(),
        "roles": Role.choices,
        "states": STATES,
    }
    return render(request, "web/administration/users.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Somebody who signs in, with the first role; a refusal is shown beside what was typed."""
    person = administrator(request)
    form = UserForm(request.POST or None)
    refused: tuple[Reason, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("user", account=_added(person, request, form).uid)
        except Refused as refusal:
            refused = refusal.reasons
    context = {"form": form, "reasons": refused} | grant_choices(request.POST)
    return render(
        request, "web/administration/add.html", context, status=422 if refused or form.errors else 200
    )


@signed_in
@require_GET
def roles(request: HttpRequest) -> HttpResponse:
    """For everybody who works with people or projects; contributors have no roles to choose from."""
    person = user_of(request)
    if scope_of(person, Permission.VIEW_PROJECT).is_empty:
        raise NotFound
    permissions = [sentence for sentence, _ in roles_shown()[0].gives]
    context = {
        "roles": roles_shown(),
        "permissions": permissions,
        "may_administer": may(person, Permission.ADMINISTER),
    }
    return render(request, "web/administration/roles.html", context)


def _added(person: User, request: HttpRequest, form: UserForm) -> User:
    typed = form.cleaned_data
    with transaction.atomic():
        user = create_user(
            person,
            email=typed["email"],
            name=typed["name"],
            password=typed["password"] or None,
            time_zone=typed["time_zone"],
            now=now(),
        )
        if request.POST.get("role"):
            asked = grant_of(request.POST)
            grant_role(person, user=user, now=now(), **asked.where())
    return user

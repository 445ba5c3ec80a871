"""Pages on clients of the API: their scopes and tokens, for whoever looks after them."""

from datetime import datetime, time, timedelta

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from schoolward.access.actions import CannotBeDone, end_role, give_role
from schoolward.access.actions.clients import issue_token, make_client, revoke_token
from schoolward.access.keys import NUMBER, ScopeKey, ScopeKind
from schoolward.access.models import Account, AccountKind, ApiToken, Grant
from schoolward.access.permissions import Permission
from schoolward.access.reach import HERE
from schoolward.access.roles import ROLES, Role
from schoolward.people.selectors import scope_in_words
from schoolward.web.accounts.forms import day
from schoolward.web.permitting import Asked, permitted

IN_WORDS = {
    Permission.FIGURES_VIEW: "Read figures",
    Permission.ATTENTION_VIEW: "Read who needs whom, pupil by pupil",
    Permission.PUPIL_VIEW: "Read pupils",
    Permission.LOAD_VIEW: "Read loads and the rows that they refused",
    Permission.LOAD_START: "Send files to be loaded",
}
OF_A_CLIENT = ROLES[Role.API_CLIENT]


class NewClient(forms.Form):
    """What a new client is called."""

    name = forms.CharField(
        label="Name of the program",
        help_text="Say whose it is, too. For example, Larkmoor register system",
        max_length=100,
        error_messages={"required": "Enter the name of the program"},
    )


class NewScope(forms.Form):
    """Over what a client may read and send, and for how long."""

    kind = forms.ChoiceField(
        label="Over what",
        choices=[(kind.value, kind.value.capitalize()) for kind in ScopeKind if kind in OF_A_CLIENT.scopes],
    )
    value = forms.CharField(
        label="Which one",
        help_text="A school by its URN, a trust by its number, a cohort by its name. Leave this empty for the borough.",
        max_length=80,
        required=False,
    )
    from_on = day("First day")
    until_on = day("Last day")


class NewToken(forms.Form):
    """What a token is for, and what it may do."""

    label = forms.CharField(
        label="What the token is for",
        max_length=100,
        error_messages={"required": "Enter what the token is for"},
    )
    permissions = forms.MultipleChoiceField(
        label="What it may do",
        choices=[(each.value, words) for each, words in IN_WORDS.items() if each in OF_A_CLIENT.permissions],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select what the token may do"},
    )
    expires_on = day("Last day", hint="A year from today at most")


class NoQuestion(forms.Form):
    """Only a button."""


@permitted(Permission.CLIENTS_MANAGE)
def clients(request: Asked) -> HttpResponse:
    """Every client."""
    rows = Account.objects.filter(kind=AccountKind.CLIENT).order_by("name", "pk")
    return render(request, "web/clients.html", {"clients": rows})


@permitted(Permission.CLIENTS_MANAGE)
def add_client(request: Asked) -> HttpResponse:
    """Makes a client."""
    form = NewClient(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = make_client(name=form.cleaned_data["name"], by=request.actor, at=request.at)
        except CannotBeDone as fault:
            form.add_error("name", str(fault))
        else:
            return redirect("client", number=made.pk)
    return _form(request, form, heading="Add a program", button="Add program")


@permitted(Permission.CLIENTS_MANAGE)
def client(request: Asked, number: int) -> HttpResponse:
    """One client with its scopes and tokens. No token can be shown again."""
    one = _client(number)
    grants = [
        {"grant": grant, "scope": scope_in_words(grant.scope)}
        for grant in one.grants.order_by("-until_on", "pk")
    ]
    tokens = [
        {"token": token, "may": [IN_WORDS[each] for each in IN_WORDS if each in token.permitted],
         "state": _state(token, request.at)}
        for token in one.tokens.order_by("-made_at", "-pk")
    ]  # fmt: skip
    return render(request, "web/client.html", {"client": one, "grants": grants, "tokens": tokens})


@permitted(Permission.CLIENTS_MANAGE)
def give_scope(request: Asked, number: int) -> HttpResponse:
    """Gives a client the role of an API client over something."""
    one = _client(number)
    form = NewScope(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        kind = ScopeKind(told["kind"])
        value = told["value"].strip()
        if (kind is ScopeKind.BOROUGH) is bool(value):
            form.add_error("value", "Enter the school, trust or cohort, or leave this empty for the borough")
        elif kind in (ScopeKind.SCHOOL, ScopeKind.TRUST) and not NUMBER.fullmatch(value):
            form.add_error("value", "Enter the number of the school or trust")
        else:
            try:
                give_role(
                    account=one, role=Role.API_CLIENT, scope=ScopeKey(kind, value), from_on=told["from_on"],
                    until_on=told["until_on"], by=request.actor, at=request.at,
                )  # fmt: skip
            except CannotBeDone as fault:
                form.add_error("until_on", str(fault))
            else:
                return redirect("client", number=number)
    return _form(request, form, client=one, heading=f"Give {one.name} a scope", button="Give scope")


@permitted(Permission.CLIENTS_MANAGE)
def end_scope(request: Asked, number: int, grant: int) -> HttpResponse:
    """Takes a scope away from a client."""
    one = _client(number)
    row = Grant.objects.filter(account=one, pk=grant).first()
    if row is None:
        raise Http404
    if request.method == "POST":
        end_role(grant=row, by=request.actor, at=request.at)
        return redirect("client", number=number)
    return _form(
        request, NoQuestion(), client=one, heading="End a scope", button="End scope", warns=True,
        text=f"{one.name} will no longer reach this: {scope_in_words(row.scope)}.",
    )  # fmt: skip


@permitted(Permission.CLIENTS_MANAGE)
def add_token(request: Asked, number: int) -> HttpResponse:
    """Issues a token and shows it, this once."""
    one = _client(number)
    form = NewToken(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        # The last day is the token's too: it expires as the day after begins in England.
        expires_at = datetime.combine(told["expires_on"] + timedelta(days=1), time.min, HERE)
        try:
            token, letters = issue_token(
                client=one, label=told["label"], permissions=[Permission(each) for each in told["permissions"]],
                expires_at=expires_at, by=request.actor, at=request.at,
            )  # fmt: skip
        except CannotBeDone as fault:
            form.add_error("expires_on", str(fault))
        else:
            answer = render(
                request, "web/token_issued.html", {"client": one, "token": token, "letters": letters}
            )
            answer.headers["Cache-Control"] = "no-store"
            return answer
    return _form(request, form, client=one, heading=f"Issue a token to {one.name}", button="Issue token")


@permitted(Permission.CLIENTS_MANAGE)
def take_token(request: Asked, number: int, token: int) -> HttpResponse:
    """Revokes a token."""
    one = _client(number)
    row = ApiToken.objects.filter(account=one, pk=token).first()
    if row is None:
        raise Http404
    form = NoQuestion(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            revoke_token(token=row, by=request.actor, at=request.at)
        except CannotBeDone as fault:
            form.add_error(None, str(fault))
        else:
            return redirect("client", number=number)
    return _form(
        request, form, client=one, heading="Revoke a token", button="Revoke token", warns=True,
        text=f"The token {row.first_letters}… ({row.label}) will not work any more. This cannot be undone.",
    )  # fmt: skip


def _client(number: int) -> Account:
    found = Account.objects.filter(kind=AccountKind.CLIENT, pk=number).first()
    if found is None:
        raise Http404
    return found


def _state(token: ApiToken, at: datetime) -> str:
    if token.revoked_at is not None:
        return "Revoked"
    return "In use" if token.is_usable_at(at) else "Expired"


def _form(
    request: Asked,
    form: forms.Form,
    *,
    client: Account | None = None,
    heading: str,
    text: str = "",
    button: str,
    warns: bool = False,
) -> HttpResponse:
    told = {
        "form": form,
        "client": client,
        "heading": heading,
        "text": text,
        "button": button,
        "warns": warns,
    }
    return render(request, "web/client_form.html", told, status=400 if form.errors else 200)

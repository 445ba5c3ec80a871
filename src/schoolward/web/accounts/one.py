"""The page of one account, and what can be done with it: roles given and ended, sessions and factor taken away."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from schoolward.access.actions import (
    CannotBeDone,
    end_role,
    end_sessions,
    give_role,
    leave,
    remove_second_factor,
)
from schoolward.access.models import Account, AccountKind, Grant
from schoolward.access.permissions import Permission
from schoolward.access.reach import day_of
from schoolward.access.roles import ROLES, Role
from schoolward.access.selectors import has_second_factor, names_of, sessions_of
from schoolward.people.selectors import scope_in_words
from schoolward.people.selectors.choices import caseload_size
from schoolward.web.accounts.forms import LeaverForm, RoleForm
from schoolward.web.permitting import Asked, permitted


def _person(number: int) -> Account:
    return get_object_or_404(Account, pk=number, kind=AccountKind.PERSON)


@permitted(Permission.ACCOUNTS_MANAGE)
def account(request: Asked, number: int) -> HttpResponse:
    """Who somebody is, and which roles they have, had and will have."""
    person, today = _person(number), day_of(request.at)
    held = list(person.grants.order_by("-until_on", "pk"))
    givers = names_of(grant.given_by for grant in held)
    grants = [
        {
            "grant": grant,
            "role": ROLES[Role(grant.role)].label,
            "scope": scope_in_words(grant.scope),
            "given_by": givers[grant.given_by],
            "has_ended": grant.until_on < today,
        }
        for grant in held
    ]
    return render(
        request,
        "web/account.html",
        {
            "person": person,
            "grants": grants,
            "works_here": person.may_sign_in_on(today),
            "has_second_factor": has_second_factor(person),
            "sessions": sessions_of(person, at=request.at).count(),
            "caseload": caseload_size(person.pk, on=today),
        },
    )


@permitted(Permission.ACCOUNTS_MANAGE)
def give(request: Asked, number: int) -> HttpResponse:
    """Gives a role."""
    person = _person(number)
    form = RoleForm(request.POST or None, today=day_of(request.at))
    if request.method == "POST" and form.is_valid():
        told = form.dated
        try:
            give_role(
                account=person, role=told.offer.role, scope=told.offer.scope_for(person.pk),
                from_on=told.from_on, until_on=told.until_on, by=request.actor, at=request.at,
            )  # fmt: skip
        except CannotBeDone as fault:
            form.add_error("until_on", str(fault))
        else:
            messages.success(request, f"{person.name} has a new role.")
            return redirect("account", number=number)
    return _form(request, form, person, title="Give a role", button="Give this role")


@permitted(Permission.ACCOUNTS_MANAGE)
def end(request: Asked, number: int, grant: int) -> HttpResponse:
    """Ends a role, once that is confirmed."""
    person = _person(number)
    ending = get_object_or_404(Grant, pk=grant, account=person)
    role = f"{ROLES[Role(ending.role)].label}, {scope_in_words(ending.scope)}"
    return _confirmed(
        request,
        person,
        title="End a role",
        text=f"{person.name} will lose this role from today: {role}.",
        button="End this role",
        done="The role has ended.",
        act=lambda: end_role(grant=ending, by=request.actor, at=request.at),
    )


@permitted(Permission.ACCOUNTS_MANAGE)
def sign_out(request: Asked, number: int) -> HttpResponse:
    """Signs somebody out everywhere, once that is confirmed."""
    person = _person(number)
    return _confirmed(
        request,
        person,
        title="Sign somebody out everywhere",
        text=f"{person.name} will be signed out wherever they are signed in. They can sign in again.",
        button="Sign out everywhere",
        done=f"{person.name} is signed out everywhere.",
        act=lambda: end_sessions(account=person, by=request.actor, at=request.at),
    )


@permitted(Permission.ACCOUNTS_MANAGE)
def forget_factor(request: Asked, number: int) -> HttpResponse:
    """Takes a lost second factor away, once that is confirmed."""
    person = _person(number)
    return _confirmed(
        request,
        person,
        title="Remove a second factor",
        text=f"{person.name} will be signed out and asked to set up a new authenticator app. "
        "Make sure that it is really them who asks: telephone them on a number that you know.",
        button="Remove the second factor",
        done=f"{person.name} will set up a new second factor at their next sign-in.",
        act=lambda: remove_second_factor(account=person, by=request.actor, at=request.at),
    )


@permitted(Permission.ACCOUNTS_MANAGE)
def leaver(request: Asked, number: int) -> HttpResponse:
    """Lets somebody leave on a day."""
    person, today = _person(number), day_of(request.at)
    caseload = caseload_size(person.pk, on=today)
    form = LeaverForm(request.POST or None, initial={"left_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            leave(
                account=person, left_on=form.cleaned_data["left_on"], caseload=caseload, by=request.actor,
                at=request.at,
            )  # fmt: skip
        except CannotBeDone as fault:
            form.add_error("left_on", str(fault))
        else:
            _sign_out_if_own(request, person)
            messages.success(request, f"{person.name} is put down as a leaver.")
            return redirect("account", number=number)
    return _form(
        request, form, person, title="Put down that somebody leaves", button="Save", caseload=caseload
    )


def _form(
    request: Asked,
    form: RoleForm | LeaverForm,
    person: Account,
    *,
    title: str,
    button: str,
    caseload: int = 0,
) -> HttpResponse:
    told = {"form": form, "person": person, "title": title, "button": button, "caseload": caseload}
    return render(request, "web/account_form.html", told, status=400 if form.errors else 200)


def _confirmed(
    request: Asked,
    person: Account,
    *,
    title: str,
    text: str,
    button: str,
    done: str,
    act: Callable[[], object],
) -> HttpResponse:
    """Asks first; does it when the button is pressed."""
    fault = ""
    if request.method == "POST":
        try:
            act()
        except CannotBeDone as refused:
            fault = str(refused)
        else:
            _sign_out_if_own(request, person)
            messages.success(request, done)
            return redirect("account", number=person.pk)
    told = {"person": person, "title": title, "text": text, "button": button, "fault": fault}
    return render(request, "web/confirm.html", told, status=400 if fault else 200)


def _sign_out_if_own(request: Asked, person: Account) -> None:
    """Ends this session in order, where what was done has ended it behind the request's back."""
    if person == request.account and not request.session.exists(request.session.session_key or ""):
        logout(request)

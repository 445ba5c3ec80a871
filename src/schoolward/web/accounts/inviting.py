"""Invites people, withdraws invitations, and lets the invited in."""

from smtplib import SMTPException

from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache

from schoolward.access.actions import CannotBeDone, Invited, accept_invitation, withdraw_invitation
from schoolward.access.actions import invite as invite_person
from schoolward.access.models import Invitation
from schoolward.access.models.invitation import digest_of_token
from schoolward.access.permissions import Permission
from schoolward.access.reach import day_of
from schoolward.access.selectors import invitation_of
from schoolward.audit.actor import system
from schoolward.audit.clock import now
from schoolward.web.accounts.forms import AcceptanceForm, InvitationForm
from schoolward.web.permitting import Asked, permitted


@never_cache
@permitted(Permission.ACCOUNTS_MANAGE)
def invite(request: Asked) -> HttpResponse:
    """Invites somebody by email. Where no mail can be sent, the inviter sees the link, this once."""
    form = InvitationForm(request.POST or None, today=day_of(request.at))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            invited = invite_person(
                email=told["email"], name=told["name"], job_title=told["job_title"], offers=(form.dated,),
                by=request.actor, at=request.at,
            )  # fmt: skip
        except CannotBeDone as fault:
            form.add_error("email", str(fault))
        else:
            link = request.build_absolute_uri(reverse("accept-invitation", kwargs={"token": invited.token}))
            shown = "" if _sent(invited, link) else link
            return render(request, "web/invited.html", {"invitation": invited.invitation, "link": shown})
    return render(request, "web/invite.html", {"form": form}, status=400 if form.errors else 200)


def _sent(invited: Invited, link: str) -> bool:
    """Whether the mail left."""
    told = {"invitation": invited.invitation, "link": link}
    text = render_to_string("web/email/invitation.txt", told)
    try:
        send_mail("You are invited to Schoolward", text, None, [invited.invitation.email])
    except (SMTPException, OSError):
        return False
    return bool(settings.SENDS_MAIL)


@permitted(Permission.ACCOUNTS_MANAGE)
def withdraw(request: Asked, number: int) -> HttpResponse:
    """Withdraws an invitation, once that is confirmed."""
    invitation = get_object_or_404(Invitation, pk=number)
    fault = ""
    if request.method == "POST":
        try:
            withdraw_invitation(invitation=invitation, by=request.actor, at=request.at)
        except CannotBeDone as refused:
            fault = str(refused)
        else:
            messages.success(request, "The invitation is withdrawn.")
            return redirect("accounts")
    told = {
        "title": "Withdraw an invitation",
        "text": f"The link that {invitation.name} was sent will lead nowhere.",
        "button": "Withdraw the invitation",
        "fault": fault,
    }
    return render(request, "web/confirm.html", told, status=400 if fault else 200)


@never_cache
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Lets whoever has the link choose a password, and then sign in with it."""
    at = now()
    invitation = invitation_of(digest_of_token(token), at=at)
    if invitation is None:
        return render(request, "web/invitation_over.html", status=404)
    form = AcceptanceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            accept_invitation(
                token=token, password=form.cleaned_data["password"], by=system("invitation"), at=at
            )
        except CannotBeDone as fault:
            form.add_error("password", str(fault))
        else:
            messages.success(request, "Your account is ready. Sign in with your email address and password.")
            return redirect("account_login")
    told = {"form": form, "invitation": invitation}
    return render(request, "web/accept_invitation.html", told, status=400 if form.errors else 200)

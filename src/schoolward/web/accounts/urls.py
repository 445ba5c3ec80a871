"""The addresses of the pages by which accounts are looked after."""

from django.urls import path

from schoolward.web.accounts import inviting, listing, one, reviewing

urlpatterns = [
    path("accounts/", listing.accounts, name="accounts"),
    path("accounts/review/", reviewing.review, name="accounts-review"),
    path("accounts/invite/", inviting.invite, name="invite"),
    path("accounts/invitations/<int:number>/withdraw/", inviting.withdraw, name="withdraw-invitation"),
    path("accounts/<int:number>/", one.account, name="account"),
    path("accounts/<int:number>/roles/give/", one.give, name="give-role"),
    path("accounts/<int:number>/roles/<int:grant>/end/", one.end, name="end-role"),
    path("accounts/<int:number>/leave/", one.leaver, name="leave"),
    path("accounts/<int:number>/sign-out/", one.sign_out, name="sign-out-account"),
    path("accounts/<int:number>/second-factor/remove/", one.forget_factor, name="remove-second-factor"),
    path("invitation/<str:token>/", inviting.accept, name="accept-invitation"),
]

"""Who has an account: those who work here, those who will leave, those who left, and who has been invited."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from schoolward.access.permissions import Permission
from schoolward.access.reach import day_of
from schoolward.access.selectors import AccountState, accounts_in, invitations_open_at
from schoolward.web.permitting import Asked, permitted

A_PAGE = 50
HEADINGS = {
    AccountState.WORKING: "Work here",
    AccountState.LEAVING: "Will leave",
    AccountState.LEFT: "Have left",
}


@permitted(Permission.ACCOUNTS_MANAGE)
def accounts(request: Asked) -> HttpResponse:
    """People in one state, found by name, address or job title."""
    told, search = request.GET.get("state", ""), request.GET.get("search", "").replace("\0", "").strip()
    state = AccountState(told) if told in set(AccountState) else AccountState.WORKING
    people = accounts_in(state, on=day_of(request.at), search=search)
    return render(
        request,
        "web/accounts.html",
        {
            "page": Paginator(people, A_PAGE).get_page(request.GET.get("page")),
            "states": [(each.value, HEADINGS[each], each is state) for each in AccountState],
            "state": state.value,
            "search": search,
            "invitations": invitations_open_at(request.at),
            "at": request.at,
        },
    )

"""Reads which group of the council's directory gives which role over what."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from schoolward.access.offers import OfferFault, RoleOffer


class GroupsFault(ValueError):
    """The file of groups cannot be used; the text says where and what to write."""


@dataclass(frozen=True)
class DirectoryGroups:
    """The roles that each group of the directory gives, by the group's name or number there."""

    roles: Mapping[str, tuple[RoleOffer, ...]]

    def offers_to(self, groups: Iterable[str]) -> tuple[RoleOffer, ...]:
        """The roles of somebody in these groups, each once. Groups that are not in the file give nothing."""
        return tuple(dict.fromkeys(offer for group in groups for offer in self.roles.get(group, ())))


NO_GROUPS = DirectoryGroups({})


def read_groups(text: str, *, file: str) -> DirectoryGroups:
    """The groups of a JSON file: {"GROUP": [{"role": ROLE, "scope": SCOPE}, ...], ...}."""
    try:
        told = json.loads(text)
    except json.JSONDecodeError as fault:
        raise GroupsFault(f"{file}, line {fault.lineno}: this is not JSON ({fault.msg})") from None
    if not isinstance(told, dict) or not told:
        raise GroupsFault(f"{file}: write a JSON object with the name of each group and a list of its roles")
    return DirectoryGroups(
        {group: _offers(roles, where=f"{file}, group {group!r}") for group, roles in told.items()}
    )


def _offers(roles: Any, *, where: str) -> tuple[RoleOffer, ...]:
    shape = '[{"role": "team_manager", "scope": "borough"}]'
    if not isinstance(roles, list) or not roles:
        raise GroupsFault(f"{where}: write a list of roles, such as {shape}")
    offers = []
    for each in roles:
        if not isinstance(each, dict) or set(each) != {"role", "scope"}:
            raise GroupsFault(f"{where}: each role has a role and a scope and nothing else, such as {shape}")
        try:
            offers.append(RoleOffer.as_written(str(each["role"]), str(each["scope"])))
        except OfferFault as fault:
            raise GroupsFault(f"{where}: {fault}") from None
    return tuple(offers)

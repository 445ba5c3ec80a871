"""What the environment says of mail and of the directory: taken whole, or refused with the setting's name."""

from pathlib import Path

import pytest

from schoolward.config.sign_in import directory_of, groups_of, mail_of, policy_of
from schoolward.store.environment import Environment, SettingFault

DIRECTORY = {
    "OIDC_ISSUER": "https://login.example.org/tenant/",
    "OIDC_CLIENT_ID": "schoolward",
    "OIDC_CLIENT_SECRET": "secret",
}


def told(**settings: str) -> Environment:
    return Environment(told=settings)


def test_without_settings_there_is_no_directory_and_mail_is_printed() -> None:
    assert directory_of(told()) == {}
    assert groups_of(told()).roles == {}
    assert mail_of(told()).backend == "django.core.mail.backends.console.EmailBackend"
    assert "form-action 'self'" in policy_of(told())


def test_a_directory_is_one_application_that_proves_itself_with_a_key_for_each_sign_in() -> None:
    told_of = directory_of(told(**DIRECTORY))["openid_connect"]
    (application,) = told_of["APPS"]
    assert told_of["OAUTH_PKCE_ENABLED"]
    assert application["settings"] == {
        "server_url": "https://login.example.org/tenant",
        "fetch_userinfo": False,
    }
    assert policy_of(told(**DIRECTORY)).endswith("form-action 'self' https://login.example.org")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"OIDC_ISSUER": "http://login.example.org"}, "write the https:// address"),
        ({"OIDC_CLIENT_ID": ""}, "needs SCHOOLWARD_OIDC_CLIENT_ID"),
        ({"OIDC_CLIENT_SECRET": ""}, "SCHOOLWARD_OIDC_CLIENT_SECRET too"),
    ],
)
def test_a_directory_that_is_half_told_is_refused(changed: dict[str, str], said: str) -> None:
    with pytest.raises(SettingFault, match=said):
        directory_of(told(**{**DIRECTORY, **changed}))


def test_groups_are_read_from_the_data_folder(tmp_path: Path) -> None:
    file = tmp_path / "directory-groups.json"
    with pytest.raises(SettingFault, match="which says what each group may do"):
        groups_of(told(HOME=str(tmp_path), **DIRECTORY))
    file.write_text('{"Team": [{"role": "nobody", "scope": "borough"}]}', encoding="utf-8")
    with pytest.raises(SettingFault, match="group 'Team': there is no role 'nobody'"):
        groups_of(told(HOME=str(tmp_path), **DIRECTORY))
    file.write_text('{"Team": [{"role": "team_manager", "scope": "borough"}]}', encoding="utf-8")
    assert list(groups_of(told(HOME=str(tmp_path), **DIRECTORY)).roles) == ["Team"]


@pytest.mark.parametrize(
    ("address", "port", "starts_tls", "is_tls"),
    [
        ("smtp://us%40er:pass%2Fword@mail.example.org", 587, True, False),
        ("smtp://mail.example.org:2525", 2525, True, False),
        ("smtps://mail.example.org", 465, False, True),
        ("smtp://localhost:25", 25, False, False),
    ],
)
def test_a_mail_server_is_spoken_to_in_secret(
    address: str, port: int, starts_tls: bool, is_tls: bool
) -> None:
    server = mail_of(told(MAIL=address))
    assert server.backend == "django.core.mail.backends.smtp.EmailBackend"
    assert (server.port, server.starts_tls, server.is_tls) == (port, starts_tls, is_tls)
    if "%" in address:
        assert (server.user, server.password) == ("us@er", "pass/word")
    assert "word" not in repr(server)


@pytest.mark.parametrize(
    "address", ["mail.example.org", "https://mail.example.org", "smtp://", "smtp://user:secret@host:no"]
)
def test_an_address_that_is_none_is_refused_without_saying_the_password(address: str) -> None:
    with pytest.raises(SettingFault, match=r"write smtp://USER:PASSWORD@HOST:587") as fault:
        mail_of(told(MAIL=address))
    assert "secret" not in str(fault.value)

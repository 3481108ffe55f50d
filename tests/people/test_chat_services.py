"""Every service that is offered reads the addresses that its own pages and Apprise's show."""

import pytest

from assay.people.actions.chat_service import opened
from assay.people.rules.chat import SERVICES

TEAMS = (
    "manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=KODuebWbDGYFr0z0eu"
)
ADDRESSES = [
    ("slack", "https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"),
    ("slack", "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#general"),
    ("teams", f"https://prod-05.westeurope.logic.azure.com:443/workflows/643e69f83c8944/triggers/{TEAMS}"),
    ("googlechat", "https://chat.googleapis.com/v1/spaces/AAAAk6lGXyM/messages?key=AIzaSyDdI0hCZtE6vySj&token=O7b1nyri"),
    ("discord", f"https://discord.com/api/webhooks/421764573957324801/{'abcDEF1234' * 7}"),
    ("telegram", "tgram://123456789:abcdefg_hijklmnop/12315544"),
    ("mattermost", "mmosts://chat.example.org/3ccdd113474722377935511fc85d3dd4"),
    ("mattermost", "https://mattermost.example.org/hooks/3ccdd113474722377935511fc85d3dd4"),
    ("rocketchat", "rockets://webhooktoken1234567890/abcdefghijabcdefghij@chat.example.org/@ana"),
    ("matrix", "matrixs://:syt_token1234567@matrix.example.org/!room:example.org"),
    ("zulip", "zulip://botname@example/a6k4fu8vkqwertyuiopasdfghjklzxc1/general"),
    ("webex", f"wxteams://{'a' * 80}"),
    ("lark", "lark://abcdefghijklmnopqrst"),
    ("feishu", "feishu://abcdefghijklmnopqrst"),
    ("wecom", "wecombot://abcdefghijklmnop"),
    ("dingtalk", "dingtalk://abcdefghijklmnopqrstuvwx"),
]  # fmt: skip


@pytest.mark.parametrize(("service", "address"), ADDRESSES)
def test_an_address_is_read(service: str, address: str) -> None:
    found = opened(address)

    plugin = found.plugin
    assert (found.service.code, plugin.verify_certificate, plugin.redirects) == (service, True, False)
    assert (plugin.request_timeout, plugin.asset.plugin_paths) == ((8, 8), [])


def test_each_service_has_an_address_here() -> None:
    assert {service for service, _address in ADDRESSES} == set(SERVICES)

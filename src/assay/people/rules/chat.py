"""The chat services to which people may have themselves told, and what of an address Assay passes on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Service:
    """`module` and `plugin`: of Apprise. `example` is what its address looks like."""

    code: str
    name: str
    module: str
    plugin: str
    schemes: tuple[str, ...]
    example: str
    plain_schemes: tuple[str, ...] = ()
    has_own_host: bool = False


SERVICES: dict[str, Service] = {
    each.code: each
    for each in (
        Service(
            "slack", "Slack", "slack", "NotifySlack", ("slack",), "https://hooks.slack.com/services/T…/B…/…"
        ),
        Service(
            "teams",
            "Microsoft Teams",
            "workflows",
            "NotifyWorkflows",
            ("workflow", "workflows"),
            "https://….logic.azure.com/workflows/…",
            has_own_host=True,
        ),
        Service(
            "googlechat",
            "Google Chat",
            "google_chat",
            "NotifyGoogleChat",
            ("gchat",),
            "https://chat.googleapis.com/v1/spaces/…",
        ),
        Service(
            "discord",
            "Discord",
            "discord",
            "NotifyDiscord",
            ("discord",),
            "https://discord.com/api/webhooks/…/…",
        ),
        Service(
            "telegram", "Telegram", "telegram", "NotifyTelegram", ("tgram",), "tgram://bot-token/chat-number"
        ),
        Service(
            "mattermost",
            "Mattermost",
            "mattermost",
            "NotifyMattermost",
            ("mmosts",),
            "mmosts://chat.example.org/webhook-token",
            ("mmost",),
            has_own_host=True,
        ),
        Service(
            "rocketchat",
            "Rocket.Chat",
            "rocketchat",
            "NotifyRocketChat",
            ("rockets",),
            "rockets://webhook@chat.example.org/@you",
            ("rocket",),
            has_own_host=True,
        ),
        Service(
            "matrix",
            "Matrix",
            "matrix.base",
            "NotifyMatrix",
            ("matrixs",),
            "matrixs://:token@matrix.example.org/!room",
            ("matrix",),
            has_own_host=True,
        ),
        Service(
            "zulip",
            "Zulip",
            "zulip",
            "NotifyZulip",
            ("zulip",),
            "zulip://bot@organisation/token/you@example.org",
        ),
        Service("webex", "Webex", "webexteams", "NotifyWebexTeams", ("wxteams", "webex"), "wxteams://token"),
        Service("lark", "Lark", "lark", "NotifyLark", ("lark",), "lark://token"),
        Service("feishu", "Feishu", "feishu", "NotifyFeishu", ("feishu",), "feishu://token"),
        Service("wecom", "WeCom", "wecombot", "NotifyWeComBot", ("wecombot",), "wecombot://key"),
        Service("dingtalk", "DingTalk", "dingtalk", "NotifyDingTalk", ("dingtalk",), "dingtalk://token"),
    )
}
# Of what may follow the `?`. Everything else would change how, not where, a message is sent: templates that are
# files, certificates that are not looked at, redirects that are followed.
OPTIONS = frozenset({"to", "mode", "topic", "thread"})
MOST_IN_ADDRESS = 1000
# The shortest limit of the services is Discord's 2,000.
MOST_IN_TEXT = 1500


def service_of(scheme: str) -> Service | None:
    """By the beginning of an address, in either case; https has no service of its own."""
    wanted = scheme.lower()
    return next((each for each in SERVICES.values() if wanted in each.schemes + each.plain_schemes), None)


def is_plain(service: Service, scheme: str) -> bool:
    """Whether it would leave without encryption."""
    return scheme.lower() in service.plain_schemes

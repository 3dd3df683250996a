"""What a chat answers to who chooses where alerts go: the same in Slack and Teams. Pure."""

from bot.actors import Actor
from bot.replies import Paragraph, Reply, Tone

ALERTS_HERE = Reply(
    title="Alerts will be posted here",
    parts=(
        Paragraph(
            "I read news, tenders and sanctions lists and post what matches your watchlists once, with the"
            " source and the reason. Under each alert, Acknowledge says who looks into it."
        ),
        Paragraph(
            "`status` says how things stand, `watchlist show` what is watched, `help` the rest;"
            " `unsubscribe` stops alerts here."
        ),
    ),
    public=True,
)
NO_MORE_HERE = Reply(title="No more alerts will be posted here", public=True)
NONE_HERE = Reply(title="No alerts are posted here", tone=Tone.WARNING)


def also_said(chat: str, place: str) -> Paragraph:
    """Return what stands below the help: the two commands that a shell does not know."""
    return Paragraph(
        f"In {chat} also: `subscribe` posts alerts in this {place}, `unsubscribe` posts no more of them."
    )


def only_editors(actor: Actor) -> Reply:
    """Return the refusal to somebody who may not choose, with what to do about it."""
    return Reply(
        title="Only editors may choose where alerts go; ask one of them, or have your id"
        f" ({actor.listed_as}) added to SANCTIONS_WATCH_EDITORS.",
        tone=Tone.ERROR,
        status=1,
    )

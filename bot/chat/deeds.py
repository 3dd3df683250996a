"""What may be made of an alert beyond one press: the words of a menu, and the command each stands for. Pure.

The same in Slack and Teams. What is pressed or filled in is only what a person could have typed.
"""

from bot.phrases import quoted

NOTE, RESOLVE, ASSIGN = "note", "resolve", "assign"
NOTED = ((NOTE, "Add a note"),)
HANDLED = (
    *NOTED,
    (RESOLVE, "Resolve: say what was decided"),
    (ASSIGN, "Assign to somebody"),
    ("snooze-1", "Snooze until tomorrow"),
    ("snooze-7", "Snooze for a week"),
    ("snooze-30", "Snooze for 30 days"),
)


def command(deed: str, alert: str, *, words: str = "", to: str = "") -> str:
    """Return what does `deed` to the alert, "" where there is no such deed.

    `words` are the person's own, `to` whom it is assigned to.
    """
    verb, _, days = deed.partition("-")
    if deed not in dict(HANDLED):
        return ""
    said = quoted(alert)
    if verb == NOTE:
        return f"alerts note {said} -- {quoted(words)}"
    if verb == RESOLVE:
        return f"alerts resolve {said} --reason {quoted(words)}"
    note = f" --note {quoted(words)}" if words else ""
    if verb == ASSIGN:
        return f"alerts assign {said}{f' --to {quoted(to)}' if to else ''}{note}"
    return f"alerts snooze {said} --days {days}{note}"

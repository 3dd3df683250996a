"""What `doctor` finds, a line each."""

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `wrong` keeps the bot from its job, `open` is a choice not made."""

    what: str
    state: Literal["ok", "open", "wrong"]
    sentence: str

    def as_json(self) -> dict[str, Any]:
        """Return it as `doctor --json` prints it."""
        return {"what": self.what, "state": self.state, "sentence": self.sentence}


def show(findings: tuple[Finding, ...]) -> None:
    """Print one line a finding."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    signs = {"ok": ("✓", "green"), "open": ("•", "yellow"), "wrong": ("✗", "red")}
    for finding in findings:
        sign, style = signs[finding.state]
        console.print(Text.assemble((f"{sign} {finding.what}: ", style), finding.sentence))

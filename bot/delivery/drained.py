"""What a deliverer did, counted."""

from collections import Counter
from dataclasses import dataclass, field

from bot.outbox.decisions import DeliveryReason


@dataclass(slots=True)
class DrainReport:
    """What was done, by reason (`posted`, `rate-limited`, `found` …), and what else happened."""

    reasons: Counter[DeliveryReason] = field(default_factory=Counter)
    folded: int = 0
    fenced: int = 0  # results that came too late: another process had taken the delivery over
    store_faults: int = 0

    @property
    def posted(self) -> int:
        """How many messages surely arrived, read back ones included."""
        return self.reasons[DeliveryReason.POSTED] + self.reasons[DeliveryReason.FOUND]

    def copy(self) -> "DrainReport":
        """Return the counts as they are now."""
        return DrainReport(Counter(self.reasons), self.folded, self.fenced, self.store_faults)

    def since(self, before: "DrainReport") -> "DrainReport":
        """Return what came since an earlier copy."""
        return DrainReport(
            self.reasons - before.reasons,
            self.folded - before.folded,
            self.fenced - before.fenced,
            self.store_faults - before.store_faults,
        )

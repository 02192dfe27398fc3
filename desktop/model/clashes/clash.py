"""What a clash is: which rules cannot be kept together, and by which figures."""

from __future__ import annotations

from typing import Literal

import attrs

Why = Literal["few", "spread", "fit", "nobody", "above", "below", "amount", "sources", "concentration", "pin"]


@attrs.frozen
class Clash:
    """A rule and ``others`` (ids of rules, or of one pin) that no purchase keeps together.

    ``why``: what at least is asked is "above" what may be; what at most is allowed is "below" what must be; an
    "amount", a number of "sources" or an index of "concentration" of which more is asked than is allowed; a "pin"
    above a limit; or the rule alone asks for what "few" members, their "spread", what does "fit", or "nobody" gives.
    ``asked`` is what is asked together and ``allowed`` what is allowed, in % for shares, else in the rule's own unit.
    """

    why: Why
    others: tuple[str, ...]
    asked: float
    allowed: float

"""The way of a value to another process and back, without the other process."""

from multiprocessing.reduction import ForkingPickler
from typing import TypeVar

T = TypeVar("T")


def there_and_back(value: T) -> T:
    """What arrives when ``value`` is sent to another process, or comes from there."""
    arrived: T = ForkingPickler.loads(ForkingPickler.dumps(value))
    return arrived

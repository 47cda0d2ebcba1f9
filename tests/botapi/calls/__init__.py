"""The methods of the Bot API: what each refuses and does, once its parameters have passed the spec."""

from __future__ import annotations

from tests.botapi.calls import answering, editing, sending, settings
from tests.botapi.calls.context import Method

METHODS: dict[str, Method] = {
    **sending.METHODS,
    **editing.METHODS,
    **answering.METHODS,
    **settings.METHODS,
}

"""The refusals of the Bot API, in its own words where it has them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(eq=False)
class ApiError(Exception):
    """A refused call.

    `fault` marks what the bot could not have known or avoided (blocked by the user, injected trouble);
    everything else is a breach of the API.
    """

    code: int
    description: str
    parameters: dict[str, int] = field(default_factory=dict)
    fault: bool = False

    def payload(self) -> dict[str, object]:
        """The body of the HTTP answer."""
        body: dict[str, object] = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(reason: str) -> ApiError:
    return ApiError(400, f"Bad Request: {reason}")


def query_is_too_old() -> ApiError:
    return bad_request("query is too old and response timeout expired or query ID is invalid")


def not_modified() -> ApiError:
    return bad_request(
        "message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message"
    )


def blocked_by_user() -> ApiError:
    return ApiError(403, "Forbidden: bot was blocked by the user", fault=True)


def cannot_initiate() -> ApiError:
    return ApiError(403, "Forbidden: bot can't initiate conversation with a user")


def chat_migrated(new_chat_id: int) -> ApiError:
    return ApiError(
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        {"migrate_to_chat_id": new_chat_id},
        fault=True,
    )


def too_many_requests(retry_after: int) -> ApiError:
    return ApiError(
        429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after}, fault=True
    )


def server_error(code: int = 502) -> ApiError:
    words = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable"}
    return ApiError(code, words.get(code, "Internal Server Error"), fault=True)


def conflict() -> ApiError:
    return ApiError(
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )

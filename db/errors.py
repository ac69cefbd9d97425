"""Errors a user can mend. The command line prints them in one or two lines, without a traceback."""


class BilateralError(Exception):
    """Something is wrong that a user can mend.

    Attributes:
        hint: What to do about it; "" if the message says it already.
        exit_code: What the command line exits with (1 failed, 2 usage, 3 network).
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class StoreError(BilateralError):
    """The store is missing, locked, read-only, damaged or of another version."""


class InputError(BilateralError):
    """A file or text that holds nothing that can be used."""


class UsageError(BilateralError):
    """The command was asked for something that does not exist."""

    exit_code = 2


class NetworkError(BilateralError):
    """An address did not answer as it should.

    Attributes:
        is_lasting: Asked again soon it would do the same: it refuses, is gone, or sends too much.
    """

    exit_code = 3

    def __init__(self, message: str, hint: str = "", *, is_lasting: bool = False) -> None:
        super().__init__(message, hint)
        self.is_lasting = is_lasting

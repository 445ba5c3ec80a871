"""Refuses what is larger than any load may be before a byte of it is taken in."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from schoolward.jobs.inbox import LARGEST_UPLOAD

ROOM_FOR_THE_FORM = 1 << 20
"""Bytes of a request beside its files."""


class NoMoreThanALoad(FileUploadHandler):
    """Looks at the length that a request says it has; the server takes in no more than that."""

    def handle_raw_input(
        self, input_data: Any, META: dict[str, str], content_length: int, boundary: str, encoding: str | None = None
    ) -> None:  # fmt: skip
        """Raises RequestDataTooBig, which is answered by the page for requests that cannot be read."""
        if content_length > LARGEST_UPLOAD + ROOM_FOR_THE_FORM:
            raise RequestDataTooBig("the request is larger than any load may be")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Leaves the bytes to the handlers after this one."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leaves the file to the handlers after this one."""

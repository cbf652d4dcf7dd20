"""接口核对 · every request is a command of its own: a fresh Command-Id, as the pages make it."""

import os
import time
import uuid

import schemathesis


def command_id() -> str:
    random = bytearray(os.urandom(10))
    random[0] = 0x70 | random[0] & 0x0F
    random[2] = 0x80 | random[2] & 0x3F
    return str(uuid.UUID(bytes=int(time.time() * 1000).to_bytes(6, "big") + bytes(random)))


@schemathesis.hook
def before_call(context, case, kwargs):
    case.headers["Command-Id"] = command_id()

"""What all tests rely on: a program that is started here can be interrupted."""

from __future__ import annotations

import signal

# A shell starts background jobs with SIGINT ignored, nohup does so with SIGHUP, and children inherit that.
for _number, _usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
    if signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, _usual)

"""Must not be preloaded: it starts a thread when it is imported."""

from threading import Event, Thread

Thread(target=Event().wait, daemon=True).start()

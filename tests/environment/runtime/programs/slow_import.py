"""Takes longer to import than any test waits."""

from threading import Event

print("importing")
Event().wait(60)
print("imported")

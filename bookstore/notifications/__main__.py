"""The normal way to run the service: `python -m bookstore.notifications`."""

from bookstore.notifications.app import run
from bookstore.platform.service import main

if __name__ == "__main__":
    main(run)

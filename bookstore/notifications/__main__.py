"""`python -m bookstore.notifications` runs the service."""

from bookstore.notifications.app import run
from bookstore.platform.service import main

if __name__ == "__main__":
    main(run)

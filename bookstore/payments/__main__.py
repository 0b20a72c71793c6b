"""`python -m bookstore.payments` runs the service."""

from bookstore.payments.app import run
from bookstore.platform.service import main

if __name__ == "__main__":
    main(run)
